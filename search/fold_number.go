package search

// number writes the digits that start at i, with the commas and points between
// them, and returns what follows. Commas go when they part groups of three
// throughout (1,346,000), else they part numbers; a single point is a decimal
// point (334.60, but not 2023.10.20).
func (f *folder) number(i int) int {
	end := i + chainLength(f.runes[i:])
	chain := f.runes[i:end]
	grouped := isGrouped(chain)
	for len(chain) > 0 {
		part := chain[:indexRune(chain, ',')]
		f.decimal(part, grouped && len(part) < len(chain))
		chain = chain[min(len(part)+1, len(chain)):]
		if len(chain) > 0 && !grouped {
			f.gap = gapBreak
		}
	}
	return end
}

// decimal writes digits with points: the zeros at the end of a fraction go, and
// of more than one point each is a gap. In a group before the last one nothing
// follows that could be a fraction.
func (f *folder) decimal(part []mappedRune, whole bool) {
	point := indexRune(part, '.')
	if !whole && point < len(part) && indexRune(part[point+1:], '.') == len(part)-point-1 {
		part = trimFraction(part, point)
		point = -1
	}
	for _, m := range part {
		if m.r == '.' && point >= 0 {
			f.gap = gapBreak
			continue
		}
		f.write(m)
	}
}

// trimFraction cuts the zeros at the end of part, and its point when it is last.
func trimFraction(part []mappedRune, point int) []mappedRune {
	end := len(part)
	for part[end-1].r == '0' && end-1 > point {
		end--
	}
	if end == point+1 {
		end = point
	}
	return part[:end]
}

// chainLength returns how many runes of rs, which starts with a digit, are
// digits or single commas and points between digits.
func chainLength(rs []mappedRune) int {
	n := 1
	for n < len(rs) {
		switch r := rs[n].r; {
		case isDigit(r):
			n++
		case (r == ',' || r == '.') && n+1 < len(rs) && isDigit(rs[n+1].r):
			n += 2
		default:
			return n
		}
	}
	return n
}

// isGrouped tells whether the commas of chain part it as in 1,346,000.50.
func isGrouped(chain []mappedRune) bool {
	first := indexRune(chain, ',')
	if first > 3 || first == len(chain) || indexRune(chain[:first], '.') < first {
		return false
	}
	for rest := chain[first:]; len(rest) > 0; {
		rest = rest[1:]
		size := indexRune(rest, ',')
		digits := indexRune(rest[:size], '.')
		if digits != 3 || digits < size && !isFraction(rest[digits:]) {
			return false
		}
		rest = rest[size:]
	}
	return true
}

// isFraction tells whether rs is a point and digits up to its end.
func isFraction(rs []mappedRune) bool {
	rest := rs[1:]
	return indexRune(rest, '.') == len(rest) && indexRune(rest, ',') == len(rest)
}

// indexRune returns the index of r in rs, or len(rs).
func indexRune(rs []mappedRune, r rune) int {
	for i, m := range rs {
		if m.r == r {
			return i
		}
	}
	return len(rs)
}
