package ingest

import (
	"mingzhang/content"
)

// total finds the one counted total of the project. In the first section that
// settles it, it is: the amount called a total; else the one that later amounts
// divide; else the only amount, or the sum of the others. What stays open is
// looked for in the next section.
func (f *facts) total() *content.Money {
	if m := f.tableTotal(); m != nil {
		return m
	}
	if e := f.tableExecution(); f.d.Kind == content.Evaluation && e != nil && e.Budget != nil {
		return e.Budget
	}
	passages := f.passagesOf(moneySections(f.d.Kind)...)
	for _, p := range passages {
		if m := p.calledTotal(); m != nil {
			return m
		}
		if p.key == "funding" || f.d.Kind == content.Evaluation {
			continue
		}
		break
	}
	for _, p := range passages {
		if m := p.soleTotal(f.d.Kind); m != nil {
			return m
		}
	}
	return nil
}

func money(m mention) *content.Money {
	return &content.Money{Fen: m.Money.Fen, Text: m.Money.Text}
}

// totalWords call an amount a total.
func totalWords(s string) bool {
	return hasAny(s, "合计", "共计", "总计", "总额", "总投资", "总资金", "总预算", "总经费", "总金额", "预算总", "资金总", "总共", "一共", "共安排", "共需", "共投入",
		"总概算", "预算金额", "预算数", "全年预算", "安排预算", "预算资金")
}

// calledTotal finds an amount that the words before it call a total, outside of
// the items of a list.
func (p *passage) calledTotal() *content.Money {
	items := p.items()
	for _, m := range p.amounts() {
		if !inItems(items, m.Start) && totalWords(p.text(p.clauseStart(m.Start), m.Start)) {
			return money(m)
		}
	}
	return nil
}

// soleTotal finds the total among amounts that nothing calls so.
func (p *passage) soleTotal(kind content.Kind) *content.Money {
	open := p.openAmounts()
	if len(open) == 0 || (kind == content.Evaluation && !isBudgeted(p, open[0])) {
		return nil
	}
	first := open[0]
	var rest content.Fen
	same := true
	for _, m := range open[1:] {
		rest += m.Money.Fen
		same = same && m.Money.Fen == first.Money.Fen
	}
	switch {
	case same || rest == first.Money.Fen:
		return money(first)
	case p.divides(first, open[1]):
		return money(first)
	}
	for _, m := range open {
		if m.Money.Fen*2 == rest+first.Money.Fen {
			return money(m)
		}
	}
	return nil
}

// openAmounts lists the amounts that may be the total: those outside of lists,
// and only those before a list.
func (p *passage) openAmounts() []mention {
	items := p.items()
	var open []mention
	for _, m := range p.amounts() {
		if !inItems(items, m.Start) {
			open = append(open, m)
		}
	}
	return open
}

// isBudgeted tells whether the words before an amount call it budgeted money.
func isBudgeted(p *passage, m mention) bool {
	return hasAny(p.text(p.sentenceStart(m.Start), m.Start), "预算", "安排", "下达", "批复", "拨付", "专项")
}

// divides tells whether the words after an amount announce its parts.
func (p *passage) divides(whole, next mention) bool {
	between := p.text(whole.End, min(next.Start, whole.End+60))
	return hasAny(between, "其中", "具体为", "具体用于", "分别", "包括", "包含", "用于", "明细", "如下", "主要是", "构成")
}

func inItems(items []item, i int) bool {
	return len(items) > 0 && i >= items[0].start && i < items[len(items)-1].end
}
