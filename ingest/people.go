package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// beneficiaries counts those whom the money reaches: the people in the sentence
// of the total or of the plan. Groups of one unit in it are added up when no
// section tells them differently; otherwise the count is unknown.
func (f *facts) beneficiaries() *content.People {
	if f.d.Amount == nil {
		return nil
	}
	if people := f.tablePeople(); people != nil {
		return people
	}
	for _, exact := range []bool{true, false} {
		told, whole := f.told(exact)
		switch {
		case whole != nil:
			return whole
		case len(told) > 0:
			return agreed(told)
		case exact:
			if only := f.onlyCount(); only != nil {
				return only
			}
		}
	}
	return f.sumOfLines()
}

// told lists the groups of people that each passage tells with its money; whole
// is the one group that the section of the money tells alone.
func (f *facts) told(exact bool) (told [][]content.People, whole *content.People) {
	if !exact && f.d.Kind == content.Evaluation {
		return nil, nil
	}
	for _, p := range f.peoplePassages() {
		groups := f.groups(p, exact)
		if len(groups) == 1 && p.key == "funding" {
			return nil, &groups[0]
		}
		if len(groups) > 0 {
			told = append(told, groups)
		}
	}
	return told, nil
}

// agreed adds up the groups when every passage tells the same, else it is nil.
func agreed(told [][]content.People) *content.People {
	for _, groups := range told[1:] {
		if !slices.Equal(groups, told[0]) {
			return nil
		}
	}
	return sumPeople(told[0])
}

// peoplePassages gives the passages that may count those whom the money reaches.
func (f *facts) peoplePassages() []*passage {
	switch f.d.Kind {
	case content.Evaluation:
		return f.passagesOf("performance", "organisation", "overview", "conclusion")
	case content.Scheme:
		return f.moneyPassages()
	}
	return f.passagesOf("funding", "overview", "content", "plan")
}

// groups lists the people in the sentence that states the total, or, when exact
// is false, in the first one with another open amount; one that is called the
// whole stands alone.
func (f *facts) groups(p *passage, exact bool) []content.People {
	items := p.items()
	for _, m := range p.amounts() {
		if (m.Money.Fen == f.d.Amount.Fen) != exact || inItems(items, m.Start) {
			continue
		}
		if groups := p.groupsAround(m, exact); len(groups) > 0 {
			return groups
		}
	}
	return nil
}

// groupsAround lists the people told together with an amount, in its sentence
// and, for a plan without any, in the sentence before.
func (p *passage) groupsAround(m mention, exact bool) []content.People {
	if exact {
		if groups := p.groupsIn(p.sentenceStart(m.Start), p.sentenceEnd(m.End)); len(groups) > 0 {
			return groups
		}
	}
	start, end := p.fullStop(m.Start), p.stopAfter(m.End, "。！？\n|")
	groups := p.groupsIn(start, end)
	if len(groups) == 0 && start > 1 && !exact {
		groups = p.groupsIn(p.fullStop(start-1), start)
	}
	return groups
}

func (p *passage) groupsIn(start, end int) []content.People {
	var groups []content.People
	for _, m := range p.within(content.KindPeople, start, end) {
		switch {
		case !p.counts(m) || isStaff(p.text(p.clauseStart(m.Start), m.Start)):
			continue
		case hasAny(p.text(p.clauseStart(m.Start), m.Start), "共", "合计", "总"):
			return []content.People{m.People}
		case slices.Contains(groups, m.People):
			continue
		case p.isPart(m):
			return groups
		}
		groups = append(groups, m.People)
	}
	return groups
}

// isPart tells whether a count is announced as a part of one before.
func (p *passage) isPart(m mention) bool {
	before := p.text(p.sentenceStart(m.Start), m.Start)
	i := strings.LastIndex(before, "其中")
	return i >= 0 && len(content.FindQuantities(before[:i])) > 0
}

// isGroupOf tells whether a count is announced as a part of another count.
func (p *passage) isGroupOf(m mention) bool {
	before := p.text(p.sentenceStart(m.Start), m.Start)
	i := strings.LastIndex(before, "其中")
	return i >= 0 && slices.ContainsFunc(content.FindQuantities(before[:i]), func(q content.Quantity) bool { return q.Kind == content.KindPeople })
}

// sumPeople adds up groups of one unit; different units are never added.
func sumPeople(groups []content.People) *content.People {
	sum := groups[0]
	for _, g := range groups[1:] {
		if g.Unit != sum.Unit {
			return nil
		}
		sum.Count += g.Count
	}
	return &sum
}

// sumOfLines adds up the people of the rows when every row has them in one unit.
func (f *facts) sumOfLines() *content.People {
	var groups []content.People
	for _, l := range f.d.Lines {
		if l.People == nil {
			return nil
		}
		groups = append(groups, *l.People)
	}
	if len(groups) == 0 {
		return nil
	}
	return sumPeople(groups)
}

// onlyCount gives the one count of people of whom the text says that they
// benefit, nil when it has different ones and none that is the sum of the others.
func (f *facts) onlyCount() *content.People {
	var counts, reached []content.People
	for _, p := range f.passages {
		if p.key == "basis" || p.key == "implementer" {
			continue
		}
		for _, m := range p.mentions {
			if p.counts(m) && !p.isGroupOf(m) && !p.householdsOf(m) && p.benefits(m) && f.isAimed(p, m) && !slices.ContainsFunc(counts, func(c content.People) bool { return sameCount(c, m.People) }) {
				counts = append(counts, m.People)
				if p.reaches(m) {
					reached = append(reached, m.People)
				}
			}
		}
	}
	if product := f.byRate(counts); product != nil {
		return product
	}
	if len(reached) == 1 && len(counts) > 1 {
		return &reached[0]
	}
	if len(counts) != 1 {
		return wholeCount(counts)
	}
	if len(f.d.Lines) > 1 && slices.ContainsFunc(f.d.Lines, func(l content.Line) bool { return l.People != nil && *l.People == counts[0] }) {
		return nil // the people of one row are not all
	}
	return &counts[0]
}

// householdsOf tells whether a count is of the households of those who are counted
// right behind it: 568户1920人.
func (p *passage) householdsOf(m mention) bool {
	next := p.within(content.KindPeople, m.End, m.End+12)
	if len(next) == 0 || m.People.Unit != "户" || next[0].People.Unit == "户" || next[0].Op != "eq" {
		return false
	}
	between := strings.Trim(p.text(m.End, next[0].Start), "、，, 共计约（(")
	return between == "" && next[0].People.Count > m.People.Count && next[0].People.Count < 10*m.People.Count
}

// byRate gives the count that with one of the stated rates makes the total.
func (f *facts) byRate(counts []content.People) *content.People {
	for _, p := range f.passages {
		for _, m := range p.mentions {
			for _, c := range counts {
				if m.role == "rate" && m.Money.Fen*content.Fen(c.Count) == f.d.Amount.Fen {
					return &c
				}
			}
		}
	}
	return nil
}

// counts tells whether a mention is an exact number of people of this project,
// and no factor or rate.
func (p *passage) counts(m mention) bool {
	return m.Kind == content.KindPeople && m.role == "" && m.Op == "eq" && m.People.Unit != "家" && !p.isPer(m)
}

// sameCount tells 12500人 and 12500名 for one count of persons.
func sameCount(a, b content.People) bool {
	persons := func(unit string) bool { return unit == "人" || unit == "名" || unit == "位" }
	return a.Count == b.Count && (a.Unit == b.Unit || persons(a.Unit) && persons(b.Unit))
}

// wholeCount gives the count that is the sum of all others, nil when none is.
func wholeCount(counts []content.People) *content.People {
	for i, whole := range counts {
		rest := slices.Delete(slices.Clone(counts), i, i+1)
		if sum := sumPeople(rest); len(rest) > 1 && sum != nil && *sum == whole {
			return &whole
		}
	}
	return nil
}

// reaches tells whether the words right before a count call those people the ones
// who benefit, rather than tell what was done for them.
func (p *passage) reaches(m mention) bool {
	before := p.text(p.clauseStart(m.Start), m.Start)
	return hasAny(before, "惠及", "受益", "受惠", "服务对象", "覆盖", "受助", "受理对象", "补助对象", "救助对象", "保障对象", "资助对象", "发放对象")
}

// isAimed tells whether to train or gather people is what the project is for; in
// another one those who are trained are its staff.
func (f *facts) isAimed(p *passage, m mention) bool {
	if !hasAny(p.text(p.clauseStart(m.Start), m.Start), "培训", "组织") {
		return true
	}
	return hasAny(f.d.Title, "培训", "培育", "教育", "技能", "人才", "素质", "讲堂", "疗休养", "疗养", "体检", "创业", "就业", "文化", "活动", "研学", "家政")
}

// benefits tells whether the words around a count say that these people get
// something, and not that they work for it or are counted only.
func (p *passage) benefits(m mention) bool {
	start := p.clauseStart(m.Start)
	if m.Start-start <= 4 { // 共计362户
		start = p.clauseStart(start - 1)
	}
	before := p.text(start, m.Start)
	words := before + p.text(m.End, min(p.stopAfter(m.End, "，。；：！？\n|;:!?"), m.End+24))
	if isStaff(words) || hasAny(before, "目标", "人均", "平均", "新增", "退出", "核减") {
		return false
	}
	if hasAny(p.text(p.sentenceStart(m.Start), m.Start), "现有", "截至") && !hasAny(before, "计划", "预计", "拟", "纳入", "惠及") {
		return false
	}
	if grouped(before) && !hasAny(before, "参加", "问卷", "出动", "接待", "调查", "抽查", "回收") && !hasAny(p.text(p.clauseStart(start-1), start), "共有", "现有") && !strings.Contains(before, "有") {
		return true
	}
	return hasAny(words, "救助", "帮扶", "慰问", "资助", "补助", "补贴", "惠及", "受益", "服务", "覆盖", "培训", "发放", "享受",
		"保障", "帮助", "援助", "奖励", "扶持", "关爱", "安置", "筛查", "检查", "体检", "改造", "培育", "提供", "纳入", "组织", "疗养", "疗休养", "走访", "康复",
		"免费", "受助", "参训", "参保", "托养", "供养", "救治", "减免", "解决", "测算", "核定", "惠民", "保护", "带动", "签约", "受惠", "方便", "改善", "照护", "供水", "供养", "探访", "代缴", "参加活动")
}

// grouped tells whether the words right before a count call those people a group
// for which projects are made: 沿岸牧民236户.
func grouped(before string) bool {
	before = strings.TrimRight(before, "共计约达，, ")
	for _, group := range []string{"群众", "居民", "农户", "农牧民", "牧民", "农民", "牧户", "学生", "老人", "老年人", "职工", "残疾人", "患者", "妇女", "儿童", "对象", "村民", "人口", "家庭", "幼儿", "青少年", "退役军人", "特困人员", "困难群众", "移民", "渔民", "居民户", "脱贫户", "监测户", "低保户"} {
		if strings.HasSuffix(before, group) {
			return true
		}
	}
	return false
}

// isStaff tells whether people around a count work for the project, or only live
// where it is.
func isStaff(words string) bool {
	return hasAny(words, "招聘", "聘请", "聘用", "招募", "配备", "队伍", "工作人员", "专家", "讲师", "师资", "评委", "志愿者", "管理员", "协管员", "护林员", "辅警", "保安", "编制",
		"受灾", "常住", "户籍人口", "总人口")
}

// planTotal finds the larger plan of which this budget is a part: an open amount
// above the total that is called the cost of the plan, or that the text divides
// between this budget and others.
func (f *facts) planTotal() *content.Money {
	if f.d.Amount == nil || f.d.Kind != content.Budget {
		return nil
	}
	shared := hasAny(sectionText(f.d.Sections), "不足部分", "缺口", "其余部分", "剩余部分", "自筹", "配套")
	for _, p := range f.moneyPassages() {
		for _, m := range p.amounts() {
			if m.Money.Fen <= f.d.Amount.Fen || m.Op != "eq" {
				continue
			}
			words := p.leadOf(m)
			if hasAny(words, "总投资", "概算", "计划投资", "投资估算", "总费用") || shared && !hasAny(words, "损失", "产值", "收入", "销售", "利润", "税", "累计", "授信", "募集", "资产") {
				return money(m)
			}
		}
	}
	return nil
}
