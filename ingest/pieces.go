package ingest

import (
	"strings"
)

// pieces reads the parts of a run; last is where the amount before it ends. A
// part without a recipient of its own goes on with the one before it in the same
// sentence.
func (p *passage) pieces(amounts []mention, last int) run {
	var r run
	start := p.runStart(amounts[0].Start, last)
	carried := ""
	shared := hasAny(p.text(max(p.fullStop(amounts[0].Start), start-24), start), "分配", "下达", "拨付", "划拨", "切块", "安排到", "安排给", "补助给", "分解")
	raised := hasAny(p.text(max(p.fullStop(amounts[0].Start), start-16), start), "来源", "筹集", "筹措", "募集")
	for _, m := range amounts {
		if p.sentenceStart(m.Start) >= start {
			carried = ""
			start = max(start, p.sentenceStart(m.Start))
		}
		start = p.skipMarks(start, m.Start)
		end := p.bracketEnd(m.End)
		piece := piece{line: p.line(start, end), shared: shared, raised: raised}
		piece.line.Amount = money(m)
		words := p.text(start, m.End)
		if piece.recipient = leadingUnit(words); piece.recipient == "" {
			piece.recipient = carried
		}
		carried = piece.recipient
		piece.line.Label = p.pieceLabel(words, piece)
		if clause := p.text(max(start, p.clauseStart(m.Start)), m.Start); piece.line.People == nil && piece.line.Rate == nil && sourceOf(piece.line.Label) == "" && sourceOf(clause) != "" {
			piece.line.Label = clause
		}
		if unit, ok := cutPays(p.text(max(start, p.clauseStart(m.Start)), m.Start)); ok && piece.line.People == nil && sourceOf(piece.line.Label) == "" {
			piece.line.Label, piece.fund = unit, true
		}
		if source := p.payerAfter(end); source != "" && sourceOf(piece.line.Label) == "" {
			piece.line.Label, piece.fund = source, true
		}
		r = append(r, piece)
		start = end
	}
	return r
}

// cutPays gives the unit of which a clause in front of an amount says that it pays:
// 县总工会承担.
func cutPays(clause string) (unit string, ok bool) {
	for _, verb := range []string{"承担", "出资", "负担", "筹集", "筹措", "募集"} {
		name, found := strings.CutSuffix(strings.TrimSpace(clause), verb)
		name = strings.TrimPrefix(strings.TrimPrefix(name, "其中"), "由")
		if found && isUnitName(name) {
			return name, true
		}
	}
	return "", false
}

// payerAfter gives the source that the words after an amount say it is from:
// 60万元由市财政承担.
func (p *passage) payerAfter(i int) string {
	clause, ok := strings.CutPrefix(p.text(i, p.stopAfter(i, "，。；：！？\n|;:!?")), "由")
	if !ok || strings.ContainsAny(clause, "0123456789") {
		return ""
	}
	if source := gapSource(clause); source != "" {
		return source
	}
	return sourceOf(clause)
}

// bracketEnd gives the place after the bracket that explains the amount which
// ends at i: 312万元（1300人，人均2400元）.
func (p *passage) bracketEnd(i int) int {
	if c := runeAt(p.r, i); c != '（' && c != '(' {
		return i
	}
	for j := i; j < min(len(p.r), i+60); j++ {
		if p.r[j] == '）' || p.r[j] == ')' {
			return j + 1
		}
	}
	return i
}

// skipMarks gives the place after the marks and the number in front of a part.
func (p *passage) skipMarks(start, end int) int {
	for start < end && strings.ContainsRune("，；、。：\n 和及", p.r[start]) {
		start++
	}
	front := p.text(start, min(start+8, end))
	if style, _, rest := splitNumber(front); style != plainStyle && rest != "" {
		start += len([]rune(front)) - len([]rune(rest))
	}
	return start
}

// runStart gives where the words of the first part begin.
func (p *passage) runStart(first, last int) int {
	start := max(p.sentenceStart(first), last)
	words := p.text(start, first)
	for _, announce := range []string{"其中", "具体为", "具体用于", "包括", "分别为", "分别是", "如下", "主要用于", "用于", "来源为", "来源于"} {
		if i := strings.LastIndex(words, announce); i >= 0 {
			start += len([]rune(words[:i+len(announce)]))
			break
		}
	}
	words = p.text(start, first)
	if i := strings.LastIndexAny(words, "：:"); i >= 0 {
		// 培训费：3万元 is a part; 使用情况如下：甲局3万元 leads over to one.
		if lead := []rune(words[:i]); len(lead) > 8 || hasAny(string(lead), "来源", "用途", "分配", "明细", "构成", "组成", "地区", "县区", "情况", "如下", "方案", "预算为", "安排为", "经费为", "资金为") {
			start += len(lead) + 1
		}
	}
	return start
}

// pieceLabel names a part by what is done: the words after 开展, else those in
// front without the recipient.
func (p *passage) pieceLabel(words string, pc piece) string {
	for _, verb := range []string{"开展", "实施", "用于", "进行"} {
		i := strings.LastIndex(words, verb)
		if i < 0 {
			continue
		}
		rest := words[i+len(verb):]
		if end := strings.IndexAny(rest, "，。；0123456789"); end > 0 {
			rest = rest[:end]
		}
		if label := tidyLabel(rest); label != "" && label != pc.line.Label {
			return label
		}
	}
	return pc.line.Label
}
