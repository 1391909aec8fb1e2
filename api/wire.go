package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"mingzhang/content"
	"mingzhang/portal"
)

// Row is one disclosure of a list, already encoded: content.Summary, with the
// highlight of a search and what fields= asks for.
type Row []byte

type rowDoc struct {
	content.Disclosure
	Highlight *portal.Hit `json:"highlight,omitempty" doc:"Where the words of q stand; only with q"`
}

// MarshalJSON gives the row as it is.
func (r Row) MarshalJSON() ([]byte, error) { return r, nil }

// Record is one disclosure, already encoded.
type Record []byte

func (r Record) writeJSON(w io.Writer) error {
	_, err := w.Write(r)
	return err
}

// Encode writes a disclosure as the API does, for its JSON twin. Lists are never
// null in it.
func Encode(d *content.Disclosure) ([]byte, error) {
	whole := *d
	whole.FillLists()
	var b bytes.Buffer
	if err := writeJSON(&b, &whole); err != nil {
		return nil, fmt.Errorf("encoding %s: %w", d.ID, err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// List is one page of records.
type List struct {
	Data []Row `json:"data" doc:"The records of this page"`
	ListTail
}

// ListTail is what is said about a page's records.
type ListTail struct {
	Total  int                `json:"total" doc:"Matches over all pages"`
	Totals Totals             `json:"totals" doc:"Exact sums over all matches"`
	Facets map[string][]Facet `json:"facets" doc:"By parameter name: what else the filter could be set to, counted over the matches of all other filters"`
	Next   *string            `json:"next" doc:"URL of the next page; null on the last" example:"/api/v1/disclosures?cursor=eyJsIjoi"`
	Notice Notice             `json:"notice" doc:"What is unusual about this answer"`
}

func (l *List) writeJSON(w io.Writer) error {
	var tail, b bytes.Buffer
	if err := writeJSON(&tail, &l.ListTail); err != nil {
		return err
	}
	size := len(`{"data":[],`) + tail.Len()
	for _, row := range l.Data {
		size += len(row) + 1
	}
	b.Grow(size)
	b.WriteString(`{"data":[`)
	for i, row := range l.Data {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(row)
	}
	b.WriteString(`],`)
	b.Write(tail.Bytes()[1:]) // without its brace
	_, err := w.Write(b.Bytes())
	return err
}

// Totals are exact sums over all matches of a query.
type Totals struct {
	Count  int            `json:"count" doc:"Records"`
	Amount content.Money  `json:"amount" doc:"Sum of the counted totals"`
	Stated int            `json:"stated" doc:"How many of the records state an amount"`
	People map[string]int `json:"people" doc:"Sums by unit, which are never added together"`
}

func totalsOf(t portal.Totals) Totals {
	people := t.People
	if people == nil {
		people = map[string]int{}
	}
	return Totals{Count: t.Count, Amount: content.Money{Fen: t.Amount}, Stated: t.Stated, People: people}
}

// Facet is one value that a filter can take.
type Facet struct {
	Value    string `json:"value" doc:"As in the query parameter; unknown for records that do not state it" example:"530400"`
	Name     string `json:"name" doc:"For people; the value itself where it needs no other" example:"玉溪市"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
}

func facetsOf(facets []portal.Facet) map[string][]Facet {
	all := make(map[string][]Facet, len(facets))
	for _, f := range facets {
		list := make([]Facet, len(f.Values))
		for i, v := range f.Values {
			list[i] = Facet{v.Value, orElse(v.Name, v.Value), v.Count, v.Selected}
		}
		all[f.Name] = list
	}
	return all
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// Notice tells what is unusual about an answer.
type Notice struct {
	Corrected content.Text `json:"corrected" doc:"The words that were searched instead of those typed"`
	Degraded  bool         `json:"degraded" doc:"The full-text index is away: only titles, units and document numbers were searched"`
}

// Listing is a list that is given whole.
type Listing[T any] struct {
	Data  []T `json:"data"`
	Total int `json:"total"`
}

func listingOf[T any](data []T) *Answer[Listing[T]] {
	data = append([]T{}, data...) // never null
	return &Answer[Listing[T]]{Body: Listing[T]{data, len(data)}}
}

// Document is the OpenAPI document.
type Document json.RawMessage

func (d Document) writeJSON(w io.Writer) error {
	_, err := w.Write(d)
	return err
}
