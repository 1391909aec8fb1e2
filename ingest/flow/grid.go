package flow

import (
	"slices"

	"mingzhang/ingest/source"
)

// Grid is a table while it is read. Its columns are those that the file counts,
// which may be far more than there are: only those where a cell begins remain.
type Grid struct {
	rows   []Row
	nested []source.Block // the tables within its cells
	behind []source.Block // the footnotes of its cells
	last   []source.Block // what its last cell holds
}

// Row is a row while it is read.
type Row struct {
	cells []cell
	next  int // the column after the last cell
}

type cell struct {
	column int
	text   string
}

// Skip leaves columns without a cell.
func (w *Row) Skip(columns int) { w.next += max(0, columns) }

// Leave puts a cell that shows nothing of its own, as one that is covered.
func (w *Row) Leave(span int) {
	w.put("", span)
}

func (w *Row) put(text string, span int) {
	if len(w.cells) <= source.MaxColumns { // one more is enough to refuse the table
		w.cells = append(w.cells, cell{column: w.next, text: text})
	}
	w.next += max(1, span)
}

// Fill puts a cell that holds what a flow gathered.
func (g *Grid) Fill(w *Row, span int, inner *Flow) {
	tables, texts := parted(inner.Blocks)
	w.put(Joined(texts), span)
	g.last = inner.Blocks
	g.nested = append(g.nested, tables...)
	g.behind = append(g.behind, inner.Behind...)
}

// Repeat puts the last cell again, times in all.
func (w *Row) Repeat(times int) {
	last := w.cells[len(w.cells)-1]
	if last.text == "" && times > source.MaxColumns {
		w.cells = w.cells[:len(w.cells)-1] // room, not columns
		w.next += times - 1
		return
	}
	for range min(times-1, source.MaxColumns) {
		w.put(last.text, 1)
	}
}

// End ends a row that stands so many times; one without cells is dropped.
func (g *Grid) End(w Row, times int) {
	if !slices.ContainsFunc(w.cells, func(c cell) bool { return c.text != "" }) {
		times = 1
	}
	if len(w.cells) == 0 {
		return
	}
	for range max(1, times) {
		if len(g.rows) > source.MaxRows { // enough to refuse the table
			return
		}
		g.rows = append(g.rows, w)
	}
}

// parted tells tables from other blocks.
func parted(blocks []source.Block) (tables, texts []source.Block) {
	for _, block := range blocks {
		if block.Kind == source.Table {
			tables = append(tables, block)
		} else {
			texts = append(texts, block)
		}
	}
	return tables, texts
}

// AddTable appends a table and then the tables within its cells, each as a table of
// its own so that its figures keep their rows. A table of one cell only draws a line
// around its blocks: those are appended.
func (f *Flow) AddTable(g *Grid) {
	if len(g.rows) == 1 && len(g.rows[0].cells) == 1 {
		f.frame(g.last)
	} else {
		f.Blocks = append(f.Blocks, source.Block{Kind: source.Table, Rows: g.dense()})
		f.Blocks = append(f.Blocks, g.nested...)
	}
	f.AddBehind(g.behind)
}

func (f *Flow) frame(blocks []source.Block) {
	for _, block := range blocks {
		if block.Kind == source.Table {
			f.Blocks = append(f.Blocks, block)
			continue
		}
		f.Add(block.Text, block)
	}
}

// dense gives the rows with the columns where a cell begins.
func (g *Grid) dense() [][]string {
	var begins []int
	for _, w := range g.rows {
		for _, c := range w.cells {
			begins = append(begins, c.column)
		}
	}
	slices.Sort(begins)
	begins = slices.Compact(begins)
	rows := make([][]string, len(g.rows))
	for i, w := range g.rows {
		for _, c := range w.cells {
			at, _ := slices.BinarySearch(begins, c.column)
			at = min(at, source.MaxColumns) // too many, as the builder will say
			for len(rows[i]) < at {
				rows[i] = append(rows[i], "")
			}
			rows[i] = append(rows[i], c.text)
		}
	}
	return rows
}
