package chart

// Table is the twin of a chart: the same numbers as text.
type Table struct {
	Caption string   // title and unit
	Head    []string // one heading a column
	Rows    [][]Cell // each as long as Head
}

// Cell is one field of a table. Nothing in it is escaped.
type Cell struct {
	Text    string
	Note    string // a remark, such as the word for an unfinished period
	Href    string // link to the rows behind it
	Numeric bool   // to be set flush right
}

// Table lists the marks.
func (b Bars) Table(o Options) Table { return o.table(b) }

// Table lists the marks.
func (b HorizontalBars) Table(o Options) Table { return o.table(b) }

// Table lists the marks, those of zero included.
func (t Treemap) Table(o Options) Table { return o.table(t) }

func (o Options) table(marks []Mark) Table {
	t := o.newTable(o.Words.Label, o.Words.Value)
	for _, m := range marks {
		t.Rows = append(t.Rows, []Cell{o.name(m), o.number(m)})
	}
	return t
}

func (o Options) newTable(head ...string) Table {
	return Table{Caption: joinWords(o.Title, o.Subtitle), Head: head}
}

func (o Options) name(m Mark) Cell {
	c := Cell{Text: m.Label, Href: m.Href}
	if m.Unfinished {
		c.Note = o.Words.Unfinished
	}
	return c
}

func (o Options) number(m Mark) Cell {
	return Cell{Text: o.valueText(m), Numeric: true}
}
