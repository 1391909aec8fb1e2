package web

import (
	"context"
	"errors"
	"net/url"
	"path"
	"strings"
	"unicode"

	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/account/oidc"
	"mingzhang/desk"
)

// Office is what the pages of those who publish ask. Without one the site only
// shows.
type Office struct {
	Accounts *account.Store
	Registry Log
	Desk     *desk.Desk
	Provider *oidc.Provider // to sign in by; nil without one
}

// Log is what the pages tell of the log of publications.
type Log interface {
	Size(ctx context.Context) (int64, error)
	VerifierKey() string
}

// officeRoute is a page of those who publish.
type officeRoute struct {
	method, path string
	stranger     bool // for those who have not signed in yet
	page         func(*Site, *request) error
}

// officePages are answered in every language. What changes something is a POST.
func officePages() []officeRoute {
	return []officeRoute{
		{"GET", "/desk/sign-in", true, (*Site).signInPage},
		{"POST", "/desk/sign-in", true, (*Site).signIn},
		{"GET", "/desk/provider", true, (*Site).toProvider},
		{"GET", ProviderReturn, true, (*Site).fromProvider},
		{"GET", "/desk/code", true, (*Site).codePage},
		{"POST", "/desk/code", true, (*Site).giveCode},
		{"GET", "/desk/authenticator", true, (*Site).enrolPage},
		{"POST", "/desk/authenticator", true, (*Site).enrol},
		{"GET", "/desk/invitation", true, (*Site).invitationPage},
		{"POST", "/desk/invitation", true, (*Site).acceptInvitation},
		{"GET", "/desk/first", true, (*Site).firstPage},
		{"POST", "/desk/first", true, (*Site).firstAdmin},
		{"POST", "/desk/sign-out", false, (*Site).signOut},
		{"GET", "/desk/me", false, (*Site).me},
		{"POST", "/desk/me/password", false, (*Site).changePassword},
		{"POST", "/desk/me/sessions", false, (*Site).endSession},
		{"GET", "/desk/tokens", false, (*Site).tokens},
		{"POST", "/desk/tokens", false, (*Site).addToken},
		{"POST", "/desk/tokens/revoke", false, (*Site).revokeToken},
		{"GET", "/desk/admin", false, (*Site).adminUnits},
		{"POST", "/desk/admin", false, (*Site).addUnit},
		{"POST", "/desk/admin/units/switch", false, (*Site).switchUnit},
		{"GET", "/desk/admin/accounts", false, (*Site).adminAccounts},
		{"POST", "/desk/admin/accounts", false, (*Site).addAccount},
		{"POST", "/desk/admin/accounts/invite", false, (*Site).inviteAgain},
		{"POST", "/desk/admin/accounts/switch", false, (*Site).switchAccount},
		{"POST", "/desk/admin/accounts/code", false, (*Site).removeCode},
		{"POST", "/desk/admin/accounts/unlink", false, (*Site).unlink},
		{"GET", "/desk/admin/state", false, (*Site).adminState},
		{"GET", "/desk/admin/trail.csv", false, (*Site).trailFile},
	}
}

// mountOffice adds the pages of those who publish.
func (s *Site) mountOffice(app *fiber.App) {
	if s.cfg.Office == nil {
		return
	}
	pages := officePages()
	if s.cfg.Office.Desk != nil {
		pages = append(pages, deskPages()...)
	}
	for _, l := range s.languages {
		for _, p := range pages {
			app.Add(p.method, l.To(p.path), s.handler(s.guard(p)))
		}
	}
}

// guard lets only those to a page who may see it: who has signed in and, for a
// form, sends back the token that the page gave.
func (s *Site) guard(p officeRoute) func(*Site, *request) error {
	if p.stranger {
		return p.page
	}
	return func(s *Site, r *request) error {
		var err error
		if r.who, err = s.cfg.Office.Accounts.Session(r.ctx(), s.session(r)); err != nil {
			return s.ended(r, err)
		}
		if p.method == fiber.MethodPost {
			if err := account.CheckForm(s.session(r), deskForm, r.c.FormValue("form")); err != nil {
				return s.late(r, err)
			}
		}
		if err := p.page(s, r); err != nil {
			return s.refused(r, err)
		}
		return nil
	}
}

// toSignIn sends who has no session, or only half of one, to the page where it
// goes on; other errors it gives back.
func (s *Site) toSignIn(r *request, err error) error {
	switch {
	case errors.Is(err, account.ErrCode):
		return s.redirect(r, "/desk/code", nil)
	case errors.Is(err, account.ErrEnrol):
		return s.redirect(r, "/desk/authenticator", nil)
	case errors.Is(err, account.ErrExpired):
		next := url.Values{}
		if r.c.Method() == fiber.MethodGet && r.path != "/desk" {
			next.Set("next", r.path)
		}
		return s.redirect(r, "/desk/sign-in", next)
	}
	return err
}

// redirect sends the browser to another page of the same language, with GET.
func (s *Site) redirect(r *request, path string, query url.Values) error {
	return r.c.Redirect(withQuery(r.lang.To(path), query), fiber.StatusSeeOther)
}

// nextPath gives where somebody wanted to go before the sign-in: a page of the
// desk, never another site, and nothing that a browser would read in another way.
func nextPath(next string) string {
	isPlain := path.Clean(next) == next && !strings.ContainsFunc(next, func(c rune) bool { return c == '\\' || unicode.IsControl(c) })
	if next != "/desk" && !strings.HasPrefix(next, "/desk/") || !isPlain {
		return "/desk"
	}
	return next
}
