package desk

import (
	"slices"

	"mingzhang/content"
)

// Edit is what a clerk changes in a draft. A field that is nil stays as it is.
// Values are written as people write them: 334.60万元 or 3346000.00, 1346人, 2023;
// an empty one says that the text does not state it. A list takes the place of
// the whole list.
type Edit struct {
	Title           *string             `json:"title,omitempty" doc:"Project name"`
	DocumentTitle   *string             `json:"document_title,omitempty" doc:"Title of the text"`
	Year            *string             `json:"year,omitempty" doc:"Budget year" example:"2023"`
	Publisher       *string             `json:"publisher,omitempty" doc:"Only the name of the unit itself, which confirms it where the text names another"`
	Region          *string             `json:"region,omitempty" doc:"GB/T 2260 code" example:"530400"`
	Implementer     *string             `json:"implementer,omitempty"`
	Category        *string             `json:"category,omitempty" doc:"Field of spending"`
	Amount          *string             `json:"amount,omitempty" doc:"The one counted total" example:"334.60万元"`
	PlanTotal       *string             `json:"plan_total,omitempty"`
	Beneficiaries   *string             `json:"beneficiaries,omitempty" example:"1346人"`
	Units           []content.UnitRole  `json:"units,omitzero"`
	Lines           []LineEdit          `json:"lines,omitzero"`
	Funding         []ShareEdit         `json:"funding,omitzero" doc:"Where the money comes from"`
	Allocations     []ShareEdit         `json:"allocations,omitzero" doc:"To whom parts of the money go"`
	Indicators      []content.Indicator `json:"indicators,omitzero"`
	DocumentNumbers []string            `json:"document_numbers,omitzero" example:"[\"总工办发〔2020〕13号\"]"`
	Execution       *ExecutionEdit      `json:"execution,omitempty"`
	Score           *ScoreEdit          `json:"score,omitempty"`
	Sections        []SectionEdit       `json:"sections,omitzero" doc:"Only the sections that change"`
	Reason          *string             `json:"reason,omitempty" doc:"Of a correction or withdrawal; will be public"`
	Undo            []string            `json:"undo,omitzero" doc:"Names of fields that are to stand again as they were read: amount, lines, sections.basis"`
}

// LineEdit is one row of the money.
type LineEdit struct {
	Label     string `json:"label"`
	Recipient string `json:"recipient,omitempty"`
	People    string `json:"people,omitempty" example:"1013人"`
	Rate      string `json:"rate,omitempty" example:"2000元"`
	Ratio     string `json:"ratio,omitempty" example:"30.00%"`
	RatioBase string `json:"ratio_base,omitempty"`
	Amount    string `json:"amount,omitempty" example:"202.60万元"`
}

// ShareEdit is one source or one recipient of money.
type ShareEdit struct {
	Name   string `json:"name" example:"市级财政"`
	Amount string `json:"amount,omitempty" example:"334.60万元"`
}

// ExecutionEdit is what became of a budget; all empty for unknown.
type ExecutionEdit struct {
	Budget string `json:"budget,omitempty"`
	Spent  string `json:"spent,omitempty"`
	Rate   string `json:"rate,omitempty" example:"98.50%"`
}

// ScoreEdit is the score of an evaluation; empty for unknown.
type ScoreEdit struct {
	Score string `json:"score,omitempty" example:"98.5"`
	Max   string `json:"max,omitempty" example:"100"`
}

// SectionEdit changes one section by its key in the draft. Text for an official
// key that the draft lacks adds that section in its place.
type SectionEdit struct {
	Key      string  `json:"key" example:"basis"`
	Heading  *string `json:"heading,omitempty"`
	Markdown *string `json:"markdown,omitempty"`
	Remove   bool    `json:"remove,omitempty"`
}

// merge lays a later edit over an earlier one.
func (e Edit) merge(later Edit) Edit {
	words := later.words()
	for i, w := range e.words() {
		if *words[i].to != nil {
			*w.to = *words[i].to
		}
	}
	mergeList(&e.Units, later.Units)
	mergeList(&e.Lines, later.Lines)
	mergeList(&e.Funding, later.Funding)
	mergeList(&e.Allocations, later.Allocations)
	mergeList(&e.Indicators, later.Indicators)
	mergeList(&e.DocumentNumbers, later.DocumentNumbers)
	if later.Execution != nil {
		e.Execution = later.Execution
	}
	if later.Score != nil {
		e.Score = later.Score
	}
	e.Sections = mergeSections(e.Sections, later.Sections)
	return e
}

// named is a text of an edit with its name.
type named struct {
	name string
	to   **string
}

// words lists the texts of an edit that stand for themselves.
func (e *Edit) words() []named {
	return []named{
		{"title", &e.Title}, {"document_title", &e.DocumentTitle}, {"year", &e.Year}, {"publisher", &e.Publisher}, {"region", &e.Region},
		{"implementer", &e.Implementer}, {"category", &e.Category}, {"amount", &e.Amount}, {"plan_total", &e.PlanTotal},
		{"beneficiaries", &e.Beneficiaries},
	}
}

func mergeList[T any](list *[]T, later []T) {
	if later != nil {
		*list = later
	}
}

// mergeSections gives one edit a section; what was removed may come back with
// text.
func mergeSections(list, later []SectionEdit) []SectionEdit {
	at := map[string]int{}
	var out []SectionEdit
	for _, s := range append(append([]SectionEdit{}, list...), later...) {
		i, known := at[s.Key]
		if !known {
			at[s.Key] = len(out)
			out = append(out, s)
			continue
		}
		if s.Heading != nil {
			out[i].Heading = s.Heading
		}
		if s.Markdown != nil {
			out[i].Markdown = s.Markdown
		}
		out[i].Remove = s.Remove
	}
	return out
}

// undo takes changes back, so that what was read stands again: amount, lines,
// sections.basis. Unknown names change nothing.
func (e Edit) undo(names []string) Edit {
	e.Sections = slices.Clone(e.Sections)
	for _, name := range names {
		for _, w := range e.words() {
			if w.name == name {
				*w.to = nil
			}
		}
		switch name {
		case "units":
			e.Units = nil
		case "lines":
			e.Lines = nil
		case "funding":
			e.Funding = nil
		case "allocations":
			e.Allocations = nil
		case "indicators":
			e.Indicators = nil
		case "document_numbers":
			e.DocumentNumbers = nil
		case "execution":
			e.Execution = nil
		case "score":
			e.Score = nil
		}
		e.Sections = slices.DeleteFunc(e.Sections, func(s SectionEdit) bool { return "sections."+s.Key == name })
	}
	return e
}
