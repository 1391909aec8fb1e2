// Package source says what every reader of files gives: one list of blocks in
// reading order, whatever the file was. Readers know their format and nothing of
// disclosures; the stages of ingest know disclosures and nothing of formats.
package source

import "context"

// Kind says what a block is. A reader that knows paragraphs gives paragraphs;
// one that knows only lines, as of plain text or PDF, gives lines, which a later
// stage joins.
type Kind string

// The kinds of blocks.
const (
	Line      Kind = "line"
	Paragraph Kind = "paragraph"
	Heading   Kind = "heading" // by the file's own styles or marks, not by its words
	ListItem  Kind = "list"
	Table     Kind = "table"
)

// Block is one piece of a document.
type Block struct {
	Kind Kind `json:"kind"`
	// Text is what a reader of the file sees, automatic numbers included: 一、项目名称.
	Text string `json:"text,omitempty"`
	// Rows are the cells of a table, all rows of one length. A cell that covers
	// several places of the grid stands in the first of them, and the others are
	// empty, so that no amount is ever counted twice.
	Rows [][]string `json:"rows,omitempty"`
	// Level is the depth of a heading or list item from 1; 0 elsewhere.
	Level int `json:"level,omitempty"`
	// Page and Line say where the block begins, from 1; 0 where the format has none.
	Page int `json:"page,omitempty"`
	Line int `json:"line,omitempty"`
	// Indent is the room before the first line, in characters of the text.
	Indent int `json:"indent,omitempty"`
	// X and Y are the upper left corner in points from that of the page; 0 where
	// the format has no positions.
	X float64 `json:"x,omitempty"`
	Y float64 `json:"y,omitempty"`
}

// Document is what a reader found in a file.
type Document struct {
	Blocks []Block `json:"blocks"`
	// Notes say in Chinese and English what stands in the file and was left out:
	// deleted or hidden text, running heads, pictures, macros.
	Notes []string `json:"notes,omitempty"`
}

// Reader reads a file's bytes. An error that is a [Refusal] says what is wrong
// with the file; it must never panic, whatever the bytes are, and stop soon after
// ctx ends.
type Reader func(ctx context.Context, b []byte) (*Document, error)
