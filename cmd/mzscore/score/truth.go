package score

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Truth is what a person read in a document: truth.json beside its files. What
// is left out is not scored; null must be null.
type Truth struct {
	// Rejected is for a text that is no disclosure: nothing may be published.
	Rejected bool `json:"rejected"`
	// Held is for a text that needs a person first, such as an unfilled template:
	// it is rejected or carries a finding that blocks it.
	Held bool `json:"held"`
	// MayHold is for a text of which people may differ whether it must be held.
	MayHold bool `json:"may_hold"`
	// Disclosures is null when it is not scored.
	Disclosures []Expected `json:"disclosures"`
	// PII is every piece of personal data, with | between spellings of which one
	// is found; the first must not be published. Null when it is not scored.
	PII []Personal `json:"pii"`
	// Absent must not stand in what would be published: advertising, page
	// numbers, deleted words.
	Absent []string `json:"must_not_contain"`
	// Present must stand in what would be published.
	Present []string `json:"must_contain"`
}

// Personal is a piece of personal data.
type Personal struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// Expected is one disclosure of the truth: its fields by their names in the
// contract, in a short form. Texts may give several right answers with | between
// them; money is yuan with two decimals ("3346000.00"), people "1346人", a
// finding ["sum-lines", "closes"], a section ["basis", "立项依据"] where the key
// * stands for any and ? for a heading that may or may not be a section.
type Expected map[string]json.RawMessage

// rows reads a list of objects, such as lines.
func (e Expected) rows(field string) (rows []Expected, scored bool, err error) {
	raw, ok := e[field]
	if !ok {
		return nil, false, nil
	}
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, false, fmt.Errorf("reading %s: %w", field, err)
	}
	return rows, true, nil
}

// pairs reads a list of two strings each, such as findings.
func (e Expected) pairs(field string) (pairs [][2]string, scored bool, err error) {
	raw, ok := e[field]
	if !ok {
		return nil, false, nil
	}
	if err := json.Unmarshal(raw, &pairs); err != nil {
		return nil, false, fmt.Errorf("reading %s: %w", field, err)
	}
	return pairs, true, nil
}

// strings reads a list of strings.
func (e Expected) strings(field string) (list []string, scored bool, err error) {
	raw, ok := e[field]
	if !ok {
		return nil, false, nil
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, false, fmt.Errorf("reading %s: %w", field, err)
	}
	return list, true, nil
}

// text gives a scalar field as words; "" for null.
func (e Expected) text(field string) (words string, scored bool) {
	raw, ok := e[field]
	if !ok {
		return "", false
	}
	return scalar(raw), true
}

// scalar is a JSON string without its quotes, "" for null, or the plain number.
func scalar(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(bytes.TrimSpace(raw))
}

// fields are the names that a truth may use for a disclosure.
func fields() map[string]bool {
	known := map[string]bool{
		"lines": true, "funding": true, "allocations": true, "indicators": true,
		"document_numbers": true, "sections": true, "findings": true, "may": true, "figures": true,
	}
	for _, s := range scalars() {
		known[s.field] = true
	}
	return known
}

// ParseTruth reads a truth.json. A name that means nothing is an error, since a
// misspelt field would never be scored.
func ParseTruth(b []byte) (*Truth, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	t := &Truth{}
	if err := dec.Decode(t); err != nil {
		return nil, fmt.Errorf("reading the truth: %w", err)
	}
	known := fields()
	for n, d := range t.Disclosures {
		for name := range d {
			if !known[name] {
				return nil, fmt.Errorf("reading the truth: disclosure %d has a field %q, which means nothing", n+1, name)
			}
		}
	}
	return t, nil
}
