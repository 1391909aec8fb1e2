package web

import (
	"context"
	"errors"
	"time"

	"mingzhang/content"
	"mingzhang/desk"
	"mingzhang/portal"
	"mingzhang/registry"
)

// unpublished answers for a text that the portal does not have yet.
type unpublished struct{ portal.Service }

// Related gives nothing for an id that is not published.
func (u unpublished) Related(ctx context.Context, id string) ([]content.Summary, error) {
	rows, err := u.Service.Related(ctx, id)
	if errors.Is(err, portal.ErrNotFound) {
		return nil, nil
	}
	return rows, err
}

// History gives nothing: the text has no entry in the log.
func (unpublished) History(context.Context, string) ([]portal.Revision, error) { return nil, nil }

// preview answers GET /desk/drafts/{id}/preview: the public page as it would look.
func (s *Site) preview(r *request) error {
	sheet, err := s.drafts().Sheet(r.ctx(), r.who, r.c.Params("id"))
	if err != nil {
		return err
	}
	if sheet.Preview == nil {
		return desk.ErrState
	}
	if sheet.Action == registry.Withdraw {
		return s.previewWithdrawn(r, sheet)
	}
	d := asPublished(sheet, s.cfg.Now())
	before := *s // what nobody has published has no history
	before.svc = unpublished{s.svc}
	v, err := before.disclosureView(r, d)
	if err != nil {
		return err
	}
	v.NoIndex, v.Twins, v.Downloads = true, nil, nil
	v.Other = s.deskView(r, d.Title).Other
	for i := range v.Source {
		if sheet.Base == 0 {
			v.Source[i].Href = "" // a first revision has no history yet
		}
	}
	v.Banner = s.previewBanner(r, sheet)
	return s.render(r, "disclosure", v)
}

// asPublished gives a draft with what publication would set.
func asPublished(sheet *desk.Sheet, now time.Time) *content.Disclosure {
	d := *sheet.Preview
	d.Status, d.Revision, d.UpdatedAt, d.PublishedAt = content.Published, sheet.Base+1, now, now
	if sheet.Published != nil {
		d.PublishedAt = sheet.Published.PublishedAt
	}
	return &d
}

// previewBanner says that nobody else sees the page, and leads back.
func (s *Site) previewBanner(r *request, sheet *desk.Sheet) *banner {
	l := r.lang
	b := &banner{language: l, Text: l.T("preview.banner"), Class: "past", Links: []link{{Text: l.T("preview.back"), Href: l.To(draftPath(sheet.ID))}}}
	if sheet.Action != registry.Publish {
		b.Reason = string(sheet.Reason)
	}
	return b
}

// previewWithdrawn shows the page that will stand in the place of the text.
func (s *Site) previewWithdrawn(r *request, sheet *desk.Sheet) error {
	d := sheet.Preview
	v := s.withdrawnView(r, &portal.Withdrawn{
		ID: string(sheet.Disclosure), Title: d.Title, Publisher: d.Publisher, Revision: sheet.Base + 1,
		Reason: string(sheet.Reason), At: s.cfg.Now(),
	})
	v.Banner = s.previewBanner(r, sheet)
	return s.render(r, "withdrawn", v)
}
