package audit

import (
	"fmt"
	"slices"

	"mingzhang/content"
)

// rateAgainst finds a total that is not what all who benefit get at a rate: 每人500元，
// 共需46万元, where another section knows 860 persons and no other number of them.
func (t *reading) rateAgainst(p *part, r rate) (content.Finding, bool) {
	who := t.d.Beneficiaries
	if t.d.Amount == nil || who == nil || r.time != "" || r.mean || !slices.Contains(unitsFor(r.unit), who.Unit) || len(t.rates()) != 1 {
		return content.Finding{}, false
	}
	words := p.sentenceOf(r.q)
	near := p.amountsFrom(r.q.sentence.start, r.q.sentence.end)
	if len(near) != 1 || near[0].value != int64(t.d.Amount.Fen) || near[0].start < r.q.end || !containsAny(words, "共需", "需资金", "所需", "合计", "共计", "总计") ||
		containsAny(words, "月", "年", "次", "季", "学期", "最高", "不超过", "另", "等", "其中", "工作经费") {
		return content.Finding{}, false
	}
	heads, ok := t.onlyHeads(who)
	if !ok || heads.q.value > maxProduct/r.q.value {
		return content.Finding{}, false
	}
	f := acrossSections(heads, ref{p, r.q}, ref{p, near[0]}, 1)
	if _, same := compare(near[0], []quantity{{kind: amount, value: heads.q.value * r.q.value, step: r.q.step, unit: "元"}}); same != differs {
		return content.Finding{}, false
	}
	f.Verdict = content.Open
	f.Note = fmt.Sprintf("%s × %s，应为%s，公开的金额为%s。", heads.words(), ref{p, r.q}.words(), inWords(heads.q.value*r.q.value), inWords(near[0].value))
	return f, true
}

// rates gives the amounts of the running text that are for each.
func (t *reading) rates() []ref {
	var out []ref
	for i := range t.parts {
		p := &t.parts[i]
		for _, q := range p.numbers {
			if q.kind == amount && (p.perUnit(q) || p.inTable(q)) {
				out = append(out, ref{p, q})
			}
		}
	}
	return out
}

// onlyHeads gives the one count of people that a text knows.
func (t *reading) onlyHeads(who *content.People) (only ref, ok bool) {
	for i := range t.parts {
		p := &t.parts[i]
		for _, q := range p.numbers {
			switch {
			case q.kind != people || q.cited || p.before(q, 1) == "每":
			case q.value != int64(who.Count) || q.unit != who.Unit || q.approx:
				return ref{}, false
			case only.q.kind == 0:
				only = ref{p, q}
			}
		}
	}
	return only, only.q.kind != 0
}
