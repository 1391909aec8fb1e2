package ingest

import (
	"strconv"
	"strings"

	"mingzhang/content"
)

// roleOf tells from the words around a quantity what it is. last is where the
// amount before it ends: its words are not read twice.
func (p *passage) roleOf(q content.Quantity, last, year int) string {
	clause := p.text(max(p.clauseStart(q.Start), last), q.Start)
	after := p.text(q.End, q.End+8)
	if q.Kind == content.KindAmount {
		switch {
		case isRate(clause, after):
			return "rate"
		case q.Op == "le":
			return "cap"
		case isThreshold(q.Op, clause, after):
			return "threshold"
		}
	}
	switch {
	case q.Op == "ge" && q.Kind != content.KindPercent && !strings.HasPrefix(after, "以上"):
		return "promise"
	case hasAny(clause, "每年", "年均", "逐年"):
		return "promise"
	case p.isHistory(q.Start, year):
		return "history"
	}
	return ""
}

// isRate tells whether an amount is for each person, household or time.
func isRate(clause, after string) bool {
	if strings.HasPrefix(after, "/") || strings.HasPrefix(after, "／") || strings.HasPrefix(after, "每") {
		return true
	}
	if hasAny(clause, "每学期", "每学年", "人均", "户均", "生均", "亩均", "平均每", "单价") || eachBefore(clause) {
		return true
	}
	clause = strings.TrimRight(clause, "为是按：: ")
	return strings.HasSuffix(clause, "标准")
}

// eachBefore tells whether words say that an amount is for each thing of a kind:
// 每人, 每座, 每平方米. 每年 says when, not for what.
func eachBefore(clause string) bool {
	for rest := clause; ; {
		_, after, ok := strings.Cut(rest, "每")
		if !ok {
			return false
		}
		if c, _ := firstRune(after); strings.ContainsRune("人户名位生家月天日次场期班册公亩个所辆例座处套台件只头株村镇乡校站点批组队吨平课床支箱份间栋社区企职学孩儿童对条项车架趟里米", c) {
			return true
		}
		rest = after
	}
}

// isThreshold tells whether an amount is a limit that a cost or income must
// pass for the aid to be given.
func isThreshold(op, clause, after string) bool {
	measured := hasAny(clause, "费用", "支出", "损失", "收入", "自付", "自费", "负担", "医疗费", "金额达", "累计达")
	switch op {
	case "gt", "lt":
		return measured || strings.HasPrefix(after, "以上") || strings.HasPrefix(after, "的")
	case "ge":
		return strings.HasPrefix(after, "以上") || strings.HasPrefix(after, "（含）以上") || measured && !hasAny(clause, "不少", "不低")
	}
	return false
}

// isHistory tells whether a number is about the past: the sentence says so, or
// the last year that it names lies before the budget year and no plan is made
// for it. A title of one year over plans for another is a slip of the text, and
// not history.
func (p *passage) isHistory(at, year int) bool {
	clause := p.text(p.clauseStart(at), at)
	if hasAny(clause, "实际支出", "已支出", "已支付", "已拨付", "已使用", "结余", "比上年", "较上年", "同比") && !hasAny(clause, "上年结余") {
		return true
	}
	start := p.sentenceStart(at)
	sentence := p.text(start, at)
	if saysPast(sentence, clause, year) &&
		!hasAny(sentence, "上年结转", "上年结余", "年度结转", "年度结余", "往年结转", "历年结转", "往年未") {
		return true
	}
	last, end := lastYear(p.r[start:at])
	if year == 0 || last == 0 || last >= year {
		return false
	}
	since := p.text(start+end, at)
	return !hasAny(since, "预计", "计划", "拟") && (!hasAny(since, "安排") || hasAny(clause, "增加", "减少", "比", "较"))
}

// saysPast tells whether a sentence speaks of the years before, and does not go on
// to what is planned since.
func saysPast(sentence, clause string, year int) bool {
	words := []string{"上年", "去年", "往年", "历年", "近年", "近几年", "近三年", "历来", "以前年度", "上一年度", "截至目前", "迄今"}
	if !hasAny(sentence, words...) {
		return false
	}
	if hasAny(clause, words...) {
		return true
	}
	return !hasAny(clause, "拟", "计划", "预计", "预算") && (year == 0 || !strings.Contains(clause, strconv.Itoa(year)+"年"))
}

// lastYear gives the last year that a text names as YYYY年 and where it ends; 0
// for none.
func lastYear(r []rune) (year, end int) {
	for i := len(r) - 1; i >= 4; i-- {
		if r[i] == '年' {
			if y := yearBefore(r, i); y != 0 {
				return y, i + 1
			}
		}
	}
	return 0, 0
}

// yearBefore reads four digits that end before i as a year, 0 for none.
func yearBefore(r []rune, i int) int {
	if i < 4 || (i > 4 && isNumberRune(r[i-5])) {
		return 0
	}
	end, n := arabicNumber(r, i-4)
	if end != i || n < 1949 || n > 2100 {
		return 0
	}
	return n
}
