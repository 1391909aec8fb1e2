package audit

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// echoes finds known personal data where it stands without its label.
type echoes struct {
	known   map[string]Personal // by its folded words
	lengths []int               // of the words in characters, the longest first
}

// newEchoes prepares the search. An illness is personal data beside a name only,
// and a short name that is a word of the language is not searched for.
func newEchoes(known []Personal) echoes {
	e := echoes{known: map[string]Personal{}}
	for _, p := range known {
		words := fold(p.Text).text
		if p.Kind == PersonName {
			words = strings.NewReplacer(" ", "", "\n", "").Replace(words)
		}
		n := utf8.RuneCountInString(words)
		if n < 2 || n == 2 && (p.Kind != PersonName || !isStrictName(words)) || p.Kind == Health {
			continue
		}
		e.known[words] = p
		e.lengths = append(e.lengths, n)
	}
	slices.Sort(e.lengths)
	e.lengths = slices.Compact(e.lengths)
	slices.Reverse(e.lengths)
	return e
}

// find gives every place of the known words in text. Digits that are a part of a
// longer number or an amount are another number.
func (e echoes) find(text string) []Personal {
	if len(e.known) == 0 {
		return nil
	}
	f := fold(text)
	starts := make([]int, 0, len(f.original)+1)
	for i := range f.text {
		starts = append(starts, i)
	}
	starts = append(starts, len(f.text))
	var found []Personal
	for i := 0; i+1 < len(starts); i++ {
		if p, n := e.at(f, starts, i); n > 0 {
			found = append(found, p)
			i += n - 1
		}
	}
	return found
}

// at gives the known words at character i and their length, 0 for none.
func (e echoes) at(f *folded, starts []int, i int) (Personal, int) {
	for _, n := range e.lengths {
		if i+n >= len(starts) {
			continue
		}
		start, end := starts[i], starts[i+n]
		p, ok := e.known[f.text[start:end]]
		if ok && f.isEcho(p, start, end, n) {
			return f.at(p.Kind, "known", p.Confidence, start, end, func(string) string { return p.Masked }), n
		}
	}
	return Personal{}, 0
}

// isEcho tells whether known words mean the same person or number here too.
func (f *folded) isEcho(p Personal, start, end, n int) bool {
	switch {
	case p.Kind != PersonName:
		return f.alone(start, end) && !f.isMoney(start, end)
	case n > 2:
		return true
	}
	return beginsPerson(lastRunes(f.text[:start], 4)) || endsPerson(f.text[end:]) || prose().signs.at(f.text+" ", end) > 0
}
