package odt

import (
	"encoding/xml"
	"strings"

	"mingzhang/ingest/flow"
	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// blocks reads the paragraphs, lists and tables within the element just opened.
func (r *reader) blocks() error { return children(r.x, r.block) }

func (r *reader) block(e xml.StartElement) error {
	switch name(e) {
	case "p", "h":
		return r.paragraph(e)
	case "list":
		return r.list(e)
	case "numbered-paragraph":
		return r.numbered(e)
	case "table:table":
		return r.table()
	case "section":
		return r.section(e)
	case "section-source":
		r.outside(e)
	case "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index", "bibliography":
		r.left.Contents++
	case "tracked-changes":
		return children(r.x, func(e xml.StartElement) error { return r.tracked(e, guard.Attr(e, "id")) })
	case "change-start", "change-end":
		r.change(e)
	}
	if strings.HasPrefix(name(e), "draw:") {
		return r.drawn(e)
	}
	return r.x.Skip()
}

// tracked counts the deletions, of which id is the last region. Their text is kept
// apart from the body; LibreOffice may also leave it there.
func (r *reader) tracked(e xml.StartElement, id string) error {
	if name(e) == "deletion" {
		r.left.Deleted++
		r.deleted[id] = true
		return r.x.Skip()
	}
	return children(r.x, func(e xml.StartElement) error { return r.tracked(e, id) })
}

// change opens or closes a deletion whose text is in the body.
func (r *reader) change(e xml.StartElement) {
	id := guard.Attr(e, "change-id")
	switch {
	case name(e) == "change-end":
		delete(r.deleting, id)
	case r.deleted[id]:
		r.deleting[id] = true
	}
}

func (r *reader) section(e xml.StartElement) error {
	if guard.Attr(e, "display") == "none" || guard.Attr(e, "is-hidden") == "true" {
		r.left.Hidden++
		return r.x.Skip()
	}
	return r.blocks()
}

// numbered reads a paragraph that names its list and level itself.
func (r *reader) numbered(e xml.StartElement) error {
	outer := r.item
	own := item{style: guard.Attr(e, "style-name"), at: place(guard.Attr(e, "level")), numbered: true, start: guard.Attr(e, "start-value")}
	id := guard.Attr(e, "list-id")
	own.counters = r.byID[id]
	if own.counters == nil {
		own.counters = r.countersOf(e, own.style)
		r.byID[id] = own.counters
	}
	r.item = &own
	err := r.blocks()
	r.item = outer
	return err
}

// outside counts what the file takes from elsewhere.
func (r *reader) outside(e xml.StartElement) {
	if target := guard.Attr(e, "href"); strings.Contains(target, ":") || strings.HasPrefix(target, "../") {
		r.left.External++
	}
}

// drawn reads the text of a frame or shape and counts its pictures.
func (r *reader) drawn(e xml.StartElement) error {
	switch name(e) {
	case "draw:frame":
		return r.frame()
	case "draw:g", "draw:a":
		return children(r.x, r.drawn)
	case "draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:applet", "draw:floating-frame":
		r.left.Pictures++
		r.outside(e)
		return r.x.Skip()
	}
	if !strings.HasPrefix(name(e), "draw:") {
		return r.x.Skip()
	}
	inner := &flow.Flow{} // a text box, or a shape with text in it
	err := r.within(inner, r.blocks)
	r.after(inner.Blocks)
	return err
}

// frame reads the first of the forms that a frame holds of one thing.
func (r *reader) frame() error {
	read := false
	return children(r.x, func(e xml.StartElement) error {
		if read || !strings.HasPrefix(name(e), "draw:") {
			return r.x.Skip()
		}
		read = true
		return r.drawn(e)
	})
}

// after puts blocks behind the open paragraph, which they are anchored in.
func (r *reader) after(blocks []source.Block) {
	if r.para != nil {
		r.para.after = append(r.para.after, blocks...)
		return
	}
	r.flow.Blocks = append(r.flow.Blocks, blocks...)
}

func (r *reader) table() error {
	var g flow.Grid
	err := children(r.x, func(e xml.StartElement) error { return r.tablePart(&g, e) })
	r.flow.AddTable(&g)
	return err
}

func (r *reader) tablePart(g *flow.Grid, e xml.StartElement) error {
	switch name(e) {
	case "table:table-header-rows", "table:table-rows", "table:table-row-group":
		return children(r.x, func(e xml.StartElement) error { return r.tablePart(g, e) })
	case "table:table-row":
		return r.row(g, e)
	}
	return r.x.Skip()
}

func (r *reader) row(g *flow.Grid, e xml.StartElement) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if v := guard.Attr(e, "visibility"); v == "collapse" || v == "filter" {
		r.left.Hidden++
		return r.x.Skip()
	}
	var w flow.Row
	err := children(r.x, func(e xml.StartElement) error { return r.cell(g, &w, e) })
	g.End(w, number(guard.Attr(e, "number-rows-repeated")))
	return err
}

func (r *reader) cell(g *flow.Grid, w *flow.Row, e xml.StartElement) error {
	kind := name(e)
	if kind != "table:table-cell" && kind != "table:covered-table-cell" {
		return r.x.Skip()
	}
	inner := &flow.Flow{Cell: true}
	if err := r.within(inner, r.blocks); err != nil {
		return err
	}
	if kind == "table:table-cell" {
		g.Fill(w, 1, inner) // the places that it spans follow as covered cells
	} else {
		if flow.Joined(inner.Blocks) != "" {
			r.left.Hidden++
		}
		w.Leave(1)
	}
	w.Repeat(number(guard.Attr(e, "number-columns-repeated")))
	return nil
}
