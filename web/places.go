package web

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/content"
)

// places knows where in the text each figure and each piece of evidence stands,
// so that facts and findings can link to the very words.
type places struct {
	lang     *language
	d        *content.Disclosure
	ids      []string         // of the sections, as elements
	byKey    map[string]int   // section key -> its first section
	runes    [][]rune         // of each section
	marks    [][]content.Mark // of each section
	evidence map[[2]int]string
	figures  map[int]string // index of the figure -> id
}

func newPlaces(l *language, d *content.Disclosure) *places {
	p := &places{lang: l, d: d, byKey: map[string]int{}, evidence: map[[2]int]string{}, figures: map[int]string{}}
	used := map[string]int{"main": 1, "money": 1, "findings": 1, "related": 1, "toc": 1, "source": 1, "numbers": 1, "units": 1, "take": 1, "cite": 1}
	for i, s := range d.Sections {
		id := content.Anchor(s.Heading)
		if used[id]++; used[id] > 1 {
			id += "-" + strconv.Itoa(used[id])
		}
		p.ids = append(p.ids, id)
		p.runes = append(p.runes, []rune(s.Markdown))
		if _, found := p.byKey[s.Key]; !found {
			p.byKey[s.Key] = i
		}
	}
	p.marks = make([][]content.Mark, len(d.Sections))
	p.markFindings()
	p.markFigures()
	return p
}

func (p *places) markFindings() {
	for i, f := range p.d.Findings {
		for j, e := range f.Evidence {
			id := fmt.Sprintf("e%d-%d", i+1, j+1)
			if p.mark(e.Section, e.Start, e.End, e.Text, id, "ev") {
				p.evidence[[2]int{i, j}] = id
			}
		}
	}
}

func (p *places) markFigures() {
	for i, f := range p.d.Figures {
		id := fmt.Sprintf("f%d", i+1)
		if p.mark(f.Section, f.Start, f.End, f.Text, id, "fig") {
			p.figures[i] = id
		}
	}
}

// mark marks words in a section when they really stand where they should.
func (p *places) mark(section string, start, end int, words, id, class string) bool {
	i, found := p.byKey[section]
	if !found || start < 0 || end <= start || end > len(p.runes[i]) || string(p.runes[i][start:end]) != words {
		return false
	}
	p.marks[i] = append(p.marks[i], content.Mark{Start: start, End: end, ID: id, Class: class})
	return true
}

func (p *places) sectionID(i int) string { return p.ids[i] }

// heading names the section of a key for a reader.
func (p *places) heading(key string) string {
	if i, found := p.byKey[key]; found && p.d.Sections[i].Heading != "" {
		return p.d.Sections[i].Heading
	}
	return p.lang.T("disclosure.preface")
}

// figure links to the first figure of a kind and value, in the order of preference
// of roles; nil when the text has none.
func (p *places) figure(kind, value string, roles ...content.Text) *link {
	best, bestRank := "", len(roles)+1
	for i, f := range p.d.Figures {
		id, marked := p.figures[i]
		if !marked || f.Kind != kind || f.Value != value {
			continue
		}
		rank := len(roles)
		for at, role := range roles {
			if f.Role == role {
				rank = at
				break
			}
		}
		if rank < bestRank {
			best, bestRank = id, rank
		}
	}
	if best == "" {
		return nil
	}
	return &link{Text: p.lang.T("disclosure.place"), Href: "#" + best}
}

// shorten cuts long evidence for a list; the text itself shows all of it.
func shorten(text string) string {
	const most = 60
	words := []rune(strings.Join(strings.Fields(text), " "))
	if len(words) <= most {
		return string(words)
	}
	return string(words[:most-12]) + "……" + string(words[len(words)-10:])
}
