package doc

// character takes one character into the line, or notes why not.
func (s *story) character(at, style int) {
	unit := s.text.units[at]
	if s.field(unit) || s.codes > 0 {
		return
	}
	fc, p := s.locate(at)
	seen := s.chars.at(fc, style, p.prls)
	switch {
	case seen.deleted:
		s.tally.deleted.count(at)
		return
	case seen.hidden:
		s.tally.hidden.count(at)
		return
	case seen.special && s.special(unit, seen.symbol):
		return
	}
	if unit = s.plain(unit); unit == 0 {
		return
	}
	if s.size == 0 {
		s.size = seen.halfPoints
	}
	s.line = append(s.line, unit)
}

// field follows fields, whose code is left out and whose result is kept.
func (s *story) field(unit uint16) bool {
	switch last := len(s.fields) - 1; {
	case unit == fieldBegin && len(s.fields) < maxFieldDepth:
		s.fields = append(s.fields, true)
		s.codes++
	case unit == fieldResult && last >= 0 && s.fields[last]:
		s.fields[last] = false
		s.codes--
	case unit == fieldEnd && last >= 0:
		if s.fields[last] {
			s.codes--
			s.tally.fields++
		}
		s.fields = s.fields[:last]
	}
	return unit >= fieldBegin && unit <= fieldEnd
}

// special takes a character that stands for something else, and tells whether
// that was done.
func (s *story) special(unit uint16, sign rune) bool {
	switch unit {
	case picture, drawing:
		s.tally.pictures++
	case noteRef:
		s.tally.notes++
	case commentRef:
		s.tally.comments++
	case symbolPlace:
		if sign == 0 {
			return false
		}
		s.sign(sign)
	default:
		return unit < 0x20
	}
	return true
}

func (s *story) sign(r rune) {
	known := symbol(r)
	if known == 0 {
		s.tally.signs++
		return
	}
	s.line = append(s.line, uint16(known))
}

// plain gives a character as it is shown; 0 for one that is not.
func (s *story) plain(unit uint16) uint16 {
	switch {
	case unit == '\t':
		return unit
	case unit == markLine, unit == markColumn:
		return '\n'
	case unit == firmHyphen:
		return '-'
	case unit < 0x20, unit == 0x7F, unit == 0xFEFF, unit == 0xFFFC:
		return 0
	case isPrivate(rune(unit)):
		if known := symbol(rune(unit)); known != 0 {
			return uint16(known)
		}
		s.tally.signs++
		return 0
	}
	return unit
}
