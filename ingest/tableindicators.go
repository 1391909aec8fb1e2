package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// tableIndicators reads tables of indicators: 一级指标 | 二级指标 | 三级指标 |
// 指标值 | 实际完成值. An empty cell repeats the one above it.
func (f *facts) tableIndicators() []content.Indicator {
	var found []content.Indicator
	for _, t := range f.tables() {
		name := t.column("三级指标", "指标名称", "具体指标", "指标内容", "绩效指标", "考核指标", "评价指标")
		if name < 0 {
			name = slices.Index(t.head, "指标")
		}
		target := t.column("年度指标值", "目标值", "指标值", "预期值", "目标")
		if name < 0 || target < 0 {
			continue
		}
		sign, unit := t.column("指标性质", "运算符", "计算符号", "指标符号", "符号"), t.column("度量单位", "计量单位", "指标单位")
		one, two, actual := t.column("一级指标"), t.column("二级指标"), t.column("实际完成", "完成值", "实际值", "完成情况")
		level1, level2 := "", ""
		for _, row := range t.rows {
			level1, level2 = carry(level1, cell(row, one)), carry(level2, cell(row, two))
			if cell(row, name) == "" || cell(row, target) == "" || isFieldLabel(cell(row, name)) {
				continue
			}
			in := targetOf(operatorOf(cell(row, sign)) + cell(row, target) + cell(row, unit))
			in.Level1, in.Level2, in.Name = content.Text(level1), content.Text(level2), cell(row, name)
			in.Actual = content.Text(cell(row, actual))
			found = append(found, in)
		}
	}
	return found
}

// operatorOf gives the sign of a cell that holds one alone, such as ≥; words such
// as 定量 say nothing.
func operatorOf(s string) string {
	if slices.ContainsFunc(comparisons(), func(c comparison) bool { return c.words == s && c.op != "" }) {
		return s
	}
	return ""
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
