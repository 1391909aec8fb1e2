package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Snippet returns the part of text, at most maxRunes characters long, that shows
// the most of plan: as many different groups as possible, then as many
// occurrences, then the earliest; in a long text it looks first where the words
// stand as they were typed. It starts after the end of a sentence or
// clause where one is near. White space in it is as in text. The marks are
// those of the snippet; where nothing matches, it is the start of text.
func Snippet(text string, plan Plan, maxRunes int) (string, []Span) {
	if maxRunes <= 0 || text == "" {
		return "", nil
	}
	part := plan.promising(text, maxRunes)
	if snippet, marks := snippetOf(text[part.Start:part.End], plan, maxRunes); len(marks) > 0 {
		return snippet, marks
	}
	return snippetOf(text, plan, maxRunes)
}

// promising returns the part of text, in whole sentences, where a snippet is
// worth looking for first, since folding is what snippets cost: from the first
// sentence that holds the most groups just as they were typed. It is all of a
// short text, and of one that holds none so.
func (p Plan) promising(text string, maxRunes int) Span {
	const bytesPerRune = 3
	enough := 2 * maxRunes * bytesPerRune
	if len(text) <= enough {
		return Span{0, len(text)}
	}
	best, most := 0, 0
	for start := 0; start < len(text) && most < len(p.Groups); {
		end := start + sentence(text[start:])
		if n := p.typedIn(text[start:end]); n > most {
			best, most = start, n
		}
		start = end
	}
	if most == 0 {
		return Span{0, len(text)}
	}
	end := best
	for end < len(text) && end-best < enough {
		end += sentence(text[end:])
	}
	return Span{best, end}
}

// sentence returns the length of the first sentence or line of text.
func sentence(text string) int {
	const stop = "。"
	for i := range len(text) {
		if text[i] == '\n' || text[i] == stop[len(stop)-1] && strings.HasSuffix(text[:i+1], stop) {
			return i + 1
		}
	}
	return len(text)
}

// typedIn counts the groups of which a term stands in s letter by letter.
func (p Plan) typedIn(s string) int {
	n := 0
	for _, g := range p.Groups {
		if slices.ContainsFunc(g.Terms, func(t Term) bool { return t.In == InText && t.Text != "" && strings.Contains(s, t.Text) }) {
			n++
		}
	}
	return n
}

// snippetOf gives the snippet of a text and its marks.
func snippetOf(text string, plan Plan, maxRunes int) (string, []Span) {
	hits := plan.hits(FoldMap(text))
	slices.SortFunc(hits, func(a, b hit) int { return a.Start - b.Start })
	w := window{text: text, maxRunes: maxRunes}
	start := 0
	if len(hits) > 0 {
		inner := window{text: text, maxRunes: maxRunes - maxRunes/leadShare} // the rest leads in
		start = w.lead(hits[inner.best(hits, len(plan.Groups))].Start)
	}
	end := w.reach(start)
	start, end = trimSpace(text, start, end)
	return text[start:end], clipMarks(hits, start, end)
}

// leadShare is the part of a snippet, one in so many, that may precede the first mark.
const leadShare = 4

// window is a part of text of maxRunes characters.
type window struct {
	text     string
	maxRunes int
}

// reach returns where the window that begins at start ends.
func (w window) reach(start int) int {
	n := 0
	for i := range w.text[start:] {
		if n == w.maxRunes {
			return start + i
		}
		n++
	}
	return len(w.text)
}

// best returns the index of the hit to begin with: hits are in order, and the
// window slides over them.
func (w window) best(hits []hit, groups int) int {
	counts := make([]int, groups)
	best, bestScore, distinct, next := 0, 0, 0, 0
	end := 0
	for i, h := range hits {
		end = w.slide(hits, i, end)
		for ; next < len(hits) && (hits[next].End <= end || next <= i); next++ {
			if counts[hits[next].group]++; counts[hits[next].group] == 1 {
				distinct++
			}
		}
		if score := distinct*len(hits)*2 + next - i; score > bestScore {
			best, bestScore = i, score
		}
		if counts[h.group]--; counts[h.group] == 0 {
			distinct--
		}
	}
	return best
}

// slide returns the end of the window that begins at hit i, given the end of the
// one before, so that the text is walked once.
func (w window) slide(hits []hit, i, end int) int {
	if i == 0 {
		return w.reach(hits[0].Start)
	}
	gone := utf8.RuneCountInString(w.text[hits[i-1].Start:hits[i].Start])
	for ; gone > 0 && end < len(w.text); gone-- {
		_, size := utf8.DecodeRuneInString(w.text[end:])
		end += size
	}
	return end
}

// lead returns where to begin so that the hit at start has some words before it:
// behind the nearest end of a sentence or clause within a quarter of the window.
func (w window) lead(start int) int {
	at, clause := start, -1
	for n := w.maxRunes / leadShare; n > 0 && at > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(w.text[:at])
		if strings.ContainsRune("。！？；\n!?;", r) {
			return at
		}
		if clause < 0 && strings.ContainsRune("，、：,:", r) {
			clause = at
		}
		at -= size
	}
	if at == 0 || clause < 0 {
		return at
	}
	return clause
}

// trimSpace moves start and end past white space.
func trimSpace(text string, start, end int) (int, int) {
	part := text[start:end]
	left := len(part) - len(strings.TrimLeftFunc(part, isSpace))
	right := len(part) - len(strings.TrimRightFunc(part[left:], isSpace)) - left
	return start + left, end - right
}

// clipMarks returns the marks between start and end, counted from start.
func clipMarks(hits []hit, start, end int) []Span {
	var out []Span
	for _, h := range hits {
		if s := (Span{max(h.Start, start) - start, min(h.End, end) - start}); s.Start < s.End {
			out = append(out, s)
		}
	}
	return mergeSpans(out)
}
