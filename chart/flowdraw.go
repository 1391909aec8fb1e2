package chart

// SVG draws the nodes as bars and the links as ribbons between them.
func (f Flow) SVG(o Options) ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	f = f.balanced(o)
	empty := sumOf(nodeSums(f)[1]) <= 0
	return draw(o, empty, func(s *sheet) float64 { return s.flow(f) })
}

func (s *sheet) flow(f Flow) float64 {
	st := s.sankeyStyle()
	y := s.headings(f, st)
	l := layout(f, st)
	for _, r := range l.ribbons {
		s.ribbon(f, r, y)
	}
	for c, column := range l.columns {
		for _, t := range column {
			s.stop(f.Nodes[c][t.node], c, t, y)
		}
	}
	return y + l.height
}

// sankeyStyle gives the right column less room: nothing runs out of it.
func (s *sheet) sankeyStyle() sankeyStyle {
	const space = 12 // between words and the next column
	st := sankeyStyle{nodeW: 12, line: s.text * 1.25, gap: 10, target: s.flowH * 0.86, lines: s.stopLines}
	st.columnX = [3]float64{s.pad, s.pad + s.inner()*0.37, s.pad + s.inner()*0.75}
	st.labelW[0] = st.columnX[1] - st.columnX[0] - st.nodeW - space
	st.labelW[1] = st.columnX[2] - st.columnX[1] - st.nodeW - space
	st.labelW[2] = s.w - s.pad - st.columnX[2] - st.nodeW - 6
	return st
}

// stopLines sets the words of a node: the number behind the name when both fit
// in one line, else under it.
func (s *sheet) stopLines(n Node, value, room float64) (name []string, number string, inLine bool) {
	number = intact(s.o.valueText(Mark{Value: value, ValueText: n.ValueText}), s.small, room)
	name = wrapEven(n.Label, s.text, room, 2)
	inLine = len(name) == 1 && textWidth(name[0], s.text)+6+textWidth(number, s.small) <= room
	return name, number, inLine
}

// headings names the columns and returns the y where the flow starts.
func (s *sheet) headings(f Flow, st sankeyStyle) float64 {
	used := 0
	for c, h := range f.Headings {
		lines := wrapEven(h, s.small, st.labelW[c]+st.nodeW, 2)
		used = max(used, len(lines))
		for i, l := range lines {
			s.words(words{x: st.columnX[c], y: s.top + s.small*(1+1.3*float64(i)), size: s.small, role: muted, text: l})
		}
	}
	if used == 0 {
		return s.top
	}
	return s.top + s.small*1.3*float64(used) + 6
}

func (s *sheet) ribbon(f Flow, r ribbon, top float64) {
	from, to := f.Nodes[r.stage][r.link.From], f.Nodes[r.stage+1][r.link.To]
	kind := series0 + role(r.stage)
	if from.Unknown || to.Unknown {
		kind = unknown
	}
	closing := s.mark(r.link.Href, joinWords(from.Label+" → "+to.Label, s.o.valueText(r.link.mark())))
	x1, x2 := r.fromBar.right(), r.toBar.x
	s.band(x1, top+r.fromY, x2, top+r.toY, max(r.thick, 0.6), kind)
	s.raw(closing, "\n")
}

// ribbonOpacity lets crossing ribbons show through each other and keeps words on
// them legible.
const ribbonOpacity = 0.24

// band writes a curved ribbon of an even upright thickness.
func (s *sheet) band(x1, y1, x2, y2, thick float64, r role) {
	mid := (x1 + x2) / 2
	s.raw(`<path d="M`)
	s.pairs(x1, y1)
	s.raw("C")
	s.pairs(mid, y1, mid, y2, x2, y2)
	s.raw("V")
	s.num(y2 + thick)
	s.raw("C")
	s.pairs(mid, y2+thick, mid, y1+thick, x1, y1+thick)
	s.raw(`Z"`)
	s.attr("fill-opacity", ribbonOpacity)
	s.paint(r)
	s.raw("/>")
}

// pairs writes coordinates with blanks between them.
func (p *pen) pairs(v ...float64) {
	for i, n := range v {
		if i > 0 {
			p.raw(" ")
		}
		p.num(n)
	}
}

// stop draws one node and its words beside it.
func (s *sheet) stop(n Node, column int, t stop, top float64) {
	kind := series0 + role(column)
	if n.Unknown {
		kind = unknown
	}
	mark := Mark{Label: n.Label, Value: t.value, ValueText: n.ValueText}
	closing := s.mark(n.Href, s.o.caption(mark))
	bar, slot := t.bar, t.slot
	bar.y, slot.y = bar.y+top, slot.y+top
	if s.inline && n.Href != "" {
		s.touch(slot)
	}
	s.rect(bar, 1, kind)
	lines := len(t.name)
	if t.number != "" && !t.inLine {
		lines++
	}
	x := bar.right() + 5
	y := slot.midY() + s.text*0.36 - float64(lines-1)*s.text*0.625
	for _, l := range t.name {
		s.words(words{x: x, y: y, size: s.text, role: text, halo: true, text: l})
		y += s.text * 1.25
	}
	if t.inLine {
		x, y = x+textWidth(t.name[0], s.text)+6, y-s.text*1.25
	}
	s.words(words{x: x, y: y, size: s.small, role: text, halo: true, text: t.number})
	s.raw(closing, "\n")
}
