package audit

import (
	"fmt"
	"unicode/utf8"

	"mingzhang/content"
)

// planTotal compares the project's counted amount with a larger plan that the
// text names. The words that say where the rest comes from explain it. A budget
// that says nothing of another source is open.
func planTotal(t *reading) []content.Finding {
	d := t.d
	if d.Amount == nil || d.PlanTotal == nil || d.Amount.Text == "" || d.PlanTotal.Text == "" || d.PlanTotal.Fen <= d.Amount.Fen {
		return nil
	}
	counted, ok := t.first(isMoney(d.Amount))
	plan, okPlan := t.first(isMoney(d.PlanTotal))
	if !ok || !okPlan {
		return nil
	}
	finding := content.Finding{
		Code: AmountConflict, Stated: yuan(counted.q.value), Computed: yuan(plan.q.value), Unit: "元",
		Evidence: []content.Evidence{counted.evidence(), plan.evidence()},
	}
	gap := inWords(plan.q.value - counted.q.value)
	if why, ok := t.explanation(); ok {
		finding.Verdict = content.Explained
		finding.Note = fmt.Sprintf("预算安排%s，计划%s，相差%s，文中说明：%s。", inWords(counted.q.value), inWords(plan.q.value), gap, why.Text)
		finding.Evidence = append(finding.Evidence, why)
		return []content.Finding{finding}
	}
	if d.Kind != content.Budget || t.namesOtherFunds() {
		return nil
	}
	finding.Verdict = content.Open
	finding.Note = fmt.Sprintf("预算安排%s，计划%s，相差%s，文中没有说明其余资金的来源。", inWords(counted.q.value), inWords(plan.q.value), gap)
	return []content.Finding{finding}
}

// first finds the most binding place of a number.
func (t *reading) first(fits func(quantity) bool) (ref, bool) {
	for _, p := range t.moneyParts() {
		if q, ok := p.find(0, fits); ok {
			return ref{p, q}, true
		}
	}
	return ref{}, false
}

// explanation finds the clause that says where the rest of the money comes from,
// in a sentence that names the plan or the counted amount.
func (t *reading) explanation() (content.Evidence, bool) {
	for _, p := range t.moneyParts() {
		for _, q := range p.numbers {
			if !isMoney(t.d.PlanTotal)(q) && !isMoney(t.d.Amount)(q) {
				continue
			}
			if why, ok := p.clauseWith(q, "不足", "自筹", "申请", "争取", "配套", "结转", "筹集", "募集", "捐赠", "缺口"); ok {
				return p.evidence(why), true
			}
		}
	}
	return content.Evidence{}, false
}

// clauseWith finds the clause that holds one of words, soon after q and in its
// sentence.
func (p *part) clauseWith(q quantity, words ...string) (span, bool) {
	rest := p.after(q, nearby)
	from := 0
	for i, r := range rest + "，" {
		if r != '，' && r != ',' {
			continue
		}
		if to := min(i, len(rest)); from < to && containsAny(rest[from:to], words...) {
			return span{q.end + from, q.end + to}, true
		}
		from = i + utf8.RuneLen(r)
	}
	return span{}, false
}

// nearby is how many characters after a number may still explain it.
const nearby = 200

// namesOtherFunds tells whether the text speaks of money beside the budget's.
func (t *reading) namesOtherFunds() bool {
	for i := range t.parts {
		if t.parts[i].key != "basis" && containsAny(t.parts[i].text, "自筹", "申请", "不足部分", "争取", "配套", "上级", "中央", "省级", "社会资金",
			"工会经费", "多渠道", "统筹", "总投资", "结转", "捐", "筹集", "其他资金", "其余") {
			return true
		}
	}
	return false
}
