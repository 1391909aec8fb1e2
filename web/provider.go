package web

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/account/oidc"
)

// ProviderReturn is the path to which an OpenID Connect provider sends a browser
// back.
const ProviderReturn = "/desk/provider/return"

const (
	providerCookie = "mingzhang-provider"
	providerFor    = 10 * time.Minute
)

// toProvider answers GET /desk/provider: it sends the browser to the OpenID
// Connect provider.
func (s *Site) toProvider(r *request) error {
	if s.cfg.Office.Provider == nil {
		return portalNotFound("page", r.path)
	}
	address, secret, err := s.cfg.Office.Provider.Start(r.ctx())
	if errors.Is(err, oidc.ErrProvider) {
		return s.showSignIn(r, r.lang.T("provider.away"), "", "")
	}
	if err != nil {
		return err
	}
	s.setCookie(r, providerCookie, secret, providerFor)
	return r.c.Redirect(address, fiber.StatusSeeOther)
}

// fromProvider answers GET /desk/provider/return.
func (s *Site) fromProvider(r *request) error {
	if s.cfg.Office.Provider == nil {
		return portalNotFound("page", r.path)
	}
	who, err := s.cfg.Office.Provider.Finish(r.ctx(), r.c.Cookies(s.cookieName(providerCookie)), r.values)
	s.setCookie(r, providerCookie, "", 0)
	switch {
	case errors.Is(err, oidc.ErrRefused):
		return s.showSignIn(r, r.lang.T("provider.refused"), "", "")
	case errors.Is(err, oidc.ErrProvider):
		return s.showSignIn(r, r.lang.T("provider.away"), "", "")
	case errors.Is(err, oidc.ErrClaim):
		return s.showSignIn(r, r.lang.T("provider.no_name"), "", "")
	case err != nil:
		return err
	}
	in, err := s.cfg.Office.Accounts.SignInExternal(r.ctx(), account.External{
		Issuer: who.Issuer, Subject: who.Subject, Login: who.Login, Device: device(r.c.Get(fiber.HeaderUserAgent)),
	})
	if errors.Is(err, account.ErrSignIn) {
		return s.showSignIn(r, r.lang.T("provider.unknown"), "", "")
	}
	if err != nil {
		return err
	}
	s.keepSignIn(r, in)
	return s.goOn(r, in.Next, "")
}
