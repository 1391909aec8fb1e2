package web

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
)

// deskForm names the forms of the desk for [account.FormToken].
const deskForm = "desk"

// secure tells whether readers reach the portal by HTTPS, so that cookies must
// not travel without it.
func (s *Site) secure() bool { return strings.HasPrefix(s.cfg.PublicURL, "https://") }

// cookieName puts the prefix before a name that makes browsers refuse a cookie
// which another host or an unencrypted page set (RFC 6265bis, 4.1.3.2).
func (s *Site) cookieName(name string) string {
	if s.secure() {
		return "__Host-" + name
	}
	return name
}

const (
	sessionCookie = "mingzhang-session"
	knownCookie   = "mingzhang-known"
	knownFor      = 365 * 24 * time.Hour
)

// session gives the secret of the session that the browser sent, "" without one.
func (s *Site) session(r *request) string { return r.c.Cookies(s.cookieName(sessionCookie)) }

// setSession gives the browser the secret of a session; "" takes it away. The
// server knows when a session ends, so the cookie lasts as long as the browser.
func (s *Site) setSession(r *request, secret string) {
	s.setCookie(r, sessionCookie, secret, 0)
}

// setCookie gives the browser a cookie that no script and no other site can use.
func (s *Site) setCookie(r *request, name, value string, lasts time.Duration) {
	cookie := &fiber.Cookie{
		Name: s.cookieName(name), Value: value, Path: "/", Secure: s.secure(), HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		SessionOnly: lasts == 0,
	}
	if lasts > 0 {
		cookie.MaxAge = int(lasts.Seconds())
	}
	if value == "" {
		cookie.Expires, cookie.SessionOnly = time.Unix(1, 0), false
	}
	r.c.Cookie(cookie)
}

// keepSignIn gives the browser what a sign-in gave.
func (s *Site) keepSignIn(r *request, in account.SignedIn) {
	s.setSession(r, in.Cookie)
	if in.Known != "" {
		s.setCookie(r, knownCookie, in.Known, knownFor)
	}
}
