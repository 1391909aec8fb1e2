package web

import (
	"errors"
	"strconv"
	"time"

	"mingzhang/account"
	"mingzhang/desk"
	"mingzhang/registry"
)

// reviewBox is what can be done with a draft besides changing its text.
type reviewBox struct {
	Heading  string
	Comment  bool   // a comment can be given, with which it is sent back
	Approve  bool   // it can be approved
	WhyNot   string // why who looks cannot approve it
	Publish  bool
	Plan     bool
	Recall   bool
	Rebase   string // words on a newer revision that it should start from
	Replace  string // id of what it should correct instead
	Said     string // a comment that was not taken
	SaidHint string
}

// reviewBox gives the buttons that who looks may press; nil for none.
func (p *draftPage) reviewBox() *reviewBox {
	l, who, d := p.r.lang, p.r.who, &p.sheet.Draft
	b := &reviewBox{Heading: l.T("draft.review")}
	waits := d.State == desk.StateSubmitted || d.State == desk.StateApproved
	b.Comment = waits && who.May(account.ReviewDrafts, d.Unit)
	b.Approve = p.s.drafts().MayApprove(who, p.sheet)
	if d.State == desk.StateSubmitted && b.Comment && !b.Approve {
		b.WhyNot = l.said(desk.ErrSamePerson.Chinese, desk.ErrSamePerson.English)
	}
	b.Publish = d.State == desk.StateApproved && who.May(account.Publish, d.Unit)
	b.Plan = b.Publish
	own := string(d.Submitter) == who.Account || d.Creator == who.Account
	b.Recall = waits && who.May(account.WriteDrafts, d.Unit) && (own || !b.Comment) // a reviewer sends back
	if d.State == desk.StateOpen && who.May(account.WriteDrafts, d.Unit) {
		b.fromProblems(p)
	}
	if p.sent != nil {
		b.Said = p.sent.Get("comment")
	}
	if !b.Comment && !b.Publish && !b.Recall && b.Rebase == "" && b.Replace == "" {
		return nil
	}
	if !b.Comment && !b.Publish {
		b.Heading = l.T("draft.next")
	}
	return b
}

// fromProblems offers the way out of what stands against a draft in public.
func (b *reviewBox) fromProblems(p *draftPage) {
	for _, one := range p.sheet.Problems {
		switch one.Code {
		case desk.ErrBase.Code:
			b.Rebase = p.r.lang.said(one.Chinese, one.English)
		case "published":
			if p.sheet.Action == registry.Publish && p.sheet.Preview != nil {
				b.Replace = p.sheet.Preview.ID
			}
		}
	}
}

// actOnDraft answers POST /desk/drafts/{id}/acts.
func (s *Site) actOnDraft(r *request) error {
	id := r.c.Params("id")
	version, err := strconv.Atoi(r.c.FormValue("version"))
	if err != nil {
		return desk.ErrStale
	}
	do := r.c.FormValue("do")
	d, err := s.act(r, do, id, version)
	switch {
	case err != nil:
		return s.actRefused(r, id, err)
	case do == "discard":
		return s.backTo(r, "/desk", "discarded", "")
	case d.State == desk.StatePublished:
		return s.backTo(r, draftPath(id)+"/receipt", "published", "")
	}
	return s.backTo(r, draftPath(id), map[string]string{"return": "returned", "approve": "approved", "plan": "planned", "unplan": "unplanned",
		"recall": "recalled", "rebase": "rebased", "replace": "replaced"}[do], "")
}

func (s *Site) act(r *request, do, id string, version int) (desk.Draft, error) {
	k, ctx, comment := s.drafts(), r.ctx(), r.c.FormValue("comment")
	switch do {
	case "recall":
		return k.Recall(ctx, r.who, id, version)
	case "discard":
		return k.Discard(ctx, r.who, id, version)
	case "return":
		return k.Return(ctx, r.who, id, version, comment)
	case "approve":
		return k.Approve(ctx, r.who, id, version, comment)
	case "publish":
		return k.Publish(ctx, r.who, id, version)
	case "plan":
		planned, err := readPlanned(r.c.FormValue("planned"))
		if err == nil && planned.IsZero() {
			err = desk.ErrPlan
		}
		if err != nil {
			return desk.Draft{}, err
		}
		return k.Plan(ctx, r.who, id, version, planned)
	case "unplan":
		return k.Plan(ctx, r.who, id, version, time.Time{})
	case "rebase":
		d, _, err := k.Rebase(ctx, r.who, id, version)
		return d, err
	case "replace":
		return k.Replace(ctx, r.who, id, version, r.c.FormValue("disclosure"), r.c.FormValue("reason"))
	}
	return desk.Draft{}, desk.ErrState
}

// actRefused shows the draft again with why an act was refused and the comment
// that was typed, so that nothing is written twice.
func (s *Site) actRefused(r *request, id string, err error) error {
	status, words := r.lang.deskRefusal(err)
	if status != 422 && status != 409 {
		return err
	}
	sheet, reading := s.drafts().Sheet(r.ctx(), r.who, id)
	if reading != nil {
		return reading
	}
	if sheet.Text == nil {
		return err
	}
	p := s.newDraftPage(r, sheet)
	p.wrong, p.sent = words, r.form()
	var list *desk.Problems
	if errors.As(err, &list) {
		for _, one := range list.List {
			p.problem(one)
			if one.Field == "planned" || one.Field == "reason" {
				p.wrong = r.lang.said(one.Chinese, one.English)
			}
		}
	}
	return p.show(status)
}

// askDiscard answers GET /desk/drafts/{id}/discard: whether it is really meant.
func (s *Site) askDiscard(r *request) error {
	sheet, err := s.drafts().Sheet(r.ctx(), r.who, r.c.Params("id"))
	if err != nil {
		return err
	}
	if sheet.State != desk.StateOpen && sheet.State != desk.StateSubmitted {
		return desk.ErrState
	}
	if !r.who.May(account.WriteDrafts, sheet.Unit) {
		return account.ErrForbidden
	}
	l := r.lang
	return s.showForm(r, form{
		Heading: l.T("discard.title"), Lead: l.T("discard.lead", l.draftTitle(&sheet.Draft)), Button: l.T("discard.button"),
		Action: l.To(draftPath(sheet.ID) + "/acts"), Hidden: []field{{"do", "discard"}, {"version", strconv.Itoa(sheet.Version)}},
		Others: []link{{Text: l.T("refused.draft"), Href: l.To(draftPath(sheet.ID))}},
	})
}
