package audit

import (
	"fmt"
	"slices"
	"strings"

	"mingzhang/content"
)

// sumLines compares the rows of the money (资金明细) with the project's total.
// It is open only when every amount of the section is accounted for.
func sumLines(t *reading) []content.Finding {
	rows := t.rows
	if rows == nil || len(rows.lines) < 2 || t.d.Amount == nil || t.d.Amount.Text == "" {
		return nil
	}
	total, ok := t.total(isMoney(t.d.Amount))
	if !ok {
		return nil
	}
	computed, f := compare(total.q, rows.amounts())
	finding := content.Finding{
		Code: SumLines, Stated: yuan(total.q.value), Computed: yuan(computed), Unit: "元",
		Evidence: append([]content.Evidence{total.evidence()}, rows.evidence(amountOf)...),
	}
	switch {
	case f == equal:
		finding.Verdict = content.Closes
		finding.Note = fmt.Sprintf("%d项资金合计%s，与公开的总额一致。", len(rows.lines), inWords(computed))
	case f == differs && !t.isSpending(computed) && rows.p.tellsWhy(&finding, total.q, computed, rows.amounts()):
	case f == differs && total.p == rows.p && rows.complete(total.q, computed):
		finding.Verdict = content.Open
		finding.Note = fmt.Sprintf("%d项资金合计%s，公开的总额为%s，合计比总额%s。", len(rows.lines),
			inWords(computed), inWords(total.q.value), difference(total.q.value, computed, inWords))
	default:
		return nil
	}
	return []content.Finding{finding}
}

// isSpending tells whether a sum is what an evaluation says was spent: its rows are
// no parts of the budget then.
func (t *reading) isSpending(sum int64) bool {
	e := t.d.Execution
	return e != nil && e.Spent != nil && int64(e.Spent.Fen) == sum
}

// tellsWhy makes a finding explained when a clause of the section states exactly the
// difference between a sum and its total, and how it comes about: 超出预算的3万元从公用
// 经费中调剂解决.
func (p *part) tellsWhy(f *content.Finding, total quantity, computed int64, parts []quantity) bool {
	for _, q := range p.numbers {
		if q.kind != total.kind || q.unit != total.unit || q.value != abs(computed-total.value) || q.approx || q.cited || p.inTable(q) {
			continue
		}
		clause := p.clauseAround(q)
		why := p.text[clause.start:max(clause.end, min(q.clause.end, clause.end+90))]
		isPart := slices.ContainsFunc(parts, func(part quantity) bool { return part.start == q.start })
		if isPart || !containsAny(why, "超出", "超支", "不足", "缺口", "差额", "差异", "相差", "调剂", "弥补", "垫付", "自筹", "结余", "结转", "未", "因", "由", "从", "系") {
			continue
		}
		words := inWords
		if q.kind == people {
			words = heads(q.unit)
		}
		f.Verdict = content.Explained
		f.Note = fmt.Sprintf("各项合计%s，总数为%s，相差%s，文中说明：%s。", words(computed), words(total.value), words(q.value), strings.TrimRight(p.textOf(clause), "。"))
		f.Evidence = append(f.Evidence, p.evidence(clause))
		return true
	}
	return false
}

func (l *located) amounts() []quantity {
	var out []quantity
	for _, line := range l.lines {
		out = append(out, line.amount)
	}
	return out
}

// complete tells whether the rows are surely all of the total: no other money
// stands beside them, none of them is a part of another or an estimate, and no
// further numbered item could hold what is missing.
func (l *located) complete(total quantity, computed int64) bool {
	end := l.lines[len(l.lines)-1].amount
	if containsAny(l.p.text[l.lines[0].from:end.sentence.end], "其中", "其余", "剩余", "另外", "不足部分", "自筹", "结转") {
		return false
	}
	if computed < total.value && (l.marked() > len(l.lines) || containsAny(l.p.text[end.end:], "其余", "剩余", "另", "等")) {
		return false
	}
	for _, q := range l.p.numbers {
		if q.kind == amount && !l.accounted(q, total) {
			return false
		}
	}
	return true
}

// accounted tells whether q is a row, the total told again, or money that is no
// part of a sum: a rate, a threshold, a cap.
func (l *located) accounted(q, total quantity) bool {
	if l.holds(q) {
		return !q.approx || l.isRate(q)
	}
	return q.value == total.value || q.approx || perHead(l.p.before(q, 8)) != ""
}

func (l *located) isRate(q quantity) bool {
	for _, line := range l.lines {
		if line.rate != nil && line.rate.start == q.start {
			return true
		}
	}
	return false
}

// marked counts the numbered items of the section: lines that begin with 1. or （一）.
func (l *located) marked() int {
	n := 0
	for _, line := range strings.Split(l.p.text, "\n") {
		line = strings.TrimSpace(line)
		rest := strings.TrimLeft(line, "0123456789")
		if rest != line && prefixOf(rest, ".", "、", "．", "）", ")") != "" || strings.HasPrefix(line, "（") && strings.Contains(firstRunes(line, 5), "）") {
			n++
		}
	}
	return n
}

// sumPeople compares the people of the rows with the stated number of those who
// benefit. Rows in other units are summed only towards a total of visits (人次)
// and only to confirm it: 人 and 户 are different things.
func sumPeople(t *reading) []content.Finding {
	rows := t.rows
	if rows == nil || len(rows.lines) < 2 || t.d.Beneficiaries == nil || !rows.allPeople() {
		return nil
	}
	total, ok := t.total(isPeople(t.d.Beneficiaries))
	if !ok {
		return nil
	}
	units, computed, approx := rows.heads()
	same := len(units) == 1 && units[0].Unit == total.q.unit
	if !same && total.q.unit != "人次" || approx {
		return nil
	}
	finding := content.Finding{
		Code: SumPeople, Stated: number(total.q.value), Computed: number(computed), Unit: content.Text(total.q.unit),
		Evidence: append([]content.Evidence{total.evidence()}, rows.evidence(peopleOf)...),
	}
	switch {
	case computed == total.q.value && !same:
		finding.Verdict = content.Closes
		finding.Note = fmt.Sprintf("%d项为%s，数目相加为%d，与公开的%d%s一致。", len(rows.lines), unitsInWords(units), computed, total.q.value, total.q.unit)
	case computed == total.q.value:
		finding.Verdict = content.Closes
		finding.Note = fmt.Sprintf("%d项合计%s，与公开的%d%s一致。", len(rows.lines), unitsInWords(units), total.q.value, total.q.unit)
	case same && total.p == rows.p && rows.onlyPeople(total.q):
		finding.Verdict = content.Open
		finding.Note = fmt.Sprintf("%d项合计%s，公开的总数为%d%s，合计比总数%s。", len(rows.lines), unitsInWords(units),
			total.q.value, total.q.unit, difference(total.q.value, computed, heads(total.q.unit)))
	default:
		return nil
	}
	return []content.Finding{finding}
}

func (l *located) allPeople() bool {
	for _, line := range l.lines {
		if line.people == nil {
			return false
		}
	}
	return true
}

// heads sums the people of the rows by unit, and over all units.
func (l *located) heads() (units []content.People, all int64, approx bool) {
	for _, line := range l.lines {
		q := line.people
		all += q.value
		approx = approx || q.approx
		units = addPeople(units, q)
	}
	return units, all, approx
}

func addPeople(units []content.People, q *quantity) []content.People {
	for i := range units {
		if units[i].Unit == q.unit {
			units[i].Count += int(q.value)
			return units
		}
	}
	return append(units, content.People{Count: int(q.value), Unit: q.unit})
}

func unitsInWords(units []content.People) string {
	var words []string
	for _, n := range units {
		words = append(words, n.String())
	}
	return strings.Join(words, "、")
}

// onlyPeople tells whether the section counts no one beside total and rows, so
// that the rows are surely all of the total.
func (l *located) onlyPeople(total quantity) bool {
	first, last := l.lines[0].from, l.lines[len(l.lines)-1].to
	if containsAny(l.p.text[first:last], "其中", "其余", "另外") || l.marked() > len(l.lines) {
		return false
	}
	for _, q := range l.p.numbers {
		if q.kind == people && !l.holds(q) && q.value != total.value {
			return false
		}
	}
	return true
}
