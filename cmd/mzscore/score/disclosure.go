package score

import (
	"fmt"
	"slices"
)

// disclosures pairs what is wanted with what was got and scores each pair.
func (s *sheet) disclosures(want []Expected, got []disclosure) error {
	with, left := pair(len(want), len(got), func(w, g int) float64 { return likeness(want[w], &got[g]) })
	for w, g := range with {
		d, name := &disclosure{}, "1"
		if g >= 0 {
			d = &got[g]
			s.answer("disclosures", name, name, sameSpelling)
		} else {
			title, _ := want[w].text("title")
			s.answer("disclosures", title, "", sameText)
		}
		if err := s.disclosure(want[w], d); err != nil {
			return fmt.Errorf("disclosure %d: %w", w+1, err)
		}
	}
	for _, g := range left {
		s.answer("disclosures", "", got[g].Title, sameText)
	}
	return nil
}

// likeness says how much a disclosure looks like the wanted one; some likeness
// is always there, so that a lone one is compared with a lone one.
func likeness(want Expected, got *disclosure) float64 {
	like := 0.1
	weights := map[string]float64{"title": 4, "amount": 2, "implementer": 1, "kind": 0.5}
	for _, f := range scalars() {
		w, scored := want.text(f.field)
		if g := f.got(got); scored && w != "" && g != "" && anyOf(w, g, f.same) {
			like += weights[f.field]
		}
	}
	return like
}

// disclosure scores every field that the truth gives.
func (s *sheet) disclosure(want Expected, got *disclosure) error {
	for _, f := range scalars() {
		if w, scored := want.text(f.field); scored {
			s.answer(f.field, w, f.got(got), f.same)
		}
	}
	for _, list := range []string{"lines", "funding", "allocations", "indicators"} {
		rows, scored, err := want.rows(list)
		if err != nil {
			return err
		}
		if scored {
			s.list(list, rows, got.rowsOf(list))
		}
	}
	numbers, scored, err := want.strings("document_numbers")
	if err != nil {
		return err
	}
	if scored {
		s.set("document_numbers", numbers, got.Numbers, sameText)
	}
	if err := s.sections(want, got); err != nil {
		return err
	}
	if err := s.figures(want, got); err != nil {
		return err
	}
	return s.findings(want, got)
}

// list scores the entries of one list.
func (s *sheet) list(list string, want []Expected, got []row) {
	parts := listFields()[list]
	with, left := pair(len(want), len(got), func(w, g int) float64 {
		like := 0.0
		for n, f := range parts {
			words, _ := want[w].text(f.field)
			if have := f.got(got[g]); words != "" && have != "" && anyOf(words, have, f.same) {
				like += 1 / float64(1+n)
			}
		}
		return like
	})
	for w, g := range with {
		var r row
		if g >= 0 {
			r = got[g]
		}
		for _, f := range parts {
			if words, scored := want[w].text(f.field); scored {
				s.answer(list+"."+f.field, words, f.got(r), f.same)
			}
		}
	}
	for _, g := range left {
		for n, f := range parts {
			if n == 0 || f.field == "amount" {
				s.answer(list+"."+f.field, "", f.got(got[g]), f.same)
			}
		}
	}
}

// sections scores which headings were found and under which keys.
func (s *sheet) sections(want Expected, got *disclosure) error {
	pairs, scored, err := want.pairs("sections")
	if err != nil || !scored {
		return err
	}
	var wanted, found []string
	keys := map[string]string{}
	for _, sec := range got.Sections {
		if sec.Key != "preface" && sec.Heading != "" {
			found = append(found, sec.Heading)
			keys[fold(sec.Heading)] = sec.Key
		}
	}
	for _, p := range pairs {
		if p[0] == "?" && keys[fold(p[1])] == "" {
			continue
		}
		wanted = append(wanted, p[1])
		if p[0] != "*" && p[0] != "?" {
			s.answer("sections.key", p[0], keys[fold(p[1])], sameSpelling)
		}
	}
	s.set("sections.heading", wanted, found, sameText)
	return nil
}

// findings scores each verdict by itself. What closes is scored by recall only:
// a text may close in more ways than a person counts. Codes under "may" are
// neither asked for nor false, and a section that repeats another is named only
// where the truth asks for it.
func (s *sheet) findings(want Expected, got *disclosure) error {
	pairs, scored, err := want.pairs("findings")
	if err != nil || !scored {
		return err
	}
	may, _, err := want.strings("may")
	if err != nil {
		return err
	}
	for _, verdict := range []string{"open", "explained", "closes"} {
		wanted, found := codes(pairs, verdict), got.codes(verdict, may)
		if !slices.Contains(wanted, "repeated-section") {
			found = without(found, "repeated-section")
		}
		if verdict == "closes" {
			found = slices.DeleteFunc(found, func(code string) bool { return !slices.Contains(wanted, code) })
		}
		s.set("findings."+verdict, wanted, found, sameSpelling)
	}
	return nil
}

func codes(pairs [][2]string, verdict string) []string {
	var list []string
	for _, p := range pairs {
		if p[1] == verdict {
			list = append(list, p[0])
		}
	}
	return list
}

// codes gives the codes that have a verdict, each once, but those that may be.
func (d *disclosure) codes(verdict string, may []string) []string {
	var list []string
	for _, f := range d.Findings {
		if f.Verdict == verdict && !slices.Contains(list, f.Code) && !slices.Contains(may, f.Code) {
			list = append(list, f.Code)
		}
	}
	return list
}

func without(list []string, word string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == word })
}
