package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// yearConflict compares the year in the publisher's title with the year that the
// text plans for. Years in cited titles, document numbers, ranges, dates and
// starting points do not plan; a cited title speaks against the document's year
// only when it is two years or more ahead of it.
func yearConflict(t *reading) []content.Finding {
	own, ok := titleYear(t.d)
	if !ok || t.d.Kind == content.Evaluation {
		return nil
	}
	votes, note := t.plannedYears(), "标题写的是%d年，正文安排的却是%d年。"
	if len(votes) == 0 {
		votes, note = t.citedAhead(own), "标题写的是%d年，正文依据的却是%d年的文件。"
	}
	other := votes.only()
	if other == 0 || other == own || t.mentions(own) {
		return nil
	}
	return []content.Finding{{
		Code: YearConflict, Verdict: content.Open, Stated: number(own), Computed: number(other), Unit: "年",
		Note:     fmt.Sprintf(note, own, other),
		Evidence: votes.evidence(),
	}}
}

// titleYear gives the only year of the publisher's title.
func titleYear(d *content.Disclosure) (int64, bool) {
	years := yearsIn(string(d.DocumentTitle))
	return first(years), len(years) == 1
}

func first(years []int64) int64 {
	if len(years) == 0 {
		return 0
	}
	return years[0]
}

// votes are the places that speak for a year.
type votes []ref

// only gives the year that all votes agree on, or 0.
func (v votes) only() int64 {
	var found int64
	for _, r := range v {
		if found != 0 && found != r.q.value {
			return 0
		}
		found = r.q.value
	}
	return found
}

// evidence gives the first vote of each section.
func (v votes) evidence() []content.Evidence {
	var out []content.Evidence
	for i, r := range v {
		if i == 0 || v[i-1].p != r.p {
			out = append(out, r.evidence())
		}
	}
	return out
}

// plannedYears finds the years that the sections about the plan plan for: a year
// whose sentence goes on to plan, expect or arrange.
func (t *reading) plannedYears() votes {
	var out votes
	for _, p := range t.planParts() {
		for _, q := range p.numbers {
			if q.kind == year && !q.approx && !q.cited && p.plans(q) {
				out = append(out, ref{p, q})
			}
		}
	}
	return out
}

func (p *part) plans(q quantity) bool {
	right := p.after(q, 12)
	if prefixOf(right, "起", "以来", "底", "末", "前", "后", "至", "度末") != "" || len(right) > 0 && isDigit(right[0]) {
		return false
	}
	return containsAny(right, "计划", "预计", "拟", "预算", "安排", "年初")
}

// citedAhead finds the years of cited titles that lie two to five years after the
// document's own. Plans and goals look further ahead, and a single title may be
// a slip of its own: both say nothing.
func (t *reading) citedAhead(own int64) votes {
	var out votes
	for i := range t.parts {
		p := &t.parts[i]
		for _, q := range p.numbers {
			if q.kind == year && !q.approx && q.value >= own+2 && q.value <= own+5 && q.cited && !p.looksAhead(q) {
				out = append(out, ref{p, q})
			}
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// looksAhead tells whether the title around q is that of a plan or a goal.
func (p *part) looksAhead(q quantity) bool {
	right := p.after(q, 30)
	if i := strings.IndexAny(right, "》>〉"); i >= 0 {
		right = right[:i]
	}
	return containsAny(p.before(q, 30)+right, "规划", "纲要", "远景", "目标", "行动", "愿景", "五年", "三年", "十四五", "十五五", "中长期")
}

// mentions tells whether the text, apart from the titles it cites, names a year.
func (t *reading) mentions(y int64) bool {
	for i := range t.parts {
		p := &t.parts[i]
		for _, q := range p.numbers {
			if q.kind == year && q.value == y && !q.cited {
				return true
			}
		}
	}
	return false
}
