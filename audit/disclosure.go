package audit

import (
	"reflect"
	"slices"
	"strings"

	"mingzhang/content"
)

// Mask returns text with its personal data masked: 138****1234, 赵某某. A masked
// text stays as it is when it is masked again.
func Mask(text string) string {
	for range maxPasses {
		found := FindPersonal(text)
		if len(found) == 0 {
			break
		}
		text, _ = replace(text, found, masked)
	}
	return text
}

// maxPasses limits how often a text is looked through again: what stood beside
// something masked may show only then.
const maxPasses = 4

func masked(p Personal) string { return p.Masked }

// shift says that text from a character on moved, and by how much.
type shift struct{ start, end, by int } // of the original words, and what they grew by

// replace puts other words in the place of each of found, which are in order.
func replace(text string, found []Personal, with func(Personal) string) (string, []shift) {
	if len(found) == 0 {
		return text, nil
	}
	r := []rune(text)
	var b strings.Builder
	var shifts []shift
	at := 0
	for _, p := range found {
		words := with(p)
		b.WriteString(string(r[at:p.Start]))
		b.WriteString(words)
		at = p.End
		shifts = append(shifts, shift{p.Start, p.End, len([]rune(words)) - (p.End - p.Start)})
	}
	b.WriteString(string(r[at:]))
	return b.String(), shifts
}

// moved gives where a stretch of the text stands after replacing. A bound inside of
// replaced words goes to their edge, so that no part of a mask is left out.
func moved(start, end int, shifts []shift) (int, int) {
	by, from, to := 0, start, end
	for _, s := range shifts {
		switch {
		case s.end <= start:
			from += s.by
		case s.start < start:
			from = s.start + by
		}
		switch {
		case s.end <= end:
			to += s.by
		case s.start < end:
			to = s.end + by + s.by
		}
		by += s.by
	}
	return from, to
}

// Placed is a piece of personal data in one of the texts of a disclosure.
type Placed struct {
	Personal
	Section string // key of the section; empty for a short text such as the title
	Field   string // name of the short text, such as Lines[2].Label; empty within a section
}

// MaskDisclosure masks the personal data in every text of d and returns what it
// found, with the original words and its place in the original text. What was found
// in one place, or is known from elsewhere in the same file, is masked wherever it
// stands. Figures, citations and the evidence of findings move along with the text.
func MaskDisclosure(d *content.Disclosure, known ...Personal) []Placed {
	return ReplacePersonal(d, known, func(p Personal) string { return p.Masked })
}

// ReplacePersonal does what [MaskDisclosure] does with words of the caller's choice
// in the place of each piece: the mask, the original words, or others.
func ReplacePersonal(d *content.Disclosure, known []Personal, with func(Personal) string) []Placed {
	var found []Placed
	known = slices.Clone(known)
	for range maxPasses {
		texts, before := textsOf(d), len(found)
		for _, t := range texts {
			for _, p := range t.find() {
				if before == 0 || !slices.ContainsFunc(known, func(k Personal) bool { return k.Kind == p.Kind && k.Text == p.Text }) {
					found = append(found, p)
				}
			}
		}
		for _, p := range found[before:] {
			known = append(known, p.Personal)
		}
		again := newEchoes(known)
		for _, t := range texts {
			t.replace(d, withoutOverlaps(append(t.hits, again.find(*t.text)...)), with)
		}
		if len(found) == before {
			break
		}
	}
	return found
}

// textOf is one text of a disclosure.
type textOf struct {
	text    *string
	inside  bool // of a section
	section string
	field   string
	hits    []Personal
}

func (t *textOf) find() []Placed {
	t.hits = FindPersonal(*t.text)
	var out []Placed
	for _, p := range t.hits {
		out = append(out, Placed{p, t.section, t.field})
	}
	return out
}

// replace puts the words in place and moves what points into the section.
func (t *textOf) replace(d *content.Disclosure, found []Personal, with func(Personal) string) {
	if len(found) == 0 {
		return
	}
	var shifts []shift
	if !t.inside {
		*t.text, _ = replace(*t.text, found, with)
		return
	}
	*t.text, shifts = replace(*t.text, found, safeInMarkdown(*t.text, found, with))
	r := []rune(*t.text)
	for i := range d.Figures {
		if g := &d.Figures[i]; g.Section == t.section {
			g.Start, g.End, g.Text = movedWords(r, g.Start, g.End, g.Text, shifts)
		}
	}
	for i := range d.Citations {
		if c := &d.Citations[i]; c.Section == t.section {
			c.Start, c.End, c.Text = movedWords(r, c.Start, c.End, c.Text, shifts)
		}
	}
	for i := range d.Findings {
		for j := range d.Findings[i].Evidence {
			if e := &d.Findings[i].Evidence[j]; e.Section == t.section {
				e.Start, e.End, e.Text = movedWords(r, e.Start, e.End, e.Text, shifts)
			}
		}
	}
}

// movedWords gives a stretch after replacing with the words that stand there now.
func movedWords(text []rune, start, end int, words string, shifts []shift) (int, int, string) {
	from, to := moved(start, end, shifts)
	if from < 0 || from > to || to > len(text) || words == "" {
		return 0, 0, Mask(words) // it pointed nowhere before
	}
	return from, to, string(text[from:to])
}

// safeInMarkdown keeps Markdown from reading the stars of two masked numbers in
// one text as emphasis.
func safeInMarkdown(text string, found []Personal, with func(Personal) string) func(Personal) string {
	stars := strings.Count(text, "*")
	for _, p := range found {
		stars += min(1, strings.Count(with(p), "*"))
	}
	if stars < 2 {
		return with
	}
	return func(p Personal) string {
		if words := with(p); words != p.Text {
			return strings.ReplaceAll(words, "*", `\*`)
		}
		return p.Text
	}
}

// textsOf gives every text of d. Reflection finds them, so that a field that is
// added later cannot be forgotten.
func textsOf(d *content.Disclosure) []*textOf {
	var out []*textOf
	add := func(name string, text *string) {
		if *text != "" {
			out = append(out, &textOf{text: text, field: name})
		}
	}
	for i := range d.Sections {
		out = append(out, &textOf{text: &d.Sections[i].Markdown, inside: true, section: d.Sections[i].Key})
		add("Sections.Heading", &d.Sections[i].Heading)
	}
	visit(reflect.ValueOf(&d.Summary).Elem(), "", add)
	for i := range d.Figures {
		if d.Section(d.Figures[i].Section) == nil {
			add("Figures.Text", &d.Figures[i].Text)
		}
	}
	for i := range d.Citations {
		c := &d.Citations[i]
		add("Citations.Title", &c.Title)
		add("Citations.Number", (*string)(&c.Number))
		if d.Section(c.Section) == nil {
			add("Citations.Text", &c.Text)
		}
	}
	for i := range d.Findings {
		visit(reflect.ValueOf(&d.Findings[i]).Elem(), "Findings", add)
		for j := range d.Findings[i].Evidence {
			if e := &d.Findings[i].Evidence[j]; d.Section(e.Section) == nil {
				add("Findings.Evidence", &e.Text)
			}
		}
	}
	return out
}

// visit calls use with every string below v that may hold free words.
func visit(v reflect.Value, name string, use func(name string, text *string)) {
	switch v.Kind() {
	case reflect.String:
		use(name, v.Addr().Convert(reflect.TypeFor[*string]()).Interface().(*string))
	case reflect.Pointer:
		if !v.IsNil() {
			visit(v.Elem(), name, use)
		}
	case reflect.Slice:
		for i := range v.Len() {
			visit(v.Index(i), name, use)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !isNoText(f.Name) {
				visit(v.Field(i), strings.TrimPrefix(name+"."+f.Name, "."), use)
			}
		}
	}
}

// isNoText tells whether a field holds no words of the text (names of our own,
// hashes, times), or is handled with the section that it points into.
func isNoText(field string) bool {
	return slices.Contains([]string{
		"ID", "Kind", "Status", "SHA256", "Region", "PublishedAt", "UpdatedAt", "Links", "MediaType", "Verdict", "Code", "Findings", "Evidence",
	}, field)
}
