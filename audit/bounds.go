package audit

import (
	"fmt"

	"mingzhang/content"
)

// leastOfRatio checks a help that pays a share of costs above a threshold: 对自付费用
// 超过5万元的14人按30%比例补助，支出21万元. The amount can be no less than people ×
// threshold × share. A text that only expects the people says nothing exact, and a
// cap makes any amount possible.
func leastOfRatio(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for n, q := range p.numbers {
			if q.kind != percent || q.approx || p.inTable(q) || !containsAny(p.before(q, 12)+firstRunes(p.text[q.end:], 6), "比例", "报销", "补助", "补贴") {
				continue
			}
			if f, ok := p.least(n); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// least compares the one amount behind a share with the threshold and the people
// before it, all in one sentence.
func (p *part) least(n int) (content.Finding, bool) {
	share := p.numbers[n]
	words := p.sentenceOf(share)
	if containsAny(words, "预计", "计划", "拟", "最高", "封顶", "不超过", "以内", "上限", "部分", "左右", "约") {
		return content.Finding{}, false
	}
	var threshold, heads, sum quantity
	for _, q := range p.numbers {
		switch {
		case q.sentence != share.sentence || q.start == share.start || q.kind == year:
		case q.kind == amount && q.start < share.start && threshold.kind == 0 && suffixOf(p.before(q, 4), "超过", "高于", "大于", "超") != "":
			threshold = q
		case q.kind == people && heads.kind == 0 && !q.approx && (q.unit == "人" || q.unit == "名" || q.unit == "户"):
			heads = q
		case q.kind == amount && q.start > share.start && sum.kind == 0 && !q.approx:
			sum = q
		default:
			return content.Finding{}, false
		}
	}
	if threshold.kind == 0 || heads.kind == 0 || sum.kind == 0 || share.value == 0 || heads.value > maxProduct/whole/max(1, threshold.value/100) {
		return content.Finding{}, false
	}
	least := heads.value * (threshold.value / 100) * share.value / whole * 100
	f := content.Finding{
		Code: RateTimesPeople, Verdict: content.Closes, Stated: yuan(sum.value), Computed: yuan(least), Unit: "元",
		Note: fmt.Sprintf("%d%s，费用超过%s，按%s%%补助，应不少于%s，公开的金额为%s，不低于此数。", heads.value, heads.unit, inWords(threshold.value),
			percentText(share.value), inWords(least), inWords(sum.value)),
	}
	for _, q := range []quantity{heads, threshold, share, sum} {
		f.Evidence = append(f.Evidence, ref{p, q}.evidence())
	}
	if sum.value+rounding(sum) < least {
		f.Verdict = content.Open
		f.Note = fmt.Sprintf("%d%s，费用超过%s，按%s%%补助，应不少于%s，公开的金额为%s。", heads.value, heads.unit, inWords(threshold.value),
			percentText(share.value), inWords(least), inWords(sum.value))
	}
	return f, true
}
