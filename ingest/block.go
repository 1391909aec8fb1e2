package ingest

import (
	"strings"

	"mingzhang/content"
)

// blockKind says what a block is on its way through the stages.
type blockKind int

const (
	lineBlock blockKind = iota
	paragraphBlock
	headingBlock // a section begins here
	subBlock     // a heading inside a section
	tableBlock
)

// block is one piece of a document in reading order.
type block struct {
	kind   blockKind
	text   string     // of all but a table
	rows   [][]string // of a table
	line   int        // in the file, from 1; 0 where it has none
	page   int        // from 1; 0 where the file has none
	indent int        // blanks before the text
	whole  bool       // the file says that this is a paragraph of its own
	marks  int        // level of a heading by the marks or style of the file, from 1; 0 for none
	head   headline   // of a headingBlock
}

// document is a file on its way through the stages.
type document struct {
	blocks   []block
	notes    []string
	hold     []hold // why nothing of it may be published
	kind     content.Kind
	title    string // as published, of the first project
	issuer   string // the unit that the card of a web page names
	headUnit string // the unit that a line of its own over the title names
	origin   string // the unit that the bar below the title of a web page names
	titleEnd int    // index of the first block after the title
	main     int    // style of numbering of its sections
	outer    int    // style of numbering of its projects, plainStyle for none
	labelled bool   // sections begin with their labels: 资金来源：…
	boxed    bool   // sections have their headings in brackets
}

// hold is a reason not to publish.
type hold struct{ code, note, english string }

func (d *document) note(s string) { d.notes = append(d.notes, s) }

// plainText gives the whole text, a block a line.
func (d *document) plainText() string {
	var b strings.Builder
	for _, bl := range d.blocks {
		for _, row := range bl.rows {
			b.WriteString(strings.Join(row, " "))
			b.WriteByte('\n')
		}
		if bl.kind != tableBlock {
			b.WriteString(untab(bl.text))
			b.WriteByte('\n')
		}
	}
	return strings.TrimSpace(b.String())
}

func sectionText(sections []content.Section) string {
	var parts []string
	for _, s := range sections {
		if s.Heading != "" {
			parts = append(parts, s.Heading)
		}
		parts = append(parts, s.Markdown)
	}
	return strings.Join(parts, "\n")
}
