package api

import (
	"net/url"
	"strconv"

	"mingzhang/content"
	"mingzhang/desk"
)

// Limits of a list of drafts.
const (
	draftsOnPage    = 100
	maxDraftsOnPage = 1000
)

// DraftsInput says which drafts are wanted.
type DraftsInput struct {
	State      []string `query:"state,explode" enum:"open,submitted,approved,published,discarded" doc:"状态，可重复 · State; repeat for OR"`
	Unit       string   `query:"unit" doc:"单位 id · Id of the unit; without it all that the token may see"`
	Disclosure string   `query:"disclosure" doc:"公开文本编号 · Only those that correct, withdraw or became this record"`
	Cursor     string   `query:"cursor" doc:"取自上一页的 next · As given in next of the page before"`
	Limit      Integer  `query:"limit" minimum:"1" maximum:"1000" doc:"每页条数，默认 100 · Rows of a page, 100 without it"`
}

// DraftList is one page of drafts, the latest change first.
type DraftList struct {
	Data []desk.Draft `json:"data"`
	Next *string      `json:"next" doc:"URL of the next page; null on the last"`
}

func (s *server) drafts(a *asked, _ *DraftsInput) (DraftList, error) {
	f, err := a.draftFilter()
	if err != nil {
		return DraftList{}, err
	}
	page, err := s.Office.Desk.Drafts(a.ctx, a.who, f)
	if err != nil {
		return DraftList{}, err
	}
	list := DraftList{Data: append([]desk.Draft{}, page.Drafts...)}
	if page.Next != "" {
		next := s.link(Prefix+"/drafts?") + nextDrafts(f, page.Next).Encode()
		list.Next = &next
	}
	return list, nil
}

// draftFilter reads the query of a list of drafts.
func (a *asked) draftFilter() (f desk.Filter, err error) {
	states, err := a.choices("state", draftStates())
	if err != nil {
		return f, err
	}
	for _, state := range states {
		f.States = append(f.States, desk.State(state))
	}
	for name, to := range map[string]*string{"unit": &f.Unit, "disclosure": &f.Disclosure, "cursor": &f.After} {
		if *to, err = a.one(name); err != nil {
			return f, err
		}
	}
	if f.Disclosure != "" && !content.IsID(f.Disclosure) {
		return f, wrong("disclosure", printable(f.Disclosure), "is no id of a record")
	}
	if f.Limit, err = a.positive("limit"); err != nil {
		return f, err
	}
	if f.Limit > maxDraftsOnPage {
		return f, wrong("limit", strconv.Itoa(f.Limit), "is at most "+strconv.Itoa(maxDraftsOnPage))
	}
	if f.Limit == 0 {
		f.Limit = draftsOnPage
	}
	return f, nil
}

func draftStates() []string {
	return []string{
		string(desk.StateOpen), string(desk.StateSubmitted), string(desk.StateApproved), string(desk.StatePublished), string(desk.StateDiscarded),
	}
}

// nextDrafts asks the same question after a cursor.
func nextDrafts(f desk.Filter, cursor string) url.Values {
	values := url.Values{"cursor": {cursor}, "limit": {strconv.Itoa(f.Limit)}}
	for _, state := range f.States {
		values.Add("state", string(state))
	}
	for name, value := range map[string]string{"unit": f.Unit, "disclosure": f.Disclosure} {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values
}

// DraftInput names a draft.
type DraftInput struct {
	ID string `path:"id" doc:"草稿编号 · Id of the draft"`
}

func (s *server) draft(a *asked, in *DraftInput) (*desk.Sheet, error) {
	sheet, err := s.Office.Desk.Sheet(a.ctx, a.who, in.ID)
	if err != nil {
		return nil, err
	}
	if sheet.Read == nil {
		sheet.Read = []content.Section{} // lists are never null
	}
	a.seen(sheet.Version)
	return sheet, nil
}

// AmendInput names the record that is to be corrected or withdrawn.
type AmendInput struct {
	ID string `path:"id" doc:"编号 · Id of the record" example:"530400-2023-k7q2m9"`
}

// Amendment says why a record is corrected or withdrawn.
type Amendment struct {
	Reason string `json:"reason" minLength:"1" maxLength:"1000" doc:"会公开，不能写个人信息 · Will be public; no personal data" example:"金额录入有误"`
}

func (s *server) correct(a *asked, in *AmendInput, body *Amendment) (desk.Draft, error) {
	return s.begun(a)(s.Office.Desk.Correct(a.ctx, a.who, in.ID, body.Reason))
}

func (s *server) withdraw(a *asked, in *AmendInput, body *Amendment) (desk.Draft, error) {
	return s.begun(a)(s.Office.Desk.Withdraw(a.ctx, a.who, in.ID, body.Reason))
}

// begun answers with a new draft.
func (s *server) begun(a *asked) func(desk.Draft, error) (desk.Draft, error) {
	return func(d desk.Draft, err error) (desk.Draft, error) {
		if err == nil {
			a.seen(d.Version)
			a.fiber.Location(s.link(draftPath(d.ID)))
		}
		return d, err
	}
}

func draftPath(id string) string { return Prefix + "/drafts/" + id }
