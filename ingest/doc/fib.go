package doc

import (
	"errors"

	"mingzhang/ingest/source"
)

// Places of the pairs (offset, length) in the table of the file information
// block, FibRgFcLcb97 of [MS-DOC] 2.5.6.
const (
	inStyles   = 1
	inChpx     = 12
	inPapx     = 13
	inClx      = 33
	inLists    = 73
	inListUses = 74
)

// maxChars is how many characters of text, hidden and deleted ones included, a
// document may have.
const maxChars = 4 * source.MaxText

// fib is the file information block, which says where everything lies.
type fib struct {
	main  []byte // the stream WordDocument
	table []byte // the stream 0Table or 1Table
	data  []byte // the stream Data, if any
	rgLw  int    // offset of the lengths of the stories
	rgFc  int    // offset of the pairs
	pairs int
}

// stories are the parts of the text in the order in which they are stored.
type stories struct {
	body, footnotes, headers, comments, endnotes, boxes span
}

// span is a range of character positions.
type span struct{ from, to int }

func readFIB(c *compound) (*fib, error) {
	b, err := c.read("WordDocument")
	if err != nil {
		return nil, err
	}
	if err := refuseFIB(b); err != nil {
		return nil, err
	}
	f := &fib{main: b}
	words := u16(b, 32)
	f.rgLw = 34 + 2*words + 2
	f.rgFc = f.rgLw + 4*u16(b, f.rgLw-2) + 2
	f.pairs = u16(b, f.rgFc-2)
	name := "0Table"
	if u16(b, 10)&0x0200 != 0 {
		name = "1Table"
	}
	if f.table, err = c.read(name); err != nil {
		return nil, err
	}
	if c.has("Data") {
		f.data, err = c.read("Data")
	}
	return f, err
}

func refuseFIB(b []byte) error {
	const word97, firstWord97 = 0xA5EC, 0xC0
	switch {
	case len(b) < 0x200:
		return source.Broken(formatName, errors.New("the head of the text is cut off"))
	case u16(b, 0) != word97 || u16(b, 2) < firstWord97:
		return source.Refuse("这是Word 95或更早版本的文档；请用Word或WPS另存为.docx后再提交", "this was written by Word 95 or older; save it as .docx")
	case u16(b, 10)&0x8100 != 0: // encrypted, or its text obscured
		return locked()
	}
	return nil
}

// part gives what the pair at a place points to in the table stream.
func (f *fib) part(place int) []byte {
	at, size := f.pair(place)
	return cut(f.table, at, size)
}

func (f *fib) pair(place int) (at, size int) {
	if place >= f.pairs {
		return 0, 0
	}
	return u32(f.main, f.rgFc+8*place), u32(f.main, f.rgFc+8*place+4)
}

// stories cuts the text into its parts.
func (f *fib) stories() (stories, error) {
	var s stories
	at := 0
	for _, one := range []struct {
		place int
		to    *span
	}{{3, &s.body}, {4, &s.footnotes}, {5, &s.headers}, {6, &span{}}, {7, &s.comments}, {8, &s.endnotes}, {9, &s.boxes}} {
		n := u32(f.main, f.rgLw+4*one.place)
		if n > maxChars-at {
			return s, source.TooLong()
		}
		*one.to = span{at, at + n}
		at += n
	}
	return s, nil
}
