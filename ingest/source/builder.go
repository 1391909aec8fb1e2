package source

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Builder gathers the blocks of a document within the limits. The zero value is
// ready to use.
type Builder struct {
	doc  Document
	size int // characters, and cells of tables
}

// Add appends a block; empty ones are dropped, rows are made equally long. It
// fails with a [Refusal] when the document becomes too long.
func (b *Builder) Add(block Block) error {
	if block.Kind == Table {
		return b.addTable(block)
	}
	if block.Text == "" {
		return nil
	}
	b.size += utf8.RuneCountInString(block.Text)
	return b.append(block)
}

func (b *Builder) append(block Block) error {
	if b.size > MaxText || len(b.doc.Blocks) >= MaxBlocks {
		return TooLong()
	}
	b.doc.Blocks = append(b.doc.Blocks, block)
	return nil
}

func (b *Builder) addTable(block Block) error {
	width, filled := 0, false
	for _, row := range block.Rows {
		width = max(width, len(row))
		for _, cell := range row {
			b.size += utf8.RuneCountInString(cell)
			filled = filled || cell != ""
		}
	}
	switch {
	case !filled:
		return nil
	case len(block.Rows) > MaxRows:
		return Refuse(fmt.Sprintf("有一个表格超过%d行；请拆分后再提交", MaxRows), fmt.Sprintf("a table has more than %d rows; split it", MaxRows))
	case width > MaxColumns:
		return Refuse(fmt.Sprintf("有一个表格超过%d列；请检查表格后再提交", MaxColumns), fmt.Sprintf("a table has more than %d columns; check it", MaxColumns))
	}
	b.size += len(block.Rows) * width // empty cells weigh too: they are written out
	for i, row := range block.Rows {
		block.Rows[i] = append(row, make([]string, width-len(row))...)
	}
	return b.append(block)
}

// Note says, once, that something was left out.
func (b *Builder) Note(chinese, english string) {
	if note := chinese + " / " + english; !slices.Contains(b.doc.Notes, note) {
		b.doc.Notes = append(b.doc.Notes, note)
	}
}

// NoteCount says that n pieces were left out, and nothing when n is 0. %d in the
// words stands for n.
func (b *Builder) NoteCount(n int, chinese, english string) {
	if n > 0 {
		number := strconv.Itoa(n)
		b.Note(strings.ReplaceAll(chinese, "%d", number), strings.ReplaceAll(english, "%d", number))
	}
}

// Document gives what was gathered.
func (b *Builder) Document() *Document { return &b.doc }
