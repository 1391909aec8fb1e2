package ofd

import (
	"context"
	"encoding/xml"
	"errors"
	"io"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// maxRules is how many pieces of ruled lines of one page are kept.
const maxRules = 4_000

// page is what stands on a page, places in millimetres from its upper left corner.
type page struct {
	number    int
	glyphs    []glyph
	turned    map[direction][]glyph // text that runs up or down
	objects   int
	rules     []segment
	templates []string // by number
}

func (r *reader) readPage(ctx context.Context, name string) (*page, error) {
	p := &page{turned: map[direction][]glyph{}}
	err := r.each(ctx, name, func(x *guard.XML, e xml.StartElement) error {
		switch e.Name.Local {
		case "Template":
			p.templates = append(p.templates, guard.Attr(e, "TemplateID"))
		case "TextObject":
			return r.textObject(x, e, p)
		case "PathObject":
			return pathObject(x, e, p)
		case "ImageObject":
			r.tally.pictures++
			return x.Skip()
		case "CompositeObject":
			r.tally.drawings++
			return x.Skip()
		}
		return nil
	})
	r.tally.slanting += p.turn()
	return p, err
}

// turn turns a page that was stored on its side, and gives how many characters
// of another direction are left out.
func (p *page) turn() int {
	down, up := p.turned[downward], p.turned[upward]
	if len(p.glyphs) > 0 || len(down)+len(up) == 0 {
		return len(down) + len(up)
	}
	width, height := 0.0, 0.0
	for _, g := range append(down, up...) {
		width, height = max(width, g.x), max(height, g.y)
	}
	if len(down) >= len(up) {
		p.glyphs = down
		for i, g := range down {
			down[i].x, down[i].y = g.y, width-g.x+g.size
		}
		return len(up)
	}
	p.glyphs = up
	for i, g := range up {
		up[i].x, up[i].y = height-g.y, g.x
	}
	return len(down)
}

// textObject reads the characters of an object.
func (r *reader) textObject(x *guard.XML, e xml.StartElement, p *page) error {
	o := newObject(e)
	hidden := invisible(e)
	var glyphs []glyph
	err := children(x, func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "FillColor":
			hidden = hidden || guard.Attr(e, "Alpha") == "0"
		case "TextCode":
			text, err := content(x)
			if r.size += len(text); r.size > 4*source.MaxText { // bytes, hidden ones too
				return true, source.TooLong()
			}
			glyphs = append(glyphs, o.place(text, e)...)
			return true, err
		}
		return false, nil
	})
	switch {
	case err != nil:
		return err
	case hidden && len(glyphs) > 0:
		r.tally.hidden++
	default:
		r.keep(p, o.at.direction(), r.legible(glyphs))
	}
	return nil
}

// keep takes the characters of one object.
func (r *reader) keep(p *page, to direction, glyphs []glyph) {
	p.objects++
	for i := range glyphs {
		glyphs[i].object = p.objects
	}
	switch to {
	case rightward:
		p.glyphs = append(p.glyphs, glyphs...)
	case slanting:
		r.tally.slanting += len(glyphs)
	default:
		p.turned[to] = append(p.turned[to], glyphs...)
	}
}

// legible drops what fonts without Unicode leave in place of characters.
func (r *reader) legible(glyphs []glyph) []glyph {
	r.tally.chars += len(glyphs)
	kept := glyphs[:0]
	for _, g := range glyphs {
		if g.char == '\uFFFD' || (g.char >= 0xE000 && g.char <= 0xF8FF) {
			r.tally.unknown++
			continue
		}
		kept = append(kept, g)
	}
	return kept
}

// invisible tells whether an object says that it is not to be seen.
func invisible(e xml.StartElement) bool {
	visible := guard.Attr(e, "Visible")
	return visible == "false" || visible == "0" || guard.Attr(e, "Alpha") == "0"
}

// children calls do with each child of the element that was just opened; do tells
// whether it has read the child to its end.
func children(x *guard.XML, do func(xml.StartElement) (read bool, err error)) error {
	for {
		token, err := x.Next()
		if errors.Is(err, io.EOF) {
			return source.Broken(formatName, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			read, err := do(token)
			if err == nil && !read {
				err = x.Skip()
			}
			if err != nil {
				return err
			}
		}
	}
}
