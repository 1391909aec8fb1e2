// Package ofd reads OFD, the Chinese standard for fixed pages (GB/T 33190-2016):
// an archive of XML that places characters on pages in millimetres. Only text,
// its places and the ruled lines of tables are read; nothing is drawn or fetched.
package ofd

import (
	"context"
	"fmt"
	"strings"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// formatName names the format for people.
const formatName = "OFD文件"

// Read gives the lines of all documents in the file by where they stand, whatever
// the order in which they are stored, and the tables that ruled lines enclose.
// Wide gaps within a line become tabs. Templates, which hold running heads, are
// left out where a page has text of its own; so are annotations, seals, pictures,
// slanting watermarks and invisible text, all noted. Its errors about the file
// are [source.Refusal]; it stops soon after ctx ends.
func Read(ctx context.Context, b []byte) (*source.Document, error) {
	if len(b) > source.MaxFile {
		return nil, source.Refuse("文件超过20兆字节的上限；请拆分后再提交", "the file exceeds 20 MiB; split it")
	}
	archive, err := guard.OpenZip(formatName, b)
	if err != nil {
		return nil, err
	}
	r := &reader{archive: archive, pages: map[string]*page{}, folded: map[string]string{}}
	for _, name := range archive.Names() {
		r.folded[strings.ToLower(name)] = name
	}
	if err := r.readAll(ctx); err != nil {
		return nil, err
	}
	r.tally.report(&r.out)
	return r.out.Document(), nil
}

// reader reads one file.
type reader struct {
	archive *guard.Archive
	out     source.Builder
	tally   tally
	number  int               // of the page, through all documents
	size    int               // bytes of text seen
	folded  map[string]string // names in the archive by their small letters
	pages   map[string]*page  // templates that were read, by name
}

func (r *reader) readAll(ctx context.Context) error {
	documents, err := r.documents(ctx)
	if err != nil {
		return err
	}
	for _, name := range documents {
		if err := r.document(ctx, name); err != nil {
			return err
		}
	}
	if len(r.out.Document().Blocks) == 0 && r.tally.pictures > 0 {
		return source.Refuse("OFD里只有图片（可能是扫描件），没有文字；请提交由原文件导出的OFD或.docx", "the OFD holds only pictures; send one made from the original text, or a .docx")
	}
	if r.tally.unknown*5 > r.tally.chars {
		return source.Refuse("OFD里的很多文字没有编码，无法读取；请由原文件重新导出，或提交.docx", "much of the text has no character codes; export the OFD again, or send a .docx")
	}
	return nil
}

// document reads the pages of one document.
func (r *reader) document(ctx context.Context, name string) error {
	outline, err := r.outline(ctx, name)
	if err != nil {
		return err
	}
	if len(outline.pages) > source.MaxPages-r.number {
		return source.Refuse(fmt.Sprintf("文件超过%d页；请拆分后再提交", source.MaxPages), fmt.Sprintf("the file has more than %d pages; split it", source.MaxPages))
	}
	var pages []*page
	for _, name := range outline.pages {
		r.number++
		p, err := r.page(ctx, name, outline.templates)
		if err != nil {
			return err
		}
		p.number = r.number
		pages = append(pages, p)
	}
	return r.write(ctx, pages)
}

// page reads a page, with the text of its templates where it has none.
func (r *reader) page(ctx context.Context, name string, templates map[string]string) (*page, error) {
	p, err := r.readPage(ctx, name)
	if err != nil {
		return nil, err
	}
	own := len(p.glyphs) > 0
	for _, id := range p.templates {
		t, err := r.template(ctx, templates[id])
		if err != nil {
			return nil, err
		}
		switch {
		case t == nil || len(t.glyphs) == 0:
		case own:
			r.tally.templates++
		default:
			p.glyphs = append(p.glyphs, t.glyphs...)
			p.rules = append(p.rules, t.rules...)
		}
	}
	return p, nil
}

func (r *reader) template(ctx context.Context, name string) (*page, error) {
	if name == "" {
		return nil, nil
	}
	if t := r.pages[name]; t != nil {
		return t, nil
	}
	t, err := r.readPage(ctx, name)
	if err == nil {
		r.pages[name] = t
	}
	return t, err
}
