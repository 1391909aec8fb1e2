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
		for _, shares := range p.sharesBySentence() {
			computed, f := compare(quantity{kind: percent, value: whole, step: 1}, shares)
			if len(shares) < 2 || f != equal {
				continue
			}
			out = append(out, content.Finding{
				Code: SumPercent, Verdict: content.Closes, Stated: "100", Computed: percentText(computed), Unit: "%",
				Note:     fmt.Sprintf("%d项比例合计%s%%。", len(shares), percentText(computed)),
				Evidence: p.evidenceOf(shares),
			})
		}
	}
	return distinct(out)
}

// sharesBySentence gives the percentages that directly follow 占, by sentence.
func (p *part) sharesBySentence() [][]quantity {
	var out [][]quantity
	for _, q := range p.numbers {
		left := strings.TrimRight(p.before(q, 6), " 为：:")
		if q.kind != percent || q.approx || suffixOf(left, "占", "占比", "比例", "比重") == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1][0].sentence.start == q.sentence.start {
			out[n-1] = append(out[n-1], q)
		} else {
			out = append(out, []quantity{q})
		}
	}
	return out
}

func percentText(v int64) content.Text {
	return content.Text(strconv.FormatFloat(float64(v)/(whole/100), 'f', -1, 64))
}
