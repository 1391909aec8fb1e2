// Package compare tells what changed between two states of a disclosure: first
// its facts, each with the old and the new words and the exact difference of
// numbers, then its text, section by section, in phrases that a person can read.
//
// It is pure: the same two disclosures always give the same difference. Time and
// memory are bounded however long and however different the texts are; what
// differs too much is shown as replaced.
package compare

import "mingzhang/content"

// Difference is what changed from an old to a new disclosure.
type Difference struct {
	Facts    []Fact    `json:"facts" doc:"Facts that changed, in the order of a record's members"`
	Sections []Section `json:"sections" doc:"Every section of both texts in the order of the new one; a removed one stands after what it stood after"`
}

// Change says what became of a fact or a section.
type Change string

// The changes. A section can have moved and changed; then it is [Changed] and its
// Moved is set.
const (
	Same    Change = "same"
	Added   Change = "added"
	Removed Change = "removed"
	Changed Change = "changed"
	Moved   Change = "moved"
)

// Fact is one fact that changed: a member of the record, or one part of one row
// of a list.
type Fact struct {
	Field  string `json:"field" doc:"Member of the record" example:"lines"`
	Row    string `json:"row,omitempty" doc:"Of a list: the label that names the row" example:"生活救助"`
	Part   string `json:"part,omitempty" doc:"Of a list or an object: which part of it" example:"amount"`
	Change Change `json:"change" enum:"added,removed,changed,moved" doc:"moved: the rows of a list stand in another order"`
	Old    *Value `json:"old" doc:"null when it was not stated"`
	New    *Value `json:"new" doc:"null when it is not stated any more"`
	Whole  bool   `json:"whole_row" doc:"The whole row was added or removed, of which this is a part"`
	Delta  *Delta `json:"delta" doc:"New less old; null when they cannot be subtracted"`
}

// Value is what a fact says.
type Value struct {
	Text   string          `json:"text" doc:"The words" example:"334.60万元"`
	Amount *content.Money  `json:"amount,omitempty" doc:"Of money"`
	People *content.People `json:"people,omitempty" doc:"Of a count of persons, households or visits"`
}

// Delta is the exact difference of two numbers of one unit.
type Delta struct {
	Value string `json:"value" doc:"Yuan with two decimals for amounts; a plain decimal otherwise" example:"-246000.00"`
	Unit  string `json:"unit" doc:"元, 人, % ...; empty for a bare number" example:"元"`
}

// Section is one section with what became of it.
type Section struct {
	Key        string   `json:"key" doc:"As in the record"`
	Heading    string   `json:"heading" doc:"Of the new text; of the old one when the section is removed"`
	OldHeading string   `json:"old_heading,omitempty" doc:"Only when it differs from heading"`
	Change     Change   `json:"change" enum:"same,added,removed,changed,moved"`
	Moved      bool     `json:"moved" doc:"It stands at another place among the sections"`
	From       *int     `json:"from" doc:"Place in the old text, from 0; null when added"`
	To         *int     `json:"to" doc:"Place in the new text, from 0; null when removed"`
	Edits      []Edit   `json:"edits" doc:"Pieces of the Markdown in order; none when it is the same. keep and delete together are the old text, keep and insert the new one"`
	Numbers    []Number `json:"numbers" doc:"Numbers that stand in the place of others"`
}

// Number is a number of the text that another one took the place of.
type Number struct {
	Old   Value  `json:"old"`
	New   Value  `json:"new"`
	Delta *Delta `json:"delta"`
}

// Op says what an edit does.
type Op string

// The operations.
const (
	Keep   Op = "keep"
	Delete Op = "delete"
	Insert Op = "insert"
)

// Edit is a piece of text that both texts have, or only one of them.
type Edit struct {
	Op   Op     `json:"op" enum:"keep,delete,insert"`
	Text string `json:"text"`
}

// Disclosures compares two states of a disclosure. Their revision, times and what
// is derived from the text (findings, figures) are not compared.
func Disclosures(before, after *content.Disclosure) Difference {
	return Difference{Facts: facts(&before.Summary, &after.Summary), Sections: sections(before.Sections, after.Sections)}
}
