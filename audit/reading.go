package audit

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// reading is a disclosure with the numbers of its text.
type reading struct {
	d     *content.Disclosure
	parts []part
	rows  *located // nil when the rows of the money do not stand in one section
}

// part is one section with its numbers.
type part struct {
	key, heading, text string
	numbers            []quantity
	grids              []grid
	marks              []mark
}

// ref is one number of one part.
type ref struct {
	p *part
	q quantity
}

func read(d *content.Disclosure) *reading {
	t := &reading{d: d, parts: make([]part, 0, len(d.Sections))}
	unit := statedUnit(d.Sections)
	for _, s := range d.Sections {
		t.parts = append(t.parts, part{s.Key, s.Heading, s.Markdown, scan(s.Markdown), readGrids(s.Heading, s.Markdown, unit), findMarks(s.Markdown)})
	}
	t.rows = t.locate()
	return t
}

// part finds a section by key; nil when there is none.
func (t *reading) part(key string) *part {
	for i := range t.parts {
		if t.parts[i].key == key {
			return &t.parts[i]
		}
	}
	return nil
}

// moneyParts gives the sections that state the money, the most binding first.
func (t *reading) moneyParts() []*part {
	var first, rest []*part
	for _, key := range []string{"funding", "plan", "content", "performance", "overview"} {
		if p := t.part(key); p != nil {
			first = append(first, p)
		}
	}
	for i := range t.parts {
		if !slices.Contains(first, &t.parts[i]) {
			rest = append(rest, &t.parts[i])
		}
	}
	return append(first, rest...)
}

// planParts gives the sections that say what the money is to do.
func (t *reading) planParts() []*part {
	var parts []*part
	for _, key := range []string{"overview", "content", "funding", "plan"} {
		if p := t.part(key); p != nil {
			parts = append(parts, p)
		}
	}
	return parts
}

func (t *reading) allParts() []*part {
	var parts []*part
	for i := range t.parts {
		parts = append(parts, &t.parts[i])
	}
	return parts
}

// evidence gives the words text[start:end] of p, offsets in bytes.
func (p *part) evidence(at span) content.Evidence {
	return evidence(p.key, utf8.RuneCountInString(p.text[:at.start]), p.text[at.start:at.end])
}

func evidence(section string, start int, words string) content.Evidence {
	return content.Evidence{Section: section, Start: start, End: start + utf8.RuneCountInString(words), Text: words}
}

func (r ref) evidence() content.Evidence {
	return evidence(r.p.key, r.q.char, r.p.text[r.q.start:r.q.end])
}

// sentenceOf gives the words of the sentence around q.
func (p *part) sentenceOf(q quantity) string { return p.text[q.sentence.start:q.sentence.end] }

// stands tells whether the sentence of q is whole: it neither begins nor ends at a
// line that was broken in the middle.
func (p *part) stands(q quantity) bool {
	before, after := p.text[:q.sentence.start], p.text[q.sentence.end:]
	if strings.HasSuffix(before, "\n") && !strings.HasSuffix(strings.TrimRight(before, " \n"), "。") && !strings.HasSuffix(before, "\n\n") {
		return false
	}
	return !strings.HasPrefix(after, "\n") || strings.TrimRight(after, " \n") == "" || strings.HasPrefix(after, "\n\n") || markAt(strings.TrimLeft(after, "\n 　")) != 0
}

// before gives up to n characters left of q, not past the start of its clause.
func (p *part) before(q quantity, n int) string {
	return lastRunes(p.text[q.clause.start:q.start], n)
}

// after gives up to n characters right of q, not past the end of its clause.
func (p *part) after(q quantity, n int) string {
	return firstRunes(p.text[q.end:q.clause.end], n)
}

func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// find gives the first number in p at or after the offset from that fits.
func (p *part) find(from int, fits func(quantity) bool) (quantity, bool) {
	at, _ := slices.BinarySearchFunc(p.numbers, from, func(q quantity, from int) int { return q.start - from })
	for _, q := range p.numbers[at:] {
		if fits(q) {
			return q, true
		}
	}
	return quantity{}, false
}

func isMoney(m *content.Money) func(quantity) bool {
	return func(q quantity) bool { return q.kind == amount && q.value == int64(m.Fen) }
}

func isPeople(n *content.People) func(quantity) bool {
	return func(q quantity) bool { return q.kind == people && q.unit == n.Unit && q.value == int64(n.Count) }
}

// statedUnit gives the unit of money that a document sets for its tables (单位：万元)
// when it sets only one.
func statedUnit(sections []content.Section) string {
	unit := ""
	for _, s := range sections {
		rest := s.Markdown
		for {
			_, after, found := strings.Cut(rest, "单位")
			if !found {
				break
			}
			rest = after
			set := prefixOf(strings.TrimLeft(after, "：: 　人户、，,"), "万元", "亿元", "元")
			if set != "" && unit != "" && set != unit {
				return ""
			}
			if set != "" {
				unit = set
			}
		}
	}
	return unit
}
