package main

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"mingzhang/content"
)

// record is a disclosure as a judge reads it: the published words, nothing that
// the search code made of them.
type record struct {
	id            string
	title, unit   string
	body          string // paragraphs a line each, broken lines joined
	numbers       []string
	amounts       []content.Fen // every amount that the record states
	people        []content.People
	amount        *content.Money // the total
	region        string         // its name
	beneficiaries *content.People
	paragraphs    []string
	broken        string // words around the first place where a line was broken
}

func newRecord(d *content.Disclosure) *record {
	r := &record{id: d.ID, title: d.Title, unit: d.Publisher.Name, numbers: d.DocumentNumbers, amount: d.Amount, beneficiaries: d.Beneficiaries}
	if d.Region != nil {
		r.region = d.Region.Name
	}
	for _, s := range d.Sections {
		for _, paragraph := range strings.Split(s.Markdown, "\n\n") {
			r.paragraphs = append(r.paragraphs, strings.ReplaceAll(paragraph, "\n", ""))
			if before, after, ok := strings.Cut(paragraph, "\n"); ok && r.broken == "" {
				r.broken = lastWord(before, 4) + firstWord(after, 5)
			}
		}
	}
	r.body = strings.Join(r.paragraphs, "\n")
	r.facts(d)
	return r
}

// facts gathers the amounts and the people that the text states.
func (r *record) facts(d *content.Disclosure) {
	money := func(m *content.Money) {
		if m != nil {
			r.amounts = append(r.amounts, m.Fen)
		}
	}
	people := func(p *content.People) {
		if p != nil {
			r.people = append(r.people, *p)
		}
	}
	money(d.Amount)
	people(d.Beneficiaries)
	for i := range d.Lines {
		money(d.Lines[i].Amount)
		money(d.Lines[i].Rate)
		people(d.Lines[i].People)
	}
	for _, in := range d.Indicators {
		for _, value := range []content.Text{in.Target, in.Actual} {
			if count, err := strconv.Atoi(string(value)); err == nil {
				r.people = append(r.people, content.People{Count: count, Unit: string(in.Unit)})
			}
		}
	}
	for i := range d.Funding {
		money(d.Funding[i].Amount)
	}
	for i := range d.Allocations {
		money(d.Allocations[i].Amount)
	}
}

// sentence gives the longest sentence of the text.
func (r *record) sentence() string {
	longest := ""
	for _, paragraph := range r.paragraphs {
		for sentence := range strings.SplitAfterSeq(paragraph, "。") {
			if len(sentence) > len(longest) && strings.HasSuffix(sentence, "。") {
				longest = sentence
			}
		}
	}
	return longest
}

// clause gives the longest piece of the text without any punctuation.
func (r *record) clause() string {
	longest := ""
	for _, piece := range strings.FieldsFunc(r.body, func(c rune) bool { return !unicode.Is(unicode.Han, c) }) {
		if len(piece) > len(longest) {
			longest = piece
		}
	}
	return longest
}

// firstWord gives the Han characters that s begins with, at most n.
func firstWord(s string, n int) string {
	var word []rune
	for _, c := range s {
		if len(word) == n || !unicode.Is(unicode.Han, c) {
			break
		}
		word = append(word, c)
	}
	return string(word)
}

// lastWord gives the Han characters that s ends with, at most n.
func lastWord(s string, n int) string {
	runes := []rune(s)
	slices.Reverse(runes)
	word := []rune(firstWord(string(runes), n))
	slices.Reverse(word)
	return string(word)
}
