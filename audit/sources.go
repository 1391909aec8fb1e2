package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// listsAlone compares sources, recipients and uses of the money that stand without
// a total of their own, in a sentence (资金来源：市级财政50万元，工会经费30万元) or in a
// table, with the amount of the project.
func listsAlone(t *reading) []content.Finding {
	if t.d.Amount == nil || t.d.Amount.Text == "" {
		return nil
	}
	var out []content.Finding
	for _, p := range t.moneyParts() {
		for _, list := range p.sentences() {
			if f, ok := t.sumAlone(p, list, p.aloneCode(list)); ok {
				out = append(out, f)
			}
		}
		for _, list := range p.pairs() {
			if f, ok := t.sumAlone(p, list, p.aloneCode(list)); ok {
				out = append(out, f)
			}
		}
		for _, g := range p.grids {
			if f, ok := t.sumAlone(p, p.sourceRows(g), SumFunding); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// pairs gives the two amounts of each sentence of the running text that has just two.
func (p *part) pairs() [][]quantity {
	var out [][]quantity
	var list []quantity
	flush := func() {
		if len(list) == 2 {
			out = append(out, list)
		}
		list = nil
	}
	for _, q := range p.numbers {
		if q.kind != amount || q.cited || p.perUnit(q) || p.inTable(q) {
			continue
		}
		if len(list) > 0 && q.sentence != list[0].sentence {
			flush()
		}
		list = append(list, q)
	}
	flush()
	return out
}

// aloneCode tells what a list of amounts without a total is by its labels, its
// section's heading and its first words: sources, recipients or uses of the money.
func (p *part) aloneCode(list []quantity) string {
	lead := p.text[list[0].sentence.start:list[0].start]
	s := tally{p: p, parts: list, whole: list[0]}
	switch n := len(list); {
	case s.sources() == n && (containsAny(lead, "资金来源", "来源为", "资金构成", "分担", "承担", "负担", "解决") || strings.Contains(p.heading, "来源") || p.key == "funding"):
		return SumFunding
	case n >= 3 && s.recipients() == n && containsAny(lead, "分配", "下达", "拨付", "分解"):
		return SumAllocations
	case n >= 3 && s.sources() == 0 && containsAny(lead, "资金用途", "资金使用", "支出构成", "用途：", "支出内容", "支出明细", "资金明细"):
		return SumLines
	}
	return ""
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

// sumAlone compares a list with the project's amount, which is none of its parts.
func (t *reading) sumAlone(p *part, list []quantity, code string) (content.Finding, bool) {
	if len(list) < 2 || code == "" || list[0].kind != amount {
		return content.Finding{}, false
	}
	s := tally{p: p, parts: list, whole: list[0]}
	for _, q := range list {
		if q.approx || isJointWord(p.before(q, 4)) {
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
		Code: code, Stated: yuan(total.q.value), Computed: yuan(computed), Unit: "元",
		Evidence: append([]content.Evidence{total.evidence()}, p.evidenceOf(list)...),
	}
	switch words := p.sentenceOf(list[0]); {
	case f == equal:
		out.Verdict = content.Closes
		out.Note = fmt.Sprintf("所列%d部分合计%s，与公开的总额一致。", len(list), inWords(computed))
	case f == differs && p.stands(list[0]) && s.largest() < total.q.value && 10*abs(computed-total.q.value) <= 3*total.q.value &&
		!containsAny(words, "其中", "结转", "等", "主要", "其余", "另", "不足", "剩余", "上年", "追加", "第一批", "首批", "提前", "累计", "部分"):
		out.Verdict = content.Open
		out.Note = fmt.Sprintf("所列%d部分合计%s，公开的总额为%s，合计比总额%s。", len(list), inWords(computed), inWords(total.q.value),
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
