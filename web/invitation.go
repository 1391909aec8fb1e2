package web

import (
	"strings"
)

// invitationPage answers GET /desk/invitation?link=…: setting the own password.
func (s *Site) invitationPage(r *request) error {
	return s.showInvitation(r, r.values.Get("link"), "")
}

func (s *Site) showInvitation(r *request, secret, wrong string) error {
	l := r.lang
	a, err := s.cfg.Office.Accounts.Invited(r.ctx(), secret)
	if words := l.refusal(err); words != "" {
		return s.showForm(r, form{Heading: l.T("invitation.title"), Wrong: words, Others: []link{{Text: l.T("signin.title"), Href: l.To("/desk/sign-in")}}})
	}
	if err != nil {
		return err
	}
	return s.showForm(r, form{
		Heading: l.T("invitation.title"), Lead: l.T("invitation.lead", a.Login), Wrong: wrong, Button: l.T("invitation.button"),
		Hidden: []field{{"link", secret}, {"login", a.Login}}, Fields: newPassword(l),
	})
}

// newPassword asks for a new password twice.
func newPassword(l *language) []input {
	return []input{
		{Name: "password", Label: l.T("password.new"), Hint: l.T("password.hint"), Type: "password", Complete: "new-password", Max: 1000},
		{Name: "again", Label: l.T("password.again"), Type: "password", Complete: "new-password", Max: 1000},
	}
}

// acceptInvitation answers POST /desk/invitation.
func (s *Site) acceptInvitation(r *request) error {
	secret, password := r.c.FormValue("link"), r.c.FormValue("password")
	if password != r.c.FormValue("again") {
		return s.showInvitation(r, secret, r.lang.T("password.differ"))
	}
	known, err := s.cfg.Office.Accounts.Accept(r.ctx(), secret, password)
	if words := r.lang.refusal(err); words != "" {
		return s.showInvitation(r, secret, words)
	}
	if err != nil {
		return err
	}
	s.setCookie(r, knownCookie, known, knownFor)
	return s.redirect(r, "/desk/sign-in", nil)
}

// firstPage answers GET /desk/first?link=…: making the first admin.
func (s *Site) firstPage(r *request) error { return s.showFirst(r, r.values.Get("link"), "", "") }

func (s *Site) showFirst(r *request, secret, login, wrong string) error {
	l := r.lang
	fields := append([]input{{Name: "login", Label: l.T("first.login"), Hint: l.T("first.login_hint"), Type: "text", Value: login, Complete: "username", Max: 100}},
		newPassword(l)...)
	return s.showForm(r, form{
		Heading: l.T("first.title"), Lead: l.T("first.lead"), Wrong: wrong, Button: l.T("first.button"),
		Hidden: []field{{"link", secret}}, Fields: fields,
	})
}

// firstAdmin answers POST /desk/first.
func (s *Site) firstAdmin(r *request) error {
	secret, login, password := r.c.FormValue("link"), r.c.FormValue("login"), r.c.FormValue("password")
	if password != r.c.FormValue("again") {
		return s.showFirst(r, secret, login, r.lang.T("password.differ"))
	}
	_, err := s.cfg.Office.Accounts.First(r.ctx(), secret, login, password)
	if words := r.lang.refusal(err); words != "" {
		return s.showFirst(r, secret, login, words)
	}
	if err != nil {
		return err
	}
	return s.redirect(r, "/desk/sign-in", nil)
}

// device names the kind of browser, for the list of own sessions: not enough to
// know a person by.
func device(agent string) string {
	find := func(names ...[2]string) string {
		for _, n := range names {
			if strings.Contains(agent, n[0]) {
				return n[1]
			}
		}
		return ""
	}
	browser := find([2]string{"Edg/", "Edge"}, [2]string{"MicroMessenger", "微信"}, [2]string{"Firefox/", "Firefox"}, [2]string{"Chrome/", "Chrome"}, [2]string{"Safari/", "Safari"})
	system := find([2]string{"Android", "Android"}, [2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"}, [2]string{"Windows", "Windows"}, [2]string{"Mac OS", "macOS"}, [2]string{"Linux", "Linux"})
	return strings.TrimSpace(browser + " " + system)
}
