package ingest

import (
	"strings"

	"mingzhang/content"
)

// spentWords call an amount money that was spent.
func spentWords() []string {
	return []string{
		"执行数", "实际支出", "实际执行", "实际使用", "实际完成支出", "全年支出", "累计支出", "共支出", "已支出", "已支付", "实际支付", "累计支付",
		"已使用", "共使用", "累计使用", "已执行", "共执行", "使用资金", "支出资金", "实际到位并支出", "支付资金", "资金支出", "支出金额", "实际发放", "已兑付", "累计兑付", "发放资金", "共发放", "累计发放", "实际拨付", "已发放", "支付金额", "完成支付", "实现支出",
		"年度支出", "支出总额", "总支出", "支出合计", "支出共计", "执行金额", "决算", "合计支出", "共计支出", "总计支出", "总共支出", "合计发放", "共计发放", "共支付", "共拨付", "合计支付", "实际列支", "实际完成投资", "实际兑付", "累计拨付", "累计完成支出", "完成投资额", "资金使用了", "实际花费", "实支",
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
	for _, loose := range []bool{false, true} {
		for _, p := range append(f.moneyPassages(), f.passagesOf("problems")...) {
			if e := f.executionIn(p, loose); e != nil {
				return e
			}
		}
	}
	return f.usedUp()
}

// executionIn reads the first sentence that calls an amount spent, and the rate
// in it or in the next; loose takes words that also tell how money was handed on,
// when a rate or a rest proves what they mean.
func (f *facts) executionIn(p *passage, loose bool) *content.Execution {
	for _, m := range p.mentions {
		if m.Kind != content.KindAmount || m.role == "rate" || m.Op == "range" || !f.isSpent(p, m, loose) {
			continue
		}
		m = f.sumBehind(p, m)
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

// sumBehind gives the amount in the sentence that sums up what was spent, when the
// one found first is only a part: 发放春季58万元、秋季63万元，合计发放121万元.
func (f *facts) sumBehind(p *passage, part mention) mention {
	sum := part.Money.Fen
	for _, m := range p.within(content.KindAmount, part.End, p.sentenceEnd(part.End)) {
		if m.Money.Fen == sum && hasAny(p.text(p.clauseStart(m.Start), m.Start), "合计", "共计", "总计", "小计", "共") {
			return m
		}
		sum += m.Money.Fen
	}
	return part
}

// isSpent tells whether the clause of an amount says that it was spent, by the
// whole project: what a part of it took is much less than the total.
func (f *facts) isSpent(p *passage, m mention, loose bool) bool {
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
	if loose {
		called = called || endsAny(clause, looseWords()...) && p.isProven(m)
	}
	if !called || hasAny(clause, "其中", "未", "比上年", "同比") || isUsePlan(clause) {
		return false
	}
	if m.Money.Fen == 0 {
		return strings.HasSuffix(clause, "执行数") || p.isProven(m) // nothing was spent
	}
	return f.d.Amount == nil || m.Money.Fen*4 >= f.d.Amount.Fen && m.Money.Fen <= f.d.Amount.Fen*2
}

// looseWords end a clause in front of an amount that may have been spent, or only
// handed on or planned.
func looseWords() []string {
	return []string{"拨付", "拨付资金", "支付", "支出", "使用", "发放", "执行", "列支", "兑付", "兑现", "报账", "完成投资", "发放补助", "发放补贴", "拨付到位", "下拨", "支出为", "执行为", "使用了", "支付了", "支出了"}
}

// isProven tells whether a rate of execution follows an amount in its sentence, or
// a rest that it leaves.
func (p *passage) isProven(m mention) bool {
	end := p.sentenceEnd(m.End)
	for _, q := range p.within(content.KindPercent, m.End, end) {
		if isExecutionRate(p.text(p.clauseStart(q.Start), q.Start)) {
			return true
		}
	}
	for _, q := range p.within(content.KindAmount, m.End, end) {
		if hasAny(p.text(p.clauseStart(q.Start), q.Start), "结余", "剩余", "结转", "节余", "余", "未支") {
			return true
		}
	}
	return false
}

// isExecutionRate tells whether the words in front of a share call it that of the
// budget which was spent.
func isExecutionRate(clause string) bool {
	return hasAny(clause, "执行率", "支出率", "使用率", "支付率", "执行进度", "支付进度", "支出进度", "完成率", "拨付率", "发放率", "使用进度", "拨付进度", "占预算", "占年度预算", "占全年预算", "占下达", "占总预算")
}

// isUsePlan tells whether a clause only plans the spending.
func isUsePlan(clause string) bool { return hasAny(clause, "计划", "预计", "拟", "将") }

// budgetBefore gives the amount that the sentence calls the budget of what was
// spent.
func (p *passage) budgetBefore(spent mention) *content.Money {
	for _, m := range p.within(content.KindAmount, p.sentenceStart(spent.Start), spent.Start) {
		if m.role != "rate" && m.Op != "range" && hasAny(p.text(p.clauseStart(m.Start), m.Start), "预算", "下达", "安排", "到位", "批复", "拨入", "投入", "补助资金") {
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
		if isExecutionRate(p.text(p.clauseStart(m.Start), m.Start)) {
			return content.Text(m.Text)
		}
	}
	return ""
}

// usedUp reads that the whole budget was spent: 项目资金50万元已全部支出.
func (f *facts) usedUp() *content.Execution {
	if f.d.Amount == nil {
		return nil
	}
	for _, p := range f.moneyPassages() {
		for _, m := range p.amounts() {
			rest := p.text(m.End, p.sentenceEnd(m.End))
			if next := p.within(content.KindAmount, m.End, p.sentenceEnd(m.End)); len(next) > 0 {
				rest = p.text(m.End, next[0].Start)
			}
			if m.Money.Fen != f.d.Amount.Fen || isUsePlan(rest) || hasAny(rest, "未", "除") || !hasAny(rest, "全部支出", "全部支付", "全部使用", "全部执行", "全部发放", "全部拨付", "全额支出", "全额支付", "全额发放", "支出完毕", "支付完毕", "使用完毕", "执行完毕", "发放完毕", "拨付完毕", "已支出完", "已用完", "全部兑付", "全额兑付") {
				continue
			}
			amount := *f.d.Amount
			return &content.Execution{Budget: money(m), Spent: &amount, Rate: p.rateNear(m)}
		}
	}
	return nil
}
