package layout

// item is a line or a table in its place.
type item struct {
	band  band
	table *table // of a table, whose band is empty
	home  int    // which column of the page it stands in, from 0
}

// table is a table in its place.
type table struct {
	rows        [][]string
	edges       []float64 // x of the columns' sides
	top, bottom float64
	ruled       bool
}

func (i item) left() float64 {
	if i.table != nil {
		return i.table.edges[0]
	}
	return i.band.left()
}

func (i item) right() float64 {
	if i.table != nil {
		return i.table.edges[len(i.table.edges)-1]
	}
	return i.band.right()
}

// maxSplits is how often columns may be parted into columns.
const maxSplits = 2

// inColumns puts items, sorted from the top, into reading order: where lines
// leave a gutter free, all that is left of it comes first. What reaches over the
// gutter parts the page into zones.
func inColumns(items []item, home, splits int) []item {
	gutter, found := gutterOf(items)
	if !found || splits == 0 {
		for i := range items {
			items[i].home = home
		}
		return items
	}
	var out, left, right []item
	flush := func() {
		out = append(out, inColumns(left, 2*home+1, splits-1)...)
		out = append(out, inColumns(right, 2*home+2, splits-1)...)
		left, right = nil, nil
	}
	for _, it := range items {
		l, r, over := parted(it, gutter)
		if over {
			flush()
			it.home = home
			out = append(out, it)
			continue
		}
		left, right = append(left, l...), append(right, r...)
	}
	flush()
	return out
}

// parted parts an item at a gutter; over tells that it reaches across.
func parted(it item, gutter float64) (left, right []item, over bool) {
	if it.table != nil || len(it.band.runs) == 1 {
		switch {
		case it.right() <= gutter:
			return []item{it}, nil, false
		case it.left() >= gutter:
			return nil, []item{it}, false
		}
		return nil, nil, true
	}
	for i, r := range it.band.runs {
		switch {
		case r.x0 < gutter && r.x1 > gutter:
			return nil, nil, true
		case r.x0 >= gutter && i == 0:
			return nil, []item{it}, false
		case r.x0 >= gutter:
			l, r := it, it
			l.band.runs, r.band.runs = it.band.runs[:i:i], it.band.runs[i:]
			return []item{l}, []item{r}, false
		}
	}
	return []item{it}, nil, false
}

// What two columns of running text look like.
const (
	minLines  = 6   // beside each other
	minChars  = 8   // in a line, on average
	mostLines = 0.6 // of all lines keep the gutter free
	mostFull  = 0.5 // of the lines on the left reach near the gutter
)

// gutterOf finds the x of a gutter between two columns of running text. Columns
// of a table are not that: their cells are short, or end anywhere.
func gutterOf(items []item) (float64, bool) {
	best, count := 0.0, 0
	for _, it := range items {
		for i := 1; i < len(it.band.runs); i++ {
			x := (it.band.runs[i-1].x1 + it.band.runs[i].x0) / 2
			if n := beside(items, x); n > count {
				best, count = x, n
			}
		}
		if count*2 > len(items) {
			break
		}
	}
	if count < minLines {
		return 0, false
	}
	return best, isProse(items, best)
}

// beside counts the lines with text on both sides of x and none over it.
func beside(items []item, x float64) int {
	n := 0
	for _, it := range items {
		l, r, over := parted(it, x)
		if !over && len(l) > 0 && len(r) > 0 {
			n++
		}
	}
	return n
}

func isProse(items []item, gutter float64) bool {
	edge, lines, free, full, chars := 0.0, 0, 0, 0, 0
	for _, it := range items {
		if l, _, over := parted(it, gutter); !over && len(l) > 0 {
			edge = max(edge, l[0].right())
		}
	}
	for _, it := range items {
		if it.table != nil {
			continue
		}
		l, r, over := parted(it, gutter)
		lines++
		if over {
			continue
		}
		free++
		for _, side := range append(l, r...) {
			if len(side.band.runs) > 1 {
				return false
			}
			chars += side.band.runs[0].chars
		}
		if len(l) > 0 && l[0].right() > edge-1.6*it.band.size {
			full++
		}
	}
	return float64(free) >= mostLines*float64(lines) && float64(full) >= mostFull*float64(free) && chars >= minChars*2*free*3/4
}
