package api

import (
	"fmt"
	"time"

	"mingzhang/content"
	"mingzhang/desk"
	"mingzhang/publish"
)

// ActInput names a draft and the version of it that was seen.
type ActInput struct {
	DraftInput
	Match
}

// Decisions settle what becomes of personal data.
type Decisions struct {
	Decisions []Decision `json:"decisions" minItems:"1" maxItems:"1000"`
}

// Decision settles one piece of personal data, wherever it stands in the draft.
type Decision struct {
	Hit     string `json:"hit" doc:"hits 里的编号 · Id as in hits of the draft"`
	Action  string `json:"action" enum:"mask,keep,edit,undo" doc:"mask 遮盖, keep 保留原文, edit 改写, undo 取消先前的决定 · Publish the mask, the words, other words; undo takes an earlier decision back"`
	Words   string `json:"words,omitempty" maxLength:"1000" doc:"仅 edit：替换的文字 · For edit only: what is published in its place"`
	Because string `json:"because,omitempty" maxLength:"1000" doc:"仅 keep：为何可以公开 · For keep only: why the words may be published"`
}

// Submission hands a draft to the reviewers.
type Submission struct {
	Planned *time.Time `json:"planned,omitempty" doc:"通过后何时公开；缺省由人决定 · When it is to be published once approved; left to a person without it" example:"2026-07-01T09:00:00+08:00"`
}

// Plan says when an approved draft is published.
type Plan struct {
	Planned *time.Time `json:"planned" doc:"何时公开，已过则立即；null 由人决定 · A time that has passed means at once; null leaves it to a person" example:"2026-07-01T09:00:00+08:00"`
}

// Comment is what a reviewer says with an approval.
type Comment struct {
	Comment string `json:"comment,omitempty" maxLength:"2000" example:"同意"`
}

// Return says what is to be mended.
type Return struct {
	Comment string `json:"comment" minLength:"1" maxLength:"2000" doc:"要改什么 · What is to be mended" example:"请核对第三部分金额"`
}

// Replacement says which published record the text of an uploaded draft replaces.
type Replacement struct {
	Disclosure string `json:"disclosure" doc:"公开文本编号 · Id of the record" example:"530400-2023-k7q2m9"`
	Amendment
}

// Rebased is a draft on its new base.
type Rebased struct {
	desk.Draft
	Dropped []desk.Problem `json:"dropped" doc:"不再适用、已取消的修改 · Edits that do not fit the new text and were taken back"`
}

// Receipt is the proof of a publication.
type Receipt struct {
	Draft string `json:"draft" doc:"草稿编号 · Id of the draft"`
	desk.Receipt
	Links *ReceiptLinks `json:"links"`
}

// ReceiptLinks say where the published text and its proof stand.
type ReceiptLinks struct {
	RevisionLinks
	Page string `json:"page" doc:"公开页面 · The page of the record, always its newest revision"`
	Log  string `json:"log" doc:"日志检查点 · The signed checkpoint of the log"`
}

func (s *server) save(a *asked, in *ActInput, body *desk.Edit) (desk.Draft, error) {
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Save(a.ctx, a.who, in.ID, version, *body)
	})
}

func (s *server) decide(a *asked, in *ActInput, body *Decisions) (desk.Draft, error) {
	decisions := make([]publish.Decision, len(body.Decisions))
	for i, d := range body.Decisions {
		decisions[i] = publish.Decision{Hit: d.Hit, Action: publish.Action(d.Action), Words: content.Text(d.Words), Because: content.Text(d.Because)}
		if d.Action == "undo" {
			decisions[i].Action = ""
		}
	}
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Decide(a.ctx, a.who, in.ID, version, decisions...)
	})
}

func (s *server) submit(a *asked, in *ActInput, body *Submission) (desk.Draft, error) {
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Submit(a.ctx, a.who, in.ID, version, timeOf(body.Planned))
	})
}

func (s *server) recall(a *asked, in *ActInput, _ *None) (desk.Draft, error) {
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Recall(a.ctx, a.who, in.ID, version)
	})
}

func (s *server) sendBack(a *asked, in *ActInput, body *Return) (desk.Draft, error) {
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Return(a.ctx, a.who, in.ID, version, body.Comment)
	})
}

func (s *server) approve(a *asked, in *ActInput, body *Comment) (desk.Draft, error) {
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Approve(a.ctx, a.who, in.ID, version, body.Comment)
	})
}

func (s *server) plan(a *asked, in *ActInput, body *Plan) (desk.Draft, error) {
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Plan(a.ctx, a.who, in.ID, version, timeOf(body.Planned))
	})
}

func (s *server) discard(a *asked, in *ActInput, _ *None) (desk.Draft, error) {
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Discard(a.ctx, a.who, in.ID, version)
	})
}

func (s *server) replace(a *asked, in *ActInput, body *Replacement) (desk.Draft, error) {
	return a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Replace(a.ctx, a.who, in.ID, version, body.Disclosure, body.Reason)
	})
}

func (s *server) rebase(a *asked, in *ActInput, _ *None) (Rebased, error) {
	dropped := []desk.Problem{}
	d, err := a.acted(in, func(version int) (desk.Draft, error) {
		d, lost, err := s.Office.Desk.Rebase(a.ctx, a.who, in.ID, version)
		dropped = append(dropped, lost...)
		return d, err
	})
	return Rebased{d, dropped}, err
}

func (s *server) publish(a *asked, in *ActInput, _ *None) (Receipt, error) {
	d, err := a.acted(in, func(version int) (desk.Draft, error) {
		return s.Office.Desk.Publish(a.ctx, a.who, in.ID, version)
	})
	if err != nil {
		return Receipt{}, err
	}
	r := d.Receipt
	if r == nil {
		return Receipt{}, fmt.Errorf("the draft %s is published but has no receipt", d.ID)
	}
	return Receipt{d.ID, *r, &ReceiptLinks{
		*s.revisionLinks(r.Disclosure, r.Revision, r.Index), s.link("/disclosures/" + r.Disclosure), s.link(LogPrefix + "/checkpoint"),
	}}, nil
}

// acted does an act on the version of a draft that was seen and tells the ETag
// that it has now.
func (a *asked) acted(in *ActInput, do func(version int) (desk.Draft, error)) (desk.Draft, error) {
	version, err := in.version()
	if err != nil {
		return desk.Draft{}, err
	}
	d, err := do(version)
	if err == nil {
		a.seen(d.Version)
	}
	return d, err
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
