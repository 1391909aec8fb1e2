package ingest

import "strings"

// item is one point of a numbered list in a passage: from after its number to
// the next number.
type item struct{ start, end int }

// items finds the numbered list of a passage: the outermost numbering that has
// two points or more in sequence.
func (p *passage) items() []item {
	var marks [wordStyle + 1][]item // start: of the number; end: of the number
	for i := range p.r {
		if i > 0 && !oneOf("\n。；：;:， ", p.r[i-1]) || !mayNumber(p.r[i]) {
			continue
		}
		if hasRunes(p.r, i-4, "### ") {
			continue // a heading inside the section
		}
		front := p.text(i, i+12)
		style, n, rest := splitNumber(front)
		if style == plainStyle || (i > 0 && p.r[i-1] == '，' && style != wordStyle) {
			continue
		}
		if n == len(marks[style])+1 {
			end := i + len([]rune(front)) - len([]rune(rest))
			marks[style] = append(marks[style], item{i, end})
		}
	}
	best := -1
	for style, found := range marks {
		if len(found) >= 2 && (best < 0 || found[0].start < marks[best][0].start) && !p.isOutline(found) {
			best = style
		}
	}
	if best < 0 {
		return nil
	}
	return p.between(marks[best])
}

// maxPointTitle is the length of the title in front of a point of an outline.
const maxPointTitle = 14

// isOutline tells whether numbers head parts of a text and no rows of a list:
// two of them have a title that is a sentence of its own (1.执行率情况。), or one
// that says of what the part speaks.
func (p *passage) isOutline(marks []item) bool {
	titles, says := 0, false
	for _, m := range marks {
		title := p.text(m.end, m.end+maxPointTitle)
		i := strings.IndexAny(title, "。：:\n")
		if i <= 0 || strings.ContainsAny(title[:i], "0123456789，；") {
			continue
		}
		_, size := firstRune(title[i:])
		if hasAny(title[:i], "情况", "来源", "标准", "对象", "范围", "方式", "总额", "依据", "用途", "程序") {
			titles, says = titles+1, true
		} else if title[i:i+size] == "。" && strings.TrimSpace(prefix(title[i+size:], 1)) != "" {
			titles++
		}
	}
	return titles >= 2 && (says || p.hasPlainPoint(marks))
}

// hasPlainPoint tells whether a point states no amount: each row of money does.
func (p *passage) hasPlainPoint(marks []item) bool {
	for i, m := range marks {
		end := len(p.r)
		if i+1 < len(marks) {
			end = marks[i+1].start
		}
		if p.openIn(item{m.end, end}) == 0 {
			return true
		}
	}
	return false
}

// mayNumber tells whether a number of any style can begin with c: splitNumber
// takes a copy of the text to find out.
func mayNumber(c rune) bool {
	return isNumberRune(c) || c >= '①' && c <= '⑳' || strings.ContainsRune("（(第一二三四五六七八九十", c)
}

// between turns the places of numbers into points of a list. The last one ends
// with its paragraph when each of the others is one paragraph.
func (p *passage) between(marks []item) []item {
	list := make([]item, len(marks))
	paragraphs := true
	for i, m := range marks {
		list[i] = item{m.end, len(p.r)}
		if i > 0 {
			list[i-1].end = m.start
			paragraphs = paragraphs && !strings.Contains(strings.TrimSpace(p.text(marks[i-1].end, m.start)), "\n")
		}
	}
	last := &list[len(list)-1]
	text := p.text(last.start, last.end)
	if i := strings.IndexByte(text, '\n'); paragraphs && i >= 0 {
		text = text[:i]
		last.end = last.start + len([]rune(text))
	}
	if i := strings.Index(text, "。"); i >= 0 && p.isOneSentence(list) {
		last.end = last.start + len([]rune(text[:i]))
	}
	return list
}

// isOneSentence tells whether no point of a list but the last holds a full stop:
// what follows that of the last one is then about all of them.
func (p *passage) isOneSentence(list []item) bool {
	for _, it := range list[:len(list)-1] {
		if strings.Contains(p.text(it.start, it.end), "。") {
			return false
		}
	}
	return true
}
