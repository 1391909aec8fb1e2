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
	var told [][]content.People
	for _, p := range f.passagesOf(peopleSections(f.d.Kind)...) {
		groups := f.groups(p)
		if len(groups) == 0 {
			continue
		}
		if len(groups) == 1 && p.key == "funding" {
			return &groups[0]
		}
		told = append(told, groups)
	}
	if len(told) == 0 {
		if sum := f.sumOfLines(); sum != nil {
			return sum
		}
		return f.onlyCount()
	}
	for _, groups := range told[1:] {
		if !slices.Equal(groups, told[0]) {
			return nil
		}
	}
	return sumPeople(told[0])
}

func peopleSections(kind content.Kind) []string {
	if kind == content.Evaluation {
		return []string{"performance", "organisation", "overview", "conclusion"}
	}
	return []string{"funding", "overview", "content", "plan"}
}

// groups lists the people in the sentence that states the total, or else in the
// first one with another open amount; one that is called the whole stands alone.
func (f *facts) groups(p *passage) []content.People {
	items := p.items()
	for _, exact := range []bool{true, false} {
		if !exact && f.d.Kind == content.Evaluation {
			break
		}
		for _, m := range p.amounts() {
			if (m.Money.Fen == f.d.Amount.Fen) != exact || inItems(items, m.Start) {
				continue
			}
			if groups := p.groupsAround(m, exact); len(groups) > 0 {
				return groups
			}
		}
	}
	return nil
}

// groupsAround lists the people told together with an amount, in its sentence
// and, for a plan without any, in the sentence before.
func (p *passage) groupsAround(m mention, exact bool) []content.People {
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
		case m.role != "" || m.Op != "eq" || m.People.Unit == "家" || p.isPer(m):
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
// benefit, nil when it has different ones.
func (f *facts) onlyCount() *content.People {
	var only *content.People
	for _, p := range f.passagesOf(append(peopleSections(f.d.Kind), "results")...) {
		for _, m := range p.mentions {
			if m.Kind != content.KindPeople || m.role != "" || m.Op != "eq" || m.People.Unit == "家" || p.isPer(m) || !p.benefits(m) {
				continue
			}
			if only != nil && *only != m.People {
				return nil
			}
			only = &m.People
		}
	}
	if only == nil || len(f.d.Lines) > 1 && slices.ContainsFunc(f.d.Lines, func(l content.Line) bool { return l.People != nil && *l.People == *only }) {
		return nil // the people of one row are not all
	}
	return only
}

// benefits tells whether the words before a count say that these people get
// something.
func (p *passage) benefits(m mention) bool {
	return hasAny(p.text(p.clauseStart(m.Start), m.Start), "救助", "帮扶", "慰问", "资助", "补助", "补贴", "惠及", "受益", "服务", "覆盖", "培训", "发放", "享受",
		"保障", "帮助", "援助", "奖励", "扶持", "关爱", "安置")
}

// planTotal finds the larger plan of several funds of which this budget is a
// part: an open amount above the total, in a text that says who pays the rest.
func (f *facts) planTotal() *content.Money {
	if f.d.Amount == nil || f.d.Kind != content.Budget {
		return nil
	}
	if !hasAny(sectionText(f.d.Sections), "不足部分", "缺口", "其余部分", "剩余部分", "自筹", "配套") {
		return nil
	}
	for _, p := range f.passagesOf("content", "plan", "overview", "funding") {
		for _, m := range p.amounts() {
			if m.Money.Fen > f.d.Amount.Fen && m.Op == "eq" {
				return money(m)
			}
		}
	}
	return nil
}
