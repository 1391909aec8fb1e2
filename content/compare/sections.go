package compare

import (
	"fmt"
	"sort"
	"strings"

	"mingzhang/content"
)

// sections compares two texts section by section.
func sections(before, after []content.Section) []Section {
	from := matchSections(before, after)
	still := inOrder(from)
	list := []Section{}
	gone := removed(before, from)
	list = append(list, gone[-1]...)
	for i := range after {
		s := one(before, after, from[i], i)
		s.Moved = from[i] >= 0 && !still[i]
		if s.Moved && s.Change == Same {
			s.Change = Moved
		}
		list = append(list, s)
		if from[i] >= 0 {
			list = append(list, gone[from[i]]...)
		}
	}
	return list
}

// one compares a section of the new text with the one that it comes from.
func one(before, after []content.Section, from, to int) Section {
	is := after[to]
	s := Section{Key: is.Key, Heading: is.Heading, Change: Added, To: &to, Edits: []Edit{}, Numbers: []Number{}}
	if from < 0 {
		s.Edits = joined([]Edit{{Insert, is.Markdown}})
		return s
	}
	was := before[from]
	s.From = &from
	if was.Heading != is.Heading {
		s.OldHeading = was.Heading
	}
	if was.Markdown == is.Markdown && was.Heading == is.Heading {
		s.Change = Same
		return s
	}
	s.Change = Changed
	s.Edits = Text(was.Markdown, is.Markdown)
	s.Numbers = numbers(s.Edits)
	return s
}

// removed gives the sections that are gone, by the place of the last section
// before them that stayed; -1 when there is none.
func removed(before []content.Section, from []int) map[int][]Section {
	stays := map[int]bool{}
	for _, f := range from {
		stays[f] = true
	}
	gone, last := map[int][]Section{}, -1
	for i, was := range before {
		if stays[i] {
			last = i
			continue
		}
		gone[last] = append(gone[last], Section{
			Key: was.Key, Heading: was.Heading, Change: Removed, From: &i,
			Edits: joined([]Edit{{Delete, was.Markdown}}), Numbers: []Number{},
		})
	}
	return gone
}

// matchSections gives for each new section the old one that it comes from, or -1:
// the one of the same key and heading, of the same key, of the same heading, or
// the one that has most of its paragraphs.
func matchSections(before, after []content.Section) []int {
	m := &matcher{before: before, after: after, from: make([]int, len(after)), used: make([]bool, len(before))}
	for i := range m.from {
		m.from[i] = -1
	}
	m.match(func(s content.Section) string { return fmt.Sprintf("%q %q", s.Key, s.Heading) })
	m.match(func(s content.Section) string {
		if strings.HasPrefix(s.Key, "section-") { // it names a place, not a meaning
			return ""
		}
		return s.Key
	})
	m.match(func(s content.Section) string { return s.Heading })
	m.match(func(s content.Section) string { return strings.TrimSpace(s.Markdown) })
	m.matchByParagraphs()
	return m.from
}

type matcher struct {
	before, after []content.Section
	from          []int  // of each new section: the old one, or -1
	used          []bool // of each old section
}

// match pairs sections that are not paired yet and have the same key, the first
// with the first. An empty key pairs nothing.
func (m *matcher) match(key func(content.Section) string) {
	places := map[string][]int{}
	for i, s := range m.before {
		if k := key(s); !m.used[i] && k != "" {
			places[k] = append(places[k], i)
		}
	}
	for i, s := range m.after {
		if k := key(s); m.from[i] < 0 && len(places[k]) > 0 {
			m.pair(i, places[k][0])
			places[k] = places[k][1:]
		}
	}
}

func (m *matcher) pair(after, before int) { m.from[after], m.used[before] = before, true }

// matchByParagraphs pairs what is left by the paragraphs that both have: at
// least half of the longer text.
func (m *matcher) matchByParagraphs() {
	holds := map[string]int{} // paragraph -> the first old section that is left and has it
	for i, s := range m.before {
		for _, p := range paragraphs(s.Markdown) {
			if p = strings.TrimSpace(p); !m.used[i] && p != "" {
				if _, known := holds[p]; !known {
					holds[p] = i
				}
			}
		}
	}
	for i, s := range m.after {
		if m.from[i] < 0 {
			m.pairMostAlike(i, s, holds)
		}
	}
}

func (m *matcher) pairMostAlike(after int, s content.Section, holds map[string]int) {
	common, best := map[int]int{}, -1
	for _, p := range paragraphs(s.Markdown) {
		p = strings.TrimSpace(p)
		at, known := holds[p]
		if !known || m.used[at] {
			continue
		}
		common[at] += len(p)
		if best < 0 || common[at] > common[best] {
			best = at
		}
	}
	if best >= 0 && 2*common[best] >= max(len(s.Markdown), len(m.before[best].Markdown)) {
		m.pair(after, best)
	}
}

// inOrder tells which new sections did not move: as many as can stand in one
// ascending order (longest increasing subsequence, by patience sorting).
func inOrder(from []int) []bool {
	var piles []int // the last section of the best order of each length
	previous := make([]int, len(from))
	for i, f := range from {
		if f < 0 {
			continue
		}
		at := sort.Search(len(piles), func(p int) bool { return from[piles[p]] >= f })
		previous[i] = -1
		if at > 0 {
			previous[i] = piles[at-1]
		}
		if at == len(piles) {
			piles = append(piles, i)
		} else {
			piles[at] = i
		}
	}
	still := make([]bool, len(from))
	if len(piles) == 0 {
		return still
	}
	for i := piles[len(piles)-1]; i >= 0; i = previous[i] {
		still[i] = true
	}
	return still
}
