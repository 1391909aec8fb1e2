package audit

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// columnKind says what the numbers of a column count.
type columnKind byte

const (
	otherColumn   columnKind = iota
	moneyColumn              // amounts that may be added up
	peopleColumn             // heads, households, visits
	rateColumn               // amounts for each
	countColumn              // how many
	timesColumn              // months, days, times that a rate is paid
	percentColumn            // shares
	scoreColumn              // points
	weightColumn             // full marks
)

// kindOf reads what a column holds from its head. A head of sources (中央, 省级)
// is one of money when the table has a unit of money.
func (g grid) kindOf(column int) columnKind {
	head := g.heads[column]
	whole := g.groups[column] + head
	switch {
	case containsAny(head, "得分", "自评分", "评分") && !containsAny(head, "标准", "依据", "说明", "办法"):
		return scoreColumn
	case containsAny(head, "分值", "权重", "满分", "标准分"):
		return weightColumn
	case containsAny(head, "月数", "天数", "次数", "期数", "场次", "月份数", "学期数"):
		return timesColumn
	case containsAny(head, "标准", "单价", "均", "每"):
		return rateColumn
	case containsAny(head, "占比", "比例", "比重") && !containsAny(head, "完成", "达到"):
		return percentColumn
	case containsAny(head, "率", "%", "比例"):
		return otherColumn
	case containsAny(head, "人数", "户数", "人次", "名额", "名数", "（人）", "(人)", "（户）", "(户)", "（名）", "(名)", "（人次）"):
		return peopleColumn
	case containsAny(head, "数量", "批次", "套数", "件数", "个数", "座数"):
		return countColumn
	case containsAny(whole, "金额", "资金", "经费", "预算", "万元", "（元）", "(元)", "拨款", "支出额", "投资", "费用", "补助额", "救助金", "慰问金", "使用额", "分配额"):
		return moneyColumn
	case g.unit != "" && containsAny(whole, "补助", "中央", "省", "市", "区", "县", "财政", "自筹", "结转", "合计", "小计", "总计", "其他", "安排", "分配", "使用"):
		return moneyColumn
	}
	return otherColumn
}

// unitOf gives the unit of money of a column.
func (g grid) unitOf(column int) string {
	for _, head := range []string{g.heads[column], g.groups[column]} {
		if u := unitIn(head); u != "" {
			return u
		}
	}
	return g.unit
}

// money reads a cell as an amount in a unit; known is false for words, and for an
// empty cell the amount is zero.
func (c cell) money(unit string) (q quantity, known bool) {
	number, rest := splitNumber(c.text)
	switch {
	case number == "" && isNothing(c.text):
		return quantity{kind: amount, unit: "元", step: 1, span: c.span}, true
	case number == "":
		return quantity{}, false
	}
	if u := prefixOf(rest, "亿元", "万元", "元"); u != "" {
		unit, rest = u, strings.TrimPrefix(rest, u)
	}
	return decimal(number, amount, c.span, placesOf(unit)+2, "元"), rest == ""
}

// count reads a cell as a number of things with the unit that it names.
func (c cell) count() (q quantity, known bool) {
	number, rest := splitNumber(c.text)
	switch {
	case number == "" && isNothing(c.text):
		return quantity{kind: people, step: 1, span: c.span}, true
	case number == "" || utf8.RuneCountInString(rest) > 3 || strings.ContainsAny(rest, "0123456789"):
		return quantity{}, false
	}
	return decimal(number, people, c.span, 0, rest), true
}

// percent reads a cell as a share.
func (c cell) percent() (quantity, bool) {
	number, rest := splitNumber(c.text)
	if number == "" || rest != "" && rest != "%" && rest != "％" {
		return quantity{}, false
	}
	return decimal(number, percent, c.span, 4, "%"), true
}

// points reads a cell as a score in thousandths of a point.
func (c cell) points() (quantity, bool) {
	number, rest := splitNumber(c.text)
	if number == "" || rest != "" && rest != "分" {
		return quantity{}, false
	}
	return decimal(number, percent, c.span, 3, "分"), true
}

// splitNumber parts the digits that a cell begins with from its unit.
func splitNumber(s string) (number, rest string) {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "¥"), "￥")
	end := 0
	for end < len(s) && (isDigit(s[end]) || s[end] == ',' || s[end] == '.') {
		end++
	}
	return strings.ReplaceAll(s[:end], ",", ""), strings.TrimSpace(s[end:])
}

func isNothing(s string) bool {
	return strings.Trim(s, "-—–/－ 　") == "" || s == "无" || s == "0"
}

func placesOf(unit string) int {
	return map[string]int{"万元": 4, "亿元": 8}[unit]
}

// decimal makes a quantity of digits, with the value in units of 10^-places. A
// number that is too long or too fine is no exact one.
func decimal(digits string, kind quantityKind, where span, places int, unit string) quantity {
	whole, frac, _ := strings.Cut(digits, ".")
	q := quantity{kind: kind, unit: unit, decimals: len(frac), span: where, step: 1}
	if len(whole) > 12 || len(frac) > places || strings.Contains(frac, ".") {
		q.approx = true
		return q
	}
	value, err := strconv.ParseInt(whole+frac+strings.Repeat("0", places-len(frac)), 10, 64)
	q.value, q.approx = value, err != nil || value > maxProduct
	for range places - len(frac) {
		q.step *= 10
	}
	return q
}

// placed gives a quantity its place in characters and what evidence needs of it.
func (p *part) placed(q quantity) quantity {
	q.char = utf8.RuneCountInString(p.text[:q.start])
	q.sentence, q.clause = q.span, q.span
	return q
}
