package oidc

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// noon is when the tests happen.
func noon() time.Time { return time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC) }

// portal gives the portal's side of a fake provider.
func portal(t *testing.T, f *fake, change ...func(*Config)) *Provider {
	t.Helper()
	c := Config{Issuer: f.URL, ClientID: "portal", ClientSecret: "secret", RedirectURL: "https://portal.example.org/sign-in/return", Now: noon}
	for _, change := range change {
		change(&c)
	}
	p, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// begin starts a sign-in and lets the browser come back.
func begin(t *testing.T, f *fake, p *Provider) (cookie string, query url.Values) {
	t.Helper()
	address, cookie, err := p.Start(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return cookie, f.authorize(t, address)
}

func TestSignIn(t *testing.T) {
	f := newFake(t)
	for claim, login := range map[string]string{"": "li@example.org", "email": "li@example.org", "preferred_username": "li"} {
		p := portal(t, f, func(c *Config) { c.Claim = claim })
		cookie, query := begin(t, f, p)
		query.Set("iss", f.URL)
		got, err := p.Finish(context.Background(), cookie, query)
		if want := (Identity{Issuer: f.URL, Subject: "100", Login: login}); err != nil || got != want {
			t.Errorf("%q: %+v, %v; want %+v", claim, got, err, want)
		}
		if _, err := p.Finish(context.Background(), cookie, query); !errors.Is(err, ErrRefused) {
			t.Errorf("the same again: %v; want ErrRefused", err)
		}
	}
}

// TestReturn comes back from the provider in wrong ways.
func TestReturn(t *testing.T) {
	f := newFake(t)
	at := noon()
	p := portal(t, f, func(c *Config) { c.Now = func() time.Time { return at } })
	other := portal(t, f)
	for name, change := range map[string]func(cookie *string, q url.Values){
		"no cookie":           func(cookie *string, _ url.Values) { *cookie = "" },
		"a long cookie":       func(cookie *string, _ url.Values) { *cookie = strings.Repeat("x", 2000) },
		"no base64":           func(cookie *string, _ url.Values) { *cookie = "!" + *cookie },
		"a changed cookie":    func(cookie *string, _ url.Values) { *cookie = "AAAA" + (*cookie)[4:] },
		"a cookie of another": func(cookie *string, _ url.Values) { _, *cookie, _ = other.Start(context.Background()) },
		"a cookie of before":  func(cookie *string, _ url.Values) { _, *cookie, _ = p.Start(context.Background()) },
		"no state":            func(_ *string, q url.Values) { q.Del("state") },
		"another state":       func(_ *string, q url.Values) { q.Set("state", "x") },
		"another provider":    func(_ *string, q url.Values) { q.Set("iss", "https://evil.example.org") },
		"refused":             func(_ *string, q url.Values) { q.Set("error", "access_denied") },
		"no code":             func(_ *string, q url.Values) { q.Del("code") },
		"a made-up code":      func(_ *string, q url.Values) { q.Set("code", "x") },
		"after ten minutes":   func(*string, url.Values) { at = at.Add(10 * time.Minute) },
		"by a clock set back": func(*string, url.Values) { at = at.Add(-time.Minute) },
		"a code of somebody else": func(_ *string, q url.Values) {
			_, theirs := begin(t, f, p)
			q.Set("code", theirs.Get("code"))
		},
	} {
		at = noon()
		cookie, query := begin(t, f, p)
		change(&cookie, query)
		if got, err := p.Finish(context.Background(), cookie, query); !errors.Is(err, ErrRefused) || got != (Identity{}) {
			t.Errorf("%s: %+v, %v; want ErrRefused", name, got, err)
		}
	}
}

// TestClaims shows which ID tokens are believed.
func TestClaims(t *testing.T) {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	type over = map[string]any
	for name, c := range map[string]struct {
		claims, header over
		signer         *rsa.PrivateKey
		want           error
	}{
		"as usual":               {},
		"verified as text":       {claims: over{"email_verified": "true"}},
		"for two clients":        {claims: over{"aud": []string{"portal", "other"}, "azp": "portal"}},
		"not verified":           {claims: over{"email_verified": false}, want: ErrClaim},
		"verified by nobody":     {claims: over{"email_verified": nil}, want: ErrClaim},
		"no e-mail":              {claims: over{"email": nil}, want: ErrClaim},
		"no subject":             {claims: over{"sub": nil}, want: ErrClaim},
		"claims of other kinds":  {claims: over{"email": 7}, want: ErrProvider},
		"another nonce":          {claims: over{"nonce": "x"}, want: ErrRefused},
		"no nonce":               {claims: over{"nonce": nil}, want: ErrRefused},
		"another issuer":         {claims: over{"iss": "https://evil.example.org"}, want: ErrProvider},
		"another client":         {claims: over{"aud": "other"}, want: ErrProvider},
		"another party":          {claims: over{"azp": "other"}, want: ErrProvider},
		"two clients, no party":  {claims: over{"aud": []string{"portal", "other"}}, want: ErrProvider},
		"expired":                {claims: over{"exp": noon().Unix() - 1}, want: ErrProvider},
		"not yet":                {claims: over{"nbf": noon().Add(time.Hour).Unix()}, want: ErrProvider},
		"signed by another":      {signer: stranger, want: ErrProvider},
		"signed by an other key": {header: over{"kid": "two"}, want: ErrProvider},
		"not signed":             {header: over{"alg": "none"}, want: ErrProvider},
		"signed with HMAC":       {header: over{"alg": "HS256"}, want: ErrProvider},
	} {
		f := newFake(t)
		f.claims, f.header = c.claims, c.header
		if c.signer != nil {
			f.signer = c.signer
		}
		p := portal(t, f)
		cookie, query := begin(t, f, p)
		if got, err := p.Finish(context.Background(), cookie, query); !errors.Is(err, c.want) || (err == nil) != (got.Subject == "100") {
			t.Errorf("%s: %+v, %v; want %v", name, got, err, c.want)
		}
	}
}

// TestBrokenProvider shows what a provider that is down or answers nonsense leads to,
// and that the portal goes on when it is back.
func TestBrokenProvider(t *testing.T) {
	f := newFake(t)
	for name, answer := range map[string]func(http.ResponseWriter){
		"an error":    func(w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) },
		"no JSON":     func(w http.ResponseWriter) { _, _ = w.Write([]byte("<html>")) },
		"no ID token": func(w http.ResponseWriter) { f.write(w, map[string]any{"access_token": "x", "token_type": "Bearer"}) },
		"no token": func(w http.ResponseWriter) {
			f.write(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": "x.y.z"})
		},
		"an endless one": func(w http.ResponseWriter) {
			for range 3 * maxAnswer >> 10 {
				_, _ = w.Write([]byte(strings.Repeat(" ", 1024)))
			}
		},
	} {
		f.answer = answer
		p := portal(t, f)
		cookie, query := begin(t, f, p)
		if _, err := p.Finish(context.Background(), cookie, query); !errors.Is(err, ErrProvider) || len(err.Error()) > 1000 {
			t.Errorf("%s: %v; want a short ErrProvider", name, err)
		}
	}
	down := true
	client := &http.Client{Transport: trip(func(r *http.Request) (*http.Response, error) {
		if down {
			return nil, errors.New("no route")
		}
		return http.DefaultTransport.RoundTrip(r)
	})}
	f.answer = nil
	p := portal(t, f, func(c *Config) { c.Client = client })
	if _, _, err := p.Start(context.Background()); !errors.Is(err, ErrProvider) {
		t.Errorf("a provider that is down: %v", err)
	}
	down = false
	cookie, query := begin(t, f, p)
	if _, err := p.Finish(context.Background(), cookie, query); err != nil {
		t.Errorf("a provider that is back: %v", err)
	}
	if client.Timeout != 0 {
		t.Error("the client of the caller was changed")
	}
}

// trip is a transport.
type trip func(*http.Request) (*http.Response, error)

// RoundTrip asks.
func (t trip) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

func TestConfig(t *testing.T) {
	fine := Config{Issuer: "https://id.example.org", ClientID: "portal", RedirectURL: "https://portal.example.org/return"}
	for name, change := range map[string]func(*Config){
		"no issuer":             func(c *Config) { c.Issuer = "" },
		"an issuer without TLS": func(c *Config) { c.Issuer = "http://id.example.org" },
		"an issuer with a user": func(c *Config) { c.Issuer = "https://u:p@id.example.org" },
		"no return":             func(c *Config) { c.RedirectURL = "" },
		"a return elsewhere":    func(c *Config) { c.RedirectURL = "/return" },
		"a fragment":            func(c *Config) { c.RedirectURL += "#x" },
		"no client":             func(c *Config) { c.ClientID = "" },
		"another claim":         func(c *Config) { c.Claim = "sub" },
	} {
		c := fine
		change(&c)
		if _, err := New(c); !errors.Is(err, ErrConfig) {
			t.Errorf("%s: %v; want ErrConfig", name, err)
		}
	}
	for _, issuer := range []string{fine.Issuer, "http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"} {
		fine.Issuer = issuer
		if _, err := New(fine); err != nil {
			t.Errorf("%s: %v", issuer, err)
		}
	}
}

// FuzzOpenWay shows that only what was sealed is opened.
func FuzzOpenWay(f *testing.F) {
	seal, err := newSeal()
	if err != nil {
		f.Fatal(err)
	}
	whole, err := newWay(noon().Add(time.Minute)).seal(seal)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add("")
	f.Add("AAAA")
	f.Add(whole[:len(whole)-1])
	f.Fuzz(func(t *testing.T, cookie string) {
		_, err := openWay(seal, cookie, noon())
		if err == nil && strings.NewReplacer("\r", "", "\n", "").Replace(cookie) != whole {
			t.Errorf("%q is opened; only %q was sealed", cookie, whole)
		}
		if err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", cookie, err)
		}
	})
}
