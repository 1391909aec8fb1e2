package web

import (
	"net/url"

	"mingzhang/account"
)

// adminAccounts answers GET /desk/admin/accounts.
func (s *Site) adminAccounts(r *request) error { return s.showAccounts(r, "") }

func (s *Site) showAccounts(r *request, wrong string) error {
	if err := mayAdminister(r); err != nil {
		return err
	}
	list, err := s.cfg.Office.Accounts.Accounts(r.ctx(), r.who)
	if err != nil {
		return err
	}
	units, err := s.cfg.Office.Accounts.Units(r.ctx())
	if err != nil {
		return err
	}
	l := r.lang
	names := map[string]string{"": l.T("admin.all_units")}
	for _, u := range units {
		names[u.ID] = u.Name
	}
	table := officeList{ID: "accounts", Title: l.T("admin.accounts"), Heads: []string{l.T("signin.login"), l.T("admin.role"), l.T("table.unit"), l.T("admin.ways"), l.T("admin.signed_in")}}
	for _, a := range list {
		table.Rows = append(table.Rows, l.accountRow(a, names[a.Unit], a.ID == r.who.Account))
	}
	return s.officeAnswer(r, officePage{
		Heading: l.T("admin.title"), Lead: l.T("admin.accounts_lead"), Tabs: adminTabs(r), Lists: []officeList{table}, Asks: []ask{accountAsk(r, units)},
	}, wrong)
}

func (l *language) accountRow(a account.Account, unit string, own bool) officeRow {
	row := officeRow{Cells: []string{a.Login, l.T("role." + string(a.Role)), unit, l.ways(a), l.Minute(a.SignedIn)}, Off: a.Disabled}
	if own {
		return row
	}
	id := []field{{"id", a.ID}}
	if !a.Disabled {
		row.Acts = append(row.Acts, rowAct{Text: l.T("admin.invite"), Action: l.To("/desk/admin/accounts/invite"), Hidden: id})
	}
	if a.Code {
		row.Acts = append(row.Acts, rowAct{Text: l.T("admin.remove_code"), Action: l.To("/desk/admin/accounts/code"), Hidden: id, Danger: true})
	}
	if a.External {
		row.Acts = append(row.Acts, rowAct{Text: l.T("admin.unlink"), Action: l.To("/desk/admin/accounts/unlink"), Hidden: id, Danger: true})
	}
	row.Acts = append(row.Acts, l.switchAct("/desk/admin/accounts/switch", a.ID, a.Disabled))
	return row
}

// ways names the ways by which an account signs in.
func (l *language) ways(a account.Account) string {
	switch {
	case a.External:
		return l.T("admin.way_external")
	case a.Password && a.Code:
		return l.T("admin.way_both")
	case a.Password:
		return l.T("admin.way_password")
	}
	return l.T("admin.way_none")
}

func accountAsk(r *request, units []account.Unit) ask {
	l := r.lang
	roles := input{Name: "role", Label: l.T("admin.role"), Hint: l.T("admin.role_hint"), Type: "select"}
	for _, role := range []account.Role{account.Submitter, account.Reviewer, account.Admin} {
		roles.Choices = append(roles.Choices, pick{string(role), l.T("role." + string(role)), r.c.FormValue("role") == string(role)})
	}
	unit := input{Name: "unit", Label: l.T("table.unit"), Type: "select"}
	if r.who.May(account.Administer, "") {
		unit.Choices = append(unit.Choices, pick{Text: l.T("admin.all_units")})
	}
	for _, u := range units {
		if !u.Disabled && r.who.May(account.Administer, u.ID) {
			unit.Choices = append(unit.Choices, pick{u.ID, u.Name, r.c.FormValue("unit") == u.ID})
		}
	}
	return ask{ID: "add", Title: l.T("admin.add_account"), Hint: l.T("admin.add_account_hint"), Action: l.To("/desk/admin/accounts"), Button: l.T("admin.add"),
		Fields: []input{{Name: "login", Label: l.T("signin.login"), Hint: l.T("first.login_hint"), Type: "text", Value: r.c.FormValue("login"), Complete: "off", Max: 100}, roles, unit}}
}

// addAccount answers POST /desk/admin/accounts and shows the link, once.
func (s *Site) addAccount(r *request) error {
	a, secret, err := s.cfg.Office.Accounts.AddAccount(r.ctx(), r.who, r.c.FormValue("login"), account.Role(r.c.FormValue("role")), r.c.FormValue("unit"))
	if words := r.lang.refusal(err); words != "" {
		return s.showAccounts(r, words)
	}
	if err != nil {
		return err
	}
	return s.showLink(r, a.Login, secret)
}

// inviteAgain answers POST /desk/admin/accounts/invite.
func (s *Site) inviteAgain(r *request) error {
	a, err := s.cfg.Office.Accounts.Account(r.ctx(), r.who, r.c.FormValue("id"))
	if err != nil {
		return err
	}
	secret, err := s.cfg.Office.Accounts.Invite(r.ctx(), r.who, a.ID)
	if words := r.lang.refusal(err); words != "" {
		return s.showAccounts(r, words)
	}
	if err != nil {
		return err
	}
	return s.showLink(r, a.Login, secret)
}

// showLink shows the link by which somebody sets a password.
func (s *Site) showLink(r *request, login, secret string) error {
	l := r.lang
	address := s.cfg.PublicURL + withQuery(l.To("/desk/invitation"), url.Values{"link": {secret}})
	return s.render(r, "secrets", secretsView{
		view: s.deskView(r, l.T("link.title")), Heading: l.T("link.title"), Lead: l.T("link.lead", login),
		Secrets: []string{address}, Onward: link{Text: l.T("link.onward"), Href: l.To("/desk/admin/accounts")},
	})
}

// switchAccount answers POST /desk/admin/accounts/switch.
func (s *Site) switchAccount(r *request) error {
	return s.accountAct(r, s.cfg.Office.Accounts.SwitchAccount(r.ctx(), r.who, r.c.FormValue("id"), r.c.FormValue("on") != ""), "switched")
}

// removeCode answers POST /desk/admin/accounts/code.
func (s *Site) removeCode(r *request) error {
	return s.accountAct(r, s.cfg.Office.Accounts.RemoveCode(r.ctx(), r.who, r.c.FormValue("id")), "code")
}

// unlink answers POST /desk/admin/accounts/unlink.
func (s *Site) unlink(r *request) error {
	return s.accountAct(r, s.cfg.Office.Accounts.Unlink(r.ctx(), r.who, r.c.FormValue("id")), "unlinked")
}

// accountAct goes back to the list after an act on an account.
func (s *Site) accountAct(r *request, err error, done string) error {
	if words := r.lang.refusal(err); words != "" {
		return s.showAccounts(r, words)
	}
	if err != nil {
		return err
	}
	return s.done(r, "/desk/admin/accounts", done)
}
