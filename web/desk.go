package web

import (
	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/desk"
)

// deskPages are those on which drafts are made ready for the public.
func deskPages() []officeRoute {
	return []officeRoute{
		{"GET", "/desk", false, (*Site).queue},
		{"POST", "/desk/uploads", false, (*Site).upload},
		{"GET", "/desk/drafts/:id", false, (*Site).draft},
		{"POST", "/desk/drafts/:id", false, (*Site).saveDraft},
		{"POST", "/desk/drafts/:id/acts", false, (*Site).actOnDraft},
		{"GET", "/desk/drafts/:id/discard", false, (*Site).askDiscard},
		{"GET", "/desk/drafts/:id/preview", false, (*Site).preview},
		{"GET", "/desk/drafts/:id/receipt", false, (*Site).receipt},
		{"GET", "/desk/drafts/:id/original", false, (*Site).original},
		{"GET", "/desk/published", false, (*Site).published},
		{"GET", "/desk/published/:id/correct", false, (*Site).askCorrect},
		{"POST", "/desk/published/:id/correct", false, (*Site).correct},
		{"GET", "/desk/published/:id/withdraw", false, (*Site).askWithdraw},
		{"POST", "/desk/published/:id/withdraw", false, (*Site).withdraw},
	}
}

// drafts gives the desk behind the pages.
func (s *Site) drafts() *desk.Desk { return s.cfg.Office.Desk }

// draftPath is the page of a draft.
func draftPath(id string) string { return "/desk/drafts/" + id }

// backTo sends the browser to a page of the desk that says what was done; anchor
// is the place in it.
func (s *Site) backTo(r *request, path, done, anchor string) error {
	to := withQuery(r.lang.To(path), map[string][]string{"done": {done}})
	if anchor != "" {
		to += "#" + anchor
	}
	return r.c.Redirect(to, fiber.StatusSeeOther)
}

// doneWords say what was just done, by the done parameter of the page.
func (r *request) doneWords() string {
	return r.lang.or("desk.done."+r.values.Get("done"), "")
}

// colleagues tells how accounts are called on the pages of who asks. What it was
// told it keeps for the length of a request.
type colleagues struct {
	s     *Site
	r     *request
	names map[string]string
}

func (s *Site) colleagues(r *request) *colleagues {
	return &colleagues{s, r, map[string]string{}}
}

// name gives the words for an account: you, its login name, or that it is another
// unit's or the program itself.
func (c *colleagues) name(id string) string {
	l := c.r.lang
	switch id {
	case "":
		return ""
	case c.r.who.Account:
		return l.T("desk.you")
	case account.System().Account:
		return l.T("desk.program")
	}
	if words, known := c.names[id]; known {
		return words
	}
	words, err := c.s.cfg.Office.Accounts.Name(c.r.ctx(), c.r.who, id)
	if err != nil {
		words = l.T("desk.somebody")
	}
	c.names[id] = words
	return words
}

// unitNames gives the names of all units by id.
func (s *Site) unitNames(r *request) (map[string]string, error) {
	units, err := s.cfg.Office.Accounts.Units(r.ctx())
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, u := range units {
		names[u.ID] = u.Name
	}
	return names, nil
}

// unitPicks are the units that who has signed in may hand in for. None when there
// is only the own one.
func (s *Site) unitPicks(r *request, chosen string) ([]pick, error) {
	if r.who.Unit != "" {
		return nil, nil
	}
	units, err := s.cfg.Office.Accounts.Units(r.ctx())
	if err != nil {
		return nil, err
	}
	var picks []pick
	for _, u := range units {
		if !u.Disabled {
			picks = append(picks, pick{u.ID, u.Name, u.ID == chosen})
		}
	}
	return picks, nil
}

// unitOf gives the unit that a form is for: the own one, or the chosen one.
func (r *request) unitOf() string { return orElse(r.who.Unit, r.c.FormValue("unit")) }

// draftTitle names a draft, also one whose text is gone or says nothing.
func (l *language) draftTitle(d *desk.Draft) string {
	switch {
	case d.Title != "":
		return d.Title
	case d.File != "":
		return string(d.File)
	}
	return l.T("desk.untitled")
}

// amountOf writes the amount of a draft.
func (l *language) amountOf(d *desk.Draft) string {
	if d.Amount == "" {
		return ""
	}
	fen, err := content.ParseYuan(string(d.Amount))
	if err != nil {
		return string(d.Amount)
	}
	return l.Amount(fen)
}
