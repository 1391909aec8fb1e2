// Package docx reads Word documents of Office Open XML (.docx, .docm), transitional
// and strict. It gives what a person sees on the page: automatic numbers are written
// out, insertions count as text; deleted, hidden and comment text is left out and
// noted. Nothing outside the package is ever followed, and no macro is run.
package docx

import (
	"context"
	"encoding/xml"
	"errors"
	"io"

	"mingzhang/ingest/flow"
	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

const format = "Word文档"

// Read reads a .docx file; it is a [source.Reader].
//
// A footnote follows the paragraph that cites it, as 注：…; a table within a table
// follows the outer one as a table of its own, so that its figures keep their rows;
// a table of one cell is a frame and gives its paragraphs. Pieces of a paragraph
// broken by hand are [source.Line]s: whether they read on is for others to judge.
func Read(ctx context.Context, b []byte) (*source.Document, error) {
	pack, err := open(b)
	if err != nil {
		return nil, err
	}
	styles, err := readStyles(pack)
	if err != nil {
		return nil, err
	}
	lists, err := readLists(pack)
	if err != nil {
		return nil, err
	}
	text, err := pack.zip.Read(pack.main)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, pack: pack, styles: styles, lists: lists}
	if err := r.document(text); err != nil {
		return nil, err
	}
	if len(r.fields) > 0 && r.left.Contents > 0 {
		// A table of contents that never ends would swallow the text: keep it all.
		r = &reader{ctx: ctx, pack: pack, styles: styles, lists: lists.fresh(), keepContents: true}
		if err := r.document(text); err != nil {
			return nil, err
		}
	}
	return r.build()
}

// reader walks through one document, element by element.
type reader struct {
	ctx    context.Context
	pack   *pack
	styles *styles
	lists  *lists
	x      *guard.XML

	flow         *flow.Flow // what the current container gives
	para         *para      // the open paragraph
	fields       []field    // the open fields, innermost last
	notes        *footnotes // nil until the first is cited
	left         flow.Tally
	size         int  // bytes of text so far
	keepContents bool // a table of contents counts as text
}

func (r *reader) document(text []byte) error {
	r.x = guard.NewXML(format, text)
	r.flow = &flow.Flow{}
	root, err := first(r.x)
	if err != nil {
		return err
	}
	if name(root) != "document" {
		return source.Refuse("文件不是Word文档；请用Word或WPS另存为.docx后再提交",
			"the file is no Word document; save it as .docx and send it again")
	}
	return children(r.x, func(e xml.StartElement) error {
		if name(e) == "body" {
			return r.blocks()
		}
		return r.x.Skip()
	})
}

func (r *reader) build() (*source.Document, error) {
	var b source.Builder
	r.flow.End()
	for _, block := range r.flow.Blocks {
		if err := b.Add(block); err != nil {
			return nil, err
		}
	}
	r.left.External, r.left.Macros = r.pack.external, r.pack.macros
	r.left.Note(&b)
	return b.Document(), nil
}

// within reads a container into a flow of its own.
func (r *reader) within(inner *flow.Flow, read func() error) error {
	outer, para := r.flow, r.para
	r.flow, r.para = inner, nil
	err := read()
	inner.End()
	r.flow, r.para = outer, para
	return err
}

// aside reads a container that takes no part in the fields around it and gives
// its blocks.
func (r *reader) aside(read func() error) ([]source.Block, error) {
	fields := r.fields
	r.fields = nil
	inner := &flow.Flow{}
	err := r.within(inner, read)
	r.fields = fields
	return inner.Blocks, err
}

// next gives the next token of a file that has not come to its end.
func next(x *guard.XML) (xml.Token, error) {
	token, err := x.Next()
	if errors.Is(err, io.EOF) {
		return nil, source.Broken(format, io.ErrUnexpectedEOF)
	}
	return token, err
}

// first gives the root element.
func first(x *guard.XML) (xml.StartElement, error) {
	for {
		token, err := next(x)
		if err != nil {
			return xml.StartElement{}, err
		}
		if e, ok := token.(xml.StartElement); ok {
			return e, nil
		}
	}
}

// children visits each element within the one just opened; visit reads to its end.
func children(x *guard.XML, visit func(xml.StartElement) error) error {
	for {
		token, err := next(x)
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := visit(token); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}
