package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// gridRates recomputes each row of a table that states a number, a rate and an
// amount.
func gridRates(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for _, g := range p.grids {
			for _, row := range g.rows {
				if f, ok := p.rowRate(g, row); ok && !isTotal(rowLabel(row)) {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// factors are the columns of a table whose product is an amount.
type factors struct {
	count, rate, amount int
	times               []int
	plain               bool // no other column could take part
}

func (g grid) factors() (f factors, ok bool) {
	f = factors{-1, -1, -1, nil, true}
	for i, head := range g.heads {
		switch g.kindOf(i) {
		case peopleColumn, countColumn:
			f.plain = f.plain && f.count < 0
			f.count = i
		case rateColumn:
			f.plain = f.plain && f.rate < 0
			f.rate = i
		case timesColumn:
			f.times = append(f.times, i)
		case moneyColumn:
			if f.amount < 0 || containsAny(head, "金额", "合计", "小计") {
				f.amount = i
			}
		case otherColumn:
			f.plain = f.plain && containsAny(head, "序号", "备注", "项目", "内容", "类别", "对象", "名称", "用途", "明细", "事项", "说明", "地区", "单位", "乡", "县", "区", "科目", "资金", "支出", "镇", "活动", "人员", "工作", "服务", "群体")
		}
	}
	return f, f.count >= 0 && f.rate >= 0 && f.amount >= 0
}

func (p *part) rowRate(g grid, row []cell) (content.Finding, bool) {
	c, ok := g.factors()
	if !ok {
		return content.Finding{}, false
	}
	n, okN := at(row, c.count).count()
	rate, per, okR := at(row, c.rate).rate(g.unitOf(c.rate))
	sum, okS := at(row, c.amount).money(g.unitOf(c.amount))
	if !okN || !okR || !okS || n.value == 0 || rate.value == 0 || sum.value == 0 || n.approx || rate.approx || sum.approx || n.value > maxProduct/rate.value {
		return content.Finding{}, false
	}
	product, paid := n.value*rate.value, int64(1)
	plain := c.plain && !containsAny(g.heads[c.rate]+per, "月", "天", "日", "次", "学期", "期", "年", "均", "最高", "不超过", "上限")
	for _, i := range c.times {
		times, known := at(row, i).count()
		if !known || times.value <= 0 || product > maxProduct/times.value {
			return content.Finding{}, false
		}
		product, paid = product*times.value, paid*times.value
		plain = c.plain && len(c.times) == 1
	}
	if strings.Contains(g.heads[c.rate]+per, "月") && len(c.times) == 0 && product < maxProduct/12 {
		product, paid = product*12, 12
	}
	return p.productFinding(sum, quantity{kind: amount, value: product, step: rate.step, decimals: rate.decimals}, []quantity{n, rate, sum}, paid, plain)
}

// rate reads a cell as a rate; per is what follows its unit, such as /户.
func (c cell) rate(unit string) (q quantity, per string, known bool) {
	words, per, _ := strings.Cut(c.text, "/")
	q, known = cell{words, c.span}.money(unit)
	return q, per, known
}

// productFinding compares an amount with the product of what stands beside it.
func (p *part) productFinding(sum, product quantity, from []quantity, times int64, sure bool) (content.Finding, bool) {
	_, f := compare(sum, []quantity{product})
	out := content.Finding{Code: RateTimesPeople, Stated: yuan(sum.value), Computed: yuan(product.value), Unit: "元"}
	for _, q := range from {
		out.Evidence = append(out.Evidence, ref{p, p.placed(q)}.evidence())
	}
	words := p.words(from[:len(from)-1]) + productTimes(times)
	switch {
	case f == equal:
		out.Verdict = content.Closes
		out.Note = fmt.Sprintf("%s，应为%s，与公开的金额一致。", words, inWords(product.value))
	case f == differs && sure:
		out.Verdict = content.Open
		out.Note = fmt.Sprintf("%s，应为%s，公开的金额为%s，应得数比公开数%s。", words, inWords(product.value), inWords(sum.value),
			difference(sum.value, product.value, inWords))
	default:
		return content.Finding{}, false
	}
	return out, true
}

// words gives the words of several numbers, with a multiplication sign between.
func (p *part) words(of []quantity) string {
	var out []string
	for _, q := range of {
		out = append(out, p.text[q.start:q.end])
	}
	return strings.Join(out, " × ")
}
