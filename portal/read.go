package portal

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"

	"mingzhang/catalog"
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
// years or of another kind, newest year first: what a row of a list shows of them.
func (p *Portal) Related(_ context.Context, id string) ([]content.Summary, error) {
	m := p.model.Load()
	row, err := m.row(id)
	if err != nil {
		return nil, err
	}
	var related []content.Summary
	for _, r := range m.snap.Related(row) {
		one, err := m.brief(r)
		if err != nil {
			return nil, err
		}
		related = append(related, one)
	}
	return related, nil
}

// brief reads what a row of a list shows, which costs a third of the whole record.
func (m *model) brief(row catalog.Row) (content.Summary, error) {
	b, err := m.snap.Record(row)
	if err != nil {
		return content.Summary{}, err
	}
	var r struct {
		Region   *content.Region
		Amount   *content.Money
		Findings []struct {
			Code    string
			Verdict content.Verdict
		}
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return content.Summary{}, fmt.Errorf("reading the record of %s: %w", m.snap.Facts(row).ID, err)
	}
	f := m.snap.Facts(row)
	s := content.Summary{
		ID: f.ID, Kind: f.Kind, Title: f.Title, Year: f.Year, Publisher: f.Publisher, Category: content.Text(f.Category),
		Region: r.Region, Amount: r.Amount, Status: content.Published, Revision: f.Revision,
		PublishedAt: f.PublishedAt, UpdatedAt: f.UpdatedAt, SHA256: f.SHA256,
	}
	for _, finding := range r.Findings {
		s.Findings = append(s.Findings, content.Finding{Code: finding.Code, Verdict: finding.Verdict})
	}
	return s, nil
}
