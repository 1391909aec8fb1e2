package chart

// rows is the layout of horizontal bars.
type rows struct {
	names  [][]string // the lines of each name
	valueW float64    // width for the numbers
	x, w   float64    // where bars start, and how long the longest is
	top    float64    // value of the longest
}

// SVG draws the bars with their names at the left and numbers at the right.
func (b HorizontalBars) SVG(o Options) ([]byte, error) {
	if err := checkMarks(b); err != nil {
		return nil, err
	}
	return draw(o, len(b) == 0, func(s *sheet) float64 {
		s.unfinishedKey(b)
		return s.rows(b)
	})
}

func (s *sheet) rows(marks []Mark) float64 {
	r := s.rowsFor(marks)
	for _, m := range marks {
		if m.Unfinished {
			s.hatchPattern()
			break
		}
	}
	y := s.top
	for i, m := range marks {
		y = s.row(r, m, r.names[i], y)
	}
	s.line(r.x, s.top, r.x, y, axis)
	return y
}

// rowsFor shares the width: names up to two fifths, numbers what they need up
// to a third, bars the rest. A longer number stands in the title and the table.
func (s *sheet) rowsFor(marks []Mark) rows {
	r := rows{top: largest(marks)}
	var widest float64
	for _, m := range marks {
		lines := wrapEven(m.Label, s.text, s.inner()*0.4, 2)
		for _, l := range lines {
			widest = max(widest, textWidth(l, s.text))
		}
		r.names = append(r.names, lines)
		r.valueW = max(r.valueW, textWidth(s.o.valueText(m), s.small))
	}
	r.valueW = min(r.valueW, s.inner()/3)
	r.x = s.pad + widest + 8
	r.w = s.w - s.pad - r.x - r.valueW - 6
	return r
}

// row draws one bar from y and returns where the next one starts.
func (s *sheet) row(r rows, m Mark, lines []string, y float64) float64 {
	const thick = 18
	height := max(thick+9, float64(len(lines))*s.text*1.25+8)
	mid := y + height/2
	closing := s.mark(m.Href, s.o.caption(m))
	if s.inline && m.Href != "" {
		s.touch(box{s.pad, y, s.inner(), height})
	}
	first := mid + s.text*0.36 - float64(len(lines)-1)*s.text*0.625
	for i, l := range lines {
		s.words(words{x: r.x - 8, y: first + float64(i)*s.text*1.25, size: s.text, anchor: end, role: text, text: l})
	}
	length := 0.0
	if m.Value > 0 {
		length = max(1, m.Value/r.top*r.w)
	}
	s.segment(box{r.x, mid - thick/2, length, thick}, rowRole(m), m.Unfinished, false)
	label := intact(s.o.valueText(m), s.small, r.valueW)
	s.words(words{x: r.x + length + 6, y: mid + s.small*0.36, size: s.small, role: text, text: label})
	s.raw(closing, "\n")
	return y + height
}

func rowRole(m Mark) role {
	if m.Unknown {
		return unknown
	}
	return series0
}
