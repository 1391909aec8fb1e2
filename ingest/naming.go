package ingest

import (
	"strings"

	"mingzhang/content"
)

// projectTitle gives the name of the project: its section, a field of the head,
// the heading 项目二：… or 二、… above it, the title of the text, or, where that
// only tells the sort of text, the sentence with which the text begins.
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
	if name := f.nameInHeading(); name != "" {
		return name
	}
	title := f.title
	if f.ownTitle != "" {
		title = f.ownTitle
	}
	if f.overUnit != "" && unitInTitle(title) == "" {
		title = strings.TrimPrefix(title, f.overUnit)
	}
	if name := nameInTitle(title); name != title || !isGeneric(title) {
		return name
	}
	for _, find := range []func() string{f.nameAbove, f.nameInOpening, f.nameInOverview} {
		if name := find(); name != "" {
			return name
		}
	}
	return title
}

// nameInHeading gives the project that the numbered heading right above its
// sections names: 二、农村供水保障项目.
func (f *facts) nameInHeading() string {
	if len(f.head) == 0 {
		return ""
	}
	line, marked := strings.CutPrefix(f.head[len(f.head)-1], "### ")
	h := readHeadline(line)
	if !marked || h.style == plainStyle || h.value != "" || len([]rune(h.text)) < 3 {
		return ""
	}
	return tidyTitle(withoutAmount(h.text))
}

// nameAbove gives the project that a line of its own above the sections names.
func (f *facts) nameAbove() string {
	for _, line := range f.head {
		name, marked := strings.CutPrefix(line, "### ")
		if n := len([]rune(name)); n < 4 || n > 40 || strings.ContainsAny(name, "，。；：！？") {
			continue
		}
		if marked || endsAny(name, projectEnds()...) {
			return nameInTitle(name)
		}
	}
	return ""
}

// projectEnds are the words with which names of projects end.
func projectEnds() []string {
	return strings.Fields("项目 工程 经费 资金 补助 补贴 专项 计划 行动")
}

// nameInOpening gives the project of the sentence that begins a text: 现将某局某
// 项目资金有关情况公开如下.
func (f *facts) nameInOpening() string {
	for _, line := range f.head[:min(3, len(f.head))] {
		_, rest, found := strings.Cut(line, "现将")
		if !found {
			continue
		}
		clause, _, _ := strings.Cut(rest, "如下")
		for _, end := range []string{"公开", "公示", "公告", "报告", "说明", "予以", "有关", "相关", "具体", "情况", "的", "有关", "相关", "具体"} {
			clause = strings.TrimSuffix(clause, end)
		}
		if name := nameInTitle(clause); !strings.ContainsAny(name, "，。；、") && !isBareSort(name) && len([]rune(name)) <= 40 && hasAny(name, projectEnds()...) {
			return strings.TrimPrefix(name, "我局")
		}
	}
	return ""
}

// isGeneric tells whether a title names the sort of text and no project.
func isGeneric(title string) bool {
	return title == "" || hasAny(title, "重点项目", "重点领域", "项目支出", "预算公开", "项目公开", "文本公开", "绩效目标", "项目文本") || isBareSort(title)
}

// isBareSort tells whether nothing is left of a title without the words that
// tell the sort of text and its year.
func isBareSort(title string) bool {
	if unit := unitInTitle(title); unit != "" {
		title = strings.Replace(title, unit, "", 1)
	}
	for _, word := range strings.Fields("重点领域 重点 财政 预算 部门 单位 项目 资金 专项 经费 支出 使用 安排 绩效 目标 自评 评价 评估 报告 情况 说明 公开 公示 公告 文本 本级 市级 县级 区级 州级 省级 有关 相关 关于 年度 年 月 日 公开表 表 的 稿 基本 和 及") {
		title = strings.ReplaceAll(title, word, "")
	}
	return strings.Trim(title, "0123456789（）() ") == ""
}

// nameInTitle cuts the project out of the title of a text: 某局2023年度康复救助
// 项目绩效自评报告 is about 康复救助项目. A title that holds no name stays whole.
func nameInTitle(title string) string {
	whole := title
	if issued := between(title, "印发《", "》"); issued != "" {
		title, whole = issued, issued
	}
	if front, below, ok := strings.Cut(title, "——"); ok && isBareSort(front) && below != "" {
		return nameInTitle(below)
	}
	if front, name, ok := strings.Cut(title, "："); ok && hasAny(front, "公开", "公示", "报告") && len([]rune(name)) >= 4 {
		return name
	}
	if inner := between(title, "（", "）"); strings.HasSuffix(title, "）") {
		front, _, _ := strings.Cut(title, "（")
		if hasAny(inner, "项目", "经费", "资金", "补助", "工程", "专项") && !isBareSort(inner) || isBareSort(front) && len([]rune(inner)) >= 4 && !isBareSort(inner) && !hasAny(inner, "试行", "修订", "暂行") {
			return inner
		}
		if isBareSort(inner) {
			title = front
		}
	}
	name := title
	if unit := unitInTitle(title); unit != "" {
		name = strings.Replace(name, unit, "", 1)
	}
	name = trimAbout(name)
	if r := []rune(name); len(r) > 5 && yearBefore(r, 4) != 0 && r[4] == '年' {
		name = trimAbout(strings.TrimPrefix(string(r[5:]), "度"))
	} else if rest := afterRegionAndYear(r); rest != "" {
		name = rest
	}
	name = trimSort(name)
	if front, inner, ok := strings.Cut(strings.TrimSuffix(name, "）"), "（"); ok && strings.HasSuffix(name, "）") && front != "" && isBareSort(front) && len([]rune(inner)) >= 4 {
		return inner
	}
	if len([]rune(name)) < 4 || isBareSort(name) || hasAny(name, "重点领域", "部门预算", "预算重点") {
		return whole
	}
	return name
}

func trimAbout(s string) string {
	s = strings.TrimPrefix(s, "关于")
	for _, verb := range []string{"公开", "公示", "印发", "开展", "做好", "报送"} {
		s = strings.TrimPrefix(s, verb)
	}
	return strings.TrimPrefix(s, "关于")
}

// afterRegionAndYear gives what follows a region and a year at the front of a
// title: 平江县2024年….
func afterRegionAndYear(r []rune) string {
	_, n := longestRegion(r, "")
	for n > 0 {
		_, more := longestRegion(r[n:], "")
		if more == 0 {
			break
		}
		n += more
	}
	if n == 0 || runeAt(r, n+4) != '年' || yearBefore(r, n+4) == 0 {
		return ""
	}
	return strings.TrimPrefix(string(r[n+5:]), "度")
}

// trimSort drops the words at the end of a title that tell the sort of text.
func trimSort(name string) string {
	for cut := true; cut; {
		before := name
		for _, end := range strings.Fields("绩效自评报告 绩效评价报告 自评报告 绩效报告 报告 自评 自评表 绩效 评价 单位 支出 实施方案 工作方案 文本公开 情况说明 公开 公示 公告 公开说明 说明 文本 情况 有关 的 及") {
			name = strings.TrimSuffix(name, end)
		}
		if strings.HasSuffix(before, "公开") || strings.HasSuffix(before, "公示") || strings.HasSuffix(before, "文本") || before != name {
			for _, end := range []string{"绩效目标", "预算", "项目资金使用", "项目资金安排", "项目资金", "项目经费"} {
				if front, ok := strings.CutSuffix(name, end); ok && len([]rune(front)) >= 4 {
					name = front
					if strings.HasPrefix(end, "项目") {
						name += "项目"
					}
				}
			}
		}
		if r := []rune(name); len(r) > 9 && r[len(r)-1] == '年' && yearBefore(r, len(r)-1) != 0 {
			name = string(r[:len(r)-5])
		} else if strings.HasSuffix(name, "年度") && len(r) > 10 && yearBefore(r, len(r)-2) != 0 {
			name = string(r[:len(r)-6])
		}
		cut = name != before
	}
	for _, end := range []string{"经费", "资金"} { // 办案经费项目 is 办案经费
		if strings.HasSuffix(name, end+"项目") {
			return strings.TrimSuffix(name, "项目")
		}
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
		voteYears([]rune(s.Heading+"\n"+s.Markdown), votes)
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
