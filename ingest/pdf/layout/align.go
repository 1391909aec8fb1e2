package layout

import (
	"slices"
	"strings"
	"unicode"
)

// What lines without drawn cells must be like to count as a table.
const (
	rowPitch = 3.0 // most room between two rows, in sizes of the font
	tight    = 1.7 // most room between two lines of one cell
	samePace = 1.3 // most room above a line of one part, in that between the two rows above
	wideRows = 3   // fewest rows of two columns; of more columns one less
)

// aligned finds tables without drawn cells: lines whose parts stand in the same
// columns.
func aligned(items []item) []item {
	var out []item
	for i := 0; i < len(items); {
		t, end := alignedTable(items, i)
		if t == nil {
			out = append(out, items[i])
			i++
			continue
		}
		out = append(out, item{table: t, home: items[i].home})
		i = end
	}
	return out
}

// alignedTable gives the table that begins at i, and the index after its last line.
func alignedTable(items []item, i int) (*table, int) {
	if items[i].table != nil || len(items[i].band.runs) < 2 {
		return nil, i
	}
	var c columns
	end, last := i, i // last is the last row of several parts
	for end < len(items) && c.takes(items, i, end) {
		if len(items[end].band.runs) > 1 {
			last = end
		}
		end++
	}
	end = last + 1
	for end < len(items) && c.continues(items, i, end) {
		end++
	}
	rows := 0
	for _, it := range items[i:end] {
		if len(it.band.runs) > 1 {
			rows++
		}
	}
	if rows < wideRows && (rows < wideRows-1 || len(c.spans) < 3) {
		return nil, i
	}
	c.joinHead(items[i:end])
	return c.table(items[i:end]), end
}

// joinHead joins a column that only the first row has with its neighbour on the
// right that this row lacks: a head set left above figures set right.
func (c *columns) joinHead(items []item) {
	for i := 0; i+1 < len(c.spans); i++ {
		head, below := c.count(items[:1], i), c.count(items[1:], i)
		nextHead, nextBelow := c.count(items[:1], i+1), c.count(items[1:], i+1)
		if (head > 0 && below == 0 && nextHead == 0 && nextBelow > 0) || (head == 0 && below > 0 && nextHead > 0 && nextBelow == 0) {
			c.spans[i].to = c.spans[i+1].to
			c.spans = slices.Delete(c.spans, i+1, i+2)
		}
	}
}

// count gives the number of lines with text in a column.
func (c *columns) count(items []item, column int) int {
	n := 0
	for _, it := range items {
		for _, r := range it.band.runs {
			if overlapping(c.spans, r)[0] == column {
				n++
				break
			}
		}
	}
	return n
}

// interval is the room of a column.
type interval struct{ from, to float64 }

// columns are the rooms that parts of lines stand in, from the left.
type columns struct{ spans []interval }

// takes adds the line at end to the columns of the table that began at start;
// false when it does not fit.
func (c *columns) takes(items []item, start, end int) bool {
	it := items[end]
	if it.table != nil || it.home != items[start].home || !near(items, start, end, rowPitch) {
		return false
	}
	if len(it.band.runs) == 1 && end-start >= 2 && pitch(items, end) > samePace*pitch(items, end-1) {
		return false
	}
	spans := slices.Clone(c.spans)
	for _, r := range it.band.runs {
		at := overlapping(spans, r)
		switch {
		case len(at) == 0:
			spans = append(spans, interval{r.x0, r.x1})
		case len(at) == 1:
			s := &spans[at[0]]
			s.from, s.to = min(s.from, r.x0), max(s.to, r.x1)
		case len(it.band.runs) == 1:
			return false
		}
	}
	slices.SortFunc(spans, func(a, b interval) int { return int(a.from - b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return false
		}
	}
	c.spans = spans
	return true
}

// continues tells whether the single part of the line at end goes on with a cell
// of the row above, not in the first column.
func (c *columns) continues(items []item, start, end int) bool {
	it := items[end]
	if it.table != nil || len(it.band.runs) != 1 || !near(items, start, end, tight) {
		return false
	}
	at := overlapping(c.spans, it.band.runs[0])
	return len(at) == 1 && at[0] > 0 && !isFigure(it.band.runs[0].text)
}

// pitch gives the room between the line at i and the one before.
func pitch(items []item, i int) float64 { return items[i].band.base - items[i-1].band.base }

// near tells whether the line at end follows the one before within so many sizes.
func near(items []item, start, end int, sizes float64) bool {
	return end == start || pitch(items, end) <= sizes*max(items[end].band.size, items[end-1].band.size)
}

func overlapping(spans []interval, r run) []int {
	var at []int
	for i, s := range spans {
		if r.x0 < s.to && r.x1 > s.from {
			at = append(at, i)
		}
	}
	return at
}

// table puts lines into rows. A line without a first cell, close below and
// without figures, goes on with the cells above it.
func (c *columns) table(items []item) *table {
	t := &table{top: items[0].band.top(), bottom: items[len(items)-1].band.base, edges: c.edges()}
	var rows [][][]band
	for i, it := range items {
		row := make([][]band, len(c.spans))
		goesOn := i > 0 && near(items, 0, i, tight)
		for _, r := range it.band.runs {
			at := overlapping(c.spans, r)[0]
			row[at] = append(row[at], band{runs: []run{r}, base: it.band.base, size: it.band.size})
			goesOn = goesOn && at > 0 && !isFigure(r.text) && rows[len(rows)-1][at] != nil
		}
		if !goesOn {
			rows = append(rows, row)
			continue
		}
		for at, cell := range row {
			rows[len(rows)-1][at] = append(rows[len(rows)-1][at], cell...)
		}
	}
	for _, row := range rows {
		texts := make([]string, len(row))
		for i, cell := range row {
			texts[i] = joined(cell)
		}
		t.rows = append(t.rows, texts)
	}
	return t
}

// edges gives the sides of the columns.
func (c *columns) edges() []float64 {
	edges := []float64{c.spans[0].from}
	for _, s := range c.spans {
		edges = append(edges, s.to)
	}
	return edges
}

// isFigure tells whether a cell begins as amounts and counts do.
func isFigure(s string) bool {
	s = strings.TrimLeft(s, "-—+¥￥约 ")
	return s == "" || unicode.IsDigit([]rune(s)[0])
}
