package chart

// SVG draws the columns on a zero baseline.
func (b Bars) SVG(o Options) ([]byte, error) {
	if err := checkMarks(b); err != nil {
		return nil, err
	}
	cols := make([]column, len(b))
	for i, m := range b {
		r := series0
		if m.Unknown {
			r = unknown
		}
		cols[i] = column{Mark: m, text: o.valueText(m), parts: []part{{Mark: m, role: r, title: o.caption(m)}}}
	}
	return draw(o, len(b) == 0, func(s *sheet) float64 {
		s.unfinishedKey(b)
		return s.columns(cols)
	})
}

// unfinishedKey explains the hatching when a mark has it and the caller has a
// word for it.
func (s *sheet) unfinishedKey(marks []Mark) {
	if s.o.Words.Unfinished == "" {
		return
	}
	for _, m := range marks {
		if m.Unfinished {
			s.top = s.legend([]key{s.hatchKey()}, s.top) + 4
			return
		}
	}
}

func (s *sheet) hatchKey() key {
	return key{text: s.o.Words.Unfinished, role: series0, hatched: true}
}
