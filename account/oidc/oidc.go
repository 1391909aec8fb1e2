// Package oidc signs in by an OpenID Connect provider (OpenID Connect Core 1.0):
// authorization code with PKCE (RFC 7636), state and nonce, which travel sealed in
// a cookie, so that the portal keeps nothing of a sign-in that is under way. It
// finds out who somebody is; which account that is, account.SignInExternal says.
package oidc

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// life is how long somebody may take to sign in at the provider.
const life = 10 * time.Minute

// What can go wrong, to be asked with errors.Is. The error itself says more, for
// the log of the operator.
var (
	ErrConfig   = errors.New("the OpenID Connect provider is not configured rightly")
	ErrProvider = errors.New("the OpenID Connect provider does not answer as it should; try again later")
	ErrRefused  = errors.New("the sign-in at the provider was not completed, took too long or was begun elsewhere; begin anew")
	ErrClaim    = errors.New("the provider does not tell a name to sign in with, or has not verified it")
)

// Config names the provider and how the portal is known to it.
type Config struct {
	Issuer       string // address of the provider, https; http for this machine only
	ClientID     string
	ClientSecret string // may be empty for a public client
	RedirectURL  string // address of the portal that the provider sends back to
	Claim        string // that has the login name: email (then it must be verified) or preferred_username; empty = email
	Now          func() time.Time
	Client       *http.Client // nil = one with a limit of ten seconds
}

// Identity is somebody whom the provider knows.
type Identity struct {
	Issuer, Subject string // who that is, for ever
	Login           string // value of the claim
}

// Provider is a provider to sign in by. It is safe for use by several goroutines.
type Provider struct {
	config Config
	client *http.Client
	seal   cipher.AEAD
	mu     sync.Mutex
	found  *oidc.Provider // nil until the provider answered once
}

// New prepares to sign in by a provider, without asking it yet: a provider that is
// down does not keep the portal from starting. The error is ErrConfig.
func New(c Config) (*Provider, error) {
	if c.Claim == "" {
		c.Claim = "email"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	seal, err := newSeal()
	if err != nil {
		return nil, err
	}
	return &Provider{config: c, client: limited(c.Client), seal: seal}, nil
}

// check refuses what cannot work or is not safe.
func (c Config) check() error {
	for name, address := range map[string]string{"issuer": c.Issuer, "redirect address": c.RedirectURL} {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || (u.Scheme != "https" && !isHere(u)) {
			return fmt.Errorf("%w: the %s %.200q must begin with https://", ErrConfig, name, address)
		}
	}
	if c.ClientID == "" {
		return fmt.Errorf("%w: it has no client id", ErrConfig)
	}
	if c.Claim != "email" && c.Claim != "preferred_username" {
		return fmt.Errorf("%w: the claim %.40q must be email or preferred_username", ErrConfig, c.Claim)
	}
	return nil
}

// isHere tells whether an address is on this machine, as in trials.
func isHere(u *url.URL) bool {
	host := u.Hostname()
	return u.Scheme == "http" && (host == "localhost" || host == "127.0.0.1" || host == "::1")
}

// discover gives the provider, and asks it when it has not answered before.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	found, err := oidc.NewProvider(p.context(ctx), p.config.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w (asking %s: %w)", ErrProvider, p.config.Issuer, err)
	}
	p.found = found
	return found, nil
}

// context carries the client to both libraries.
func (p *Provider) context(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.client)
}

// exchange is how the portal speaks to the provider.
func (p *Provider) exchange(found *oidc.Provider) *oauth2.Config {
	scopes := []string{oidc.ScopeOpenID, "email"}
	if p.config.Claim != "email" {
		scopes[1] = "profile"
	}
	return &oauth2.Config{
		ClientID: p.config.ClientID, ClientSecret: p.config.ClientSecret, RedirectURL: p.config.RedirectURL,
		Endpoint: found.Endpoint(), Scopes: scopes,
	}
}

// Start gives the address at the provider to go to, and the value of a cookie that
// Finish needs: Secure, HttpOnly, SameSite=Lax, ten minutes. The error is ErrProvider.
func (p *Provider) Start(ctx context.Context) (address, cookie string, err error) {
	found, err := p.discover(ctx)
	if err != nil {
		return "", "", err
	}
	w := newWay(p.config.Now().Add(life))
	if cookie, err = w.seal(p.seal); err != nil {
		return "", "", err
	}
	return p.exchange(found).AuthCodeURL(w.State, oidc.Nonce(w.Nonce), oauth2.S256ChallengeOption(w.Verifier)), cookie, nil
}
