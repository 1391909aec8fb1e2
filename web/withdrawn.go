package web

import (
	"github.com/gofiber/fiber/v2"

	"mingzhang/portal"
)

// withdrawnView is the page that stands in the place of a withdrawn disclosure.
type withdrawnView struct {
	view
	*subject
	Facts  []labelled
	Links  []link
	Banner *banner // on a page that is not public yet
}

// withdrawn writes the page of a withdrawn disclosure, with status 410.
func (s *Site) withdrawn(r *request, gone *portal.Withdrawn) error {
	r.c.Status(fiber.StatusGone)
	return s.render(r, "withdrawn", s.withdrawnView(r, gone))
}

func (s *Site) withdrawnView(r *request, gone *portal.Withdrawn) withdrawnView {
	l, about := r.lang, r.lang.withdrawnSubject(gone)
	v := withdrawnView{view: s.view(r, "search", l.T("withdrawn.title", about.Name), nil), subject: about}
	v.NoIndex = true
	v.Crumbs = l.subjectCrumbs(about, l.T("withdrawn.crumb"))
	unit := labelled{Label: l.T("fact.publisher"), Text: orElse(gone.Publisher.Name, l.T("unknown"))}
	if gone.Publisher.Name != "" {
		unit.Href = l.To("/publishers/" + gone.Publisher.ID)
	}
	v.Facts = []labelled{
		unit,
		{Label: l.T("withdrawn.date"), Text: l.Moment(gone.At)},
		{Label: l.T("withdrawn.reason"), Text: orElse(gone.Reason, l.T("unknown"))},
		{Label: l.T("official.index"), Text: gone.ID},
	}
	path := l.To("/disclosures/" + gone.ID)
	v.Links = []link{{Text: l.T("withdrawn.history"), Href: path + "/history"}, {Text: l.T("withdrawn.proof"), Href: path + "/proof"}}
	return v
}
