package docx

import (
	"encoding/xml"
	"slices"

	"mingzhang/ingest/source"
)

// grid is a table while it is read. Columns are those of the file, which may count
// far more than there are: only those where a cell begins become columns of ours.
type grid struct {
	rows   []row
	nested []source.Block // the tables within its cells
	behind []source.Block // the footnotes of its cells
	last   []source.Block // what its last cell holds
}

type row struct {
	cells   []cell
	next    int // the column after the last cell
	deleted bool
}

type cell struct {
	column  int
	span    int
	covered bool // by the cell above or to the left
	deleted bool
	text    string
}

func (r *reader) table() error {
	var g grid
	err := children(r.x, func(e xml.StartElement) error { return r.tablePart(&g, e) })
	if err != nil {
		return err
	}
	if len(g.rows) == 1 && len(g.rows[0].cells) == 1 {
		r.frame(g.last)
	} else {
		r.flow.blocks = append(r.flow.blocks, source.Block{Kind: source.Table, Rows: g.dense()})
		r.flow.blocks = append(r.flow.blocks, g.nested...)
	}
	if r.flow.cell {
		r.flow.behind = append(r.flow.behind, g.behind...)
	} else {
		r.flow.blocks = append(r.flow.blocks, g.behind...)
	}
	return nil
}

// frame adds the blocks of a table of one cell, which only draws a line around them.
func (r *reader) frame(blocks []source.Block) {
	for _, block := range blocks {
		if block.Kind == source.Table {
			r.flow.blocks = append(r.flow.blocks, block)
			continue
		}
		r.add(block.Text, block)
	}
}

func (r *reader) tablePart(g *grid, e xml.StartElement) error {
	visit := func(e xml.StartElement) error { return r.tablePart(g, e) }
	switch name(e) {
	case "tr":
		return r.row(g)
	case "sdt":
		return r.control(visit)
	case "customXml", "ins", "moveTo":
		return children(r.x, visit)
	case "mc:AlternateContent":
		return r.alternate(visit)
	}
	return r.x.Skip()
}

func (r *reader) row(g *grid) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	var w row
	err := children(r.x, func(e xml.StartElement) error { return r.rowPart(g, &w, e) })
	if len(w.cells) > 0 {
		g.rows = append(g.rows, w)
	}
	return err
}

func (r *reader) rowPart(g *grid, w *row, e xml.StartElement) error {
	visit := func(e xml.StartElement) error { return r.rowPart(g, w, e) }
	switch name(e) {
	case "trPr":
		return children(r.x, func(e xml.StartElement) error {
			switch name(e) {
			case "gridBefore":
				w.next = max(0, number(value(e)))
			case "del":
				w.deleted = true
				r.left.deleted++
			case "hidden":
				if on(e) {
					w.deleted = true
					r.left.hidden++
				}
			}
			return r.x.Skip()
		})
	case "tc":
		if !w.deleted {
			return r.cell(g, w)
		}
	case "sdt":
		return r.control(visit)
	case "customXml":
		return children(r.x, visit)
	}
	return r.x.Skip()
}

func (r *reader) cell(g *grid, w *row) error {
	c := cell{column: w.next, span: 1}
	inner := &flow{cell: true}
	blocks, err := r.within(inner, func() error {
		return children(r.x, func(e xml.StartElement) error {
			if name(e) == "tcPr" {
				return r.cellProps(&c)
			}
			return r.block(e)
		})
	})
	w.next += c.span
	tables, texts := parted(blocks)
	text := joined(texts)
	switch {
	case c.deleted:
		r.left.deleted++
	case c.covered:
		if text != "" {
			r.left.hidden++
		}
	default:
		c.text, g.last = text, blocks
		g.nested = append(g.nested, tables...)
		g.behind = append(g.behind, inner.behind...)
	}
	w.cells = append(w.cells, c)
	return err
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

func (r *reader) cellProps(c *cell) error {
	return children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "gridSpan":
			c.span = max(1, number(value(e)))
		case "vMerge", "hMerge":
			c.covered = c.covered || value(e) != "restart"
		case "cellDel":
			c.deleted = true
		}
		return r.x.Skip()
	})
}

// dense gives the rows with the columns where a cell begins.
func (g *grid) dense() [][]string {
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
			rows[i] = append(rows[i], make([]string, at-len(rows[i]))...)
			rows[i] = append(rows[i], c.text)
		}
	}
	return rows
}
