// Package doc reads the binary documents of Word 97-2003 (.doc) and those of WPS
// (.wps) that have the same inside: an OLE compound file with the text in pieces
// and its properties in pages. What the code relies on is in [MS-DOC] and
// [MS-CFB]; nothing in a file is believed that does not fit the bytes at hand.
package doc

import (
	"context"

	"mingzhang/ingest/source"
)

// Read gives the main text and then the text boxes of a document: headings by
// style or outline level, automatic numbers restored, tables on one grid. Deleted
// and hidden text, comments, notes and running heads are left out and noted. A
// table inside a table follows the outer one. Its errors about the file are
// [source.Refusal]; it stops soon after ctx ends.
func Read(ctx context.Context, b []byte) (*source.Document, error) {
	c, err := openCompound(b)
	if err != nil {
		return nil, err
	}
	f, err := readFIB(c)
	if err != nil {
		return nil, err
	}
	parts, err := f.stories()
	if err != nil {
		return nil, err
	}
	t, err := readText(f)
	if err != nil {
		return nil, err
	}
	counted := &tally{macros: c.holds("Macros"), objects: c.holds("ObjectPool"), headers: t.shows(parts.headers)}
	out := &source.Builder{}
	if err := readStories(ctx, f, t, parts, counted, out); err != nil {
		return nil, err
	}
	counted.report(out)
	return out.Document(), nil
}

func readStories(ctx context.Context, f *fib, t *pieced, parts stories, counted *tally, out *source.Builder) error {
	styles := readStyles(f.part(inStyles))
	s := &story{
		text: t, chars: readChars(f, styles), paras: readParas(f, styles),
		numbers: newNumbering(readLists(f)), out: out, tally: counted,
	}
	if err := s.read(ctx, parts.body); err != nil {
		return err
	}
	before := len(out.Document().Blocks)
	if err := s.read(ctx, parts.boxes); err != nil {
		return err
	}
	counted.boxes = len(out.Document().Blocks) - before
	return nil
}

// shows tells whether a part of the text has anything to see.
func (t *pieced) shows(part span) bool {
	for at := part.from; at < min(part.to, len(t.units)); at++ {
		if t.units[at] > 0x20 && t.units[at] != 0x3000 {
			return true
		}
	}
	return false
}
