package audit

import (
	"fmt"
	"slices"
	"strings"

	"mingzhang/content"
)

// farRate is how many times a rate must differ from those of its kind to be
// remarked on: what a digit too many or too few makes of it.
const farRate = 10

// ratesFar remarks on a sum per head that is far from those of its kind in the
// same text, while these are close to each other. It may be right; a reader
// should look at it.
func ratesFar(t *reading) []content.Finding {
	if t.rows == nil {
		return nil
	}
	kinds := map[string][]locatedLine{}
	var order []string
	for _, line := range t.rows.lines {
		kind := kindOfLine(line.line)
		if line.rate == nil || line.rate.approx || line.rate.value <= 0 || kind == "" {
			continue
		}
		if kinds[kind] == nil {
			order = append(order, kind)
		}
		kinds[kind] = append(kinds[kind], line)
	}
	var out []content.Finding
	for _, kind := range order {
		if f, ok := t.rows.p.rateFar(kinds[kind]); ok {
			out = append(out, f)
		}
	}
	return out
}

// kindOfLine is what a row is for, without whom it is for.
func kindOfLine(l *content.Line) string {
	return strings.TrimSpace(strings.ReplaceAll(l.Label, string(l.Recipient), ""))
}

// rateFar looks at rows of one kind: all but one must be within half to double of
// their middle.
func (p *part) rateFar(lines []locatedLine) (content.Finding, bool) {
	const fewest = 4
	if len(lines) < fewest {
		return content.Finding{}, false
	}
	sorted := slices.Clone(lines)
	slices.SortFunc(sorted, func(a, b locatedLine) int { return int(a.rate.value - b.rate.value) })
	middle := sorted[len(sorted)/2].rate.value
	var far []locatedLine
	for _, l := range lines {
		if l.rate.value > 2*middle || 2*l.rate.value < middle {
			far = append(far, l)
		}
	}
	if len(far) != 1 || far[0].rate.value < farRate*middle && farRate*far[0].rate.value > middle {
		return content.Finding{}, false
	}
	odd := far[0]
	evidence := []content.Evidence{ref{p, *odd.rate}.evidence()}
	for _, l := range lines {
		if l.rate.value == middle {
			evidence = append(evidence, ref{p, *l.rate}.evidence())
			break
		}
	}
	return content.Finding{
		Code: RateFar, Verdict: content.Explained, Stated: yuan(odd.rate.value), Computed: yuan(middle), Unit: "元", Evidence: evidence,
		Note: fmt.Sprintf("“%s”的标准为%s，同类各项在%s上下，相差十倍以上，请留意。", odd.line.Label, inWords(odd.rate.value), inWords(middle)),
	}, true
}
