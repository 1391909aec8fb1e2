package portal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"mingzhang/catalog"
	"mingzhang/content"
	"mingzhang/ingest"
	"mingzhang/registry"
)

// Read gives one published record with its text, figures, citations and findings. Its facts
// are those that the catalog read from the same revision.
func (p *Portal) Read(ctx context.Context, id string) (*content.Disclosure, error) {
	m := p.model.Load()
	row, err := p.row(ctx, m, id)
	if err != nil {
		return nil, err
	}
	summary, err := m.summary(row)
	if err != nil {
		return nil, err
	}
	d := &content.Disclosure{Summary: *summary}
	if d.Sections, err = m.snap.Sections(row); err != nil {
		return nil, p.unreadable(ctx, id, d.Revision, err)
	}
	d.Figures = ingest.Figures(d)
	d.Citations = ingest.Citations(d)
	d.FillLists()
	return d, nil
}

// Markdown gives the exact bytes of the newest revision of a record.
func (p *Portal) Markdown(ctx context.Context, id string) ([]byte, error) {
	m := p.model.Load()
	row, err := p.row(ctx, m, id)
	if err != nil {
		return nil, err
	}
	b, err := m.snap.Markdown(row)
	if err != nil {
		return nil, p.unreadable(ctx, id, m.snap.Facts(row).Revision, err)
	}
	return b, nil
}

// row finds a published record; the error is [Withdrawn] for one that was
// withdrawn and [ErrErased] when the text of its newest revision was removed.
func (p *Portal) row(ctx context.Context, m *model, id string) (catalog.Row, error) {
	if row, ok := m.snap.Find(id); ok {
		return row, nil
	}
	notThere := fmt.Errorf("disclosure %.40q: %w", id, ErrNotFound)
	last, err := p.registry.Revision(ctx, id, 0)
	switch {
	case errors.Is(err, registry.ErrNotFound):
		return 0, notThere
	case err != nil:
		return 0, err
	case last.Action == registry.Withdraw:
		return 0, p.withdrawn(ctx, last)
	case last.Erased:
		return 0, fmt.Errorf("%w: %w", notThere, ErrErased)
	}
	return 0, notThere
}

// unreadable says why a text that the model has cannot be read: it may have been
// erased or withdrawn since the model was made.
func (p *Portal) unreadable(ctx context.Context, id string, n int, cause error) error {
	r, err := p.registry.Revision(ctx, id, n)
	if err == nil && r.Erased {
		return fmt.Errorf("disclosure %s: %w: %w", id, ErrNotFound, ErrErased)
	}
	return cause
}

// Related gives the same unit's disclosures of a like-named project in other
// years or of another kind, newest year first: what a row of a list shows of them.
func (p *Portal) Related(ctx context.Context, id string) ([]content.Summary, error) {
	m := p.model.Load()
	row, err := p.row(ctx, m, id)
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
