package ingest

import (
	"sort"
	"strings"

	"mingzhang/content"
)

// passage is the text of one section with the quantities in it.
type passage struct {
	key      string
	heading  string
	r        []rune
	mentions []mention
}

// mention is a quantity in a passage and what it is, as the words around it
// tell: rate, threshold, cap, promise, history, or "" when they do not.
type mention struct {
	content.Quantity
	role string
}

// newPassage reads the quantities of a section. Those inside cited titles are
// no statements of this text. year is the budget year, 0 when unknown.
func newPassage(s content.Section, year int) *passage {
	p := &passage{key: s.Key, heading: s.Heading, r: []rune(s.Markdown)}
	titles := citedTitles(p.r)
	last := 0
	for _, q := range content.FindQuantities(s.Markdown) {
		for len(titles) > 0 && titles[0].end <= q.Start {
			titles = titles[1:]
		}
		if len(titles) > 0 && titles[0].start <= q.Start {
			continue
		}
		p.mentions = append(p.mentions, mention{q, p.roleOf(q, last, year)})
		if q.Kind == content.KindAmount {
			last = q.End
		}
	}
	return p
}

// span is a part of a passage, in runes.
type span struct{ start, end int }

// citedTitles finds the outermost 《…》. One that is never closed ends with its
// sentence.
func citedTitles(r []rune) []span {
	var found []span
	depth, start := 0, 0
	for i, c := range r {
		switch {
		case c == '《':
			if depth == 0 {
				start = i
			}
			depth++
		case c == '》' && depth > 0:
			depth--
			if depth == 0 {
				found = append(found, span{start, i + 1})
			}
		case c == '\n' || c == '。':
			depth = 0
		}
	}
	return found
}

// maxLook is how far a passage is searched around a number, in runes.
const maxLook = 160

// clauseStart gives the place after the last mark of any kind before i.
func (p *passage) clauseStart(i int) int { return p.startAfter(i, "，。；：！？、\n|;:!?") }

// sentenceStart gives the place after the last mark that ends a sentence.
func (p *passage) sentenceStart(i int) int { return p.startAfter(i, "。；！？\n|;!?") }

// fullStop gives the place after the last full stop or line end before i.
func (p *passage) fullStop(i int) int { return p.startAfter(i, "。！？\n|") }

func (p *passage) startAfter(i int, marks string) int {
	for j := i; j > 0 && i-j < maxLook; j-- {
		if oneOf(marks, p.r[j-1]) {
			return j
		}
	}
	return max(0, i-maxLook)
}

// sentenceEnd gives the place of the mark that ends the sentence around i.
func (p *passage) sentenceEnd(i int) int { return p.stopAfter(i, "。；！？\n|") }

func (p *passage) stopAfter(i int, marks string) int {
	for j := i; j < len(p.r) && j-i < maxLook; j++ {
		if oneOf(marks, p.r[j]) {
			return j
		}
	}
	return min(len(p.r), i+maxLook)
}

// oneOf tells whether c is one of some marks. Most of a text is Han characters,
// which are none, and every character of a text is asked about.
func oneOf(marks string, c rune) bool {
	isHan := c >= 0x4E00 && c <= 0x9FFF
	return !isHan && strings.ContainsRune(marks, c)
}

// text gives the words from start to end, bounds clipped.
func (p *passage) text(start, end int) string {
	start, end = max(start, 0), min(end, len(p.r))
	if start >= end {
		return ""
	}
	return string(p.r[start:end])
}

// from gives the mentions that begin at start or later.
func (p *passage) from(start int) []mention {
	i := sort.Search(len(p.mentions), func(i int) bool { return p.mentions[i].Start >= start })
	return p.mentions[i:]
}

// amounts lists the amounts whose role the words around them leave open.
func (p *passage) amounts() []mention {
	var found []mention
	for _, m := range p.mentions {
		if m.Kind == content.KindAmount && m.role == "" && m.Op != "range" {
			found = append(found, m)
		}
	}
	return found
}

// within lists the mentions of a kind from start to end.
func (p *passage) within(kind string, start, end int) []mention {
	var found []mention
	for _, m := range p.from(start) {
		if m.End > end {
			break
		}
		if m.Kind == kind {
			found = append(found, m)
		}
	}
	return found
}
