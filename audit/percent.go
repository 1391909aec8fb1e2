package audit

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/content"
)

// whole is 100 % as quantities count it.
const whole = 1_000_000

// sumPercent confirms shares of one whole that a sentence lists: 占60%，占30%，
// 占10%. Shares may overlap or leave a rest, so a difference is not reported.
func sumPercent(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for start := 0; start < len(p.text); {
			_, end := p.sentence(start, false)
			shares := p.sharesIn(start, end)
			if computed, f := compare(quantity{kind: percent, value: whole}, shares); len(shares) >= 2 && f == equal {
				out = append(out, content.Finding{
					Code: SumPercent, Verdict: content.Closes, Stated: "100", Computed: percentText(computed), Unit: "%",
					Note:     fmt.Sprintf("%d项比例合计%s%%。", len(shares), percentText(computed)),
					Evidence: p.evidenceOf(shares),
				})
			}
			start = end + 1
			for start < len(p.text) && p.text[start]&0xC0 == 0x80 {
				start++
			}
		}
	}
	return distinct(out)
}

// sharesIn gives the percentages between two offsets that directly follow 占.
func (p *part) sharesIn(from, to int) []quantity {
	var out []quantity
	for _, q := range p.numbers {
		left := strings.TrimRight(p.text[from:max(from, min(q.start, to))], " 为：:")
		if q.start >= from && q.end <= to && q.kind == percent && !q.approx && suffixOf(left, "占", "占比", "比例", "比重") != "" {
			out = append(out, q)
		}
	}
	return out
}

func percentText(v int64) content.Text {
	return content.Text(strconv.FormatFloat(float64(v)/(whole/100), 'f', -1, 64))
}
