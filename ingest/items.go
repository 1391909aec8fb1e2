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
		if len(found) >= 2 && (best < 0 || found[0].start < marks[best][0].start) {
			best = style
		}
	}
	if best < 0 {
		return nil
	}
	return p.between(marks[best])
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
	if text := p.text(last.start, last.end); paragraphs {
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			last.end = last.start + len([]rune(text[:i]))
		}
	}
	return list
}
