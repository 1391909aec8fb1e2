package portal

import (
	"context"
	"strings"

	"mingzhang/content"
	"mingzhang/search"
)

// maxRegionSuggestions is how many of the suggestions may be regions.
const maxRegionSuggestions = 3

// Suggest completes what is being typed with regions that begin so, and with
// units and projects.
func (p *Portal) Suggest(_ context.Context, text string, limit int) ([]Suggestion, error) {
	text = strings.TrimSpace(text)
	if text == "" || limit < 1 {
		return []Suggestion{}, nil
	}
	m := p.model.Load()
	suggestions := m.regions(text, min(limit, maxRegionSuggestions))
	for _, s := range m.lexicon.Suggest(text, limit-len(suggestions)) {
		one := Suggestion{Text: s.Text, Kind: "title"}
		if s.Kind == search.NamePublisher {
			one.Kind, one.ID = "publisher", content.PublisherID(s.Text)
		}
		suggestions = append(suggestions, one)
	}
	return suggestions, nil
}

// regions gives regions with disclosures whose names begin with text.
func (m *model) regions(text string, limit int) []Suggestion {
	found := []Suggestion{}
	for _, code := range m.regionCodes {
		if len(found) == limit {
			break
		}
		r, err := content.Regions().Get(code)
		if err == nil && strings.HasPrefix(r.Name, text) {
			found = append(found, Suggestion{Text: strings.Join(r.Path, ""), Kind: "region", ID: code})
		}
	}
	return found
}
