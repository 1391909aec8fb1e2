package web

import "mingzhang/account"

// officePage is a page that lists things, lets some acts be done with each, and
// asks for more of them.
type officePage struct {
	view
	Heading, Lead string
	Tabs          []link
	Done, Wrong   string
	Facts         []labelled
	Lists         []officeList
	Asks          []ask
}

// officeList is a table of things with what may be done with each.
type officeList struct {
	ID, Title, Hint string
	Heads           []string
	Rows            []officeRow
	Empty           string // words when there are no rows
	More            *link
}

// HasActs tells whether anything may be done with any row.
func (l officeList) HasActs() bool {
	for _, row := range l.Rows {
		if len(row.Acts) > 0 {
			return true
		}
	}
	return false
}

type officeRow struct {
	Cells []string
	Off   bool // is switched off, revoked or over
	Acts  []rowAct
}

// rowAct is one button of a row.
type rowAct struct {
	Text   string
	Action string
	Hidden []field
	Danger bool
}

// ask is a form on a page with other things.
type ask struct {
	ID, Title, Hint string
	Action          string
	Fields          []input
	Boxes           *boxes
	Button          string
}

// boxes are choices of which several may be made.
type boxes struct {
	Legend  string
	Choices []box
}

type box struct {
	Name, Value, Text string
}

// officeAnswer writes such a page. What was refused is said on top of it.
func (s *Site) officeAnswer(r *request, p officePage, wrong string) error {
	p.view = s.deskView(r, p.Heading)
	p.Wrong = wrong
	if done := r.values.Get("done"); r.lang.has("done." + done) {
		p.Done = r.lang.T("done." + done)
	}
	if wrong != "" {
		r.c.Status(422)
	}
	return s.render(r, "office", p)
}

// mayAdminister refuses who is no admin.
func mayAdminister(r *request) error {
	if r.who.Role != account.Admin {
		return account.ErrForbidden
	}
	return nil
}
