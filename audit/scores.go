package audit

import (
	"fmt"
	"strings"

	"mingzhang/content"
)

// point is one point as scores are counted here.
const point = 1000

// maxExecution is how many points the execution of a budget may add to those of
// the indicators: ten, by the usual form.
const maxExecution = 10 * point

// sumScores adds up the points of a table of indicators and those that a sentence
// lists towards the total (总分, 综合得分).
func sumScores(t *reading) []content.Finding {
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		for _, g := range p.grids {
			out = append(out, t.gridScores(p, g)...)
		}
		out = append(out, p.toldScores()...)
	}
	return out
}

func (t *reading) gridScores(p *part, g grid) []content.Finding {
	score, weight := -1, -1
	for i := range g.heads {
		switch g.kindOf(i) {
		case scoreColumn:
			score = i
		case weightColumn:
			weight = i
		}
	}
	var out []content.Finding
	for _, column := range []int{score, weight} {
		if column < 0 {
			continue
		}
		if f, ok := t.scoreColumn(p, g, column); ok {
			out = append(out, f)
		}
	}
	if score >= 0 && weight >= 0 {
		out = append(out, p.overweight(g, score, weight)...)
	}
	return out
}

// scoreColumn adds up one column of points. What the indicators fall short of the
// total by may be the points of the budget's execution, which stand elsewhere.
func (t *reading) scoreColumn(p *part, g grid, column int) (content.Finding, bool) {
	var parts []quantity
	var total quantity
	for _, row := range g.rows {
		q, ok := at(row, column).points()
		label := rowLabel(row)
		switch {
		case isTotal(label) && ok || strings.HasPrefix(strings.ReplaceAll(label, " ", ""), "总分") && ok:
			total = q
		case containsAny(label, "小计"):
			return content.Finding{}, false
		case ok:
			parts = append(parts, q)
		case at(row, column).text != "" && !isNothing(at(row, column).text):
			return content.Finding{}, false
		}
	}
	if total.kind == 0 || len(parts) < 2 {
		return content.Finding{}, false
	}
	var sum int64
	for _, q := range parts {
		sum += q.value
	}
	rest := total.value - sum
	slack := int64(len(parts)) * 5
	switch {
	case abs(rest) <= slack || t.isExecutionScore(rest, slack):
		return p.scoreFinding(total, parts, sum, rest, content.Closes), true
	case rest > 0 && t.givenForExecution(rest, slack, g, column):
		return p.scoreFinding(total, parts, sum, 0, content.Open), true
	case rest < 0 || rest > maxExecution:
		return p.scoreFinding(total, parts, sum, 0, content.Open), true
	}
	return content.Finding{}, false
}

// isExecutionScore tells whether points are a stated rate of execution in tenths,
// or full marks for it.
func (t *reading) isExecutionScore(rest, slack int64) bool {
	if rest == maxExecution {
		return true
	}
	for i := range t.parts {
		for _, f := range t.parts[i].rates() {
			if abs(f*maxExecution/whole-rest) <= slack {
				return true
			}
		}
	}
	return false
}

// givenForExecution tells whether the table of the money states points for the
// execution of the budget that are others than what the indicators fall short by.
func (t *reading) givenForExecution(rest, slack int64, indicators grid, column int) bool {
	if indicators.kindOf(column) != scoreColumn {
		return false
	}
	var given []int64
	for i := range t.parts {
		for _, g := range t.parts[i].grids {
			given = append(given, g.executionPoints()...)
		}
	}
	return len(given) == 1 && abs(given[0]-rest) > slack
}

// executionPoints gives the points in a table of the money, budget against spending.
func (g grid) executionPoints() []int64 {
	score, spent := -1, false
	for i, head := range g.heads {
		spent = spent || containsAny(head, "执行数", "支出数")
		if g.kindOf(i) == scoreColumn {
			score = i
		}
	}
	if score < 0 || !spent {
		return nil
	}
	var found []int64
	for _, row := range g.rows {
		if q, ok := at(row, score).points(); ok {
			found = append(found, q.value)
		}
	}
	return found
}

// rates gives every rate of execution that a section states.
func (p *part) rates() []int64 {
	var out []int64
	for _, q := range p.numbers {
		if q.kind == percent && (p.inTable(q) || isExecutionRate(p.before(q, 14)) || strings.Contains(p.sentenceOf(q), "年度资金总额")) && len(out) < 100 {
			out = append(out, q.value)
		}
	}
	return out
}

func (p *part) scoreFinding(total quantity, parts []quantity, sum, rest int64, v content.Verdict) content.Finding {
	f := content.Finding{Code: SumScore, Verdict: v, Stated: pointsText(total.value), Computed: pointsText(sum + rest), Unit: "分"}
	for _, q := range append([]quantity{total}, parts...) {
		f.Evidence = append(f.Evidence, ref{p, p.placed(q)}.evidence())
	}
	switch {
	case v == content.Open:
		f.Note = fmt.Sprintf("各项%d个分值相加为%s分，写明的总分为%s分，前后不一致。", len(parts), pointsText(sum), pointsText(total.value))
	case abs(rest) > int64(len(parts))*5:
		f.Note = fmt.Sprintf("各项分值相加为%s分，加上预算执行的%s分，与总分一致。", pointsText(sum), pointsText(rest))
	default:
		f.Computed = pointsText(sum)
		f.Note = fmt.Sprintf("各项%d个分值相加为%s分，与总分一致。", len(parts), pointsText(sum))
	}
	return f
}

func pointsText(v int64) content.Text {
	return content.Text(strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%03d", v/point, v%point), "0"), "."))
}

// overweight finds rows whose points are more than their full marks.
func (p *part) overweight(g grid, score, weight int) []content.Finding {
	var out []content.Finding
	for _, row := range g.rows {
		got, okGot := at(row, score).points()
		full, okFull := at(row, weight).points()
		if !okGot || !okFull || got.value <= full.value || full.value == 0 {
			continue
		}
		out = append(out, content.Finding{
			Code: SumScore, Verdict: content.Open, Stated: pointsText(full.value), Computed: pointsText(got.value), Unit: "分",
			Note:     fmt.Sprintf("得分%s分，高于分值%s分。", pointsText(got.value), pointsText(full.value)),
			Evidence: []content.Evidence{ref{p, p.placed(full)}.evidence(), ref{p, p.placed(got)}.evidence()},
		})
	}
	return out
}

// toldScores adds up the points of one sentence: 预算执行得9.5分，绩效指标得88.75分，
// 综合得分98.25分.
func (p *part) toldScores() []content.Finding {
	var out []content.Finding
	at := 0
	for _, end := range sentenceEnds(p.text) {
		if words := p.text[at:end]; strings.Count(words, "分") >= 3 && strings.Contains(words, "得") {
			f, ok := p.scoresIn(at, end)
			if !ok && end < len(p.text) {
				next := strings.IndexAny(p.text[end+1:]+"\n", "。\n")
				f, ok = p.scoresIn(at, end+1+next)
			}
			if ok {
				out = append(out, f)
			}
		}
		at = end
	}
	return out
}

func sentenceEnds(s string) []int {
	var out []int
	for i, r := range s {
		if r == '。' || r == '\n' {
			out = append(out, i)
		}
	}
	return append(out, len(s))
}

func (p *part) scoresIn(start, end int) (content.Finding, bool) {
	var parts []quantity
	var total quantity
	for i := start; i < end; i++ {
		if !isDigit(p.text[i]) || i > 0 && (isDigit(p.text[i-1]) || p.text[i-1] == '.') {
			continue
		}
		number, rest := splitNumber(p.text[i:min(end, i+24)])
		if prefixOf(rest, "分") == "" || prefixOf(rest, "分值", "分之", "分别", "分钟") != "" || prefixOf(rest, "分") == "" {
			continue
		}
		q := decimal(number, percent, span{i, i + len(number) + len("分")}, 3, "分")
		left := lastRunes(p.text[start:i], 12)
		if cut := strings.LastIndexAny(left, "，、；：:,;（("); cut >= 0 {
			left = left[cut:]
		}
		switch {
		case q.approx || containsAny(left, "满分", "扣", "权重", "分值"):
			continue
		case containsAny(left, "总分", "综合得分", "总得分", "合计", "总评", "自评得", "综合得", "共计", "最终得"):
			total = q
		case containsAny(left, "得"):
			parts = append(parts, q)
		case prefixOf(strings.TrimLeft(rest, "分，,（( "), "得", "实得", "自评得") != "": // 决策15分，得15分
		default:
			return content.Finding{}, false
		}
	}
	if total.kind == 0 || len(parts) < 2 {
		return content.Finding{}, false
	}
	var sum int64
	for _, q := range parts {
		sum += q.value
	}
	v := content.Closes
	if abs(sum-total.value) > int64(len(parts))*5 {
		v = content.Open
	}
	words := p.text[start:end]
	if v == content.Open && (containsAny(words, "其中", "等", "扣", "加分", "平均", "另", "复评", "权") || abs(sum-total.value) > 15*point) {
		return content.Finding{}, false
	}
	return p.scoreFinding(total, parts, sum, 0, v), true
}
