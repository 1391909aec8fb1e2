package chart

import "slices"

// SVG draws the cells, the greatest at the upper left.
func (t Treemap) SVG(o Options) ([]byte, error) {
	if err := checkMarks(t); err != nil {
		return nil, err
	}
	cells := slices.DeleteFunc(slices.Clone(t), func(m Mark) bool { return m.Value <= 0 })
	slices.SortStableFunc(cells, func(a, b Mark) int { return later(a.Value, b.Value) })
	return draw(o, len(cells) == 0, func(s *sheet) float64 { return s.treemap(cells) })
}

// treemap draws marks, which fall in value, and returns the lower end.
func (s *sheet) treemap(cells []Mark) float64 {
	weights := make([]float64, len(cells))
	for i, m := range cells {
		weights[i] = m.Value
	}
	area := box{s.pad, s.top, s.inner(), s.treeH}
	for i, b := range squarify(weights, area) {
		m := cells[i]
		closing := s.mark(m.Href, s.o.caption(m))
		s.rect(b.inset(0.75), 2, cellRole(m, weights[0]))
		s.cellWords(b, m)
		s.raw(closing, "\n")
	}
	return area.bottom()
}

// cellRole makes the greater cells deeper.
func cellRole(m Mark, greatest float64) role {
	portion := m.Value / greatest
	switch {
	case m.Unknown:
		return cellUnknown
	case portion > 0.5:
		return cell0
	case portion > 0.22:
		return cell1
	case portion > 0.08:
		return cell2
	}
	return cell3
}

// cellWords writes the name and the number as far as the cell has room: both,
// the name alone, or nothing.
func (s *sheet) cellWords(b box, m Mark) {
	const pad = 7
	room, line := b.w-2*pad, s.text*1.3
	limit := int((b.h - 2*pad + s.text*0.2) / line)
	if limit < 1 {
		return
	}
	lines := wrapEven(m.Label, s.text, room, min(limit, 3))
	if !readable(lines, m.Label) {
		return
	}
	y := b.y + pad + s.text*0.92
	for i, l := range lines {
		s.words(words{x: b.x + pad, y: y + float64(i)*line, size: s.text, role: onCell, text: l})
	}
	value := s.o.valueText(m)
	if len(lines) < limit && fits(value, s.small, room) {
		s.words(words{x: b.x + pad, y: y + float64(len(lines))*line, size: s.small, role: onCell, text: value})
	}
}

// readable tells whether wrapped lines still say enough: the whole name, or at
// least four characters of it.
func readable(lines []string, name string) bool {
	shown := 0
	for _, l := range lines {
		shown += len([]rune(l))
	}
	return shown > 0 && shown >= min(5, len([]rune(name)))
}
