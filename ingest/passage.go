package ingest

import (
	"slices"
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

// citedTitles finds the outermost 《…》 that are closed within their sentence.
func citedTitles(r []rune) []span {
	var found []span
	var open []int // places of the marks that wait for theirs
	for i, c := range r {
		inner := len(open) > 0 && r[open[len(open)-1]] == '〈'
		switch {
		case c == '《', c == '〈' && len(open) > 0:
			open = append(open, i)
		case inner && (c == '〉' || c == '》' && anotherEnd(r[i+1:])):
			open = open[:len(open)-1]
		case c == '》' && len(open) > 0:
			for r[open[len(open)-1]] == '〈' { // never closed
				open = open[:len(open)-1]
			}
			start := open[len(open)-1]
			open = open[:len(open)-1]
			for len(found) > 0 && found[len(found)-1].start > start { // nested in this one
				found = found[:len(found)-1]
			}
			found = append(found, span{start, i + 1})
		case c == '\n' || c == '。':
			open = open[:0]
		}
	}
	return found
}

// anotherEnd tells whether the next mark of a title in the sentence is 》. The one
// before it was typed for 〉 then, as in 《关于印发〈某办法》的通知》.
func anotherEnd(r []rune) bool {
	next := slices.IndexFunc(r, func(c rune) bool { return oneOf("《》〉。\n", c) })
	return next >= 0 && r[next] == '》'
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
