package ofd

import (
	"encoding/xml"
	"unicode"

	"mingzhang/ingest/guard"
)

// glyph is one character on a page: its left end on the base line, its width and
// size, in millimetres.
type glyph struct {
	char              rune
	x, y, width, size float64
	object            int  // by its number on the page
	spaced            bool // a blank stands before it
}

func (g glyph) right() float64 { return g.x + g.width }

// object is a text object: where its own coordinates lie and how large its
// characters are.
type object struct {
	left, top     float64
	at            matrix
	size, stretch float64
	x, y          float64 // where the last code began, which the next one may leave out
	turned        bool
}

func newObject(e xml.StartElement) *object {
	o := &object{at: newMatrix(guard.Attr(e, "CTM")), size: number(guard.Attr(e, "Size")), stretch: 1}
	if box := numbers(guard.Attr(e, "Boundary")); len(box) == 4 {
		o.left, o.top = box[0], box[1]
	}
	if h := number(guard.Attr(e, "HScale")); h > 0 {
		o.stretch = h
	}
	turn := guard.Attr(e, "ReadDirection")
	o.turned = turn == "90" || turn == "270"
	return o
}

// place puts the characters of one code on the page.
func (o *object) place(text string, e xml.StartElement) []glyph {
	if s := guard.Attr(e, "X"); s != "" {
		o.x = number(s)
	}
	if s := guard.Attr(e, "Y"); s != "" {
		o.y = number(s)
	}
	chars := codes(text)
	stepX, stepY := deltas(guard.Attr(e, "DeltaX"), len(chars)), deltas(guard.Attr(e, "DeltaY"), len(chars))
	growX, growY := o.at.scale()
	glyphs := make([]glyph, 0, len(chars))
	x, y := o.x, o.y
	for i, char := range chars {
		width := o.size * o.stretch * breadth(char)
		if i < len(stepX) && stepX[i] > 0 {
			width = min(width, stepX[i])
		}
		px, py := o.at.apply(x, y)
		glyphs = append(glyphs, glyph{char: char, x: o.left + px, y: o.top + py, width: width * growX, size: o.size * growY})
		switch {
		case i < len(stepX):
			x += stepX[i]
		case len(stepY) == 0 && !o.turned: // the file leaves the steps to the font
			x += width
		}
		if i < len(stepY) {
			y += stepY[i]
		}
	}
	return glyphs
}

// codes gives the characters of a code; the ends of lines are those of the XML.
func codes(text string) []rune {
	var out []rune
	for _, char := range text {
		if char != '\n' && char != '\r' && char != '\t' {
			out = append(out, char)
		}
	}
	return out
}

// breadth gives the width of a character in sizes, as far as it is known without
// its font.
func breadth(char rune) float64 {
	if char >= 0x2E80 || unicode.Is(unicode.Han, char) || (char >= 0x2010 && char <= 0x2026) || (char >= 0x2460 && char <= 0x25FF) {
		return 1
	}
	return 0.5
}
