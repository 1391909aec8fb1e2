package audit

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// amountTwice compares an amount with the same amount that stands right beside it
// in other figures: 壹佰贰拾万元整（¥1,200,000.00）, 120万元（大写：壹佰贰拾万元整）.
func amountTwice(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for n := 1; n < len(p.numbers); n++ {
			a, b := p.numbers[n-1], p.numbers[n]
			if a.kind != amount || b.kind != amount || a.approx || b.approx || b.start < a.end || isCapital(p, a) == isCapital(p, b) {
				continue
			}
			between := strings.TrimSpace(p.text[a.end:b.start])
			if utf8.RuneCountInString(between) > 8 || strings.Trim(between, "（(：: ，,大小写人民币即¥￥元整") != "" || !strings.ContainsAny(between, "（(大小") {
				continue
			}
			if f, ok := p.twice(a, b); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// isCapital tells whether an amount is written in the capital numerals of cheques.
func isCapital(p *part, q quantity) bool {
	return strings.ContainsAny(p.text[q.start:q.end], "壹贰叁肆伍陆柒捌玖拾佰仟")
}

func (p *part) twice(a, b quantity) (content.Finding, bool) {
	_, fits := compare(a, []quantity{b})
	f := content.Finding{
		Code: AmountConflict, Verdict: content.Closes, Stated: yuan(a.value), Computed: yuan(b.value), Unit: "元",
		Note:     fmt.Sprintf("大写与小写的金额一致，均为%s。", inWords(a.value)),
		Evidence: []content.Evidence{ref{p, a}.evidence(), ref{p, b}.evidence()},
	}
	switch fits {
	case equal:
		return f, true
	case differs:
		f.Verdict = content.Open
		f.Note = fmt.Sprintf("同一金额先写为%s，后写为%s，大写与小写不一致。", inWords(a.value), inWords(b.value))
		return f, true
	}
	return content.Finding{}, false
}
