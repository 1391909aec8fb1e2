package chart

// key is one entry of a legend.
type key struct {
	text     string
	role     role
	hatched  bool
	outlined bool // as tiles are, which may be as light as the page
}

// legend writes entries in as many lines as they need and returns the lower
// end. An entry wider than the chart is truncated.
func (s *sheet) legend(keys []key, y float64) float64 {
	const swatch, gap = 12, 5
	size := s.small
	x, line, space := s.pad, size*1.7, size*1.1
	for _, k := range keys {
		label := truncate(k.text, size, s.inner()-swatch-gap)
		width := swatch + gap + textWidth(label, size)
		if x > s.pad && x+width > s.w-s.pad {
			x, y = s.pad, y+line
		}
		b := box{x, y + (line-swatch)/2, swatch, swatch}
		if k.outlined {
			s.outlined(b, 2, k.role)
		} else {
			s.rect(b, 2, k.role)
		}
		if k.hatched {
			s.hatch(b)
		}
		s.words(words{x: x + swatch + gap, y: y + line/2 + size*0.36, size: size, role: text, text: label})
		x += width + space
	}
	return y + line
}
