package portal

import (
	"context"
	"fmt"
	"io/fs"

	"mingzhang/content"
	"mingzhang/ingest"
)

// Read gives one published record with its text, figures and findings. Its facts
// are those that the catalog read from the same revision.
func (p *Portal) Read(_ context.Context, id string) (*content.Disclosure, error) {
	m := p.model.Load()
	row, err := m.row(id)
	if err != nil {
		return nil, err
	}
	summary, err := m.summary(row)
	if err != nil {
		return nil, err
	}
	d := &content.Disclosure{Summary: *summary}
	if d.Sections, err = content.ReadSections(p.content, m.path(row), d.Kind); err != nil {
		return nil, err
	}
	d.Figures = ingest.Figures(d)
	d.FillLists()
	return d, nil
}

// Markdown gives the exact bytes of the newest revision of a record.
func (p *Portal) Markdown(_ context.Context, id string) ([]byte, error) {
	m := p.model.Load()
	row, err := m.row(id)
	if err != nil {
		return nil, err
	}
	b, err := fs.ReadFile(p.content, m.path(row))
	if err != nil {
		return nil, fmt.Errorf("reading a revision: %w", err)
	}
	return b, nil
}

// Related gives the same unit's disclosures of a like-named project in other
// years or of another kind, newest year first.
func (p *Portal) Related(_ context.Context, id string) ([]content.Summary, error) {
	m := p.model.Load()
	row, err := m.row(id)
	if err != nil {
		return nil, err
	}
	var related []content.Summary
	for _, r := range m.snap.Related(row) {
		summary, err := m.summary(r)
		if err != nil {
			return nil, err
		}
		related = append(related, *summary)
	}
	return related, nil
}
