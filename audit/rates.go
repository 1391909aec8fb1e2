package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// ratesTimesPeople recomputes each row that states people, a sum per head and an
// amount.
func ratesTimesPeople(t *reading) []content.Finding {
	rows := t.rows
	if rows == nil {
		return nil
	}
	var out []content.Finding
	for _, line := range rows.lines {
		if f, ok := rows.p.rateTimesPeople(line); ok {
			out = append(out, f)
		}
	}
	return out
}

func (p *part) rateTimesPeople(l locatedLine) (content.Finding, bool) {
	if l.people == nil || l.rate == nil || l.people.approx || l.rate.approx || l.amount.approx {
		return content.Finding{}, false
	}
	head := perHead(p.before(*l.rate, 8))
	if !headMatches(head, l.people.unit) || l.people.value > maxProduct/max(l.rate.value, 1) {
		return content.Finding{}, false
	}
	months, timed := p.months(l)
	product := quantity{kind: amount, value: l.people.value * l.rate.value * months, step: l.rate.step}
	_, f := compare(l.amount, []quantity{product})
	finding := content.Finding{
		Code: RateTimesPeople, Stated: yuan(l.amount.value), Computed: yuan(product.value), Unit: "元",
		Evidence: []content.Evidence{
			ref{p, *l.people}.evidence(), ref{p, *l.rate}.evidence(), ref{p, l.amount}.evidence(),
		},
	}
	sum := fmt.Sprintf("%d%s，%s%s，", l.people.value, l.people.unit, head, inWords(l.rate.value))
	if months > 1 {
		sum += fmt.Sprintf("%d个月，", months)
	}
	switch {
	case f == equal || p.isMean(l, product.value):
		finding.Verdict = content.Closes
		finding.Note = sum + fmt.Sprintf("应为%s，与公开的金额一致。", inWords(product.value))
	case f == differs && !timed && p.plainRow(l, head):
		finding.Verdict = content.Open
		finding.Note = sum + fmt.Sprintf("应为%s，公开的金额为%s，应得数比公开数%s。", inWords(product.value),
			inWords(l.amount.value), difference(l.amount.value, product.value, inWords))
	default:
		return content.Finding{}, false
	}
	return finding, true
}

// maxProduct is the largest sum in fen that is recomputed.
const maxProduct = int64(1) << 52

// perHead gives the word that makes the money after it a sum for each, or "".
func perHead(left string) string {
	for _, w := range []string{"每人次", "每户次", "每人", "每户", "每名", "每位", "每家", "每生", "人均", "户均"} {
		if containsAny(left, w) {
			return w
		}
	}
	return ""
}

// headMatches tells whether a sum for each head and a number of people count the
// same thing.
func headMatches(head, unit string) bool {
	switch head {
	case "每人", "每名", "每位", "人均":
		return unit == "人" || unit == "名" || unit == "人次"
	case "每生":
		return unit == "人" || unit == "名"
	case "每人次":
		return unit == "人次" || unit == "人"
	case "每户", "户均":
		return unit == "户"
	case "每户次":
		return unit == "户次"
	case "每家":
		return unit == "家"
	}
	return false
}

// months gives the number of times that the rate is paid, where the row says so,
// and whether the rate is for a stretch of time at all.
func (p *part) months(l locatedLine) (n int64, timed bool) {
	around := p.before(*l.rate, 8) + p.after(*l.rate, 4)
	timed = containsAny(around, "月", "天", "日", "次", "年", "季", "学期", "期", "场", "周", "小时", "课时")
	if !timed || !containsAny(around, "月") {
		return 1, timed
	}
	row := p.text[l.from:l.to]
	for i := 0; i < len(row); i++ {
		if !isDigit(row[i]) {
			continue
		}
		end := i
		for end < len(row) && isDigit(row[end]) {
			end++
		}
		if prefixOf(strings.TrimLeft(row[end:], " "), "个月") != "" && end-i <= 2 {
			return smallNumber(row[i:end]), true
		}
		i = end
	}
	return 1, true
}

// smallNumber reads a number of one or two digits; 1 when it is none.
func smallNumber(s string) int64 {
	n := int64(0)
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 1
		}
		n = n*10 + int64(s[i]-'0')
	}
	return max(n, 1)
}

// isMean tells whether the rate is a mean that was rounded at its last place.
func (p *part) isMean(l locatedLine, product int64) bool {
	return p.mean(l) && l.rate.decimals >= 2 && 2*abs(product-l.amount.value) <= l.people.value*l.rate.step
}

func (p *part) mean(l locatedLine) bool {
	return containsAny(p.before(*l.rate, 8), "平均", "人均", "户均")
}

// plainRow tells whether the row holds one number of people, one rate and one
// amount and nothing that could turn the product into a bound, a part or a mean
// that was rounded to whole yuan.
func (p *part) plainRow(l locatedLine, head string) bool {
	row := p.text[l.from:l.to]
	if containsAny(row, "其中", "其余", "最高", "不超过", "以内", "另", "此外", "分档", "分别") || p.mean(l) && l.rate.decimals < 2 {
		return false
	}
	for _, q := range p.numbers {
		if q.start < l.from || q.end > l.to || q.kind == year || q.approx && q.kind == percent {
			continue
		}
		if q.start != l.people.start && q.start != l.rate.start && q.start != l.amount.start {
			return false
		}
	}
	return head != "每人次" || l.people.unit == "人次"
}
