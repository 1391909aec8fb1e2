package web

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"mingzhang/content"
	"mingzhang/desk"
)

// draftPlaces knows where in the text of a draft its facts, its findings and its
// personal data stand. The text is the one that the clerk edits, without masks.
type draftPlaces struct {
	*places
	sheet *desk.Sheet
	ids   map[desk.Spot]string // of what was read, by its place
	hits  map[hitPlace]string  // of personal data, by its place
}

// hitPlace is where a piece of personal data begins.
type hitPlace struct {
	section string
	start   int
}

// readSection is a section of the text beside the form.
type readSection struct {
	ID, Heading string
	HTML        template.HTML
	Blank       bool
	Edited      bool
	Read        string // what was read, when it was edited
	Lang        string
}

// newDraftPlaces marks in the text what the page speaks of.
func newDraftPlaces(l *language, sheet *desk.Sheet) *draftPlaces {
	text := *sheet.Text
	text.Figures, text.Findings = nil, nil
	if sheet.Preview != nil {
		text.Findings = relocate(&text, sheet.Preview.Findings)
	}
	p := &draftPlaces{newPlaces(l, &text), sheet, map[desk.Spot]string{}, map[hitPlace]string{}}
	for i := range p.places.ids {
		p.places.ids[i] = "text-" + p.places.ids[i]
	}
	for i := range sheet.Fields {
		p.markSpot(&sheet.Fields[i])
	}
	for _, hit := range sheet.Hits {
		for _, place := range hit.Places {
			at := hitPlace{string(place.Section), place.Start}
			id := "pii-" + strconv.Itoa(len(p.hits)+1)
			if words := p.stretch(at.section, place.Start, place.End); p.mark(at.section, place.Start, place.End, words, id, "pii") {
				p.hits[at] = "#" + id
			}
		}
	}
	return p
}

// markSpot marks where a fact was most likely read.
func (p *draftPlaces) markSpot(f *desk.Field) {
	if len(f.From) == 0 {
		return
	}
	spot := f.From[0]
	if p.ids[spot] != "" {
		return
	}
	id := "at-" + strings.ReplaceAll(f.Name, ".", "-")
	if p.mark(spot.Section, spot.Start, spot.End, spot.Text, id, "fig") {
		p.ids[spot] = id
	}
}

// relocate finds the evidence of findings, whose places are in the masked text, in
// the text without masks. What is masked itself has no place there.
func relocate(d *content.Disclosure, findings []content.Finding) []content.Finding {
	moved := slices.Clone(findings)
	for i := range moved {
		moved[i].Evidence = slices.Clone(moved[i].Evidence)
		for j := range moved[i].Evidence {
			e := &moved[i].Evidence[j]
			if s := d.Section(e.Section); s != nil {
				e.Start, e.End = nearest([]rune(s.Markdown), []rune(e.Text), e.Start)
			}
		}
	}
	return moved
}

// nearest gives the place of words that is nearest to where they are thought to
// be; -1 when they are nowhere.
func nearest(text, words []rune, near int) (start, end int) {
	best := -1
	for at := 0; at+len(words) <= len(text) && len(words) > 0; at++ {
		if slices.Equal(text[at:at+len(words)], words) && (best < 0 || max(at-near, near-at) < max(best-near, near-best)) {
			best = at
		}
		if best >= 0 && at > near && at-near > max(best-near, near-best) {
			break
		}
	}
	return best, best + len(words)
}

// stretch gives the words at a place; "" when there is no such place.
func (p *draftPlaces) stretch(section string, start, end int) string {
	i, found := p.byKey[section]
	if !found || start < 0 || end < start || end > len(p.runes[i]) {
		return ""
	}
	return string(p.runes[i][start:end])
}

// around is how many characters are quoted on both sides of a value.
const around = 14

// quote gives where a fact was read from; nil when the text does not say it.
func (p *draftPlaces) quote(f *desk.Field) *spotQuote {
	if len(f.From) == 0 {
		return nil
	}
	spot := f.From[0]
	q := p.quoteAt(spot.Section, spot.Start, spot.End)
	if q != nil && p.ids[spot] != "" {
		q.Href = "#" + p.ids[spot]
	}
	return q
}

// quoteAt quotes a stretch of the text with the words around it.
func (p *draftPlaces) quoteAt(section string, start, end int) *spotQuote {
	i, found := p.byKey[section]
	if !found || start < 0 || end < start || end > len(p.runes[i]) {
		return nil
	}
	text := p.runes[i]
	from, to := sentenceAround(text, start, end)
	before, after := plainWords(text[from:start]), plainWords(text[end:to])
	q := &spotQuote{Before: string(before), Text: string(plainWords(text[start:end])), After: string(after), Section: p.heading(section)}
	if len(before) > around+4 {
		q.Before = "……" + string(tail(before, around))
	}
	if len(after) > around+4 {
		q.After = string(head(after, around)) + "……"
	}
	return q
}

// readText gives a section as it was read; nil when it was added at the desk.
func (p *draftPlaces) readText(key string) *string {
	for i := range p.sheet.Read {
		if p.sheet.Read[i].Key == key {
			return &p.sheet.Read[i].Markdown
		}
	}
	return nil
}

// text gives the text with its marks.
func (p *draftPlaces) text() []readSection {
	var list []readSection
	for i, section := range p.d.Sections {
		shown := readSection{ID: p.sectionID(i), Heading: orElse(section.Heading, p.lang.T("disclosure.preface")), Lang: p.lang.Texts}
		shown.HTML = template.HTML(content.Render(section.Markdown, content.RenderOptions{ // Render is safe
			IDPrefix: shown.ID + "-", TableLabel: p.lang.T("disclosure.table_of", shown.Heading), Marks: p.marks[i],
		}))
		shown.Blank = strings.TrimSpace(section.Markdown) == ""
		if read := p.readText(section.Key); read != nil && plainLines(*read) != plainLines(section.Markdown) {
			shown.Edited, shown.Read = true, *read
		}
		list = append(list, shown)
	}
	return list
}
