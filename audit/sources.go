package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// sourcesAlone compares sources of money that stand without a total of their own,
// in a sentence (资金来源：市级财政50万元，工会经费30万元) or in a table, with the
// amount of the project.
func sourcesAlone(t *reading) []content.Finding {
	if t.d.Amount == nil || t.d.Amount.Text == "" {
		return nil
	}
	for _, p := range t.moneyParts() {
		for _, list := range p.sentences() {
			if f, ok := t.sourceList(p, list, p.sourceWords(list)); ok {
				return []content.Finding{f}
			}
		}
		if list, ok := p.sourcePair(); ok {
			if f, ok := t.sourceList(p, list, p.sourceWords(list)); ok {
				return []content.Finding{f}
			}
		}
		for _, g := range p.grids {
			if f, ok := t.sourceList(p, p.sourceRows(g), true); ok {
				return []content.Finding{f}
			}
		}
	}
	return nil
}

// sourcePair gives the two amounts of the section's first sentence with just two.
func (p *part) sourcePair() ([]quantity, bool) {
	var list []quantity
	for _, q := range p.numbers {
		if q.kind != amount || q.cited || p.perUnit(q) || p.inTable(q) {
			continue
		}
		if len(list) > 0 && q.sentence != list[0].sentence {
			break
		}
		list = append(list, q)
	}
	return list, len(list) == 2
}

// sourceWords tells whether a list of amounts is introduced as the sources, by its
// section's heading or its own first words.
func (p *part) sourceWords(list []quantity) bool {
	lead := p.text[list[0].sentence.start:list[0].start]
	return containsAny(lead, "资金来源", "来源为", "资金构成") || strings.Contains(p.heading, "来源")
}

// sourceRows gives the amounts of a table without a total, when each of its rows
// names a source.
func (p *part) sourceRows(g grid) []quantity {
	b := g.body()
	if b.total != nil || b.sub || len(b.details) < 2 {
		return nil
	}
	var out []quantity
	for _, row := range b.details {
		if !isSource(rowLabel(row)) || len(row) != 2 {
			return nil
		}
		q, ok := at(row, 1).money(g.unitOf(1))
		if !ok || q.value == 0 {
			return nil
		}
		out = append(out, p.placed(q))
	}
	return out
}

// sourceList compares sources with the project's amount, which is none of them.
func (t *reading) sourceList(p *part, list []quantity, named bool) (content.Finding, bool) {
	if len(list) < 2 || !named || list[0].kind != amount {
		return content.Finding{}, false
	}
	s := tally{p: p, parts: list, whole: list[0]}
	for i, q := range list {
		if q.approx || !isSource(s.label(i)) && !p.inTable(q) || isJointWord(p.before(q, 4)) {
			return content.Finding{}, false
		}
	}
	total, ok := t.outside(p, list, t.d.Amount)
	if !ok {
		total, ok = t.totalInGrids()
	}
	if !ok {
		return content.Finding{}, false
	}
	computed, f := compare(total.q, list)
	out := content.Finding{
		Code: SumFunding, Stated: yuan(total.q.value), Computed: yuan(computed), Unit: "元",
		Evidence: append([]content.Evidence{total.evidence()}, p.evidenceOf(list)...),
	}
	switch words := p.sentenceOf(list[0]); {
	case f == equal:
		out.Verdict = content.Closes
		out.Note = fmt.Sprintf("%d个资金来源合计%s，与公开的总额一致。", len(list), inWords(computed))
	case f == differs && s.largest() < total.q.value && 10*abs(computed-total.q.value) <= 3*total.q.value &&
		!containsAny(words, "其中", "结转", "等", "主要", "其余", "另", "不足", "剩余", "上年", "追加"):
		out.Verdict = content.Open
		out.Note = fmt.Sprintf("%d个资金来源合计%s，公开的总额为%s，合计比总额%s。", len(list), inWords(computed), inWords(total.q.value),
			difference(total.q.value, computed, inWords))
	default:
		return content.Finding{}, false
	}
	return out, true
}

// totalInGrids finds the project's amount in a row of totals.
func (t *reading) totalInGrids() (ref, bool) {
	for _, p := range t.moneyParts() {
		for _, g := range p.grids {
			row := g.body().total
			for column := range row {
				q, ok := row[column].money(g.unitOf(column))
				if ok && isMoney(t.d.Amount)(q) {
					return ref{p, p.placed(q)}, true
				}
			}
		}
	}
	return ref{}, false
}
