package ofd

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// How far characters stand apart, in sizes of a character.
const (
	sameLine  = 0.5  // between base lines
	sameGlyph = 0.25 // between two prints of one character, which make it bold, in widths
	wordGap   = 0.2
	blankGap  = 0.6
	columnGap = 1.8
)

// line is characters that stand on one line, from left to right.
type line []glyph

// lines sorts characters into lines from top to bottom.
func lines(glyphs []glyph) []line {
	sorted := slices.Clone(glyphs)
	slices.SortStableFunc(sorted, func(a, b glyph) int { return cmp.Compare(a.y, b.y) })
	var out []line
	for _, g := range sorted {
		n := len(out) - 1
		if n < 0 || g.y-out[n][0].y > sameLine*math.Min(g.size, out[n][0].size) {
			out = append(out, line{g})
			continue
		}
		out[n] = append(out[n], g)
	}
	for i := range out {
		out[i] = out[i].order()
	}
	return slices.DeleteFunc(out, func(l line) bool { return len(l) == 0 })
}

// order sorts a line from left to right, turns blanks into a mark on the next
// character, and drops characters printed twice.
func (l line) order() line {
	slices.SortStableFunc(l, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
	var out line
	blank := false
	for _, g := range l {
		switch {
		case unicode.IsSpace(g.char):
			blank = true
		case !unicode.IsControl(g.char) && !out.has(g):
			g.spaced, blank = blank, false
			out = append(out, g)
		}
	}
	return out
}

// has tells whether the end of the line holds a character in the same place, from
// another object: within one object 00 is two figures, however close.
func (l line) has(g glyph) bool {
	for i := len(l) - 1; i >= 0 && g.x-l[i].x < sameGlyph*math.Min(g.width, l[i].width); i-- {
		if l[i].char == g.char && l[i].object != g.object {
			return true
		}
	}
	return false
}

// text gives the characters, with tabs for wide gaps and blanks for narrow ones.
func (l line) text() string {
	var s strings.Builder
	spread := l.spread()
	for i, g := range l {
		if i > 0 {
			s.WriteString(between(l[i-1], g, spread))
		}
		s.WriteRune(g.char)
	}
	return s.String()
}

// between gives what stands in the gap between two characters; spread is the gap
// that the whole line has.
func between(a, b glyph, spread float64) string {
	size := math.Max(math.Min(a.size, b.size), 0.1)
	gap := (b.x-a.right())/size - spread
	switch {
	case gap > columnGap:
		return "\t"
	case b.spaced, gap > blankGap, gap > wordGap && isLatin(a.char) && isLatin(b.char): // figures are often set wide
		return " "
	}
	return ""
}

func isLatin(char rune) bool { return char < 0x2000 && unicode.IsLetter(char) }

// spread gives the gap, in sizes, by which all characters of a line are drawn
// apart, as in 公　示.
func (l line) spread() float64 {
	if len(l) < 3 {
		return 0
	}
	least, most := math.Inf(1), 0.0
	for i := 1; i < len(l); i++ {
		gap := (l[i].x - l[i-1].right()) / math.Max(l[i].size, 0.1)
		least, most = math.Min(least, gap), math.Max(most, gap)
	}
	if least > wordGap && most-least < wordGap {
		return least
	}
	return 0
}
