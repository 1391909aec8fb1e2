package ofd

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// outline is what a document says of its parts, by their names in the archive.
type outline struct {
	pages     []string
	templates map[string]string // by number
}

// documents gives the names of the documents in the file.
func (r *reader) documents(ctx context.Context) ([]string, error) {
	const entry = "OFD.xml"
	if !r.archive.Has(entry) {
		if r.archive.Has("Encryptions.xml") {
			return nil, source.Refuse("OFD加了密，无法读取；请取消加密后再提交", "the OFD is encrypted; remove the encryption and send it again")
		}
		return nil, source.Refuse("这不是OFD文件（缺少OFD.xml）；请用原程序重新导出后再提交", "this is no OFD (it lacks OFD.xml); export it again")
	}
	var names []string
	err := r.each(ctx, entry, func(x *guard.XML, e xml.StartElement) error {
		switch e.Name.Local {
		case "DocRoot":
			text, err := content(x)
			names = append(names, r.locate(entry, text))
			return err
		case "Signatures":
			r.tally.signed = true
		case "Encryptions", "Encryption":
			return source.Refuse("OFD加了密，无法读取；请取消加密后再提交", "the OFD is encrypted; remove the encryption and send it again")
		}
		return nil
	})
	if err == nil && len(names) == 0 {
		err = source.Broken(formatName, errors.New("it names no document"))
	}
	return names, err
}

// outline reads the root of a document.
func (r *reader) outline(ctx context.Context, name string) (*outline, error) {
	o := &outline{templates: map[string]string{}}
	err := r.each(ctx, name, func(x *guard.XML, e xml.StartElement) error {
		switch e.Name.Local {
		case "Page":
			if base := guard.Attr(e, "BaseLoc"); base != "" {
				o.pages = append(o.pages, r.locate(name, base))
			}
		case "TemplatePage":
			o.templates[guard.Attr(e, "ID")] = r.locate(name, guard.Attr(e, "BaseLoc"))
		case "Annotations":
			r.tally.annotated = true
		case "Attachments":
			r.tally.attached = true
		}
		return nil
	})
	return o, err
}

// locate gives the name in the archive of a place that a part names: from the
// root, from the part, or, as some programs write, from the root without a stroke
// or in other letters than the archive.
func (r *reader) locate(part, place string) string {
	place = strings.ReplaceAll(strings.TrimSpace(place), `\`, "/")
	near := path.Join(path.Dir(part), place)
	if strings.HasPrefix(place, "/") {
		near = path.Join(place[1:])
	}
	for _, name := range []string{near, path.Join(strings.TrimLeft(place, "/"))} {
		if found := r.folded[strings.ToLower(name)]; r.archive.Has(name) {
			return name
		} else if found != "" {
			return found
		}
	}
	return near
}

// each calls do with each element that begins in a part.
func (r *reader) each(ctx context.Context, name string, do func(*guard.XML, xml.StartElement) error) error {
	b, err := r.archive.Read(name)
	if err != nil {
		return err
	}
	x := guard.NewXML(formatName, b)
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil && n%1024 == 0 {
			return fmt.Errorf("reading an OFD: %w", err)
		}
		token, err := x.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := do(x, e); err != nil {
				return err
			}
		}
	}
}

// content gives the text of the element that was just opened.
func content(x *guard.XML) (string, error) {
	var text strings.Builder
	for depth := 1; depth > 0; {
		token, err := x.Next()
		if errors.Is(err, io.EOF) {
			return "", source.Broken(formatName, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			text.Write(token)
		}
	}
	return text.String(), nil
}
