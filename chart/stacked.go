package chart

import "fmt"

// StackedBars is a column chart whose columns are made of the same series, the
// first at the bottom.
type StackedBars struct {
	Series  []Series
	Columns []Column
}

// Series names one layer of the stack.
type Series struct {
	Label   string
	Unknown bool // the unclassified rest, drawn grey
}

// Column is one stack. The height of it is the sum of its parts.
type Column struct {
	Label      string
	TotalText  string // the sum as people read it; empty means Options.Format
	Href       string
	Unfinished bool
	// Parts holds one mark for each series, in that order. Their labels are not
	// used: the series have the names.
	Parts []Mark
}

func (b StackedBars) check() error {
	for i, c := range b.Columns {
		if len(c.Parts) != len(b.Series) {
			return fmt.Errorf("chart: column %d (%.40q) has %d parts for %d series", i, c.Label, len(c.Parts), len(b.Series))
		}
		if err := checkMarks(c.Parts); err != nil {
			return fmt.Errorf("chart: column %d (%.40q): %w", i, c.Label, err)
		}
	}
	return checkMarks(b.totals())
}

// totals is one mark a column.
func (b StackedBars) totals() []Mark {
	marks := make([]Mark, len(b.Columns))
	for i, c := range b.Columns {
		marks[i] = Mark{Label: c.Label, Value: sum(c.Parts), ValueText: c.TotalText, Href: c.Href, Unfinished: c.Unfinished}
	}
	return marks
}

// SVG draws the stacks with a legend above them.
func (b StackedBars) SVG(o Options) ([]byte, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	totals := b.totals()
	cols := make([]column, len(totals))
	for i, m := range totals {
		cols[i] = column{Mark: m, text: o.valueText(m), parts: b.parts(o, i)}
	}
	return draw(o, len(totals) == 0 || len(b.Series) == 0, func(s *sheet) float64 {
		s.top = s.legend(b.keys(s, totals), s.top) + 4
		return s.columns(cols)
	})
}

func (b StackedBars) parts(o Options, i int) []part {
	c := b.Columns[i]
	parts := make([]part, len(c.Parts))
	for j, m := range c.Parts {
		m.Label = joinWords(c.Label, b.Series[j].Label)
		m.Unfinished = c.Unfinished
		parts[j] = part{Mark: m, role: b.role(j), title: o.caption(m)}
	}
	return parts
}

func (b StackedBars) role(i int) role {
	if b.Series[i].Unknown {
		return unknown
	}
	return seriesRole(i)
}

func (b StackedBars) keys(s *sheet, totals []Mark) []key {
	var keys []key
	for i, n := range b.Series {
		keys = append(keys, key{text: n.Label, role: b.role(i)})
	}
	for _, m := range totals {
		if m.Unfinished && s.o.Words.Unfinished != "" {
			return append(keys, s.hatchKey())
		}
	}
	return keys
}

// Table lists a row for each column of the chart, its series, and the sum. It
// has no rows when SVG would fail.
func (b StackedBars) Table(o Options) Table {
	head := []string{o.Words.Label}
	for _, n := range b.Series {
		head = append(head, n.Label)
	}
	t := o.newTable(append(head, o.Words.Total)...)
	if b.check() != nil {
		return t
	}
	for i, m := range b.totals() {
		row := []Cell{o.name(m)}
		for _, p := range b.Columns[i].Parts {
			cell := o.number(p)
			cell.Href = p.Href
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, append(row, o.number(m)))
	}
	return t
}
