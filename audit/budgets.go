package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// budgetTwice finds a budget that another section states with another sum, where
// each of the two sections knows one sum only and no other fund is named.
func budgetTwice(t *reading) []content.Finding {
	funding := t.part("funding")
	if t.d.Kind != content.Budget || t.d.PlanTotal != nil || funding == nil || t.namesOtherFunds() {
		return nil
	}
	own, ok := funding.onlyAmount()
	if !ok {
		return nil
	}
	var out []content.Finding
	for _, key := range []string{"overview", "content", "plan"} {
		p := t.part(key)
		if p == nil {
			continue
		}
		other, ok := p.onlyAmount()
		if !ok || !p.isBudget(other) || !sameYears(p.sentenceOf(other), funding.sentenceOf(own)) && len(yearsIn(funding.sentenceOf(own))) > 0 || t.foreign(p, other) {
			continue
		}
		if _, f := compare(own, []quantity{other}); f != differs {
			continue
		}
		f := toldTwice(ref{p, other}, ref{funding, own})
		f.Note = fmt.Sprintf("%s中预算为%s，%s中为%s，前后不一致。", p.name(), inWords(other.value), funding.name(), inWords(own.value))
		out = append(out, f)
	}
	return distinct(out)
}

// foreign tells whether a sentence names a year that is not the document's.
func (t *reading) foreign(p *part, q quantity) bool {
	for _, y := range yearsIn(p.sentenceOf(q)) {
		if t.d.Year != 0 && y != int64(t.d.Year) {
			return true
		}
	}
	return false
}

// onlyAmount gives the one exact amount of a section that is no rate and stands
// outside of tables, when it states no other.
func (p *part) onlyAmount() (only quantity, ok bool) {
	for _, q := range p.numbers {
		if q.kind != amount || p.perUnit(q) {
			continue
		}
		if q.approx || q.cited || p.inTable(q) || only.kind != 0 && q.value != only.value {
			return quantity{}, false
		}
		if only.kind == 0 {
			only = q
		}
	}
	return only, only.kind != 0
}

// isBudget tells whether the words before an amount call it the budget.
func (p *part) isBudget(q quantity) bool {
	left := p.before(q, 14)
	if i := strings.LastIndexAny(left, "，；：,;"); i >= 0 {
		left = left[i:]
	}
	return containsAny(left, "预算资金", "预算安排", "安排预算", "预算总额", "年度预算", "项目预算", "资金预算", "预算为", "预算共", "安排资金", "专项资金", "总预算", "财政安排") &&
		!containsAny(p.sentenceOf(q), "累计", "其中", "上年", "去年", "同比", "三年", "五年", "历年", "首批", "部分", "执行")
}

// restOfPlan compares a plan with the budget and the rest whose source a sentence
// names: 计划总投资960万元，预算安排300万元，不足部分660万元自筹.
func restOfPlan(t *reading) []content.Finding {
	for _, p := range t.moneyParts() {
		for n, rest := range p.numbers {
			if rest.kind != amount || rest.approx || !containsAny(lastRunes(p.before(rest, 10), 10), "不足部分", "不足", "缺口", "其余", "剩余", "差额") {
				continue
			}
			if f, ok := t.planWithRest(p, n); ok {
				return []content.Finding{f}
			}
		}
	}
	return nil
}

func (t *reading) planWithRest(p *part, n int) (content.Finding, bool) {
	rest := p.numbers[n]
	var plan, budget quantity
	for _, q := range p.numbers {
		if q.kind != amount || q.approx || q.start == rest.start || p.perUnit(q) || p.inTable(q) || q.cited {
			continue
		}
		switch left := p.before(q, 14); {
		case plan.kind != 0 && q.value == plan.value || budget.kind != 0 && q.value == budget.value:
		case containsAny(left, "总投资", "总预算", "计划投资", "共需", "需资金", "总额", "概算", "总计", "总需求", "资金需求"):
			if plan.kind != 0 {
				return content.Finding{}, false
			}
			plan = q
		case budget.kind != 0:
			return content.Finding{}, false
		default:
			budget = q
		}
	}
	if plan.kind == 0 || budget.kind == 0 || plan.value <= budget.value {
		return content.Finding{}, false
	}
	computed, f := compare(plan, []quantity{budget, rest})
	out := content.Finding{Unit: "元", Evidence: []content.Evidence{ref{p, budget}.evidence(), ref{p, plan}.evidence(), p.evidence(p.clauseAround(rest))}}
	switch f {
	case equal:
		out.Code, out.Verdict, out.Stated, out.Computed = AmountConflict, content.Explained, yuan(budget.value), yuan(plan.value)
		out.Note = fmt.Sprintf("预算安排%s，计划%s，其余%s，文中说明：%s。", inWords(budget.value), inWords(plan.value), inWords(rest.value), p.textOf(p.clauseAround(rest)))
	case differs:
		out.Code, out.Verdict, out.Stated, out.Computed = SumFunding, content.Open, yuan(plan.value), yuan(computed)
		out.Note = fmt.Sprintf("预算安排%s，其余%s，合计%s，计划为%s，合计比计划%s。", inWords(budget.value), inWords(rest.value), inWords(computed),
			inWords(plan.value), difference(plan.value, computed, inWords))
	default:
		return content.Finding{}, false
	}
	return out, true
}

// clauseAround gives the words around q between two commas.
func (p *part) clauseAround(q quantity) span {
	at := q.clause
	if i := strings.LastIndexAny(p.text[at.start:q.start], "，,："); i >= 0 {
		at.start += i + len("，")
		if p.text[at.start-len("，")] == ',' {
			at.start -= len("，") - 1
		}
	}
	if i := strings.IndexAny(p.text[q.end:at.end], "，,"); i >= 0 {
		at.end = q.end + i
	}
	return at
}

func (p *part) textOf(at span) string { return p.text[at.start:at.end] }
