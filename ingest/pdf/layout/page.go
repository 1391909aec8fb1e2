// Package layout gives pages of placed characters their reading order: lines,
// columns and tables. It knows nothing of PDF.
package layout

// Page is what stands on one page. Lengths are in points; x runs to the right
// and y down from the upper left corner as the page is read.
type Page struct {
	Number        int // from 1
	Width, Height float64
	Glyphs        []Glyph
	Rules         []Rule
}

// Glyph is one character.
type Glyph struct {
	Rune   rune
	X0, X1 float64 // from the pen's place before it to that after it
	Base   float64 // y of the line on which it stands
	Size   float64 // of its font
}

// Rule is a drawn line, upright or level.
type Rule struct {
	Upright  bool
	At       float64 // x of an upright rule, y of a level one
	From, To float64 // its ends along the other axis
}
