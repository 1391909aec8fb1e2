package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// table is a table of a section, with what its head says of the columns.
type table struct {
	key    string
	head   []string
	rows   [][]string
	factor string // 元, 万元 or 亿元: the unit of bare amounts
}

// tables reads the tables out of the sections' Markdown.
func (f *facts) tables() []table {
	var found []table
	for _, s := range f.d.Sections {
		var rows [][]string
		for _, line := range append(strings.Split(s.Markdown, "\n"), "") {
			if piped(line) {
				if row := cells(line); !isRule(row) {
					rows = append(rows, row)
				}
				continue
			}
			if len(rows) >= 2 {
				found = append(found, newTable(s, rows))
			}
			rows = nil
		}
	}
	return found
}

func newTable(s content.Section, rows [][]string) table {
	t := table{key: s.Key, head: rows[0], rows: rows[1:], factor: "元"}
	before, _, _ := strings.Cut(s.Markdown, "|")
	before += s.Heading
	for _, unit := range []string{"亿元", "万元"} {
		if hasAny(strings.Join(t.head, " "), unit) || hasAny(before, "单位："+unit, "单位:"+unit, "（单位"+unit, "（"+unit+"）", "("+unit+")") {
			t.factor = unit
		}
	}
	return t
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

// amount reads a cell as money; a bare number has the unit of the table.
func (t table) amount(row []string, i int) *content.Money {
	text := cell(row, i)
	if m, err := content.ParseAmount(text); err == nil {
		return &m
	}
	m, err := content.ParseAmount(text + t.factor)
	if err != nil {
		return nil
	}
	return &m
}

// moneyColumn gives the column of the amounts, -1 for a table without one.
func (t table) moneyColumn() int {
	return t.column("预算金额", "安排金额", "金额", "预算数", "资金", "预算", "经费", "小计")
}

func isSumRow(row []string) bool {
	return slices.ContainsFunc(row[:min(2, len(row))], func(c string) bool {
		c = strings.NewReplacer(" ", "", "　", "").Replace(c)
		return c == "合计" || c == "总计" || c == "共计"
	})
}

// tableTotal reads the row 合计 of a table of money.
func (f *facts) tableTotal() *content.Money {
	for _, t := range f.tables() {
		column := t.moneyColumn()
		if column < 0 || !slices.Contains([]string{"funding", "content", "plan", "performance", "organisation"}, t.key) {
			continue
		}
		for _, row := range t.rows {
			if isSumRow(row) {
				return t.amount(row, column)
			}
		}
	}
	return nil
}

// tableFunding reads the rows of a table whose first column of words is the
// source of the money.
func (f *facts) tableFunding() []content.Funding {
	for _, t := range f.tables() {
		source, sum := t.column("来源"), t.moneyColumn()
		if source < 0 || sum < 0 {
			continue
		}
		if sum == source { // 资金来源 is a column of money by its first word
			sum = t.column("金额", "预算", "数额", "小计")
		}
		var rows []content.Funding
		for _, row := range t.rows {
			if amount := t.amount(row, sum); amount != nil && !isSumRow(row) && cell(row, source) != "" {
				rows = append(rows, content.Funding{Source: cell(row, source), Amount: amount})
			}
		}
		if len(rows) > 0 {
			return rows
		}
	}
	return nil
}

// executionFunding reads where the money of an evaluation's form comes from: the
// rows below 年度资金总额, by the column of the budget.
func (f *facts) executionFunding() []content.Funding {
	for _, t := range f.tables() {
		budget := t.column("全年预算数", "调整预算数", "预算数", "年初预算数")
		if budget < 0 || t.column("执行数", "实际支出", "支出数") < 0 {
			continue
		}
		var rows []content.Funding
		for _, row := range t.rows {
			label := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(cellLabel(row, budget), "其中"), "："), ": ")
			amount := t.amount(row, budget)
			if amount == nil || amount.Fen == 0 || isWholeRow(row, len(t.rows)) || label == "" {
				continue
			}
			rows = append(rows, content.Funding{Source: label, Amount: amount})
		}
		if len(rows) > 0 {
			return rows
		}
	}
	return nil
}

// cellLabel gives the words in the cells before a column.
func cellLabel(row []string, column int) string {
	return strings.Join(filled(row[:min(column, len(row))]), "")
}

// tableLines reads the rows of the first table that has a column of money.
func (f *facts) tableLines() []content.Line {
	for _, t := range f.tables() {
		name, sum := t.column("项目", "名称", "内容", "类别", "用途", "明细", "科目", "单位", "地区"), t.moneyColumn()
		if sum < 0 || t.column("指标") >= 0 || name < 0 || name == sum {
			continue
		}
		people, rate := t.column("人数", "户数", "人次", "人（次）", "数量"), t.column("标准", "单价")
		var lines []content.Line
		for _, row := range t.rows {
			amount := t.amount(row, sum)
			if isSumRow(row) || amount == nil || cell(row, name) == "" {
				continue
			}
			lines = append(lines, content.Line{Label: cell(row, name), People: t.people(row, people), Rate: t.rate(row, rate), Amount: amount})
		}
		if len(lines) == 0 {
			continue
		}
		if f.isShareList(lines) {
			f.takeShares(lines)
			continue
		}
		return lines
	}
	return nil
}

func (f *facts) takeShares(lines []content.Line) {
	for _, l := range lines {
		f.d.Allocations = append(f.d.Allocations, content.Allocation{Recipient: l.Label, Amount: l.Amount})
	}
}

// people reads a count, whose unit stands in the cell or in the head: 人数（名）,
// 户数.
func (t table) people(row []string, i int) *content.People {
	text, head := cell(row, i), cell(t.head, i)
	units := []string{""}
	for _, unit := range content.PeopleUnits() {
		if hasAny(head, "（"+unit+"）", "("+unit+")", "/"+unit) {
			units = append(units, unit)
		}
	}
	for _, unit := range content.PeopleUnits() {
		if strings.Contains(head, unit) {
			units = append(units, unit)
		}
	}
	for _, unit := range units {
		if found := content.FindQuantities(text + unit); len(found) == 1 && found[0].Kind == content.KindPeople {
			return &found[0].People
		}
	}
	return nil
}

// rate reads the amount per head, in the unit that its own column states, else
// in yuan.
func (t table) rate(row []string, i int) *content.Money {
	if i < 0 {
		return nil
	}
	own := table{factor: "元"}
	if strings.Contains(cell(t.head, i), "万元") {
		own.factor = "万元"
	}
	return own.amount(row, i)
}

// tableIndicators reads tables of indicators: 一级指标 | 二级指标 | 三级指标 |
// 指标值 | 实际完成值. An empty cell repeats the one above it.
func (f *facts) tableIndicators() []content.Indicator {
	var found []content.Indicator
	for _, t := range f.tables() {
		name := t.column("三级指标", "指标名称", "具体指标", "指标内容", "绩效指标")
		target := t.column("年度指标值", "目标值", "指标值", "预期值", "目标")
		if name < 0 || target < 0 {
			continue
		}
		one, two, actual := t.column("一级指标"), t.column("二级指标"), t.column("实际完成", "完成值", "实际值", "完成情况")
		level1, level2 := "", ""
		for _, row := range t.rows {
			level1, level2 = carry(level1, cell(row, one)), carry(level2, cell(row, two))
			if cell(row, name) == "" || cell(row, target) == "" {
				continue
			}
			in := targetOf(cell(row, target))
			in.Level1, in.Level2, in.Name = content.Text(level1), content.Text(level2), cell(row, name)
			in.Actual = content.Text(cell(row, actual))
			found = append(found, in)
		}
	}
	return found
}

func carry(above, here string) string {
	if here == "" {
		return above
	}
	return here
}

// targetOf reads a cell such as ≥90%, 100人次 or 逐步提高.
func targetOf(s string) content.Indicator {
	for _, c := range comparisons() {
		if rest, ok := strings.CutPrefix(s, c.words); ok {
			in, ok := readTarget(rest)
			if ok && c.op != "" {
				in.Operator = content.Text(c.op)
			}
			if ok {
				return in
			}
		}
	}
	if in, ok := readTarget(s); ok {
		if in.Operator == "" {
			in.Operator = "eq"
		}
		return in
	}
	return content.Indicator{Target: content.Text(s)}
}
