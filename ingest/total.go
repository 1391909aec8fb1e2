package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// total finds the one counted total of the project: what a form says was its
// budget; else, in the first passage that settles it, the amount called a total,
// or the one that others divide, or the only one; else the sum of a table.
func (f *facts) total() *content.Money {
	if f.d.Kind == content.Evaluation {
		if m := f.budgeted(); m != nil {
			return m
		}
	}
	sum := f.tableTotal()
	passages := f.moneyPassages()
	if sum != nil && (len(passages) == 0 || !passages[0].isMoney() || passages[0].states(sum.Fen) || passages[0].calledTotal(f.d.Kind) == nil) {
		return sum
	}
	for _, p := range passages {
		if m := p.fieldTotal(); m != nil {
			return m
		}
	}
	for _, p := range passages {
		if m := p.calledTotal(f.d.Kind); m != nil {
			return m
		}
		if p.isMoney() {
			if m := f.wholeElsewhere(p); m != nil {
				return m
			}
			if m := p.soleTotal(f.d.Kind); m != nil {
				return m
			}
		}
	}
	for _, p := range passages {
		if m := p.soleTotal(f.d.Kind); m != nil {
			return m
		}
	}
	e := f.execution() // 到位200万元，实际使用195万元
	if e == nil {
		return nil
	}
	return e.Budget
}

// fieldTotal reads a line of a form that holds the total alone: 预算金额：673.32万元.
func (p *passage) fieldTotal() *content.Money {
	for _, m := range p.amounts() {
		line := p.startAfter(m.Start, "\n|")
		if m.Start-line > maxFieldLabel || !strings.HasPrefix(strings.TrimLeft(p.text(m.End, m.End+2), "。； )）"), "\n") && m.End+1 < len(p.r) {
			continue
		}
		label, ok := strings.CutSuffix(strings.TrimSpace(strings.Replace(p.text(line, m.Start), ":", "：", 1)), "：")
		if ok && slices.Contains(totalLabels(), bareLabel(label)) {
			return money(m)
		}
	}
	return nil
}

// maxFieldLabel is how far from the start of its line the total of a form stands.
const maxFieldLabel = 20

// totalLabels are the labels of forms that hold the total.
func totalLabels() []string {
	return strings.Fields("预算金额 资金总额 项目资金 预算总额 总金额 项目总预算 项目预算 年度预算 年度资金总额 预算资金 项目金额 资金预算 项目预算金额 年度预算金额 本年预算 预算安排 经费预算 总预算 资金规模 预算数 申请金额 安排金额")
}

// budgeted finds the budget of an evaluation: in the row of the whole project of
// its form, or the one that an amendment led to.
func (f *facts) budgeted() *content.Money {
	if e := f.tableExecution(); e != nil && e.Budget != nil {
		return e.Budget
	}
	for _, p := range f.moneyPassages() {
		for _, m := range p.amounts() {
			if hasAny(p.leadOf(m), "调整后预算", "调整后的预算", "全年预算", "调整预算数", "预算调整为", "预算调整后", "调整为", "调整后") {
				return money(m)
			}
		}
	}
	for _, p := range f.moneyPassages() {
		for _, m := range p.amounts() {
			if p.labelsBudget(m) {
				return money(m)
			}
		}
	}
	return nil
}

// labelsBudget tells whether an amount stands behind a label of its own line that
// calls it the budget: 1.预算安排：320万元.
func (p *passage) labelsBudget(m mention) bool {
	line := p.text(p.startAfter(m.Start, "\n|"), m.Start)
	_, _, line = splitNumber(strings.TrimPrefix(line, "- "))
	label, ok := strings.CutSuffix(strings.TrimSpace(strings.ReplaceAll(line, ":", "：")), "：")
	return ok && len([]rune(label)) <= 10 && hasAny(label, "预算安排", "预算资金", "预算金额", "预算数", "年度预算", "项目预算", "资金安排", "下达资金", "资金下达", "安排资金", "资金总额", "资金投入") && !hasAny(label, "执行", "支出")
}

// states tells whether a passage states an amount.
func (p *passage) states(fen content.Fen) bool {
	return slices.ContainsFunc(p.amounts(), func(m mention) bool { return m.Money.Fen == fen })
}

func money(m mention) *content.Money {
	return &content.Money{Fen: m.Money.Fen, Text: m.Money.Text}
}

// totalWords call an amount a total.
func totalWords(s string) bool {
	return hasAny(s, "合计", "共计", "总计", "总额", "总投资", "总资金", "总预算", "总经费", "总金额", "预算总", "资金总", "总共", "一共", "共安排", "共需", "共投入",
		"总概算", "预算金额", "预算数", "全年预算", "安排预算", "预算资金", "共下达", "共计下达", "经费总", "总费用", "总支出")
}

// calledTotal finds an amount that the words before it call a total, outside of
// the items of a list. The cost of a whole plan is none where the text states
// what the budget gives to it.
func (p *passage) calledTotal(kind content.Kind) *content.Money {
	items := p.items()
	var first, plan *content.Money
	var sum content.Fen
	for _, m := range p.amounts() {
		if inItems(items, m.Start) {
			continue
		}
		words := p.leadOf(m)
		switch {
		case !totalWords(words) || hasAny(words, "其余", "剩余", "其他"), kind == content.Evaluation && isSpending(words):
		case sum > 0 && m.Money.Fen == sum && hasAny(words, "合计", "共计", "总计", "总额"):
			return money(m) // after its parts, one of which may be called a total of its own
		case hasAny(words, "总投资", "总概算", "计划投资", "项目总") && plan == nil:
			plan = money(m)
		case first == nil:
			first = money(m)
		}
		sum += m.Money.Fen
	}
	if first == nil && plan != nil {
		if own := p.ownBudget(plan.Fen); own != nil {
			return own
		}
	}
	if first == nil {
		return plan
	}
	return first
}

// isSpending tells whether words before an amount of an evaluation say that it was
// spent and not what there was to spend.
func isSpending(words string) bool {
	return hasAny(words, "支出", "支付", "发放", "使用", "执行数", "决算") && !hasAny(words, "预算", "安排", "下达", "批复", "到位", "预计", "计划")
}

// leadOf gives the clause in front of an amount; one that only calls it money,
// such as 总额：人民币, with the clause before.
func (p *passage) leadOf(m mention) string {
	start := p.clauseStart(m.Start)
	if start > 1 && m.Start-start <= 3 && (p.r[start-1] == '：' || p.r[start-1] == ':') {
		start = p.clauseStart(start - 1)
	}
	return p.text(start, m.Start)
}

// ownBudget finds the amount that the budget gives to a plan that costs more: one
// called so, and no part of the plan.
func (p *passage) ownBudget(plan content.Fen) *content.Money {
	for _, m := range p.amounts() {
		sentence := p.text(p.fullStop(m.Start), m.Start)
		if m.Money.Fen < plan && !hasAny(sentence, "其中", "包括", "含") &&
			hasAny(p.leadOf(m), "预算安排", "财政安排", "年安排", "年度安排", "本年", "今年", "当年", "年度预算", "年预算", "本期") {
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
	var sum content.Fen
	same := true
	for _, m := range open {
		sum += m.Money.Fen
		same = same && m.Money.Fen == open[0].Money.Fen
	}
	if same {
		return money(open[0])
	}
	for i, m := range open {
		if i > 0 && m.Money.Fen > open[0].Money.Fen && p.exceeds(open[0], m) {
			return money(open[0])
		}
		if m.Money.Fen*2 == sum || closes(m.Money.Fen, open[i+1:]) || i+1 < len(open) && p.divides(m, open[i+1]) {
			return money(m)
		}
	}
	if first := open[0]; (p.isMoney() || kind == content.Evaluation) && isBudgeted(p, first) && !slices.ContainsFunc(open[1:], func(m mention) bool { return m.Money.Fen > first.Money.Fen }) {
		return money(first)
	}
	return nil
}

// exceeds tells whether a plan is told to cost more than the budget before it gives:
// 预算安排95万元，计划支出98万元, 超出部分….
func (p *passage) exceeds(budget, plan mention) bool {
	return hasAny(p.leadOf(budget), "预算安排", "财政安排", "安排资金", "预算资金", "年安排", "下达") && hasAny(p.leadOf(plan), "计划支出", "预计支出", "计划使用", "计划投资", "预计需", "实际需", "需支出") &&
		hasAny(string(p.r), "超出", "不足", "缺口", "差额", "自筹")
}

// closes tells whether amounts that follow a whole add up to it.
func closes(whole content.Fen, parts []mention) bool {
	var sum content.Fen
	for i, m := range parts {
		if sum += m.Money.Fen; sum >= whole {
			return sum == whole && i > 0
		}
	}
	return false
}

// openAmounts lists the amounts that may be the total: those outside of lists.
func (p *passage) openAmounts() []mention {
	items := p.items()
	var open []mention
	for _, m := range p.amounts() {
		changed := hasAny(p.text(p.clauseStart(m.Start), m.Start), "调减", "核减", "压减", "追减", "收回", "退回")
		if !inItems(items, m.Start) && !changed {
			open = append(open, m)
		}
	}
	return open
}

// wholeElsewhere gives what another passage calls a total and the amounts of the
// passage of the money add up to: it lists the sources only.
func (f *facts) wholeElsewhere(p *passage) *content.Money {
	open := p.openAmounts()
	if len(open) < 2 {
		return nil
	}
	var sum content.Fen
	for _, m := range open {
		sum += m.Money.Fen
	}
	for _, other := range f.moneyPassages() {
		if m := other.calledTotal(f.d.Kind); m != nil && m.Fen == sum && other != p {
			return m
		}
	}
	return nil
}

// isBudgeted tells whether the words before an amount call it budgeted money.
func isBudgeted(p *passage, m mention) bool {
	if hasAny(p.text(p.sentenceStart(m.Start), m.Start), "预算", "安排", "下达", "批复", "拨付", "专项") {
		return true
	}
	lead := strings.TrimRight(p.leadOf(m), "共计为约：: ")
	return endsAny(lead, "资金", "经费", "补助", "投资", "补助款", "款项") && !isSpending(lead) && sourceOf(lead) == ""
}

// divides tells whether the words after an amount announce its parts.
func (p *passage) divides(whole, next mention) bool {
	if next.Money.Fen > whole.Money.Fen {
		return false
	}
	between := p.text(whole.End, min(next.Start, whole.End+60))
	return hasAny(between, "其中", "具体为", "具体用于", "分别", "包括", "包含", "含", "用于", "明细", "如下", "主要是", "构成", "由", "分配")
}

func inItems(items []item, i int) bool {
	return len(items) > 0 && i >= items[0].start && i < items[len(items)-1].end
}
