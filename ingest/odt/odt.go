// Package odt reads text documents of OpenDocument (.odt, and flat .fodt). It gives
// what a person sees on the page: automatic numbers are written out, insertions count
// as text; deleted, hidden and comment text is left out and noted. Nothing outside
// the package is ever followed, and no script is run.
package odt

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"mingzhang/ingest/flow"
	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

const format = "OpenDocument文档"

// Read reads an .odt or .fodt file; it is a [source.Reader].
//
// A footnote follows the paragraph that cites it, as 注：…; a table within a table
// follows the outer one as a table of its own, so that its figures keep their rows;
// a table of one cell is a frame and gives its paragraphs. Pieces of a paragraph
// broken by hand are [source.Line]s: whether they read on is for others to judge.
func Read(ctx context.Context, b []byte) (*source.Document, error) {
	r := &reader{ctx: ctx, styles: newStyles(), flow: &flow.Flow{}, byID: map[string]*counters{}, byStyle: map[string]*counters{},
		deleted: map[string]bool{}, deleting: map[string]bool{}}
	if !bytes.HasPrefix(b, []byte("PK")) {
		return r.build(b)
	}
	pack, err := guard.OpenZip(format, b)
	if err != nil {
		return nil, err
	}
	if err := r.inspect(pack); err != nil {
		return nil, err
	}
	if pack.Has("styles.xml") {
		part, err := pack.Read("styles.xml")
		if err != nil {
			return nil, err
		}
		if err := r.part(part, false); err != nil {
			return nil, err
		}
	}
	content, err := pack.Read("content.xml")
	if err != nil {
		return nil, err
	}
	return r.build(content)
}

// reader walks through one document, element by element.
type reader struct {
	ctx    context.Context
	x      *guard.XML
	styles *styles

	flow     *flow.Flow // what the current container gives
	para     *para      // the open paragraph
	item     *item      // the open item of a list
	byID     map[string]*counters
	byStyle  map[string]*counters
	headings counters
	left     flow.Tally
	size     int             // bytes of text so far
	deleted  map[string]bool // the changes that are deletions
	deleting map[string]bool // those of them that are open
	found    bool
}

// inspect looks at what the package holds beside its text.
func (r *reader) inspect(pack *guard.Archive) error {
	for _, name := range pack.Names() {
		if strings.HasPrefix(name, "Scripts/") || strings.HasPrefix(name, "Basic/") {
			r.left.Macros = true
		}
	}
	const manifest = "META-INF/manifest.xml"
	if !pack.Has(manifest) {
		return nil
	}
	b, err := pack.Read(manifest)
	if err != nil {
		return err
	}
	if bytes.Contains(b, []byte("encryption-data")) {
		return source.Refuse("文件加了密码，无法读取；请取消密码保护后再提交", "the file is protected by a password; remove it and send the file again")
	}
	return nil
}

func (r *reader) build(content []byte) (*source.Document, error) {
	if err := r.part(content, true); err != nil {
		return nil, err
	}
	if !r.found {
		return nil, source.Refuse("文件里没有文字文档的正文；请用LibreOffice或WPS另存为.docx后再提交",
			"the file holds no text document; save it as .docx and send it again")
	}
	if len(r.deleting) > 0 {
		return nil, source.Broken(format, errors.New("a deletion never ends"))
	}
	var b source.Builder
	for _, block := range r.flow.Blocks {
		if err := b.Add(block); err != nil {
			return nil, err
		}
	}
	r.left.Note(&b)
	return b.Document(), nil
}

// part reads a file of the package, or a flat document. The automatic styles of a
// part without text belong to its headers.
func (r *reader) part(b []byte, text bool) error {
	r.x = guard.NewXML(format, b)
	for {
		token, err := next(r.x)
		if err != nil {
			return err
		}
		if _, ok := token.(xml.StartElement); ok {
			break
		}
	}
	return children(r.x, func(e xml.StartElement) error {
		switch name(e) {
		case "office:automatic-styles":
			if text {
				return r.readStyles()
			}
		case "office:styles":
			return r.readStyles()
		case "office:master-styles":
			return children(r.x, r.master)
		case "office:scripts":
			return children(r.x, r.scripts)
		case "office:body":
			return children(r.x, r.body)
		}
		return r.x.Skip()
	})
}

func (r *reader) body(e xml.StartElement) error {
	if name(e) != "office:text" {
		return r.x.Skip()
	}
	r.found = true
	return r.blocks()
}

// scripts looks for macros; an empty library holds none.
func (r *reader) scripts(e xml.StartElement) error {
	switch e.Name.Local {
	case "module", "source-code", "library-linked":
		r.left.Macros = true
	}
	return children(r.x, r.scripts)
}

// master looks for headers and footers in a master page.
func (r *reader) master(e xml.StartElement) error {
	switch name(e) {
	case "style:header", "style:footer":
		r.left.RunningHeads = true
		return r.x.Skip()
	}
	return children(r.x, r.master)
}

// within reads a container into a flow of its own, with lists of its own.
func (r *reader) within(inner *flow.Flow, read func() error) error {
	outer, para, item := r.flow, r.para, r.item
	r.flow, r.para, r.item = inner, nil, nil
	err := read()
	r.flow, r.para, r.item = outer, para, item
	return err
}

// next gives the next token of a file that has not come to its end.
func next(x *guard.XML) (xml.Token, error) {
	token, err := x.Next()
	if errors.Is(err, io.EOF) {
		return nil, source.Broken(format, io.ErrUnexpectedEOF)
	}
	return token, err
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
