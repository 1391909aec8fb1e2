package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// sumAllocations compares what lower units were given (资金分配) with the total.
// It is open only against a total that the same sentence states.
func sumAllocations(t *reading) []content.Finding {
	p, shares, ok := t.shares()
	if !ok {
		return nil
	}
	total, stated := p.joint(shares)
	if !stated {
		total, ok = t.outside(p, shares, t.d.Amount)
		if !ok {
			return nil
		}
	}
	computed, f := compare(total.q, shares)
	finding := content.Finding{
		Code: SumAllocations, Stated: yuan(total.q.value), Computed: yuan(computed), Unit: "元",
		Evidence: append([]content.Evidence{total.evidence()}, p.evidenceOf(shares)...),
	}
	switch {
	case f == equal:
		finding.Verdict = content.Closes
		finding.Note = fmt.Sprintf("分配给%d个单位或地区的资金合计%s，与公开的总额一致。", len(shares), inWords(computed))
	case f == differs && stated && p.onlyAmounts(shares, total.q):
		finding.Verdict = content.Open
		finding.Note = fmt.Sprintf("分配给%d个单位或地区的资金合计%s，公开的总额为%s，合计比总额%s。", len(shares),
			inWords(computed), inWords(total.q.value), difference(total.q.value, computed, inWords))
	default:
		return nil
	}
	return []content.Finding{finding}
}

// shares finds every allocation after the name of its recipient, in one section.
func (t *reading) shares() (*part, []quantity, bool) {
	if len(t.d.Allocations) < 2 {
		return nil, nil, false
	}
	for i := range t.parts {
		if shares, ok := t.parts[i].shares(t.d.Allocations); ok {
			return &t.parts[i], shares, true
		}
	}
	return nil, nil, false
}

func (p *part) shares(all []content.Allocation) ([]quantity, bool) {
	var out []quantity
	at := 0
	for _, a := range all {
		if a.Amount == nil || a.Amount.Text == "" {
			return nil, false
		}
		i := strings.Index(p.text[at:], a.Recipient)
		if i < 0 {
			return nil, false
		}
		q, ok := p.find(at+i+len(a.Recipient), func(q quantity) bool { return q.kind == amount })
		if !ok || !isMoney(a.Amount)(q) {
			return nil, false
		}
		out, at = append(out, q), q.end
	}
	return out, true
}

// joint finds a total that the sentence of the parts states as theirs: 合计100万元.
func (p *part) joint(parts []quantity) (ref, bool) {
	first, last := parts[0], parts[len(parts)-1]
	for _, q := range p.numbers {
		if q.start < last.end || q.start > last.sentence.end || q.kind != first.kind || q.unit != first.unit || q.approx {
			continue
		}
		if isJointWord(p.before(q, 4)) {
			return ref{p, q}, true
		}
	}
	return ref{}, false
}

func isJointWord(left string) bool {
	return suffixOf(strings.TrimRight(left, " ：:为"), "合计", "共计", "总计", "总共", "一共", "共") != ""
}

// outside finds the project's total among the numbers that are no part.
func (t *reading) outside(p *part, parts []quantity, total *content.Money) (ref, bool) {
	if total == nil || total.Text == "" {
		return ref{}, false
	}
	for _, other := range append([]*part{p}, t.moneyParts()...) {
		for _, q := range other.numbers {
			if isMoney(total)(q) && !q.approx && (other != p || !has(parts, q)) {
				return ref{other, q}, true
			}
		}
	}
	return ref{}, false
}

func has(parts []quantity, q quantity) bool {
	for _, part := range parts {
		if part.start == q.start {
			return true
		}
	}
	return false
}

// onlyAmounts tells whether no other money stands from the first part to the
// total, no part is an estimate and none is a part of another.
func (p *part) onlyAmounts(parts []quantity, total quantity) bool {
	from, to := parts[0].start, max(total.end, parts[len(parts)-1].end)
	for _, q := range p.numbers {
		if q.kind != amount || q.start < from || q.end > to {
			continue
		}
		if q.approx || q.start != total.start && !has(parts, q) {
			return false
		}
	}
	return !containsAny(p.text[from:to], "其中", "其余", "剩余", "另", "不足部分", "等")
}

func (p *part) evidenceOf(parts []quantity) []content.Evidence {
	var out []content.Evidence
	for _, q := range parts {
		out = append(out, ref{p, q}.evidence())
	}
	return out
}

// usesOfAllocations confirms that each recipient used exactly what it was given.
// Money that was not used, or moved, is no error, so a difference is not reported.
func usesOfAllocations(t *reading) []content.Finding {
	rows := t.rows
	p, shares, given := t.shares()
	if rows == nil || !given {
		return nil
	}
	used := map[string]int64{}
	for _, line := range rows.lines {
		used[string(line.line.Recipient)] += line.amount.value
	}
	var all int64
	for i, a := range t.d.Allocations {
		if used[a.Recipient] > shares[i].value {
			return t.overuse(ref{p, shares[i]}, a.Recipient, used[a.Recipient])
		}
		if used[a.Recipient] != shares[i].value {
			return nil
		}
		all += shares[i].value
	}
	if len(used) != len(shares) {
		return nil
	}
	return []content.Finding{{
		Code: SumAllocations, Verdict: content.Closes, Stated: yuan(all), Computed: yuan(all), Unit: "元",
		Note:     fmt.Sprintf("%d个单位或地区的使用额与分配额逐一相等，合计%s。", len(shares), inWords(all)),
		Evidence: append(p.evidenceOf(shares), rows.evidence(amountOf)...),
	}}
}

// overuse tells of a recipient whose uses come to more than it was given, where the
// text names no other money that it could have used.
func (t *reading) overuse(given ref, recipient string, used int64) []content.Finding {
	rows := t.rows
	evidence := []content.Evidence{given.evidence()}
	for _, line := range rows.lines {
		if string(line.line.Recipient) != recipient {
			continue
		}
		if line.amount.approx || containsAny(rows.p.sentenceOf(line.amount), "自筹", "配套", "结转", "上年", "本级", "工会经费", "其他资金", "统筹", "整合") {
			return nil
		}
		evidence = append(evidence, ref{rows.p, line.amount}.evidence())
	}
	return []content.Finding{{
		Code: SumAllocations, Verdict: content.Open, Stated: yuan(given.q.value), Computed: yuan(used), Unit: "元",
		Note: fmt.Sprintf("%s分得%s，所列使用额合计%s，使用额比分配额%s。", recipient, inWords(given.q.value), inWords(used),
			difference(given.q.value, used, inWords)),
		Evidence: evidence,
	}}
}

// sumFunding compares the sources of the money (资金来源) with the total. It is
// open only against a total that the same sentence states as theirs.
func sumFunding(t *reading) []content.Finding {
	for i := range t.parts {
		if f, ok := t.sourcesIn(&t.parts[i]); ok {
			return []content.Finding{f}
		}
	}
	return nil
}

func (t *reading) sourcesIn(p *part) (content.Finding, bool) {
	sources, ok := p.sources(t.d.Funding)
	if !ok || len(sources) < 2 {
		return content.Finding{}, false
	}
	total, stated := p.joint(sources)
	if !stated {
		total, ok = t.outside(p, sources, t.d.Amount)
	}
	if !stated && !ok {
		return content.Finding{}, false
	}
	computed, f := compare(total.q, sources)
	finding := content.Finding{
		Code: SumFunding, Stated: yuan(total.q.value), Computed: yuan(computed), Unit: "元",
		Evidence: append([]content.Evidence{total.evidence()}, p.evidenceOf(sources)...),
	}
	switch {
	case f == equal:
		finding.Verdict = content.Closes
		finding.Note = fmt.Sprintf("%d个资金来源合计%s，与公开的总额一致。", len(sources), inWords(computed))
	case f == differs && stated && p.onlyAmounts(sources, total.q):
		finding.Verdict = content.Open
		finding.Note = fmt.Sprintf("%d个资金来源合计%s，公开的总额为%s，合计比总额%s。", len(sources),
			inWords(computed), inWords(total.q.value), difference(total.q.value, computed, inWords))
	default:
		return content.Finding{}, false
	}
	return finding, true
}

// sources finds every source's amount, in order, in one section.
func (p *part) sources(all []content.Funding) ([]quantity, bool) {
	var out []quantity
	at := 0
	for _, s := range all {
		if s.Amount == nil || s.Amount.Text == "" {
			return nil, false
		}
		q, ok := p.find(at, isMoney(s.Amount))
		if !ok {
			return nil, false
		}
		out, at = append(out, q), q.end
	}
	return out, true
}
