package doc

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf16"

	"mingzhang/ingest/source"
)

// Characters that stand for something other than themselves ([MS-DOC] 2.4.1).
const (
	markCell      = 0x07
	markLine      = 0x0B
	markPage      = 0x0C
	markPara      = 0x0D
	markColumn    = 0x0E
	picture       = 0x01
	drawing       = 0x08
	noteRef       = 0x02
	commentRef    = 0x05
	fieldBegin    = 0x13
	fieldResult   = 0x14
	fieldEnd      = 0x15
	firmHyphen    = 0x1E
	symbolPlace   = 0x28
	maxFieldDepth = 64
)

// story reads one part of the text into blocks.
type story struct {
	text    *pieced
	chars   *chars
	paras   *paras
	numbers *numbering
	out     *source.Builder
	tally   *tally
	tables  tables
	piece   int    // of the character being read
	fields  []bool // open fields: whether their code is being read
	codes   int    // how many of them
	line    []uint16
	inCells int // bytes of text in tables
	size    int // of the first character of the line, in half points
}

// read reads the characters of a span.
func (s *story) read(ctx context.Context, part span) error {
	s.tables.add = s.out.Add
	end := min(part.to, len(s.text.units))
	for at, paragraphs := part.from, 0; at < end; paragraphs++ {
		if err := ctx.Err(); err != nil && paragraphs%256 == 0 {
			return fmt.Errorf("reading a Word document: %w", err)
		}
		mark := s.mark(at, end)
		if err := s.paragraph(at, mark); err != nil {
			return err
		}
		at = mark + 1
	}
	if err := s.put(layout{outline: bodyText}); err != nil { // text that no mark ends
		return err
	}
	return s.tables.closeTo(0)
}

// mark gives the place of the mark that ends the paragraph at from.
func (s *story) mark(from, end int) int {
	for at := from; at < end; at++ {
		switch s.text.units[at] {
		case markPara, markCell, markPage:
			return at
		}
	}
	return end - 1
}

// locate gives where a character lies in the stream, and its piece.
func (s *story) locate(at int) (int, *piece) {
	for s.piece > 0 && at < s.text.pieces[s.piece].from {
		s.piece--
	}
	for at >= s.text.pieces[s.piece].to {
		s.piece++
	}
	p := &s.text.pieces[s.piece]
	return p.fc + (at-p.from)*p.width, p
}

func (s *story) paragraph(from, mark int) error {
	fc, p := s.locate(mark)
	l := s.paras.at(fc, p.prls)
	for at := from; at < mark; at++ {
		s.character(at, l.style)
	}
	unit := s.text.units[mark]
	seen := s.chars.at(fc, l.style, p.prls)
	if s.codes > 0 {
		s.fields, s.codes = nil, 0 // a code that never ends must not swallow the rest
	}
	switch {
	case unit == markCell:
		l.depth = max(l.depth, 1)
	case unit != markPara && unit != markPage:
		s.character(mark, l.style)
	case unit == markPara && (seen.deleted || seen.hidden) && !l.innerCell && !l.innerRow:
		return nil // the next paragraph goes on with this one
	}
	if l.depth > 0 {
		return s.inTable(l, unit == markCell, seen.deleted)
	}
	return s.put(l)
}

// inTable takes the line into its cell, and ends cell and row where they end.
func (s *story) inTable(l layout, cellMark, deleted bool) error {
	table, err := s.tables.at(l.depth)
	if err != nil {
		return err
	}
	outer := l.depth == 1
	if (outer && l.rowEnd) || (!outer && l.innerRow) {
		s.line = nil
		return table.endRow(l.row, deleted)
	}
	if text := strings.TrimSpace(s.take(l, true)); text != "" {
		if s.inCells += len(text); s.inCells > 4*source.MaxText { // bytes; the table itself is measured when it ends
			return source.TooLong()
		}
		table.cell = append(table.cell, part{text: text})
	}
	if (outer && cellMark) || (!outer && l.innerCell) {
		table.endCell()
	}
	return nil
}

// put adds the line as a block.
func (s *story) put(l layout) error {
	if err := s.tables.closeTo(0); err != nil {
		return err
	}
	size := s.size
	block := source.Block{Kind: source.Paragraph}
	if l.list > 0 && l.list <= len(s.numbers.uses) {
		block.Kind, block.Level = source.ListItem, min(l.listLevel+1, maxLevel)
	}
	if level := s.heading(l); level > 0 {
		block.Kind, block.Level = source.Heading, level
	}
	text := s.take(l, false)
	if text == "" {
		return nil
	}
	if chain := s.paras.styles.chain(l.style); len(chain) > 0 && chain[len(chain)-1].contents() {
		s.tally.contents++
		return nil
	}
	var blanks int
	block.Text, blanks = trim(text)
	if block.Kind == source.Paragraph {
		block.Indent = l.indent(size) + blanks
	}
	return s.out.Add(block)
}

func (s *story) heading(l layout) int {
	if chain := s.paras.styles.chain(l.style); len(chain) > 0 {
		if level := chain[len(chain)-1].heading(); level > 0 {
			return level
		}
	}
	if l.outline < bodyText {
		return l.outline + 1
	}
	return 0
}

// take gives the line with its automatic number and begins a new one. Outside a
// table, a number without text is not shown.
func (s *story) take(l layout, inCell bool) string {
	text := string(utf16.Decode(s.line))
	s.line, s.size = s.line[:0], 0
	empty := strings.TrimSpace(text) == ""
	if empty && !inCell {
		return ""
	}
	number := s.numbers.next(l.list, l.listLevel)
	if empty {
		return strings.TrimSpace(number)
	}
	if number != "" {
		return join(number, strings.TrimLeft(text, " \t　"))
	}
	return text
}

// join puts a number before its text, apart where the two would read as one
// number: 1. and 5000元.
func join(number, text string) string {
	if strings.HasSuffix(number, ".") && text[0] >= '0' && text[0] <= '9' {
		return number + " " + text
	}
	return number + text
}

// trim drops blanks at both ends and gives the width of those before the text in
// characters.
func trim(text string) (string, int) {
	rest := strings.TrimLeft(text, " \u00a0\u3000")
	half := 0
	for _, r := range text[:len(text)-len(rest)] {
		half++
		if r == '　' {
			half++
		}
	}
	return strings.TrimSpace(rest), half / 2
}
