package pdf

import "math"

// maxObjects is the most objects and pieces of paths that are looked at for the
// lines of tables on one page, and maxNested how deep forms may nest.
const (
	maxObjects = 100_000
	maxNested  = 8
)

// drawing is what is painted on a page besides text.
type drawing struct {
	lines  []segment
	fills  []fill
	images []rect
	order  map[uint64]int // of text objects among all
}

// segment is a drawn straight line.
type segment struct{ x0, y0, x1, y1 float64 }

// fill is a box painted with ink that covers what is below.
type fill struct {
	rect
	order int
	dark  bool
}

// dark tells whether a place is painted other than white.
func (d *drawing) dark(x, y float64) bool {
	dark := false
	for _, f := range d.fills {
		if f.has(x, y) {
			dark = f.dark
		}
	}
	for _, im := range d.images {
		dark = dark || im.has(x, y)
	}
	return dark
}

// covered tells whether ink lies over a place of the object of that order.
func (d *drawing) covered(x, y float64, order int) bool {
	for _, f := range d.fills {
		if f.order > order && f.has(x, y) {
			return true
		}
	}
	return false
}

// matrix turns points of an object into those of the page.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) point(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// within gives the matrix that applies m first and then outer.
func (m matrix) within(outer matrix) matrix {
	return matrix{
		a: m.a*outer.a + m.b*outer.c, b: m.a*outer.b + m.b*outer.d,
		c: m.c*outer.a + m.d*outer.c, d: m.c*outer.b + m.d*outer.d,
		e: m.e*outer.a + m.f*outer.c + outer.e, f: m.e*outer.b + m.f*outer.d + outer.f,
	}
}

func (s *sandbox) matrix(object uint64) matrix {
	if !s.is("FPDFPageObj_GetMatrix", object, s.out(0)) {
		return matrix{a: 1, d: 1}
	}
	return matrix{s.float32At(0), s.float32At(1), s.float32At(2), s.float32At(3), s.float32At(4), s.float32At(5)}
}

type drawingReader struct {
	s      *sandbox
	d      drawing
	budget int
	seen   int
}

// readDrawing reads the lines, boxes and pictures of a page.
func (s *sandbox) readDrawing(page uint64) drawing {
	r := drawingReader{s: s, budget: maxObjects, d: drawing{order: map[uint64]int{}}}
	n := s.number("FPDFPage_CountObjects", page)
	for i := 0; i < n && r.budget > 0 && s.fault == nil; i++ {
		r.object(s.call("FPDFPage_GetObject", page, uint64(i)), matrix{a: 1, d: 1}, 0)
	}
	return r.d
}

// Kinds of page objects in PDFium.
const (
	textObject  = 1
	pathObject  = 2
	imageObject = 3
	formObject  = 5
)

func (r *drawingReader) object(object uint64, outer matrix, depth int) {
	r.budget--
	r.seen++
	switch r.s.number("FPDFPageObj_GetType", object) {
	case textObject:
		r.d.order[object] = r.seen
	case pathObject:
		r.path(object, r.s.matrix(object).within(outer))
	case imageObject:
		r.d.images = append(r.d.images, unitBox(r.s.matrix(object).within(outer)))
	case formObject:
		if depth < maxNested {
			r.form(object, r.s.matrix(object).within(outer), depth+1)
		}
	}
}

func (r *drawingReader) form(object uint64, m matrix, depth int) {
	n := r.s.number("FPDFFormObj_CountObjects", object)
	for i := 0; i < n && r.budget > 0 && r.s.fault == nil; i++ {
		r.object(r.s.call("FPDFFormObj_GetObject", object, uint64(i)), m, depth)
	}
}

// unitBox gives the box that a picture fills.
func unitBox(m matrix) rect {
	b := newBox()
	for _, p := range [][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		b.take(m.point(p[0], p[1]))
	}
	return b.rect
}

// box is the smallest rect around points.
type box struct {
	rect
	points int
}

func newBox() box {
	return box{rect: rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}}
}

func (b *box) take(x, y float64) {
	b.points++
	b.left, b.right = min(b.left, x), max(b.right, x)
	b.bottom, b.top = min(b.bottom, y), max(b.top, y)
}

// path reads a path: its straight lines when it is stroked, its boxes when it is
// filled. Word draws the lines of tables as thin filled boxes.
func (r *drawingReader) path(object uint64, m matrix) {
	s := r.s
	if !s.is("FPDFPath_GetDrawMode", object, s.out(0), s.out(1)) {
		return
	}
	filled, stroked := s.intAt(0) != 0, s.intAt(1) != 0
	if !filled && !stroked {
		return
	}
	p := outline{part: newBox()}
	n := s.number("FPDFPath_CountSegments", object)
	for i := 0; i < n && r.budget > 0 && s.fault == nil; i++ {
		r.budget--
		p.piece(s, s.call("FPDFPath_GetPathSegment", object, uint64(i)), m)
	}
	p.flush()
	if stroked {
		r.d.lines = append(r.d.lines, p.lines...)
	}
	if filled {
		r.filled(object, p)
	}
}

// thick is the least height and width, in points, of a box that is not a line.
const thick = 3.0

func (r *drawingReader) filled(object uint64, p outline) {
	red, green, blue, alpha := r.s.fill(object)
	white := red >= 250 && green >= 250 && blue >= 250
	for _, b := range p.boxes {
		switch {
		case b.height() < thick && b.width() < thick:
		case b.height() < thick && !white:
			y := (b.top + b.bottom) / 2
			r.d.lines = append(r.d.lines, segment{b.left, y, b.right, y})
		case b.width() < thick && !white:
			x := (b.left + b.right) / 2
			r.d.lines = append(r.d.lines, segment{x, b.bottom, x, b.top})
		case alpha == 255 && !r.s.is("FPDFPageObj_HasTransparency", object):
			r.d.fills = append(r.d.fills, fill{b, r.seen, !white})
		}
	}
}

// outline gathers the pieces of one path.
type outline struct {
	lines          []segment
	boxes          []rect // of the parts that are boxes
	part           box
	curved         bool
	startX, startY float64
	x, y           float64
}

// Kinds of pieces of a path in PDFium.
const (
	lineTo = 0
	moveTo = 2
)

func (o *outline) piece(s *sandbox, piece uint64, m matrix) {
	if !s.is("FPDFPathSegment_GetPoint", piece, s.out(0), s.out(1)) {
		return
	}
	x, y := m.point(s.floatAt(0), s.floatAt(1))
	switch s.number("FPDFPathSegment_GetType", piece) {
	case moveTo:
		o.flush()
		o.startX, o.startY = x, y
	case lineTo:
		o.lines = append(o.lines, segment{o.x, o.y, x, y})
	default:
		o.curved = true
	}
	o.x, o.y = x, y
	o.part.take(x, y)
	if s.is("FPDFPathSegment_GetClose", piece) {
		o.lines = append(o.lines, segment{x, y, o.startX, o.startY})
		o.x, o.y = o.startX, o.startY
	}
}

// flush ends a part of the path. A part of four or five points without curves
// counts as a box.
func (o *outline) flush() {
	if !o.curved && (o.part.points == 4 || o.part.points == 5) {
		o.boxes = append(o.boxes, o.part.rect)
	}
	o.part, o.curved = newBox(), false
}
