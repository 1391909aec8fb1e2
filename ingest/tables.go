package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// table is a table of a section, with what its head says of the columns.
type table struct {
	key     string
	heading string   // of the section
	head    []string // the words over each column, of all rows of the head
	kinds   []columnKind
	rows    [][]string
	factor  string // 元, 万元 or 亿元: the unit of bare amounts; "" when the text does not say
}

// tables gives the tables of the sections, read once.
func (f *facts) tables() []table {
	if f.read {
		return f.found
	}
	f.read = true
	for _, s := range f.d.Sections {
		if strings.Contains(s.Markdown, "|") {
			f.found = append(f.found, tablesIn(s)...)
		}
	}
	if unit := f.headUnit(); unit != "" {
		for i := range f.found {
			if f.found[i].factor == "" {
				f.found[i].factor = unit
			}
		}
	}
	return f.found
}

// headUnit gives the unit of amounts that stands above the whole text: 金额单位：元.
func (f *facts) headUnit() string {
	preface := f.d.Section(content.SectionPreface)
	if preface == nil {
		return ""
	}
	for line := range strings.SplitSeq(preface.Markdown, "\n") {
		if i := strings.LastIndex(line, "单位"); i >= 0 {
			if unit := unitIn(line[i:], true); unit != "" {
				return unit
			}
		}
	}
	return ""
}

// tablesIn reads the tables out of the Markdown of a section. Rows that go on
// below a gap, in as many columns, belong to the table above.
func tablesIn(s content.Section) []table {
	var found []table
	var rows [][]string
	var before []string
	take := func() {
		if t, ok := newTable(s, rows, before); ok {
			found = append(found, t)
		}
		rows = nil
	}
	gap := false
	for line := range strings.SplitSeq(s.Markdown+"\n.", "\n") {
		row := cells(line)
		if gap && len(rows) > 0 && len(row) == len(rows[0])-1 && hasDigit(row) {
			row = append([]string{""}, row...) // the cell above goes on, and was left out
		}
		switch {
		case strings.TrimSpace(line) == "":
			gap = true
			continue
		case !piped(line):
			if len(rows) > 0 {
				take()
				before = nil
			}
			before = append(before, line)
		case isRule(row):
		case len(rows) > 0 && startsTable(rows, row, gap):
			take()
			before, rows = nil, [][]string{row}
		default:
			rows = append(rows, row)
		}
		gap = false
	}
	return found
}

// startsTable tells whether a row heads a table of its own: below a gap one of
// another width or of words only, and words only below the sum of all rows.
func startsTable(rows [][]string, row []string, gap bool) bool {
	words := !hasDigit(row) && len(filled(row)) > 1
	return gap && (words || len(row) != len(rows[0])) || words && (isSumRow(rows[len(rows)-1]) || isFormHead(row))
}

// isFormHead tells whether a row heads one of the tables that a form joins: that
// of the money or that of the indicators.
func isFormHead(row []string) bool {
	heads := 0
	for _, c := range row {
		if hasAny(c, "预算数", "执行数", "执行率", "指标值", "目标值", "完成值", "三级指标", "指标名称") {
			heads++
		}
	}
	return heads >= 2
}

// newTable understands the rows of a table; before holds the lines above it.
// Rows with one cell above the head are captions.
func newTable(s content.Section, rows [][]string, before []string) (table, bool) {
	if len(rows) < 2 {
		return table{}, false
	}
	caption := append([]string{s.Heading}, before[max(0, len(before)-2):]...)
	for len(rows) > 2 && len(rows[0]) > 1 && len(filled(rows[0])) == 1 {
		caption = append(caption, filled(rows[0])[0])
		rows = rows[1:]
	}
	t := table{key: s.Key, heading: s.Heading}
	if isHeadless(rows[0]) {
		t.head, t.rows = plainHead(rows[0]), rows
	} else {
		n := headRows(rows)
		t.head, t.rows = joinHead(rows[:n]), rows[n:]
	}
	if len(t.rows) == 0 {
		return t, false
	}
	for i := len(caption) - 1; i >= 0 && t.factor == ""; i-- {
		t.factor = unitIn(caption[i], i > 0)
	}
	for i, head := range t.head {
		t.kinds = append(t.kinds, t.kindOf(i, head))
	}
	for i, head := range t.head {
		if unit := unitIn(head, false); t.factor == "" && t.kinds[i] != rateColumn {
			t.factor = unit
		}
	}
	return t, true
}

// isHeadless tells whether a row that should head a table has a label and a bare
// number: the table has no head.
func isHeadless(row []string) bool {
	return len(filled(row)) > 1 && row[0] != "" && !isNumberCell(row[0]) && slices.ContainsFunc(row[1:], isNumberCell)
}

// isNumberCell tells whether a cell holds a bare number: 2,200,000.00.
func isNumberCell(c string) bool { return c != "" && strings.Trim(c, "0123456789.,，") == "" }

// plainHead heads a table without a head: a name, then numbers.
func plainHead(row []string) []string {
	head := make([]string, len(row))
	head[0] = "名称"
	if numbers := slices.IndexFunc(row, isNumberCell); !slices.ContainsFunc(row[numbers+1:], isNumberCell) {
		head[numbers] = "金额" // of several numbers none is known
	}
	return head
}

// headRows counts the rows of the head: below the first stand those that only
// name columns of a group, with the cells of the row labels left empty.
func headRows(rows [][]string) int {
	n := 1
	for n < len(rows)-1 && n < 3 && rows[n][0] == "" && len(filled(rows[n])) > 0 && !hasDigit(rows[n]) {
		n++
	}
	return n
}

func hasDigit(row []string) bool {
	return slices.ContainsFunc(row, func(c string) bool { return strings.ContainsAny(c, "0123456789") })
}

// joinHead writes the rows of a head as one: 资金来源 over 中央 and 省级 is
// 资金来源 中央 and 资金来源 省级.
func joinHead(rows [][]string) []string {
	head := slices.Clone(rows[0])
	for _, below := range rows[1:] {
		group := ""
		for i := range head {
			if head[i] != "" {
				group = head[i]
			}
			if word := cell(below, i); word != "" {
				head[i] = strings.TrimSpace(group + " " + word)
			}
		}
	}
	return head
}

// unitIn finds the unit of bare amounts in a caption or head: 单位：万元,
// （金额单位：元）, 金额（万元）. In a line of text only the former counts.
func unitIn(s string, text bool) string {
	if _, after, ok := strings.Cut(s, "单位"); ok {
		after = strings.TrimLeft(prefix(after, 12), "：: 人、民币")
		for _, unit := range []string{"亿元", "万元", "元"} {
			if strings.HasPrefix(after, unit) {
				return unit
			}
		}
	}
	for _, unit := range []string{"亿元", "万元", "元"} {
		if hasAny(s, "（"+unit, "("+unit, "、"+unit+"）") || !text && strings.HasSuffix(s, unit) {
			return unit
		}
	}
	return ""
}

// unitOf gives the unit of bare amounts of a column: its own, else the table's.
func (t table) unitOf(i int) string {
	if unit := unitIn(cell(t.head, i), false); unit != "" {
		return unit
	}
	return t.factor
}

// column gives the first column whose head has one of the words, in the order of
// the words; -1 for none.
func (t table) column(words ...string) int {
	for _, word := range words {
		if i := slices.IndexFunc(t.head, func(h string) bool { return strings.Contains(h, word) }); i >= 0 {
			return i
		}
	}
	return -1
}

func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}

// amount reads a cell as money; a bare number has the unit of its column.
func (t table) amount(row []string, i int) *content.Money {
	return cellAmount(cell(row, i), t.unitOf(i))
}

// cellAmount reads a cell as money: one amount, or one written twice, in figures
// and in capitals; a bare number has the unit given.
func cellAmount(text, unit string) *content.Money {
	if text == "" {
		return nil
	}
	if bare := strings.Trim(text, "0123456789０１２３４５６７８９.．,，"); bare == "" {
		if unit == "" && strings.Contains(text, ",") && len(text) > 3 && text[len(text)-3] == '.' {
			unit = "元" // 218,000.00 is written to the fen
		}
		text += unit
	}
	found := content.FindAmounts(text)
	if len(found) == 0 || found[0].Op == "range" || slices.ContainsFunc(found[1:], func(q content.Quantity) bool { return q.Money.Fen != found[0].Money.Fen }) {
		return nil
	}
	return &content.Money{Fen: found[0].Money.Fen, Text: found[0].Text}
}

// sumLabel tells how a row is called a sum: 合计, 总计, or 小计 for a part of the
// rows; "" for any other row. 合计（大写：…） is one too.
func sumLabel(row []string) string {
	for _, c := range row[:min(3, len(row))] {
		c = strings.NewReplacer(" ", "", "　", "").Replace(c)
		for _, word := range []string{"合计", "总计", "共计", "小计", "总额"} {
			rest, ok := strings.CutPrefix(c, word)
			if ok && (rest == "" || strings.ContainsRune("（(：:", []rune(rest)[0])) {
				return word
			}
		}
	}
	return ""
}

// isSumRow tells whether a row is the sum of all rows.
func isSumRow(row []string) bool {
	word := sumLabel(row)
	return word != "" && word != "小计"
}
