package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// spending gives the columns of a table that sets a budget against what was
// spent; spent is -1 when it does not.
func (t table) spending() (budget, spent, rate int) {
	spent = t.column("全年执行", "执行数", "实际支出", "支出数", "实际使用", "支出金额", "实际执行", "执行金额", "实际支付", "支出决算", "决算数", "支出额", "已支出", "累计支出", "使用金额", "支付金额", "已支付", "支付数", "使用数")
	if spent < 0 {
		spent = t.exactly("支出", "执行", "决算", "实支", "使用", "支付", "已使用", "已拨付", "实际发放")
	}
	rate = t.column("执行率", "支出率", "使用率", "支付率", "执行进度", "支出进度", "完成率")
	for _, word := range []string{"全年预算", "调整后预算", "调整预算数", "调整预算", "年度预算", "预算数", "预算金额", "下达", "安排", "预算", "到位", "计划"} {
		for i, head := range t.head {
			if i != spent && i != rate && strings.Contains(head, word) {
				return i, spent, rate
			}
		}
	}
	return -1, spent, rate
}

// exactly gives the first column whose head is one of the words.
func (t table) exactly(words ...string) int {
	return slices.IndexFunc(t.head, func(h string) bool {
		return slices.Contains(words, strings.NewReplacer(" ", "", "数", "", "额", "").Replace(bareLabel(h)))
	})
}

// tableExecution reads the row of the whole project: 年度资金总额 | 预算数 | 执行数 | 执行率.
func (f *facts) tableExecution() *content.Execution {
	for _, t := range f.tables() {
		budget, spent, rate := t.spending()
		if spent < 0 {
			if e := t.account(); e != nil {
				return e
			}
			continue
		}
		for i, row := range t.rows {
			amount := t.amount(row, spent)
			if amount == nil || !isWholeRow(row, len(t.rows)) && !(i == 0 && row[0] == "" && t.head[0] == "") {
				continue
			}
			e := &content.Execution{Spent: amount, Rate: content.Text(rateCell(cell(row, rate)))}
			if budget >= 0 {
				e.Budget = t.amount(row, budget)
			}
			return e
		}
	}
	return nil
}

// account reads a table whose rows are what was planned and what was spent: 全年预算
// 数 | 700, 全年执行数 | 686.
func (t table) account() *content.Execution {
	e := &content.Execution{}
	for _, row := range t.rows {
		label := strings.ReplaceAll(cell(row, 0), " ", "")
		value := slices.IndexFunc(row[min(1, len(row)):], func(c string) bool { return c != "" }) + 1
		amount := t.amount(row, value)
		switch {
		case value == 0:
		case hasAny(label, "执行率", "支出率", "使用率", "支付率"):
			e.Rate = content.Text(rateCell(cell(row, value)))
		case amount == nil:
		case e.Spent == nil && hasAny(label, "执行数", "实际支出", "支出数", "实际使用", "支出金额", "决算数", "实际执行", "支出决算"):
			e.Spent = amount
		case hasAny(label, "全年预算", "调整后预算", "调整预算"), e.Budget == nil && hasAny(label, "预算数", "预算金额", "预算安排", "年度预算", "到位", "下达"):
			e.Budget = amount
		}
	}
	if e.Spent == nil || e.Budget == nil {
		return nil
	}
	return e
}

// isWholeRow tells whether a row is about the whole project and not a part.
func isWholeRow(row []string, rows int) bool {
	return rows == 1 || isSumRow(row) || hasAny(strings.Join(row[:min(2, len(row))], ""), "资金总额", "项目资金", "总额", "总量", "年度资金")
}

// rateCell gives a rate with its sign; a bare number below a head 执行率 has none.
func rateCell(s string) string {
	if s != "" && strings.Trim(s, "0123456789.") == "" {
		return s + "%"
	}
	return s
}

// executionFunding reads where the money of an evaluation's form comes from: the
// rows below 年度资金总额, by the column of the budget.
func (f *facts) executionFunding() []content.Funding {
	for _, t := range f.tables() {
		budget, spent, _ := t.spending()
		if budget < 0 || spent < 0 {
			continue
		}
		var rows []content.Funding
		called := t.column("来源", "资金构成", "资金总额", "资金性质") >= 0
		for _, row := range t.rows {
			label := strings.TrimLeft(strings.TrimPrefix(rowLabel(row), "其中"), "：: ")
			amount := t.amount(row, budget)
			if amount == nil || amount.Fen == 0 || isWholeRow(row, len(t.rows)) || label == "" || isRecipient(label) {
				continue
			}
			called = called || sourceOf(label) != ""
			rows = append(rows, content.Funding{Source: label, Amount: amount})
		}
		if called && len(rows) > 0 {
			return rows
		}
	}
	return nil
}

// rowLabel gives the words in front of the numbers of a row.
func rowLabel(row []string) string {
	n := slices.IndexFunc(row, func(c string) bool { return c != "" && strings.Trim(c, "0123456789.,") == "" })
	if n < 0 {
		n = min(1, len(row))
	}
	return strings.Join(filled(row[:n]), "")
}
