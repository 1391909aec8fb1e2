package score

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// File is the score of one file.
type File struct {
	Name    string // folder and file of the corpus
	Format  string // by its name: docx, txt-gbk ...
	Read    bool   // something was read, or it was right to refuse it
	Reason  string // why it was refused
	Alarms  []string
	Tallies map[string]*Tally
	Misses  []Miss
}

// Score scores the report on one file, in the JSON of the command line. junk is
// what no file of this format may pass on, besides what the truth names.
func Score(name, format string, truth *Truth, reportJSON []byte, junk []string) (*File, error) {
	r, err := parseReport(reportJSON)
	if err != nil {
		return nil, err
	}
	f, s := &File{Name: name, Format: format, Read: true}, newSheet()
	if r.rejected() {
		f.Reason = *r.Rejected
		f.Read = truth.Rejected || truth.Held || truth.MayHold
	}
	s.answer("read", "yes", yes(f.Read), sameSpelling)
	s.answer("rejected", yes(truth.Rejected), yes(r.rejected() && truth.Rejected), sameSpelling)
	if !truth.MayHold {
		s.answer("held", yes(truth.Held || truth.Rejected), yes(r.held() && f.Read), sameSpelling)
	}
	if truth.Disclosures != nil && !(truth.MayHold && r.held()) {
		if err := s.disclosures(truth.Disclosures, r.Disclosures); err != nil {
			return nil, fmt.Errorf("scoring %s: %w", name, err)
		}
	}
	s.personal(truth, r)
	s.words(truth, r, junk)
	f.Tallies, f.Misses, f.Alarms = s.tallies, s.misses, alarms(truth, r)
	return f, nil
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// personal scores what was found of personal data, and apart from that whether
// any of it stands in what would be published.
func (s *sheet) personal(truth *Truth, r *report) {
	if truth.PII == nil {
		return
	}
	var wanted, found, kinds, foundKinds []string
	for _, p := range truth.PII {
		wanted, kinds = append(wanted, p.Text), append(kinds, p.Kind+" "+strings.ReplaceAll(p.Text, "|", "|"+p.Kind+" "))
	}
	for _, p := range r.PII {
		if !slices.Contains(found, p.Text) {
			found, foundKinds = append(found, p.Text), append(foundKinds, p.Kind+" "+p.Text)
		}
	}
	s.set("pii", wanted, found, sameText)
	s.set("pii.kind", kinds, foundKinds, sameText)
	public := publicText(r)
	for _, w := range wanted {
		if first, _, _ := strings.Cut(w, "|"); len(r.Disclosures) > 0 {
			s.answer("pii.masked", first, hidden(public, first), sameSpelling)
		}
	}
}

// hidden gives the words back when they do not stand in the text.
func hidden(public, words string) string {
	if strings.Contains(public, fold(words)) {
		return ""
	}
	return words
}

// words scores what must and what must not stand in what would be published.
func (s *sheet) words(truth *Truth, r *report, junk []string) {
	if len(r.Disclosures) == 0 {
		return
	}
	public := publicText(r)
	for _, w := range slices.Concat(truth.Absent, junk) {
		s.answer("junk gone", w, hidden(public, w), sameSpelling)
	}
	for _, w := range truth.Present {
		got := ""
		if strings.Contains(public, fold(w)) {
			got = w
		}
		s.answer("text kept", w, got, sameSpelling)
	}
}

// publicText is every string of the disclosures, folded: what the public sees.
func publicText(r *report) string {
	var b strings.Builder
	for _, raw := range r.published {
		var v any
		if json.Unmarshal(raw, &v) == nil {
			collect(v, &b)
		}
	}
	return b.String()
}

func collect(v any, b *strings.Builder) {
	switch v := v.(type) {
	case string:
		b.WriteString(fold(v) + "\n")
	case []any:
		for _, e := range v {
			collect(e, b)
		}
	case map[string]any:
		for _, name := range slices.Sorted(mapKeys(v)) {
			collect(v[name], b)
		}
	}
}

// alarms lists the open findings that the truth does not have, with their notes.
func alarms(truth *Truth, r *report) []string {
	if truth.Rejected || truth.Held || truth.Disclosures == nil || r.rejected() {
		return nil
	}
	known := map[string]bool{}
	for _, d := range truth.Disclosures {
		pairs, scored, err := d.pairs("findings")
		if err != nil || !scored {
			return nil
		}
		may, _, _ := d.strings("may")
		for _, code := range slices.Concat(codes(pairs, "open"), may) {
			known[code] = true
		}
	}
	var list []string
	for _, f := range r.Findings {
		if f.Verdict == "open" && !known[f.Code] {
			list = append(list, f.Code+": "+f.Note)
		}
	}
	return list
}
