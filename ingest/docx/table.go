package docx

import (
	"encoding/xml"

	"mingzhang/ingest/flow"
)

func (r *reader) table() error {
	var g flow.Grid
	err := children(r.x, func(e xml.StartElement) error { return r.tablePart(&g, e) })
	r.flow.AddTable(&g)
	return err
}

func (r *reader) tablePart(g *flow.Grid, e xml.StartElement) error {
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

// row is a row while it is read.
type row struct {
	flow.Row
	gone bool // deleted or hidden
}

func (r *reader) row(g *flow.Grid) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	var w row
	err := children(r.x, func(e xml.StartElement) error { return r.rowPart(g, &w, e) })
	g.End(w.Row, 1)
	return err
}

func (r *reader) rowPart(g *flow.Grid, w *row, e xml.StartElement) error {
	visit := func(e xml.StartElement) error { return r.rowPart(g, w, e) }
	switch name(e) {
	case "trPr":
		return r.rowProps(w)
	case "tc":
		if !w.gone {
			return r.cell(g, w)
		}
	case "sdt":
		return r.control(visit)
	case "customXml":
		return children(r.x, visit)
	}
	return r.x.Skip()
}

func (r *reader) rowProps(w *row) error {
	return children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "gridBefore":
			w.Skip(number(value(e)))
		case "del":
			w.gone = true
			r.left.Deleted++
		case "hidden":
			if on(e) {
				w.gone = true
				r.left.Hidden++
			}
		}
		return r.x.Skip()
	})
}

// cell is the properties of a cell.
type cell struct {
	span    int
	covered bool // by the cell above or to the left
	deleted bool
}

func (r *reader) cell(g *flow.Grid, w *row) error {
	c, inner := cell{span: 1}, &flow.Flow{Cell: true}
	err := r.within(inner, func() error {
		return children(r.x, func(e xml.StartElement) error {
			if name(e) == "tcPr" {
				return r.cellProps(&c)
			}
			return r.block(e)
		})
	})
	switch {
	case c.deleted:
		r.left.Deleted++
		w.Leave(c.span)
	case c.covered:
		if flow.Joined(inner.Blocks) != "" {
			r.left.Hidden++
		}
		w.Leave(c.span)
	default:
		g.Fill(&w.Row, c.span, inner)
	}
	return err
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
