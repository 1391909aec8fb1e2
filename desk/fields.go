package desk

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// Field is one fact of a draft.
type Field struct {
	Name   string       `json:"name" doc:"As in an edit: amount, lines.0.rate"`
	Value  content.Text `json:"value" doc:"As people write it"`
	Read   content.Text `json:"read" doc:"What was read, before any edit"`
	Edited bool         `json:"edited" doc:"The value differs from what was read"`
	From   []Spot       `json:"from" doc:"Where the value stands in the text, the likeliest first; empty when it does not"`
}

// Spot is a place in the text of a draft.
type Spot struct {
	Section string `json:"section" doc:"Key of the section"`
	Start   int    `json:"start" doc:"First character in the section's markdown, counted in Unicode code points"`
	End     int    `json:"end" doc:"One past the last character"`
	Text    string `json:"text"`
}

// maxSpots is how many places of one value are told.
const maxSpots = 5

// fact is a value of a disclosure by its name, with what to look for in the text.
type fact struct {
	name, value string
	money       *content.Money
	people      *content.People
}

// fields sets what a draft says beside what was read.
func fields(d, read *content.Disclosure) []Field {
	before := map[string]string{}
	for _, f := range facts(read) {
		before[f.name] = f.value
	}
	out := []Field{}
	seen := map[string]bool{}
	for _, f := range facts(d) {
		seen[f.name] = true
		out = append(out, Field{f.name, content.Text(f.value), content.Text(before[f.name]), f.value != before[f.name], f.spots(d)})
	}
	for _, f := range facts(read) { // rows that are gone
		if !seen[f.name] {
			out = append(out, Field{Name: f.name, Read: content.Text(f.value), Edited: f.value != "", From: []Spot{}})
		}
	}
	return out
}

// facts lists every value of a disclosure under the name that an edit has for it.
func facts(d *content.Disclosure) []fact {
	region := ""
	if d.Region != nil {
		region = d.Region.Code
	}
	year := ""
	if d.Year != 0 {
		year = strconv.Itoa(int(d.Year))
	}
	out := []fact{
		word("title", d.Title), word("document_title", d.DocumentTitle), word("year", year), word("publisher", d.Publisher.Name),
		word("region", region), word("implementer", d.Implementer), word("category", d.Category),
		sum("amount", d.Amount), sum("plan_total", d.PlanTotal), count("beneficiaries", d.Beneficiaries),
	}
	out = append(out, rows(d)...)
	for i, n := range d.DocumentNumbers {
		out = append(out, word(fmt.Sprintf("document_numbers.%d", i), n))
	}
	if x := d.Execution; x != nil {
		out = append(out, sum("execution.budget", x.Budget), sum("execution.spent", x.Spent), word("execution.rate", x.Rate))
	}
	if s := d.Score; s != nil {
		out = append(out, word("score.score", strconv.FormatFloat(s.Score, 'f', -1, 64)))
		if s.Max != nil {
			out = append(out, word("score.max", strconv.FormatFloat(*s.Max, 'f', -1, 64)))
		}
	}
	return out
}

// rows lists the values of the lists.
func rows(d *content.Disclosure) []fact {
	var out []fact
	for i, u := range d.Units {
		out = append(out, word(at("units", i, "name"), u.Name), word(at("units", i, "role"), u.Role))
	}
	for i, l := range d.Lines {
		out = append(out,
			word(at("lines", i, "label"), l.Label), word(at("lines", i, "recipient"), l.Recipient), count(at("lines", i, "people"), l.People),
			sum(at("lines", i, "rate"), l.Rate), word(at("lines", i, "ratio"), l.Ratio), word(at("lines", i, "ratio_base"), l.RatioBase),
			sum(at("lines", i, "amount"), l.Amount))
	}
	for i, f := range d.Funding {
		out = append(out, word(at("funding", i, "name"), f.Source), sum(at("funding", i, "amount"), f.Amount))
	}
	for i, a := range d.Allocations {
		out = append(out, word(at("allocations", i, "name"), a.Recipient), sum(at("allocations", i, "amount"), a.Amount))
	}
	for i, n := range d.Indicators {
		out = append(out,
			word(at("indicators", i, "level1"), n.Level1), word(at("indicators", i, "level2"), n.Level2), word(at("indicators", i, "name"), n.Name),
			word(at("indicators", i, "operator"), n.Operator), word(at("indicators", i, "target"), n.Target),
			word(at("indicators", i, "unit"), n.Unit), word(at("indicators", i, "actual"), n.Actual))
	}
	return out
}

func word[T ~string](name string, value T) fact { return fact{name: name, value: string(value)} }

func sum(name string, m *content.Money) fact {
	switch {
	case m == nil:
		return fact{name: name}
	case m.Text != "":
		return fact{name, m.Text, m, nil}
	}
	return fact{name, m.Fen.Yuan(), m, nil}
}

func count(name string, p *content.People) fact {
	if p == nil {
		return fact{name: name}
	}
	return fact{name, p.String(), nil, p}
}

// spots finds a value in the text: amounts and counts among the figures, words as
// they are written. Codes and single characters stand anywhere and tell nothing.
func (f fact) spots(d *content.Disclosure) []Spot {
	switch {
	case f.money != nil || f.people != nil:
		return f.figures(d)
	case f.name == "region" || f.name == "category" || strings.HasSuffix(f.name, ".operator") || utf8.RuneCountInString(f.value) < 2:
		return []Spot{}
	}
	spots := []Spot{}
	for _, s := range d.Sections {
		for from := 0; len(spots) < maxSpots; {
			i := strings.Index(s.Markdown[from:], f.value)
			if i < 0 {
				break
			}
			start := utf8.RuneCountInString(s.Markdown[:from+i])
			from += i + len(f.value)
			spots = append(spots, Spot{s.Key, start, start + utf8.RuneCountInString(f.value), f.value})
		}
	}
	return spots
}

// figures finds the figures of a value; those with its very words go first.
func (f fact) figures(d *content.Disclosure) []Spot {
	first, others := []Spot{}, []Spot{}
	for _, g := range d.Figures {
		spot := Spot{g.Section, g.Start, g.End, g.Text}
		switch {
		case !f.is(g):
		case g.Text == f.value:
			first = append(first, spot)
		default:
			others = append(others, spot)
		}
	}
	spots := append(first, others...)
	return spots[:min(len(spots), maxSpots)]
}

// is tells whether a figure says the value.
func (f fact) is(g content.Figure) bool {
	if f.money != nil {
		return g.Kind == content.KindAmount && g.Value == f.money.Fen.Yuan()
	}
	return g.Kind == content.KindPeople && g.Value == strconv.Itoa(f.people.Count) && g.Unit == f.people.Unit
}
