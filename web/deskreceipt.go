package web

import (
	"errors"
	"html/template"
	"strconv"

	"mingzhang/desk"
)

// receiptView is what proves to a clerk that a text was published.
type receiptView struct {
	view
	Done    string
	Name    string
	Facts   []labelled
	Picture template.HTML
	Address string
	Links   []link
}

// receipt answers GET /desk/drafts/{id}/receipt, which can be printed.
func (s *Site) receipt(r *request) error {
	sheet, err := s.drafts().Sheet(r.ctx(), r.who, r.c.Params("id"))
	if err != nil {
		return err
	}
	if sheet.Receipt == nil {
		return desk.ErrState
	}
	l, got := r.lang, sheet.Receipt
	names, err := s.unitNames(r)
	if err != nil {
		return err
	}
	path := "/disclosures/" + got.Disclosure
	people := s.colleagues(r)
	name := func(id string) string { // a receipt is shown to others, to whom nobody is "you"
		if id == r.who.Account {
			return r.who.Name
		}
		return people.name(id)
	}
	v := receiptView{view: s.deskView(r, l.T("receipt.title")), Done: r.doneWords(), Name: l.draftTitle(&sheet.Draft), Address: s.cfg.PublicURL + path}
	v.Facts = []labelled{
		{Label: l.T("receipt.act"), Text: l.T("desk.action." + string(sheet.Action))},
		{Label: l.T("fact.publisher"), Text: orElse(names[sheet.Unit], sheet.Unit)},
		{Label: l.T("official.index"), Text: got.Disclosure},
		{Label: l.T("source.revision"), Text: l.T("history.nth", got.Revision)},
		{Label: l.T("source.published"), Text: l.T("receipt.time", l.Moment(got.Published))},
		{Label: l.T("receipt.index"), Text: strconv.FormatInt(got.Index, 10), Href: l.To(proofPath(got.Disclosure, got.Revision))},
		{Label: l.T("proof.hash"), Text: got.SHA256, Code: true},
		{Label: l.T("draft.submitted"), Text: name(string(sheet.Submitter))},
		{Label: l.T("draft.approved"), Text: name(string(sheet.Approver))},
	}
	if sheet.Reason != "" {
		v.Facts = append(v.Facts, labelled{Label: l.T("history.reason"), Text: string(sheet.Reason)})
	}
	if v.Picture, err = qrPicture(v.Address, l.T("receipt.picture")); err != nil {
		return err
	}
	v.Links = []link{
		{Text: l.T("receipt.page"), Href: l.To(path)}, {Text: l.T("receipt.proof"), Href: l.To(proofPath(got.Disclosure, got.Revision))},
		{Text: l.T("history.crumb"), Href: l.To(path + "/history")}, {Text: l.T("refused.desk"), Href: l.To("/desk")},
	}
	return s.render(r, "receipt", v)
}

// wrongReason gives the words for a reason, or a file, that was not taken; "" for
// any other error.
func (r *request) wrongReason(err error) string {
	var list *desk.Problems
	if !errors.As(err, &list) || len(list.List) == 0 {
		return ""
	}
	return r.lang.said(list.List[0].Chinese, list.List[0].English)
}
