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

// newEchoes prepares the search. A name of two characters may be an ordinary word
// and is not searched for.
func newEchoes(known []Personal) echoes {
	e := echoes{known: map[string]Personal{}}
	for _, p := range known {
		if n := utf8.RuneCountInString(p.Text); n > 2 {
			e.known[fold(p.Text).text] = p
			e.lengths = append(e.lengths, n)
		}
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
	for i := 0; i < len(f.original); i++ {
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
		if ok && (p.Kind == PersonName || f.alone(start, end) && !f.isMoney(start, end)) {
			return f.at(p.Kind, start, end, func(string) string { return p.Masked }), n
		}
	}
	return Personal{}, 0
}

// maskMarkdown masks and keeps Markdown from reading the stars of two masked
// numbers in one text as emphasis.
func maskMarkdown(text string, found []Personal) string {
	stars := strings.Count(text, "*")
	for _, p := range found {
		stars += min(1, strings.Count(p.Masked, "*"))
	}
	return replace(text, found, func(p Personal) string {
		if stars > 1 {
			return strings.ReplaceAll(p.Masked, "*", `\*`)
		}
		return p.Masked
	})
}
