package web

import (
	"errors"
	"time"

	"mingzhang/account"
)

// me answers GET /desk/me: the own account.
func (s *Site) me(r *request) error { return s.showMe(r, "") }

func (s *Site) showMe(r *request, wrong string) error {
	l, accounts := r.lang, s.cfg.Office.Accounts
	own, err := accounts.Account(r.ctx(), r.who, r.who.Account)
	if err != nil {
		return err
	}
	sessions, err := accounts.Sessions(r.ctx(), r.who)
	if err != nil {
		return err
	}
	p := officePage{Heading: l.T("me.title"), Lead: l.T("me.lead", own.Login, l.T("role."+string(own.Role)))}
	p.Lists = append(p.Lists, s.sessionList(r, sessions))
	if own.Password {
		p.Asks = append(p.Asks, passwordAsk(r))
	}
	if own.Password && !own.Code {
		p.Lists[0].More = &link{Text: l.T("enrol.title"), Href: l.To("/desk/authenticator")}
	}
	return s.officeAnswer(r, p, wrong)
}

func (s *Site) sessionList(r *request, sessions []account.Session) officeList {
	l := r.lang
	list := officeList{ID: "sessions", Title: l.T("me.sessions"), Heads: []string{l.T("me.device"), l.T("me.started"), l.T("me.seen")}}
	for _, session := range sessions {
		row := officeRow{Cells: []string{session.Device, l.Minute(session.Started), l.Minute(session.Seen)}}
		if session.Device == "" {
			row.Cells[0] = l.T("unknown")
		}
		if session.ID == r.who.Session {
			row.Cells[0] = l.T("me.this", row.Cells[0])
		} else {
			row.Acts = []rowAct{{Text: l.T("me.end"), Action: l.To("/desk/me/sessions"), Hidden: []field{{"id", session.ID}}}}
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}

func passwordAsk(r *request) ask {
	l := r.lang
	fields := append([]input{{Name: "old", Label: l.T("password.old"), Type: "password", Complete: "current-password", Max: 1000}}, newPassword(l)...)
	return ask{ID: "password", Title: l.T("password.title"), Hint: l.T("password.ends"), Action: l.To("/desk/me/password"), Fields: fields, Button: l.T("invitation.button")}
}

// endSession answers POST /desk/me/sessions.
func (s *Site) endSession(r *request) error {
	err := s.cfg.Office.Accounts.EndSession(r.ctx(), r.who, r.c.FormValue("id"))
	if err != nil && !errors.Is(err, account.ErrNotFound) { // it may have ended by itself
		return err
	}
	return s.done(r, "/desk/me", "session")
}

// changePassword answers POST /desk/me/password. All sessions end with it.
func (s *Site) changePassword(r *request) error {
	password := r.c.FormValue("password")
	if password != r.c.FormValue("again") {
		return s.showMe(r, r.lang.T("password.differ"))
	}
	err := s.cfg.Office.Accounts.ChangePassword(r.ctx(), r.who, r.c.FormValue("old"), password)
	if words := r.lang.refusal(err); words != "" {
		return s.showMe(r, words)
	}
	if err != nil {
		return err
	}
	s.setSession(r, "")
	return s.redirect(r, "/desk/sign-in", nil)
}

// done sends the browser back to a page that says what was done.
func (s *Site) done(r *request, path, what string) error {
	return s.redirect(r, path, map[string][]string{"done": {what}})
}

// Minute is [language.Moment] for something that may never have been.
func (l *language) Minute(t time.Time) string {
	if t.IsZero() {
		return l.T("never")
	}
	return l.Moment(t)
}
