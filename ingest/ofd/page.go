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
	rules     []segment
	templates []string // by number
}

func (r *reader) readPage(ctx context.Context, name string) (*page, error) {
	p := &page{}
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
	return p, err
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
	case o.slants() && len(glyphs) > 0:
		r.tally.slanting++
	default:
		p.glyphs = append(p.glyphs, r.legible(glyphs)...)
	}
	return nil
}

// legible drops what fonts without Unicode leave in place of characters.
func (r *reader) legible(glyphs []glyph) []glyph {
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
