package ingest

import (
	"strings"

	"mingzhang/content"
)

// projectTitle gives the name of the project: its section, a field of the head,
// the line 项目二：… above it, or the title of the text.
func (f *facts) projectTitle() string {
	if s := f.d.Section("project_name"); s != nil {
		if name := tidyTitle(s.Markdown); name != "" {
			return name
		}
	}
	if name := tidyTitle(f.fieldValue("项目名称", "项目名", "资金名称", "专项名称")); name != "" {
		return name
	}
	for _, line := range f.head {
		if name, ok := projectMark(line); ok {
			return tidyTitle(withoutAmount(name))
		}
	}
	title := f.title
	if f.ownTitle != "" {
		title = f.ownTitle
	}
	if name := nameInTitle(title); name != title || !isGeneric(title) {
		return name
	}
	if name := f.nameInOverview(); name != "" {
		return name
	}
	return title
}

// isGeneric tells whether a title names the sort of text and no project.
func isGeneric(title string) bool {
	return hasAny(title, "重点项目", "重点领域", "项目支出", "预算公开", "项目公开", "文本公开", "绩效目标", "项目文本")
}

// nameInTitle cuts the project out of the title of a text: 某局2023年度康复救助
// 项目绩效自评报告 is about 康复救助项目. A title that holds no name stays whole.
func nameInTitle(title string) string {
	if issued := between(title, "印发《", "》"); issued != "" {
		title = issued
	}
	if inner := between(title, "（", "）"); strings.HasSuffix(title, "）") && hasAny(inner, "项目", "经费", "资金", "补助", "工程", "专项") {
		return inner
	}
	name := strings.TrimPrefix(title, "关于")
	unit := unitInTitle(title)
	if i := strings.Index(name, unit); unit != "" && i >= 0 {
		name = name[:i] + name[i+len(unit):]
	}
	name = strings.TrimPrefix(name, "关于")
	if r := []rune(name); len(r) > 5 && yearBefore(r, 4) != 0 && r[4] == '年' {
		name = strings.TrimPrefix(string(r[5:]), "度")
	}
	for _, end := range []string{"绩效自评报告", "绩效评价报告", "自评报告", "支出绩效", "绩效报告", "支出", "实施方案", "工作方案", "文本公开", "公开", "的"} {
		name = strings.TrimSuffix(name, end)
	}
	if len([]rune(name)) < 4 || hasAny(name, "重点领域", "预算", "重点项目支出") || name == "项目支出" {
		return title
	}
	return name
}

// between gives the words between two marks, "" when they do not stand there.
func between(s, open, shut string) string {
	_, rest, found := strings.Cut(s, open)
	inner, _, closed := strings.Cut(rest, shut)
	if !found || !closed {
		return ""
	}
	return inner
}

// nameInOverview gives the project of which the first sentence of the overview
// speaks: 老旧小区改造工程于2021年启动.
func (f *facts) nameInOverview() string {
	s := f.d.Section("overview")
	if s == nil {
		return ""
	}
	clause, _, _ := strings.Cut(s.Markdown, "，")
	for _, end := range []string{"项目", "工程", "经费", "专项资金", "补助", "计划"} {
		name, rest, found := strings.Cut(clause, end)
		name = strings.TrimPrefix(strings.TrimPrefix(name, "本"), "该")
		if n := len([]rune(name)); !found || n < 4 || n > 25 || strings.ContainsAny(name, "。；：、（《“0123456789") || !startsVerb(rest) {
			continue
		}
		return name + end
	}
	return ""
}

// startsVerb tells whether words go on as a sentence about a name does.
func startsVerb(s string) bool {
	for _, word := range []string{"于", "是", "自", "主要", "旨在", "系", "属", "为", "用于", "面向", "从", "由", "按", "在", "已", "总", "计划"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// tidyTitle takes the first paragraph and drops the full stop.
func tidyTitle(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	s = strings.TrimPrefix(s, "项目名称：")
	return strings.Trim(strings.TrimSpace(s), "。；;，.")
}

// withoutAmount drops the amount at the end of a heading: 送温暖资金50万元.
func withoutAmount(s string) string {
	found := content.FindAmounts(s)
	if len(found) == 0 {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:found[0].Start]), "（(：: ")
}

// budgetYear gives the year that the title states, else the head, the project's
// name, or most of the plans in the text; 0 when it is open.
func (f *facts) budgetYear() int {
	for _, s := range []string{string(f.d.DocumentTitle), f.title, f.fieldValue("评价年度", "自评年度", "预算年度", "年度"), f.d.Title} {
		if y := statedYear(s); y != 0 {
			return y
		}
	}
	return f.plannedYear()
}

// statedYear reads the first year in a title; a bare number counts when it is
// all there is.
func statedYear(s string) int {
	r := []rune(s)
	for i, c := range r {
		if c == '年' || (c == '度' && i > 0 && r[i-1] != '年') || i == 4 && len(r) == 4 {
			if y := yearBefore(r, i); y != 0 {
				return y
			}
			if y := hanYear(r, i); y != 0 {
				return y
			}
		}
	}
	if len(r) == 4 {
		return yearBefore(r, 4)
	}
	return 0
}

// hanYear reads 二〇二三 before i.
func hanYear(r []rune, i int) int {
	if i < 4 {
		return 0
	}
	year := 0
	for _, c := range r[i-4 : i] {
		digit := strings.IndexRune("〇一二三四五六七八九", c)
		if c == '零' {
			digit = 0
		}
		if digit < 0 {
			return 0
		}
		year = year*10 + digit/3
	}
	if year < 1949 || year > 2100 {
		return 0
	}
	return year
}

// plannedYear votes over the years with which the text plans; years in cited
// titles and document numbers do not vote. A tie leaves the year open.
func (f *facts) plannedYear() int {
	votes := map[int]int{}
	for _, s := range f.d.Sections {
		if s.Key == "basis" {
			continue
		}
		voteYears([]rune(s.Markdown), votes)
	}
	best, tie := 0, false
	for year, n := range votes {
		switch {
		case n > votes[best]:
			best, tie = year, false
		case n == votes[best] && year != best:
			tie = true
		}
	}
	if tie {
		return 0
	}
	return best
}

func voteYears(r []rune, votes map[int]int) {
	titles := citedTitles(r)
	for i, c := range r {
		for len(titles) > 0 && titles[0].end <= i {
			titles = titles[1:]
		}
		if c != '年' || (len(titles) > 0 && titles[0].start <= i) {
			continue
		}
		if y := yearBefore(r, i); y != 0 && !strings.ContainsRune("起以之", runeAt(r, i+1)) {
			votes[y]++
		}
	}
}

// score reads 自评得分.
func (f *facts) score() *content.Score {
	if f.d.Kind != content.Evaluation {
		return nil
	}
	if value := f.fieldValue("得分"); value != "" {
		if n, _, ok := decimalAt([]rune(value), 0); ok {
			return &content.Score{Score: n}
		}
	}
	for _, p := range f.passages {
		if s := p.score(); s != nil {
			return s
		}
	}
	return f.tableScore()
}

// tableScore reads the row 总分 of a table of indicators: full marks and score.
func (f *facts) tableScore() *content.Score {
	for _, t := range f.tables() {
		column, full := t.column("自评得分", "得分"), t.column("分值", "权重", "满分")
		if column < 0 {
			continue
		}
		for _, row := range t.rows {
			if n, _, ok := decimalAt([]rune(cell(row, column)), 0); ok && isScoreRow(row) {
				s := &content.Score{Score: n}
				if all, _, ok := decimalAt([]rune(cell(row, full)), 0); ok {
					s.Max = &all
				}
				return s
			}
		}
	}
	return nil
}

func isScoreRow(row []string) bool {
	first := strings.ReplaceAll(strings.Join(row[:min(2, len(row))], ""), " ", "")
	return hasAny(first, "总分", "总得分", "合计得分") || first == "合计" || first == "总计"
}
