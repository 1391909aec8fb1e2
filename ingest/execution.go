package ingest

import (
	"strings"

	"mingzhang/content"
)

// spentWords call an amount money that was spent.
func spentWords() []string {
	return []string{
		"执行数", "实际支出", "实际执行", "实际使用", "实际完成支出", "全年支出", "累计支出", "共支出", "已支出", "已支付", "实际支付", "累计支付",
		"已使用", "共使用", "累计使用", "已执行", "共执行", "使用资金", "支出资金", "实际到位并支出", "支付资金", "资金支出", "支出金额", "实际发放", "发放资金", "共发放", "累计发放", "实际拨付", "已发放", "支付金额", "完成支付", "实现支出",
		"年度支出", "支出总额", "总支出", "支出合计", "支出共计", "执行金额", "决算",
	}
}

// execution reads what became of the budget of an evaluation: from a table with
// a column of what was spent, else from the first sentence that tells it.
func (f *facts) execution() *content.Execution {
	if f.d.Kind != content.Evaluation {
		return nil
	}
	if e := f.tableExecution(); e != nil {
		return e
	}
	for _, p := range append(f.moneyPassages(), f.passagesOf("problems")...) {
		if e := f.executionIn(p); e != nil {
			return e
		}
	}
	return nil
}

// executionIn reads the first sentence that calls an amount spent, and the rate
// in it or in the next.
func (f *facts) executionIn(p *passage) *content.Execution {
	for _, m := range p.mentions {
		if m.Kind != content.KindAmount || m.role == "rate" || m.Op == "range" || !f.isSpent(p, m) {
			continue
		}
		e := &content.Execution{Spent: money(m), Rate: p.rateNear(m)}
		if e.Budget = f.budgeted(); e.Budget == nil {
			e.Budget = p.budgetBefore(m)
		}
		if e.Budget == nil && f.d.Amount != nil && (e.Rate != "" || f.d.Amount.Fen >= m.Money.Fen) {
			amount := *f.d.Amount
			e.Budget = &amount
		}
		return e
	}
	return nil
}

// isSpent tells whether the clause of an amount says that it was spent, by the
// whole project: what a part of it took is much less than the total.
func (f *facts) isSpent(p *passage, m mention) bool {
	start := p.clauseStart(m.Start)
	if m.Start-start <= 1 { // 实际发放1918户、1,534,400元
		start = p.clauseStart(start - 1)
	}
	clause := p.text(start, m.Start)
	year, _ := lastYear(p.r[p.sentenceStart(m.Start):m.Start])
	if year != 0 && year < int(f.d.Year) {
		return false // of a year before
	}
	called := hasAny(clause, spentWords()...) || strings.HasSuffix(clause, "支出") && strings.Contains(clause, "年")
	if !called || hasAny(clause, "其中", "未", "比上年", "同比") || isUsePlan(clause) {
		return false
	}
	return f.d.Amount == nil || m.Money.Fen*4 >= f.d.Amount.Fen && m.Money.Fen <= f.d.Amount.Fen*2
}

// isUsePlan tells whether a clause only plans the spending.
func isUsePlan(clause string) bool { return hasAny(clause, "计划", "预计", "拟", "将") }

// budgetBefore gives the amount that the sentence calls the budget of what was
// spent.
func (p *passage) budgetBefore(spent mention) *content.Money {
	for _, m := range p.within(content.KindAmount, p.sentenceStart(spent.Start), spent.Start) {
		if m.role != "rate" && m.Op != "range" && hasAny(p.text(p.clauseStart(m.Start), m.Start), "预算", "下达", "安排", "到位", "批复") {
			return money(m)
		}
	}
	return nil
}

// rateNear gives the rate of execution that follows an amount spent, within its
// sentence and the next.
func (p *passage) rateNear(spent mention) content.Text {
	end := p.sentenceEnd(min(p.sentenceEnd(spent.End)+1, len(p.r)))
	for _, m := range p.within(content.KindPercent, spent.End, end) {
		if hasAny(p.text(p.clauseStart(m.Start), m.Start), "执行率", "支出率", "使用率", "支付率", "执行进度", "支付进度", "支出进度", "完成率") {
			return content.Text(m.Text)
		}
	}
	return ""
}
