package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// mark is where a numbered item begins: 1. 1、 （一） (1) ① 一是.
type mark struct {
	start int
	kind  byte // marks of one list are of one kind
}

// findMarks finds the marks of numbered items, which stand at the start of the
// text or of a line, or behind 。；： and ，.
func findMarks(text string) []mark {
	var out []mark
	open := true
	for i, r := range text {
		switch r {
		case '\n', '。', '；', ';', '：', ':', '，':
			open = true
		case ' ', '　', '*', '\t':
		default:
			if open {
				out = appendMark(out, text, i)
			}
			open = false
		}
	}
	return out
}

func appendMark(marks []mark, text string, i int) []mark {
	if kind := markAt(text[i:]); kind != 0 {
		return append(marks, mark{i, kind})
	}
	return marks
}

// markAt tells the kind of the mark that s begins with; 0 for none.
func markAt(s string) byte {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	switch {
	case n == 1 || n == 2:
		if sep := prefixOf(s[n:], ".", "．", "、"); sep != "" && startsItem(s[n+len(sep):]) {
			return '1'
		}
	case n > 0:
	case prefixOf(s, "（", "(") != "":
		inner := strings.TrimLeft(s[len(prefixOf(s, "（", "(")):], "0123456789一二三四五六七八九十")
		if len(s)-len(inner) > 3 && prefixOf(inner, "）", ")") != "" || len(s)-len(inner) == 2 && prefixOf(inner, ")") != "" {
			return '('
		}
	case prefixOf(s, "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩") != "":
		return 'o'
	case prefixOf(s, "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是") != "":
		return 's'
	}
	return 0
}

// startsItem tells whether the words behind 1. may begin an item: not the rest of
// a decimal, but a year may.
func startsItem(s string) bool {
	_, end := yearAt(s, 0)
	return s == "" || !isDigit(s[0]) || end > 0
}

// maxItems limits the items of one list.
const maxItems = 60

// itemSums adds up numbered items that each state their money, towards the total
// that the words before or behind the list state.
func itemSums(t *reading) []content.Finding {
	var out []content.Finding
	for _, p := range t.moneyParts() {
		items := p.items()
		if len(items) < 2 {
			continue
		}
		var parts []quantity
		missing := 0
		for _, item := range items {
			if q, ok := p.ofItem(item); ok {
				parts = append(parts, q)
			} else {
				missing++
			}
		}
		if f, ok := t.itemSum(p, items, parts, missing); ok {
			out = append(out, f)
		}
	}
	return out
}

// items gives the stretches of the first list of numbered items in the section.
func (p *part) items() []span {
	if len(p.marks) < 2 || len(p.marks) > maxItems {
		return nil
	}
	var out []span
	for _, m := range p.marks {
		if m.kind != p.marks[0].kind {
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].end = m.start
		}
		out = append(out, span{m.start, len(p.text)})
	}
	if n := len(out); n > 0 {
		out[n-1].end = p.endOfItem(out[n-1].start)
	}
	return out
}

// endOfItem gives where the last item ends: at its line, or at a joint total.
func (p *part) endOfItem(start int) int {
	end := len(p.text)
	for i := start; i < len(p.text); i++ {
		if p.text[i] == '\n' {
			end = i
			break
		}
	}
	for _, q := range p.numbers {
		if q.start > start && q.start < end && isJointWord(p.before(q, 4)) && q.sentence.start > start {
			return q.sentence.start
		}
	}
	return end
}

// ofItem gives the one amount that an item comes to.
func (p *part) ofItem(item span) (quantity, bool) {
	var all []quantity
	for _, q := range p.numbers {
		if q.kind == amount && q.start >= item.start && q.end <= item.end && !q.cited && !q.approx && !p.perUnit(q) && q.depth == 0 && !p.inTable(q) {
			all = append(all, q)
		}
	}
	switch len(all) {
	case 0:
		return quantity{}, false
	case 1:
		return all[0], true
	}
	if _, f := compare(all[0], all[1:]); f == equal {
		return all[0], true
	}
	last := all[len(all)-1]
	if suffixOf(p.before(last, 4), "计", "共", "合计", "小计") != "" {
		return last, true
	}
	return quantity{}, false
}

func (t *reading) itemSum(p *part, items []span, parts []quantity, missing int) (content.Finding, bool) {
	if len(parts) < 2 {
		return content.Finding{}, false
	}
	computed, _ := compare(parts[0], parts)
	whole, sure := p.totalOf(items, parts)
	if whole.kind == 0 {
		return t.itemsAlone(p, items, parts, missing)
	}
	s := tally{p: p, whole: whole, parts: parts, intro: "如下", joint: whole.start > parts[0].start, end: whole.sentence.end}
	f, ok := s.finding()
	if !ok || f.Verdict == content.Closes {
		return f, ok
	}
	gap := abs(computed - whole.value)
	return f, sure && missing == 0 && 10*gap <= 3*whole.value && !containsAny(p.text[items[0].start:items[len(items)-1].end], "其余", "另", "不足", "自筹", "其中")
}

// totalOf finds the total that a list adds up to: the joint total right behind it
// or the only amount of the words right before it. sure is whether it can be no other.
func (p *part) totalOf(items []span, parts []quantity) (whole quantity, sure bool) {
	first, last := items[0], items[len(items)-1]
	var lead []quantity
	for _, q := range p.numbers {
		switch {
		case q.kind != amount || q.cited || q.approx || p.perUnit(q) || p.inTable(q):
		case q.start >= last.end && isJointWord(p.before(q, 4)):
			return q, true
		case q.start < first.start:
			lead = append(lead, q)
		}
	}
	sum, _ := compare(parts[0], parts)
	for _, q := range lead {
		if q.value == sum {
			return q, true
		}
	}
	if len(lead) == 0 {
		return quantity{}, false
	}
	q := lead[len(lead)-1]
	return q, len(lead) == 1 || isJointWord(p.before(q, 4))
}

// itemsAlone compares items of a section without a total with the project's amount.
func (t *reading) itemsAlone(p *part, items []span, parts []quantity, missing int) (content.Finding, bool) {
	if len(parts) < 3 || t.d.Amount == nil || t.d.Amount.Text == "" || p.key != "content" && p.key != "funding" && p.key != "plan" {
		return content.Finding{}, false
	}
	total, ok := t.outside(p, parts, t.d.Amount)
	if !ok {
		return content.Finding{}, false
	}
	computed, f := compare(total.q, parts)
	words := p.text[items[0].start:items[len(items)-1].end]
	s := tally{p: p, whole: total.q, parts: parts}
	sure := missing == 0 && 10*abs(computed-total.q.value) <= 3*total.q.value && s.largest() < total.q.value && len(p.amountsOf()) == len(parts) &&
		!containsAny(words, "其余", "另", "不足", "自筹", "其中", "上年", "贷款", "带动", "等")
	out := content.Finding{
		Code: SumLines, Stated: yuan(total.q.value), Computed: yuan(computed), Unit: "元",
		Evidence: append([]content.Evidence{total.evidence()}, p.evidenceOf(parts)...),
	}
	switch {
	case f == equal:
		out.Verdict = content.Closes
		out.Note = fmt.Sprintf("%d项资金合计%s，与公开的总额一致。", len(parts), inWords(computed))
	case f == differs && sure:
		out.Verdict = content.Open
		out.Note = fmt.Sprintf("%d项资金合计%s，公开的总额为%s，合计比总额%s。", len(parts), inWords(computed), inWords(total.q.value),
			difference(total.q.value, computed, inWords))
	default:
		return content.Finding{}, false
	}
	return out, true
}

// amountsOf gives the amounts of a section that are no rates.
func (p *part) amountsOf() []quantity {
	var out []quantity
	for _, q := range p.numbers {
		if q.kind == amount && !p.perUnit(q) && !q.cited {
			out = append(out, q)
		}
	}
	return out
}
