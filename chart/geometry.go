package chart

// box is a rectangle in pixels; y grows downwards.
type box struct{ x, y, w, h float64 }

func (b box) right() float64  { return b.x + b.w }
func (b box) bottom() float64 { return b.y + b.h }
func (b box) midX() float64   { return b.x + b.w/2 }
func (b box) midY() float64   { return b.y + b.h/2 }

// overlaps tells whether two boxes share more than an edge.
func (b box) overlaps(c box) bool {
	const touch = 0.01
	return b.x < c.right()-touch && c.x < b.right()-touch && b.y < c.bottom()-touch && c.y < b.bottom()-touch
}

// inset shrinks a box by d on each side, never below nothing.
func (b box) inset(d float64) box {
	d = min(d, b.w/2, b.h/2)
	return box{b.x + d, b.y + d, b.w - 2*d, b.h - 2*d}
}

// placer keeps labels from lying on each other or on marks.
type placer struct{ taken []box }

// place takes b when nothing lies there.
func (p *placer) place(b box) bool {
	for _, t := range p.taken {
		if t.overlaps(b) {
			return false
		}
	}
	p.taken = append(p.taken, b)
	return true
}

// block reserves b whatever lies there.
func (p *placer) block(b box) { p.taken = append(p.taken, b) }

// clamp moves the middle of something wide w so that it stays in lo to hi.
func clamp(mid, w, lo, hi float64) float64 {
	return max(lo+w/2, min(hi-w/2, mid))
}
