package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// executions recomputes how much of a budget was spent (预算执行率 = 支出 ÷ 预算)
// where a passage or a row of a table states budget, spending and rate, and what
// was left over.
func executions(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for _, q := range p.numbers {
			if q.kind == percent && !q.approx && !p.inTable(q) && isExecutionRate(p.before(q, 14)) && !t.ofOtherYear(p, q) {
				f, ok := p.execution(q)
				if !ok {
					f, ok = t.toldExecution(p, q)
				}
				if ok {
					out = append(out, f)
				}
			}
		}
		for _, g := range p.grids {
			out = append(out, p.gridExecutions(g)...)
		}
	}
	return out
}

// ofOtherYear tells whether the words between a rate and the mark before it name
// another year than the document's.
func (t *reading) ofOtherYear(p *part, q quantity) bool {
	left := p.before(q, 16)
	if i := strings.LastIndexAny(left, "，。；,;"); i >= 0 {
		left = left[i:]
	}
	years := yearsIn(left)
	return t.d.Year != 0 && len(years) > 0 && years[len(years)-1] != int64(t.d.Year)
}

// isExecutionRate tells whether the words left of a percentage name the share of
// a budget that was spent. Goals are none.
func isExecutionRate(left string) bool {
	if i := strings.LastIndexAny(left, "，。；、,;（("); i >= 0 {
		left = left[i:]
	}
	return containsAny(left, "执行率", "支出率", "使用率", "支付率", "支出进度", "执行进度", "支付进度", "使用进度", "拨付进度", "预算完成率", "占年度预算", "占全年预算", "占预算", "占总预算", "占下达资金") &&
		!containsAny(left, "目标", "≥", "去年", "上年", "提高", "增长", "时序", "序时", "平均", "采购", "指标")
}

// execution finds the budget and the spending around a stated rate: in its own
// sentence, or in that and the one before.
func (p *part) execution(stated quantity) (content.Finding, bool) {
	near := p.amountsFrom(stated.sentence.start, stated.sentence.end)
	before := p.amountsFrom(p.sentenceBefore(stated), stated.sentence.end)
	for _, list := range [][]quantity{near, before} {
		for _, budget := range list {
			for _, spent := range list {
				if spent.value <= budget.value && spent.start != budget.start && p.isSpending(spent) && !p.isSpending(budget) && fitsRate(budget, spent, stated) {
					return p.executionFinding(ref{p, budget}, spent, stated, content.Closes), true
				}
			}
		}
	}
	budget, spent, ok := p.onlyPair(near)
	if !ok {
		budget, spent, ok = p.onlyPair(before)
	}
	if !ok || fitsRate(budget, spent, stated) || containsAny(p.sentenceOf(stated), "调整", "追加", "其中", "结转", "上年", "去年", "收回", "追减", "核减") {
		return content.Finding{}, false
	}
	return p.executionFinding(ref{p, budget}, spent, stated, content.Open), true
}

// toldExecution sets the spending in the sentence of a stated rate against the
// budget that another sentence states: the one that the record holds. It is open
// only when the text tells of no other budget and of no change to it.
func (t *reading) toldExecution(p *part, stated quantity) (content.Finding, bool) {
	e := t.d.Execution
	if e == nil || e.Budget == nil || e.Spent == nil {
		return content.Finding{}, false
	}
	var spent quantity
	near := p.amountsFrom(stated.sentence.start, stated.start)
	if len(near) == 0 { // a rate on a line of its own
		near = p.amountsFrom(p.sentenceBefore(stated), stated.start)
	}
	for _, q := range near {
		switch {
		case q.value == int64(e.Budget.Fen) && q.value != int64(e.Spent.Fen):
			return content.Finding{}, false
		case q.value == int64(e.Spent.Fen) && spent.kind == 0:
			spent = q
		}
	}
	budget, others := t.statedBudgets(int64(e.Budget.Fen), spent.value)
	switch {
	case spent.kind == 0 || budget.q.kind == 0 || spent.value > budget.q.value:
		return content.Finding{}, false
	case fitsRate(budget.q, spent, stated):
		return p.executionFinding(budget, spent, stated, content.Closes), true
	case others || t.amends():
		return content.Finding{}, false
	}
	return p.executionFinding(budget, spent, stated, content.Open), true
}

// statedBudgets finds where the text states a budget; others tells whether it calls
// further amounts budgets from which as much could have been spent.
func (t *reading) statedBudgets(value, spent int64) (budget ref, others bool) {
	for i := range t.parts {
		p := &t.parts[i]
		for _, q := range p.numbers {
			if q.kind != amount || q.approx || q.cited || p.perUnit(q) {
				continue
			}
			called := !p.isSpending(q) && containsAny(p.before(q, 10), "预算", "安排", "下达", "到位", "批复", "拨付", "拨款", "资金", "经费")
			switch {
			case q.value == value && budget.q.kind == 0:
				budget = ref{p, q}
			case called && q.value != value && q.value >= spent:
				others = true
			}
		}
	}
	return budget, others
}

// amends tells whether a text speaks of changes to a budget.
func (t *reading) amends() bool {
	for i := range t.parts {
		if containsAny(t.parts[i].text, "调整", "追加", "调增", "调减", "压减", "收回", "核减", "追减", "统筹", "结转") {
			return true
		}
	}
	return false
}

func (p *part) amountsFrom(start, end int) []quantity {
	var out []quantity
	for _, q := range p.numbers {
		if q.kind == amount && q.start >= start && q.end <= end && !q.approx && !q.cited && !p.perUnit(q) && len(out) < maxToldParts/3 {
			out = append(out, q)
		}
	}
	return out
}

// sentenceBefore gives where the sentence before that of q begins.
func (p *part) sentenceBefore(q quantity) int {
	start := q.sentence.start
	for i := len(p.numbers) - 1; i >= 0; i-- {
		if n := p.numbers[i]; n.sentence.end < start {
			return n.sentence.start
		}
	}
	return start
}

// isSpending tells whether the words left of an amount say that it was spent.
func (p *part) isSpending(q quantity) bool {
	left := p.before(q, 14)
	if i := strings.LastIndexAny(left, "，；：、,;:"); i >= 0 {
		left = left[i:]
	}
	return containsAny(left, "支出", "执行", "使用", "支付", "发放", "花费", "列支", "已拨付", "累计拨付", "实际拨付", "共拨付", "兑付") && !containsAny(left, "预算支出", "支出预算", "执行数为0", "计划支出")
}

// onlyPair gives the one budget and the one spending of a list.
func (p *part) onlyPair(list []quantity) (budget, spent quantity, ok bool) {
	for _, q := range list {
		left := p.before(q, 14)
		if i := strings.LastIndexAny(left, "，；：、,;:"); i >= 0 {
			left = left[i:]
		}
		switch {
		case containsAny(left, "结余", "剩余", "节余", "结转"), isSource(left) && budget.kind != 0 && !p.isSpending(q), q.depth > 0, q.start > spent.start && spent.kind != 0:
		case p.isSpending(q) && spent.kind == 0:
			spent = q
		case containsAny(left, "预算", "安排", "下达", "到位", "批复") && budget.kind == 0 && !p.isSpending(q):
			budget = q
		default:
			return budget, spent, false
		}
	}
	return budget, spent, budget.kind != 0 && spent.kind != 0
}

// fitsRate tells whether spent ÷ budget is the stated rate, rounded or cut off at
// its last place, with the rounding of both amounts.
func fitsRate(budget, spent, stated quantity) bool {
	if budget.value <= 0 || budget.value > maxProduct/1000 || spent.value > maxProduct/1000 {
		return false
	}
	low := float64(spent.value-rounding(spent)) / float64(budget.value+rounding(budget))
	high := float64(spent.value+rounding(spent)) / float64(max(1, budget.value-rounding(budget)))
	step := float64(stated.step) / whole
	rate := float64(stated.value) / whole
	return rate > low-step && rate < high+step
}

func (p *part) executionFinding(budget ref, spent, stated quantity, v content.Verdict) content.Finding {
	computed := percentText((spent.value*whole/max(1, budget.q.value) + 50) / 100 * 100)
	f := content.Finding{Code: BudgetExecution, Verdict: v, Stated: percentText(stated.value), Computed: computed, Unit: "%"}
	for _, r := range []ref{budget, {p, spent}, {p, stated}} {
		f.Evidence = append(f.Evidence, r.evidence())
	}
	f.Note = fmt.Sprintf("支出%s，预算%s，执行率应为%s%%，", inWords(spent.value), inWords(budget.q.value), computed)
	if v == content.Closes {
		f.Note += "与写明的执行率一致。"
	} else {
		f.Note += fmt.Sprintf("写明的为%s%%。", percentText(stated.value))
	}
	return f
}

// gridExecutions checks the rows of the table of a project's money: 年初预算数,
// 全年预算数, 全年执行数, 执行率. A rate may be set against either budget.
func (p *part) gridExecutions(g grid) []content.Finding {
	spent, stated := -1, -1
	var budgets []int
	for i, head := range g.heads {
		switch {
		case containsAny(head, "得分", "分值", "分×"):
		case containsAny(head, "执行率", "支出率", "使用率", "支付率", "支出进度", "执行进度"):
			stated = i
		case containsAny(head, "执行数", "全年执行", "支出数", "实际支出", "实际执行", "使用数", "执行金额", "支出金额", "支出决算", "决算数", "实际使用", "已支出", "累计支出", "支付金额", "支付数", "实际支付"):
			spent = i
		case containsAny(head, "预算数", "预算金额", "预算安排", "到位", "下达", "年初预算", "全年预算", "调整预算", "年度预算"):
			budgets = append(budgets, i)
		}
	}
	if spent < 0 && stated < 0 {
		return p.accountExecution(g)
	}
	if spent < 0 || stated < 0 || len(budgets) == 0 {
		return nil
	}
	var out []content.Finding
	for _, row := range g.rows {
		if f, ok := p.rowExecution(g, row, budgets, spent, stated); ok {
			out = append(out, f)
		}
	}
	return out
}

// accountExecution checks a table whose rows are the budget, what was spent and the
// rate: 全年预算数 | 700, 全年执行数 | 686, 执行率 | 98%.
func (p *part) accountExecution(g grid) []content.Finding {
	var budgets []quantity
	var paid, rate quantity
	for _, row := range g.rows {
		label := strings.ReplaceAll(at(row, 0).text, " ", "")
		if rest, ok := at(row, 1).percent(); ok && isExecutionRate(label) {
			rate = p.placed(rest)
		}
		value, known := at(row, 1).money(g.unitOf(min(1, len(g.heads)-1)))
		switch {
		case !known || value.value == 0 || value.approx:
		case containsAny(label, "执行数", "实际支出", "支出数", "决算"):
			paid = p.placed(value)
		case containsAny(label, "预算数", "预算金额", "预算安排", "到位"):
			budgets = append(budgets, p.placed(value))
		}
	}
	if rate.kind == 0 || paid.kind == 0 {
		return nil
	}
	for _, budget := range budgets {
		if fitsRate(budget, paid, rate) {
			return []content.Finding{p.executionFinding(ref{p, budget}, paid, rate, content.Closes)}
		}
	}
	if len(budgets) != 1 {
		return nil
	}
	return []content.Finding{p.executionFinding(ref{p, budgets[0]}, paid, rate, content.Open)}
}

func (p *part) rowExecution(g grid, row []cell, budgets []int, spent, stated int) (content.Finding, bool) {
	rate, ok := at(row, stated).percent()
	paid, known := at(row, spent).money(g.unitOf(spent))
	if !ok || !known || rate.approx || paid.approx || paid.value == 0 {
		return content.Finding{}, false
	}
	paid, rate = p.placed(paid), p.placed(rate)
	var last quantity
	for _, i := range budgets {
		budget, known := at(row, i).money(g.unitOf(i))
		if !known || budget.approx {
			return content.Finding{}, false
		}
		if budget.value == 0 {
			continue
		}
		if last = p.placed(budget); fitsRate(last, paid, rate) {
			return p.executionFinding(ref{p, last}, paid, rate, content.Closes), true
		}
	}
	if last.kind == 0 {
		return content.Finding{}, false
	}
	return p.executionFinding(ref{p, last}, paid, rate, content.Open), true
}
