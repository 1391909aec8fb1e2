package web

import (
	"bytes"
	"errors"
	"html/template"
	"strconv"

	"github.com/gofiber/fiber/v2"
	"rsc.io/qr"

	"mingzhang/account"
	"mingzhang/web/edge"
)

// signInPage answers GET /desk/sign-in.
func (s *Site) signInPage(r *request) error {
	if _, err := s.cfg.Office.Accounts.Session(r.ctx(), s.session(r)); err == nil {
		return s.redirect(r, nextPath(r.values.Get("next")), nil)
	}
	return s.showSignIn(r, "", "", r.values.Get("next"))
}

func (s *Site) showSignIn(r *request, wrong, login, next string) error {
	l := r.lang
	var others []link
	if s.cfg.Office.Provider != nil {
		others = []link{{Text: l.T("provider.title"), Href: l.To("/desk/provider")}}
	}
	return s.showForm(r, form{
		Others: others, Heading: l.T("signin.title"), Lead: l.T("signin.lead"), Wrong: wrong, Button: l.T("signin.button"),
		Hidden: []field{{"next", next}},
		Fields: []input{
			{Name: "login", Label: l.T("signin.login"), Type: "text", Value: login, Complete: "username", Max: 200},
			{Name: "password", Label: l.T("signin.password"), Type: "password", Complete: "current-password", Max: 1000},
		},
	})
}

// signIn answers POST /desk/sign-in.
func (s *Site) signIn(r *request) error {
	login := r.c.FormValue("login")
	in, err := s.cfg.Office.Accounts.SignIn(r.ctx(), account.Attempt{
		Login: login, Password: r.c.FormValue("password"), Address: edge.Address(r.c),
		Known: r.c.Cookies(s.cookieName(knownCookie)), Device: device(r.c.Get(fiber.HeaderUserAgent)),
	})
	if words := r.lang.refusal(err); words != "" {
		return s.showSignIn(r, words, login, r.c.FormValue("next"))
	}
	if err != nil {
		return err
	}
	s.keepSignIn(r, in)
	return s.goOn(r, in.Next, r.c.FormValue("next"))
}

// goOn sends the browser on after a step of a sign-in.
func (s *Site) goOn(r *request, next error, path string) error {
	if next != nil {
		return s.toSignIn(r, next)
	}
	return s.redirect(r, nextPath(path), nil)
}

// codePage answers GET /desk/code: the second step of a sign-in.
func (s *Site) codePage(r *request) error { return s.showCode(r, "") }

func (s *Site) showCode(r *request, wrong string) error {
	l := r.lang
	return s.showForm(r, form{
		Heading: l.T("code.title"), Lead: l.T("code.lead"), Wrong: wrong, Button: l.T("signin.button"),
		Fields: []input{{Name: "code", Label: l.T("code.label"), Hint: l.T("code.hint"), Type: "text", Complete: "one-time-code", Max: 40}},
		Others: []link{{Text: l.T("code.again"), Href: l.To("/desk/sign-in")}},
	})
}

// giveCode answers POST /desk/code.
func (s *Site) giveCode(r *request) error {
	in, err := s.cfg.Office.Accounts.Confirm(r.ctx(), s.session(r), r.c.FormValue("code"))
	if errors.Is(err, account.ErrExpired) {
		return s.toSignIn(r, err)
	}
	if words := r.lang.refusal(err); words != "" {
		return s.showCode(r, words)
	}
	if err != nil {
		return err
	}
	s.keepSignIn(r, in)
	return s.goOn(r, in.Next, "")
}

// enrolPage answers GET /desk/authenticator: setting up an authenticator app.
func (s *Site) enrolPage(r *request) error { return s.showEnrol(r, "") }

func (s *Site) showEnrol(r *request, wrong string) error {
	l := r.lang
	start, err := s.cfg.Office.Accounts.StartCode(r.ctx(), s.session(r))
	if errors.Is(err, account.ErrExpired) {
		return s.toSignIn(r, err)
	}
	if err != nil {
		return err
	}
	picture, err := qrPicture(start.URI, l.T("enrol.picture"))
	if err != nil {
		return err
	}
	fields := []input{{Name: "code", Label: l.T("enrol.code"), Type: "text", Complete: "one-time-code", Max: 40}}
	if _, err := s.cfg.Office.Accounts.Session(r.ctx(), s.session(r)); err == nil {
		fields = append(fields, input{Name: "password", Label: l.T("signin.password"), Type: "password", Complete: "current-password", Max: 1000})
	}
	return s.showForm(r, form{
		Heading: l.T("enrol.title"), Lead: l.T("enrol.lead"), Wrong: wrong, Button: l.T("enrol.button"),
		Picture: picture, Secret: start.Secret, Fields: fields,
	})
}

// proveAgain asks for the password of who has signed in already: a browser that was
// left open must not be enough to lock its owner out. In the course of a sign-in
// the password was just given.
func (s *Site) proveAgain(r *request) error {
	who, err := s.cfg.Office.Accounts.Session(r.ctx(), s.session(r))
	if err != nil {
		return nil
	}
	return s.cfg.Office.Accounts.Prove(r.ctx(), who, r.c.FormValue("password"))
}

// enrol answers POST /desk/authenticator and shows the recovery codes, once.
func (s *Site) enrol(r *request) error {
	err := s.proveAgain(r)
	var in account.SignedIn
	var codes []string
	if err == nil {
		in, codes, err = s.cfg.Office.Accounts.FinishCode(r.ctx(), s.session(r), r.c.FormValue("code"))
	}
	if errors.Is(err, account.ErrExpired) {
		return s.toSignIn(r, err)
	}
	if words := r.lang.refusal(err); words != "" {
		return s.showEnrol(r, words)
	}
	if err != nil {
		return err
	}
	s.keepSignIn(r, in)
	v := secretsView{view: s.deskView(r, r.lang.T("recovery.title")), Heading: r.lang.T("recovery.title"), Lead: r.lang.T("recovery.lead"),
		Secrets: codes, Onward: link{Text: r.lang.T("recovery.onward"), Href: r.lang.To("/desk")}}
	return s.render(r, "secrets", v)
}

// secretsView shows secrets that are never shown again.
type secretsView struct {
	view
	Heading, Lead string
	Secrets       []string
	Onward        link
}

// signOut answers POST /desk/sign-out.
func (s *Site) signOut(r *request) error {
	if err := s.cfg.Office.Accounts.SignOut(r.ctx(), s.session(r)); err != nil {
		return err
	}
	s.setSession(r, "")
	return s.redirect(r, "/desk/sign-in", nil)
}

// qrPicture draws a QR code that the page carries within itself, so that its
// content never stands in a URL.
func qrPicture(text, label string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	side := strconv.Itoa(code.Size + 8)
	b.WriteString(`<svg class="qr" role="img" width="232" height="232" viewBox="0 0 ` + side + " " + side + `" shape-rendering="crispEdges"><title>`)
	template.HTMLEscape(&b, []byte(label))
	b.WriteString(`</title><path fill="#fff" d="M0 0h` + side + "v" + side + `H0z"/><path d="`)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				b.WriteString("M" + strconv.Itoa(x+4) + " " + strconv.Itoa(y+4) + "h1v1h-1z")
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return template.HTML(b.String()), nil
}
