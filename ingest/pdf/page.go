package pdf

import (
	"math"
	"unicode"

	"mingzhang/ingest/pdf/layout"
	"mingzhang/ingest/source"
)

// sheet is one page as PDFium tells it, in the page's own space: y runs up.
type sheet struct {
	number  int
	box     rect // of what is seen
	letters []letter
	drawing drawing
	left    leftOut
	unknown int // letters whose font does not say what they are
}

// letter is one character of a sheet.
type letter struct {
	rune  rune
	box   rect
	x, y  float64 // where it stands on its line
	style *style
}

// style is what all letters of one text object share.
type style struct {
	size   float64
	turn   float64 // counter-clockwise in degrees
	unseen bool    // drawn with no ink
	white  bool
	order  int // place among the page's objects; later ones cover earlier ones
}

// leftOut counts what stands on a page and is not given.
type leftOut struct {
	hidden, covered, outside, slanted, comments, links int
}

func (l *leftOut) add(m leftOut) {
	l.hidden += m.hidden
	l.covered += m.covered
	l.outside += m.outside
	l.slanted += m.slanted
	l.comments += m.comments
	l.links += m.links
}

// rect is a box in the page's space.
type rect struct{ left, bottom, right, top float64 }

func (r rect) has(x, y float64) bool {
	return x >= r.left && x <= r.right && y >= r.bottom && y <= r.top
}

func (r rect) width() float64  { return r.right - r.left }
func (r rect) height() float64 { return r.top - r.bottom }

// readSheet reads the page at index. The page must have been loaded.
func (s *sandbox) readSheet(page uint64, number int) (*sheet, error) {
	sh := &sheet{number: number, box: s.pageBox(page)}
	sh.drawing = s.readDrawing(page)
	text := s.call("FPDFText_LoadPage", page)
	if text == 0 {
		return sh, s.fault
	}
	n := s.number("FPDFText_CountChars", text)
	if n > source.MaxText {
		return nil, source.TooLong()
	}
	r := letterReader{s: s, sheet: sh, text: text, styles: map[uint64]*style{}}
	for i := 0; i < n && s.fault == nil; i++ {
		r.read(uint64(i))
	}
	s.call("FPDFText_ClosePage", text)
	s.readNotes(page, sh)
	return sh, s.fault
}

// pageBox gives the part of the page that is seen.
func (s *sandbox) pageBox(page uint64) rect {
	if !s.is("FPDF_GetPageBoundingBox", page, s.out(0)) {
		return rect{0, 0, 612, 792}
	}
	return rect{left: s.float32At(0), top: s.float32At(1), right: s.float32At(2), bottom: s.float32At(3)}
}

type letterReader struct {
	s      *sandbox
	sheet  *sheet
	text   uint64 // handle of the text page
	styles map[uint64]*style
}

// lineHyphen is what PDFium gives for a hyphen at the end of a line.
const lineHyphen = 2

// read takes one character, unless PDFium made it up or nobody can see it.
func (r *letterReader) read(i uint64) {
	s, sh := r.s, r.sheet
	c := rune(s.call("FPDFText_GetUnicode", r.text, i))
	if c == lineHyphen {
		c = '-'
	}
	if s.number("FPDFText_IsGenerated", r.text, i) == 1 || c == '\r' || c == '\n' {
		return
	}
	if c == 0 || c == unicode.ReplacementChar || c >= 0xFFFE || unicode.IsControl(c) || s.number("FPDFText_HasUnicodeMapError", r.text, i) == 1 {
		sh.unknown++
		return
	}
	l := letter{rune: c, style: r.styleOf(s.call("FPDFText_GetTextObject", r.text, i), i)}
	s.call("FPDFText_GetCharOrigin", r.text, i, s.out(0), s.out(1))
	l.x, l.y = s.float64At(0), s.float64At(1)
	s.call("FPDFText_GetLooseCharBox", r.text, i, s.out(0))
	l.box = rect{left: s.float32At(0), top: s.float32At(1), right: s.float32At(2), bottom: s.float32At(3)}
	if l.finite() {
		sh.letters = append(sh.letters, l)
	}
}

// finite tells whether a letter has a place on paper.
func (l letter) finite() bool {
	for _, v := range []float64{l.x, l.y, l.box.left, l.box.right, l.box.top, l.box.bottom} {
		if math.IsNaN(v) || math.Abs(v) > 1e5 {
			return false
		}
	}
	return true
}

func (r *letterReader) styleOf(object, i uint64) *style {
	if st, known := r.styles[object]; known {
		return st
	}
	s := r.s
	st := &style{size: math.Float64frombits(s.call("FPDFText_GetFontSize", r.text, i)), order: r.sheet.drawing.order[object]}
	if s.is("FPDFText_GetMatrix", r.text, i, s.out(0)) {
		a, b, c, d := s.float32At(0), s.float32At(1), s.float32At(2), s.float32At(3)
		st.size *= math.Hypot(c, d)
		st.turn = math.Atan2(b, a) * 180 / math.Pi
	}
	if object != 0 {
		const invisible, clipOnly = 3, 7
		mode := s.number("FPDFTextObj_GetTextRenderMode", object)
		red, green, blue, alpha := s.fill(object)
		st.unseen = mode == invisible || mode == clipOnly || alpha == 0
		st.white = mode == 0 && red >= 250 && green >= 250 && blue >= 250
	}
	if !(st.size >= 0.5 && st.size < 1000) {
		st.unseen = true
	}
	r.styles[object] = st
	return st
}

// fill gives the colour with which an object is filled, each part up to 255.
func (s *sandbox) fill(object uint64) (red, green, blue, alpha int) {
	if !s.is("FPDFPageObj_GetFillColor", object, s.out(0), s.out(1), s.out(2), s.out(3)) {
		return 0, 0, 0, 255
	}
	return s.intAt(0), s.intAt(1), s.intAt(2), s.intAt(3)
}

// seen drops the letters that a reader of the page does not see, and counts them.
func (sh *sheet) seen() {
	kept := sh.letters[:0]
	for _, l := range sh.letters {
		x, y := (l.box.left+l.box.right)/2, (l.box.bottom+l.box.top)/2
		switch {
		case unicode.IsSpace(l.rune):
			kept = append(kept, l)
		case !sh.box.has(x, y):
			sh.left.outside++
		case l.style.unseen || (l.style.white && !sh.drawing.dark(x, y)):
			sh.left.hidden++
		case sh.drawing.covered(x, y, l.style.order):
			sh.left.covered++
		default:
			kept = append(kept, l)
		}
	}
	sh.letters = kept
}

// page turns a sheet so that most of its text runs level, from left to right,
// and drops what stands aslant: watermarks.
func (sh *sheet) page() layout.Page {
	sh.seen()
	turn := sh.mostTurned()
	t := turner{box: sh.box, quarter: turn}
	p := layout.Page{Number: sh.number, Width: sh.box.width(), Height: sh.box.height()}
	if turn%2 == 1 {
		p.Width, p.Height = p.Height, p.Width
	}
	for _, l := range sh.letters {
		if quarter(l.style.turn) != turn {
			if !unicode.IsSpace(l.rune) {
				sh.left.slanted++
			}
			continue
		}
		p.Glyphs = append(p.Glyphs, t.glyph(l))
	}
	for _, line := range sh.drawing.lines {
		p.Rules = append(p.Rules, t.rule(line)...)
	}
	return p
}

// mostTurned gives the direction of most letters in quarter turns.
func (sh *sheet) mostTurned() int {
	var count [4]int
	for _, l := range sh.letters {
		if q := quarter(l.style.turn); q >= 0 {
			count[q]++
		}
	}
	most := 0
	for q, n := range count {
		if n > count[most] {
			most = q
		}
	}
	return most
}

// quarter gives an angle in quarter turns from 0 to 3; -1 when it is aslant.
func quarter(degrees float64) int {
	q := math.Round(degrees / 90)
	if math.Abs(degrees-q*90) > 8 {
		return -1
	}
	return (int(q)%4 + 4) % 4
}

// turner turns the page's space into that of layout.
type turner struct {
	box     rect
	quarter int
}

func (t turner) point(x, y float64) (float64, float64) {
	switch t.quarter {
	case 1:
		return y - t.box.bottom, x - t.box.left
	case 2:
		return t.box.right - x, y - t.box.bottom
	case 3:
		return t.box.top - y, t.box.right - x
	}
	return x - t.box.left, t.box.top - y
}

func (t turner) glyph(l letter) layout.Glyph {
	x0, _ := t.point(l.box.left, l.box.bottom)
	x1, _ := t.point(l.box.right, l.box.top)
	_, base := t.point(l.x, l.y)
	return layout.Glyph{Rune: l.rune, X0: min(x0, x1), X1: max(x0, x1), Base: base, Size: l.style.size}
}

// slack is how far, in points, a drawn line may be from level or upright.
const slack = 1.0

func (t turner) rule(l segment) []layout.Rule {
	x0, y0 := t.point(l.x0, l.y0)
	x1, y1 := t.point(l.x1, l.y1)
	switch {
	case math.Abs(y0-y1) <= slack && math.Abs(x0-x1) > 2*slack:
		return []layout.Rule{{At: (y0 + y1) / 2, From: min(x0, x1), To: max(x0, x1)}}
	case math.Abs(x0-x1) <= slack && math.Abs(y0-y1) > 2*slack:
		return []layout.Rule{{Upright: true, At: (x0 + x1) / 2, From: min(y0, y1), To: max(y0, y1)}}
	}
	return nil
}
