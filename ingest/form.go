package ingest

import (
	"slices"
	"strings"
)

// fieldLabels are the labels of forms that head no section of a text.
func fieldLabels() []string {
	return strings.Fields("项目编码 项目代码 项目编号 主管部门 主管单位 预算部门 预算单位 实施单位 实施部门 项目负责人 负责人 联系人 联系电话 联系方式 " +
		"项目类型 项目属性 项目类别 项目性质 项目起止时间 起止时间 项目期限 实施期限 填报单位 填报部门 填报人 填表人 填报日期 填报时间 项目资金 资金情况 资金总额 " +
		"年度资金总额 预算执行情况 预算资金 年度总体目标 年度绩效目标 总体目标 年度目标 年度总目标 项目目标 绩效指标 绩效目标 一级指标 总分 总计 合计 自评得分 自评总分 自评等级 " +
		"评价年度 预算年度 所属年度 公开单位 公开日期 其他需要说明的问题 备注 说明")
}

// isFieldLabel tells whether words label a cell of a form; a unit in brackets
// behind them says nothing.
func isFieldLabel(s string) bool {
	s = labelOf(s)
	return s != "" && (slices.Contains(fieldLabels(), s) || anyLabel(s) || len([]rune(s)) <= 10 && !strings.ContainsAny(s, "0123456789，。、") && endsAny(s, "主管部门", "实施单位", "项目名称", "项目单位", "总体目标", "资金（万元）", "预算资金", "项目属性", "起止时间", "项目负责人", "联系电话"))
}

// labelOf gives the words of a label without blanks and brackets: 项目资金（万元）.
func labelOf(s string) string {
	s = strings.NewReplacer(" ", "", "\t", "", "\n", "", "：", "", ":", "", "（政策）", "（项目）", "（项目单位）", "").Replace(s)
	if i := strings.IndexAny(s, "（("); i > 0 {
		s = s[:i]
	}
	return readHeadline(s).text
}

// expandForms takes tables that are really forms apart: a label with its value
// becomes a line, a label over several rows heads a table of its own.
func (d *document) expandForms() {
	var out []block
	for _, bl := range d.blocks {
		if bl.kind == tableBlock && isForm(bl.rows) {
			f := form{line: bl.line, page: bl.page}
			f.read(squared(bl.rows))
			out = append(out, f.blocks...)
			continue
		}
		out = append(out, bl)
	}
	d.blocks = out
}

// squared gives rows of one width; those of a text may lack cells at their end.
func squared(rows [][]string) [][]string {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = append(slices.Clone(row), make([]string, width-len(row))...)
	}
	return out
}

// isForm tells whether the first cells of a table are labels.
func isForm(rows [][]string) bool {
	if isListing(rows) {
		return false
	}
	labels, firsts := 0, 0
	for _, row := range rows {
		if labels >= 2 && isListHead(row) {
			break // what follows are the rows of the list
		}
		if row[0] == "" {
			continue
		}
		firsts++
		if isFieldLabel(row[0]) || strings.HasSuffix(labelOf(row[0]), "指标") {
			labels++
		}
	}
	return labels >= 2 && labels*2 >= firsts && !isFieldLabel(strings.Join(rows[0][1:min(2, len(rows[0]))], "")) || isPaired(rows)
}

// isListing tells whether a table is one with a head of words over at least one
// column of numbers: its first cells name its rows, whatever their words are.
func isListing(rows [][]string) bool {
	if len(rows) < 3 || hasDigit(rows[0]) || len(filled(rows[0])) < len(rows[0]) || len(rows[0]) < 2 || hasAny(rows[0][0], "项目名称") {
		return false
	}
	numbers := func(column int) bool {
		return !slices.ContainsFunc(rows[1:], func(row []string) bool { return column >= len(row) || !isNumberCell(row[column]) })
	}
	for column := 1; column < len(rows[0]); column++ {
		if numbers(column) {
			return true
		}
	}
	return false
}

// isPaired tells whether most rows are label, value, label, value.
func isPaired(rows [][]string) bool {
	paired := 0
	for _, row := range rows {
		if cells := filled(row); len(cells) >= 4 && len(cells)%2 == 0 && isFieldLabel(cells[0]) && isFieldLabel(cells[2]) {
			paired++
		}
	}
	return paired*2 > len(rows)
}

// filled gives the cells of a row that hold something.
func filled(row []string) []string {
	return slices.DeleteFunc(slices.Clone(row), func(c string) bool { return c == "" })
}

// form is a form on its way to lines, headings and tables.
type form struct {
	blocks     []block
	line, page int
}

func (f *form) read(rows [][]string) {
	for i := 0; i < len(rows); {
		end := groupEnd(rows, i)
		f.group(rows[i:end])
		i = end
	}
}

// groupEnd gives the row after those that the label of row i stands for: the
// rows below it without a label, and below the head of a list all of its rows.
func groupEnd(rows [][]string, i int) int {
	end := i + 1
	if isMoneyHead(rows[i]) {
		for end < len(rows) && (rows[end][0] == "" || isMoneyRow(rows[end][0])) {
			end++
		}
		return end
	}
	list := isListHead(rows[i])
	for end < len(rows) && (rows[end][0] == "" || list && !startsGroup(rows[end])) {
		end++
	}
	return end
}

// isListHead tells whether a row heads the list of the indicators.
func isListHead(row []string) bool {
	heads := 0
	for _, c := range row {
		label := labelOf(c)
		if label == "一级指标" {
			return true
		}
		if endsAny(label, "指标值", "完成值", "目标值", "实际值", "指标名称", "三级指标", "指标性质", "计量单位", "分值", "得分") && len([]rune(label)) <= 8 {
			heads++
		}
	}
	return heads >= 3
}

// isMoneyHead tells whether a row heads the rows of the money: 项目资金（万元） |
// 年初预算数 | 全年执行数, with their labels in the column of its own.
func isMoneyHead(row []string) bool {
	return strings.Contains(labelOf(row[0]), "资金") && strings.Contains(strings.Join(row[1:], ""), "执行数")
}

func isMoneyRow(label string) bool {
	return hasAny(label, "资金总额", "其中", "财政拨款", "结转", "其他资金", "自筹", "上级", "中央", "省级", "市级", "县级", "区级", "本级")
}

// startsGroup tells whether a row below a list of indicators is none of them.
func startsGroup(row []string) bool {
	label := labelOf(row[0])
	if strings.HasSuffix(label, "指标") || isSumLabel(label) {
		return false
	}
	return isFieldLabel(row[0]) || row[0] != "" && len(filled(row)) == 1
}

func isSumLabel(label string) bool {
	return label == "总分" || label == "合计" || label == "总计"
}

// group writes one label with what belongs to it.
func (f *form) group(rows [][]string) {
	cells := filled(rows[0])
	switch label := labelOf(rows[0][0]); {
	case len(cells) == 0:
	case len(cells) == 1 && !isFieldLabel(cells[0]): // a title over the next form, a remark
		for text := range strings.SplitSeq(cells[0], "\n") {
			f.add(block{text: text, whole: true})
		}
	case isSumLabel(label) && f.endsInTable():
		last := &f.blocks[len(f.blocks)-1]
		last.rows = append(last.rows, fitRow(rows[0], len(last.rows[0])))
	case label == "一级指标" || !isFieldLabel(rows[0][0]) && len(cells) > 2:
		f.table(rows)
	case len(rows) > 1 && isMoneyHead(rows[0]) && rows[1][0] != "":
		f.heading(rows[0][0])
		head := slices.Clone(rows[0])
		head[0] = ""
		f.table(append([][]string{head}, rows[1:]...))
	case f.pairs(rows):
	case len(rows) > 1:
		f.heading(rows[0][0])
		inside := make([][]string, len(rows))
		for i, row := range rows {
			inside[i] = row[1:]
			if i > 0 && row[0] != "" { // 总分 in the column of the labels
				inside[i] = shifted(row)
			}
		}
		f.table(inside)
	case len(rows) == 1 && f.pairs(rows):
	case len(cells) >= 4 && isFieldLabel(cells[2]):
		for i := 0; i+1 < len(cells); i += 2 {
			f.field(cells[i], cells[i+1])
		}
	default:
		f.field(cells[0], strings.Join(cells[1:], " "))
	}
}

// pairs writes the money of a form whose cells are label, number, label, number as
// the table that they are: 预算数 | 60 | 执行数 | 58 with 其中 rows below. The words
// stay as they are.
func (f *form) pairs(rows [][]string) bool {
	var table [][]string
	for i, row := range rows {
		cells := filled(row)
		if i == 0 && len(cells)%2 == 1 {
			cells = cells[1:]
		}
		if len(cells) != 4 || !isNumberCell(cells[1]) || !isNumberCell(cells[3]) {
			return false
		}
		one, two := strings.TrimRight(cells[0], "：:"), strings.TrimRight(cells[2], "：:")
		switch {
		case i == 0 && (!strings.Contains(one, "预算") || !hasAny(two, "执行", "支出")):
			return false
		case i == 0:
			table = append(table, []string{"", one, two}, []string{"", cells[1], cells[3]})
		case one != two:
			return false
		default:
			table = append(table, []string{one, cells[1], cells[3]})
		}
	}
	if cells := filled(rows[0]); len(cells) == 5 {
		f.heading(cells[0])
	}
	f.table(table)
	return true
}

func (f *form) endsInTable() bool {
	return len(f.blocks) > 0 && f.blocks[len(f.blocks)-1].kind == tableBlock
}

// shifted gives a row with its label one place further to the right: in the next
// cell when that is empty, else with all cells moved and the last two joined.
func shifted(row []string) []string {
	if row[1] == "" {
		return append([]string{row[0]}, row[2:]...)
	}
	last := len(row) - 1
	return append(slices.Clone(row[:last-1]), strings.TrimSpace(row[last-1]+" "+row[last]))
}

// fitRow cuts a row to a width, from its end, and keeps its label.
func fitRow(row []string, width int) []string {
	fitted := slices.Clone(row[max(len(row)-width, 0):])
	fitted[0] = row[0]
	return append(fitted, make([]string, width-len(fitted))...)
}

// field writes a label and its value as a line, further lines of the value below.
func (f *form) field(label, value string) {
	lines := strings.Split(value, "\n")
	label = strings.TrimRight(strings.NewReplacer("\n", "", " ", "").Replace(label), "：:")
	f.add(block{text: label + "：" + lines[0], whole: true})
	for _, text := range lines[1:] {
		f.add(block{text: text, whole: true})
	}
}

func (f *form) heading(label string) {
	label = strings.NewReplacer("\n", "", " ", "").Replace(label)
	f.add(block{kind: headingBlock, text: label, head: headline{text: label}})
}

// table writes rows without the columns in which nothing stands.
func (f *form) table(rows [][]string) {
	kept := make([][]string, len(rows))
	for column := range rows[0] {
		if !slices.ContainsFunc(rows, func(row []string) bool { return row[column] != "" }) {
			continue
		}
		for i, row := range rows {
			kept[i] = append(kept[i], row[column])
		}
	}
	if len(kept[0]) > 0 {
		f.add(block{kind: tableBlock, rows: kept})
	}
}

func (f *form) add(bl block) {
	bl.line, bl.page = f.line, f.page
	f.blocks = append(f.blocks, bl)
}
