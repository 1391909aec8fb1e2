package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// band is what stands on one line of the page, over all columns.
type band struct {
	runs []run
	base float64
	size float64
}

// run is text without a wide gap.
type run struct {
	text   string
	x0, x1 float64
	chars  int
}

// How far things may be apart, in sizes of the font.
const (
	sameLine  = 0.4  // baselines of one line, as of raised figures
	wideGap   = 1.6  // parts columns
	hanGap    = 0.8  // is a blank between Han characters when the file has none
	latinGap  = 0.18 // is a blank between words
	overprint = 0.3  // the same character again is one drawn twice to look bold
)

// bandsOf puts characters on lines, from the top, and the lines into runs.
func bandsOf(glyphs []Glyph) []band {
	sorted := slices.Clone(glyphs)
	slices.SortStableFunc(sorted, func(a, b Glyph) int { return cmp.Compare(a.Base, b.Base) })
	var bands []band
	for i := 0; i < len(sorted); {
		end, size := i+1, sorted[i].Size
		for end < len(sorted) && sorted[end].Base-sorted[i].Base <= sameLine*max(size, sorted[end].Size) {
			size = max(size, sorted[end].Size)
			end++
		}
		if b := bandOf(sorted[i:end]); len(b.runs) > 0 {
			bands = append(bands, b)
		}
		i = end
	}
	return bands
}

// bandOf makes one line of its characters.
func bandOf(glyphs []Glyph) band {
	slices.SortStableFunc(glyphs, func(a, b Glyph) int { return cmp.Compare(a.X0, b.X0) })
	w := writer{}
	for _, g := range glyphs {
		w.take(g)
	}
	w.end()
	return band{runs: w.runs, base: w.base, size: w.size}
}

// writer joins characters from left to right.
type writer struct {
	runs       []run
	base, size float64 // of the largest character
	text       strings.Builder
	run        run
	last       Glyph
	blank      bool // the file has a blank since last
}

func (w *writer) take(g Glyph) {
	if unicode.IsSpace(g.Rune) {
		w.blank = true
		return
	}
	if g.Size > w.size {
		w.size, w.base = g.Size, g.Base
	}
	if w.run.chars == 0 {
		w.begin(g)
		return
	}
	size, gap := max(g.Size, w.last.Size), g.X0-w.last.X1
	switch {
	case g.Rune == w.last.Rune && math.Abs(g.X0-w.last.X0) < overprint*g.Size:
		return
	case gap > wideGap*size:
		w.end()
		w.begin(g)
		return
	case w.parts(g.Rune, gap/size):
		w.text.WriteByte(' ')
	}
	w.add(g)
}

// parts tells whether a gap, in sizes of the font, is a blank.
func (w *writer) parts(next rune, gap float64) bool {
	if isLatin(w.last.Rune) && isLatin(next) {
		return w.blank || gap > latinGap
	}
	return (w.blank && gap > latinGap) || gap > hanGap
}

func (w *writer) begin(g Glyph) {
	w.run = run{x0: g.X0}
	w.add(g)
}

func (w *writer) add(g Glyph) {
	w.text.WriteRune(plain(g.Rune))
	w.run.chars++
	w.run.x1 = max(w.run.x1, g.X1)
	w.last, w.blank = g, false
}

func (w *writer) end() {
	if w.run.chars > 0 {
		w.run.text = w.text.String()
		w.runs = append(w.runs, w.run)
	}
	w.text.Reset()
	w.run, w.blank = run{}, false
}

// plain gives a mark of a symbol font, which has no letters, as a bullet.
func plain(c rune) rune {
	if c >= 0xF020 && c <= 0xF0FF {
		return '●'
	}
	return c
}

func isLatin(c rune) bool {
	return c < 0x2E80 && (unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune(",.;:%)(-", c))
}

// text gives the line; a tab parts its columns.
func (b band) text() string {
	parts := make([]string, len(b.runs))
	for i, r := range b.runs {
		parts[i] = r.text
	}
	return strings.Join(parts, "\t")
}

func (b band) left() float64  { return b.runs[0].x0 }
func (b band) right() float64 { return b.runs[len(b.runs)-1].x1 }
func (b band) top() float64   { return b.base - 0.88*b.size }

// joined gives the text of lines that were cut only by the width of a cell.
func joined(bands []band) string {
	var out strings.Builder
	last := rune(0)
	for _, b := range bands {
		for _, r := range b.runs {
			first := []rune(r.text)[0]
			if isLatin(last) && isLatin(first) && last != '-' && !unicode.IsDigit(last) || (last != 0 && r.x0 > b.left()) {
				out.WriteByte(' ')
			}
			out.WriteString(r.text)
			runes := []rune(r.text)
			last = runes[len(runes)-1]
		}
	}
	return out.String()
}
