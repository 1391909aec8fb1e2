// Package score measures a reading of documents against what a person read in
// them: precision, recall and F1 for each field, over all files and by format.
//
// It knows the JSON that `mingzhang ingest --json` prints and nothing of how it
// is made, so that no rule can move the yardstick.
package score

import "slices"

// Tally counts the answers to one field: Right, Wrong (given, but not so) and
// Missed (not given, or wrongly). A wrong answer to a question that has another
// one is both wrong and missed.
type Tally struct{ Right, Wrong, Missed int }

// Precision is the share of given answers that are right; 1 when none was given.
func (t Tally) Precision() float64 { return share(t.Right, t.Wrong) }

// Recall is the share of the right answers that were given; 1 when there are none.
func (t Tally) Recall() float64 { return share(t.Right, t.Missed) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 { return share(2*t.Right, t.Wrong+t.Missed) }

func share(good, bad int) float64 {
	if good+bad == 0 {
		return 1
	}
	return float64(good) / float64(good+bad)
}

func (t *Tally) add(o Tally) {
	t.Right += o.Right
	t.Wrong += o.Wrong
	t.Missed += o.Missed
}

// Miss is one wrong or missed answer.
type Miss struct {
	Field, Want, Got string
}

// sheet gathers the tallies of one file.
type sheet struct {
	tallies map[string]*Tally
	misses  []Miss
}

func newSheet() *sheet { return &sheet{tallies: map[string]*Tally{}} }

func (s *sheet) count(field string, t Tally) {
	if s.tallies[field] == nil {
		s.tallies[field] = &Tally{}
	}
	s.tallies[field].add(t)
}

// answer scores one answer; "" is no answer.
func (s *sheet) answer(field, want, got string, same func(want, got string) bool) {
	switch {
	case want == "" && got == "":
		s.count(field, Tally{})
		return
	case want != "" && got != "" && anyOf(want, got, same):
		s.count(field, Tally{Right: 1})
		return
	case want == "":
		s.count(field, Tally{Wrong: 1})
	case got == "":
		s.count(field, Tally{Missed: 1})
	default:
		s.count(field, Tally{Wrong: 1, Missed: 1})
	}
	s.misses = append(s.misses, Miss{field, want, got})
}

// set scores a list without an order.
func (s *sheet) set(field string, want, got []string, same func(want, got string) bool) {
	left := slices.Clone(got)
	for _, w := range want {
		at := slices.IndexFunc(left, func(g string) bool { return anyOf(w, g, same) })
		if at < 0 {
			s.answer(field, w, "", same)
			continue
		}
		s.answer(field, w, left[at], same)
		left = slices.Delete(left, at, at+1)
	}
	for _, g := range left {
		s.answer(field, "", g, same)
	}
}
