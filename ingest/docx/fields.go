package docx

import (
	"encoding/xml"
	"strings"

	"mingzhang/ingest/guard"
)

// field is an open field: an instruction such as DATE, then the result that shows.
type field struct {
	instruction string
	result      bool
}

// isContents tells whether an instruction makes a table of contents.
func isContents(instruction string) bool {
	words := strings.Fields(instruction)
	return len(words) > 0 && strings.EqualFold(words[0], "TOC")
}

func (r *reader) fieldMark(kind string) {
	last := len(r.fields) - 1
	switch {
	case kind == "begin":
		r.fields = append(r.fields, field{})
	case last < 0:
	case kind == "separate":
		r.fields[last].result = true
		if r.dropped(r.fields[last]) {
			r.left.Contents++
		}
	case kind == "end":
		r.fields = r.fields[:last]
	}
}

// dropped tells whether the result of a field is left out.
func (r *reader) dropped(f field) bool { return !r.keepContents && isContents(f.instruction) }

// visible tells whether text at this place shows: not within an instruction, nor in
// a table of contents.
func (r *reader) visible() bool {
	for _, f := range r.fields {
		if !f.result || r.dropped(f) {
			return false
		}
	}
	return true
}

// maxInstruction bounds what is kept of an instruction; only its first word counts.
const maxInstruction = 64

func (r *reader) instruction() error {
	text, err := r.characters()
	if last := len(r.fields) - 1; last >= 0 && len(r.fields[last].instruction) < maxInstruction {
		r.fields[last].instruction += text
	}
	return err
}

// endInstructions forgets the fields that a paragraph left within their instruction:
// a damaged field must not swallow the text after it.
func (r *reader) endInstructions() {
	for len(r.fields) > 0 && !r.fields[len(r.fields)-1].result {
		r.fields = r.fields[:len(r.fields)-1]
	}
}

func (r *reader) simpleField(e xml.StartElement) error {
	if r.dropped(field{instruction: guard.Attr(e, "instr")}) {
		r.left.Contents++
		return r.x.Skip()
	}
	return children(r.x, r.inline)
}
