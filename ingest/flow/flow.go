// Package flow gathers what the readers of word processors' files find into blocks:
// paragraphs broken into lines, tables of merged and nested cells, restored numbers.
package flow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mingzhang/ingest/source"
)

// Flow gathers the blocks of one container: the body, a cell, a text box, a note.
type Flow struct {
	Blocks []source.Block
	// Behind stands behind the table of a cell: footnotes.
	Behind []source.Block
	// Carry is the text of a paragraph whose end was deleted; the next one goes on.
	Carry string
	// Cell says that the container is a cell, whose text stays as it is until the
	// table is complete.
	Cell bool
}

// Add appends a text, whose lines ended by hand are parted by \n: as one line when
// it is a heading, else as a block for each line. Empty lines are dropped.
func (f *Flow) Add(text string, block source.Block) {
	if f.Cell || block.Kind == source.Heading {
		block.Text = text
		if !f.Cell {
			block.Text = oneLine(text)
		}
		f.Blocks = append(f.Blocks, block)
		return
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		block.Text = strings.TrimSpace(line)
		if block.Text == "" {
			continue
		}
		if i > 0 || (len(lines) > 1 && block.Kind == source.Paragraph) {
			block.Kind, block.Level = source.Line, 0
		}
		piece := block
		piece.Indent += typedIndent(line)
		f.Blocks = append(f.Blocks, piece)
		block.Indent = 0
	}
}

// AddBehind appends footnotes: at once, or in a cell behind its table.
func (f *Flow) AddBehind(notes []source.Block) {
	if f.Cell {
		f.Behind = append(f.Behind, notes...)
		return
	}
	f.Blocks = append(f.Blocks, notes...)
}

// End ends the container: text whose paragraph never ended stands for itself.
func (f *Flow) End() {
	if carry := f.Carry; carry != "" {
		f.Carry = ""
		f.Add(carry, source.Block{Kind: source.Paragraph})
	}
}

// maxIndent bounds an indent, in characters: beyond, it says nothing of the text.
const maxIndent = 40

// typedIndent counts the room that blanks make before a text, in characters.
func typedIndent(line string) int {
	halves := 0
	for _, c := range line {
		switch {
		case c == '　':
			halves += 2
		case c == '\t':
			halves += 4
		case unicode.IsSpace(c):
			halves++
		default:
			return min(halves/2, maxIndent)
		}
	}
	return 0
}

// oneLine joins the lines of a heading or cell with a blank: with nothing between,
// two names would become one.
func oneLine(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, " "))
}

// Joined gives the text of blocks as one line.
func Joined(blocks []source.Block) string {
	texts := make([]string, 0, len(blocks))
	for _, block := range blocks {
		for _, row := range append(block.Rows, []string{oneLine(block.Text)}) {
			for _, text := range row {
				if text != "" {
					texts = append(texts, text)
				}
			}
		}
	}
	return strings.Join(texts, " ")
}

// Labelled puts an automatic number before its text as one would type it: 一、项目名称
// without a gap, 1.1 目标 and 1. 2023年 with one, lest the digits run together. Tight
// says that the file itself puts nothing between; a bullet, -, keeps its blank.
func Labelled(label, text string, tight bool) string {
	last, _ := utf8.DecodeLastRuneInString(label)
	head, _ := utf8.DecodeRuneInString(text)
	switch {
	case label == "" || text == "":
		return label + text
	case unicode.IsDigit(head) && (unicode.IsDigit(last) || last == '.'):
		return label + " " + text
	case tight && label != "-", strings.ContainsRune("、，．。：；）】］〕", last):
		return label + text
	case strings.ContainsRune(".)", last) && head > unicode.MaxLatin1:
		return label + text
	}
	return label + " " + text
}
