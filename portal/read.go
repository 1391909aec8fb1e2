package portal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"

	"mingzhang/catalog"
	"mingzhang/content"
	"mingzhang/ingest"
)

// Read gives one published record with its text, figures, citations and findings. Its facts
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
	d.Citations = ingest.Citations(d)
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
	var record []byte
	for _, r := range m.snap.Related(row) {
		if record, err = m.snap.AppendRecord(record[:0], r); err != nil {
			return nil, err
		}
		one := m.brief(r)
		if one.Findings, err = verdicts(record); err != nil {
			return nil, fmt.Errorf("reading the record of %s: %w", one.ID, err)
		}
		related = append(related, one)
	}
	return related, nil
}

// brief gives what the catalog knows of a record without reading it.
func (m *model) brief(row catalog.Row) content.Summary {
	f := m.snap.Facts(row)
	s := content.Summary{
		ID: f.ID, Kind: f.Kind, Title: f.Title, Year: f.Year, Publisher: f.Publisher, Category: content.Text(f.Category),
		Status: content.Published, Revision: f.Revision, PublishedAt: f.PublishedAt, UpdatedAt: f.UpdatedAt, SHA256: f.SHA256,
	}
	if region, err := content.Regions().Get(f.Region); err == nil {
		s.Region = &region
	}
	if f.Amount != nil {
		s.Amount = &content.Money{Fen: *f.Amount}
	}
	return s
}

// verdicts reads the codes and verdicts of a record's findings and nothing else.
// They stand between two keys, which no text holds: its quotes are escaped.
func verdicts(record []byte) ([]content.Finding, error) {
	var list []struct {
		Code    string
		Verdict content.Verdict
	}
	_, rest, _ := bytes.Cut(record, []byte(`"findings":`))
	found, _, _ := bytes.Cut(rest, []byte(`,"document_number_flags":`))
	if err := json.Unmarshal(found, &list); err != nil {
		return nil, fmt.Errorf("reading its findings: %w", err)
	}
	findings := make([]content.Finding, len(list))
	for i, f := range list {
		findings[i] = content.Finding{Code: f.Code, Verdict: f.Verdict}
	}
	return findings, nil
}
