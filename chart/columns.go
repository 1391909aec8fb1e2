package chart

import "slices"

// column is one stack as it is drawn; a plain bar is a stack of one.
type column struct {
	Mark
	text  string // the number above it
	parts []part
}

type part struct {
	Mark
	role  role
	title string
}

// plot is the area of a column chart: plot coordinates to pixels.
type plot struct {
	area box
	slot float64 // width given to one column
	bar  float64 // width of its bar
	top  float64 // value at the upper edge
}

func (p plot) height(v float64) float64 { return v / p.top * p.area.h }

func (p plot) mid(i int) float64 { return p.area.x + (float64(i)+0.5)*p.slot }

// columns draws axis, columns and labels and returns the lower end.
func (s *sheet) columns(cols []column) float64 {
	values := make([]float64, 0, len(cols))
	hatched := false
	for _, c := range cols {
		values = append(values, sum(marksOf(c.parts)))
		hatched = hatched || c.Unfinished
	}
	marks := ticks(slices.Max(values), 4, allWhole(values))
	p := s.plotFor(marks, len(cols))
	if hatched {
		s.hatchPattern()
	}
	s.grid(p, marks)
	for i, c := range cols {
		s.column(p, i, c)
	}
	s.line(p.area.x, p.area.bottom(), p.area.right(), p.area.bottom(), axis)
	s.valueLabels(p, cols, values)
	return s.axisLabels(p, cols)
}

func marksOf(parts []part) []Mark {
	marks := make([]Mark, len(parts))
	for i, p := range parts {
		marks[i] = p.Mark
	}
	return marks
}

// plotFor leaves room for the tick labels at the left and for one value label
// above the highest column.
func (s *sheet) plotFor(marks []float64, n int) plot {
	var left float64
	for _, v := range marks {
		left = max(left, textWidth(s.o.format(v), s.small))
	}
	left = min(left, s.w*0.45) + 8
	area := box{s.pad + left, s.top + s.small*1.6, s.inner() - left, s.plotH}
	slot := area.w / float64(n)
	return plot{area: area, slot: slot, bar: min(slot*0.66, 64), top: marks[len(marks)-1]}
}

func (s *sheet) grid(p plot, marks []float64) {
	for i, v := range marks {
		y := p.area.bottom() - p.height(v)
		if i > 0 {
			s.line(p.area.x, y, p.area.right(), y, grid)
		}
		label := intact(s.o.format(v), s.small, p.area.x-8-s.pad)
		s.words(words{x: p.area.x - 8, y: y + s.small*0.36, size: s.small, anchor: end, role: muted, text: label})
	}
}

// column draws one stack, from the baseline up.
func (s *sheet) column(p plot, i int, c column) {
	y := p.area.bottom()
	for j, part := range c.parts {
		h := p.height(part.Value)
		if part.Value > 0 && len(c.parts) == 1 {
			h = max(h, 1) // something is never nothing
		}
		b := box{p.mid(i) - p.bar/2, y - h, p.bar, h}
		y -= h
		href := part.Href
		if href == "" {
			href = c.Href
		}
		closing := s.mark(href, part.title)
		if len(c.parts) == 1 && s.inline && href != "" {
			s.touch(box{p.mid(i) - p.slot/2, p.area.y, p.slot, p.area.h})
		}
		s.segment(b, part.role, c.Unfinished, j > 0)
		s.raw(closing, "\n")
	}
}

// segment draws one part; a thin gap parts it from the one below.
func (s *sheet) segment(b box, r role, hatched, gap bool) {
	if b.h <= 0 {
		return
	}
	if gap && b.h > 2 {
		b.h--
	}
	rx := 0.0
	if b.h > 4 {
		rx = 1.5
	}
	s.rect(b, rx, r)
	if hatched {
		s.hatch(b)
	}
}

// valueLabels writes the numbers above the columns, the greatest first and then
// the newest, leaving out those that would lie on a neighbour.
func (s *sheet) valueLabels(p plot, cols []column, values []float64) {
	var taken placer
	order := make([]int, len(cols))
	for i := range cols {
		order[i] = len(cols) - 1 - i
		h := p.height(values[i])
		taken.block(box{p.mid(i) - p.bar/2, p.area.bottom() - h, p.bar, h})
	}
	slices.SortStableFunc(order, func(a, b int) int { return later(values[a], values[b]) })
	for _, i := range order {
		y := p.area.bottom() - max(p.height(values[i]), 1) - 5
		w := words{y: y, size: s.small, anchor: middle, role: text, text: cols[i].text}
		width := textWidth(w.text, w.size)
		w.x = clamp(p.mid(i), width, p.area.x, s.w-2)
		b := w.box()
		b = box{b.x - 2, b.y, b.w + 4, 0.95 * w.size} // apart from neighbours, free of its own bar
		if width < p.area.w && taken.place(b) {
			s.words(w)
		}
	}
}

// later puts the greater value first.
func later(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// axisLabels names the columns and returns the lower end. Names that fit stand
// under each column, in two lines when they need it; otherwise some are left
// out, never the last.
func (s *sheet) axisLabels(p plot, cols []column) float64 {
	const lines = 2
	var widest float64
	for _, c := range cols {
		widest = max(widest, textWidth(c.Label, s.small))
	}
	room, limit := p.slot-6, lines
	if widest > room && room < 4*s.small {
		room, limit = min(widest, p.area.w/2), 1
	}
	var taken placer
	used := 0
	for i := len(cols) - 1; i >= 0; i-- {
		label := wrapEven(cols[i].Label, s.small, room, limit)
		used = max(used, s.axisLabel(p, i, label, &taken))
	}
	return p.area.bottom() + 6 + float64(max(used, 1))*s.small*1.3
}

// axisLabel writes one name if there is room, and returns its lines.
func (s *sheet) axisLabel(p plot, i int, lines []string, taken *placer) int {
	var wide float64
	for _, l := range lines {
		wide = max(wide, textWidth(l, s.small))
	}
	x := clamp(p.mid(i), wide, s.pad, s.w-2)
	y := p.area.bottom() + 4
	if !taken.place(box{x - wide/2 - 3, y, wide + 6, float64(len(lines)) * s.small * 1.3}) {
		return 0
	}
	for k, l := range lines {
		s.words(words{x: x, y: y + s.small*(1.05+1.3*float64(k)), size: s.small, anchor: middle, role: muted, text: l})
	}
	return len(lines)
}
