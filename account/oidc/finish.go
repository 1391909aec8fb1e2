package oidc

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Finish reads what the provider sent back with, asks it who that is, and checks
// all that it says. The cookie is the one of Start; it should be removed whatever
// the result. The error is ErrRefused, ErrProvider or ErrClaim.
func (p *Provider) Finish(ctx context.Context, cookie string, query url.Values) (Identity, error) {
	w, err := openWay(p.seal, cookie, p.config.Now())
	if err != nil {
		return Identity{}, err
	}
	if err := p.checkReturn(w, query); err != nil {
		return Identity{}, err
	}
	found, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	answer, err := p.exchange(found).Exchange(p.context(ctx), query.Get("code"), oauth2.VerifierOption(w.Verifier))
	if err != nil {
		return Identity{}, explain(err)
	}
	raw, ok := answer.Extra("id_token").(string)
	if !ok {
		return Identity{}, fmt.Errorf("%w (it gave no ID token)", ErrProvider)
	}
	verifier := found.Verifier(&oidc.Config{ClientID: p.config.ClientID, Now: p.config.Now})
	token, err := verifier.Verify(p.context(ctx), raw)
	if err != nil {
		return Identity{}, fmt.Errorf("%w (its ID token: %w)", ErrProvider, err)
	}
	return p.identify(w, token)
}

// explain says what the token endpoint answered, without the text of its answer.
func explain(err error) error {
	var answer *oauth2.RetrieveError
	switch {
	case !errors.As(err, &answer):
		return fmt.Errorf("%w (changing the code: %w)", ErrProvider, err)
	case answer.ErrorCode == "invalid_grant": // RFC 6749, section 5.2: used, old or not ours
		return fmt.Errorf("%w (the provider does not take the code)", ErrRefused)
	}
	return fmt.Errorf("%w (changing the code: status %d, %.40q)", ErrProvider, answer.Response.StatusCode, answer.ErrorCode)
}

// checkReturn checks the address that the browser came back with. The issuer is
// told by newer providers (RFC 9207).
func (p *Provider) checkReturn(w way, query url.Values) error {
	if subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(w.State)) != 1 {
		return fmt.Errorf("%w (the state is another one)", ErrRefused)
	}
	if issuer, told := query["iss"]; told && !slices.Equal(issuer, []string{p.config.Issuer}) {
		return fmt.Errorf("%w (it came back from another provider)", ErrRefused)
	}
	if refused := query.Get("error"); refused != "" {
		return fmt.Errorf("%w (the provider says %.40q)", ErrRefused, refused)
	}
	if query.Get("code") == "" {
		return fmt.Errorf("%w (there is no code)", ErrRefused)
	}
	return nil
}

// claims are those parts of an ID token that oidc.IDToken leaves out.
type claims struct {
	Email    string          `json:"email"`
	Verified json.RawMessage `json:"email_verified"` // some providers write it as text
	Username string          `json:"preferred_username"`
	Party    string          `json:"azp"`
}

// identify reads a token whose signature, issuer, audience and time are right.
func (p *Provider) identify(w way, token *oidc.IDToken) (Identity, error) {
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(w.Nonce)) != 1 {
		return Identity{}, fmt.Errorf("%w (the nonce is another one)", ErrRefused)
	}
	var c claims
	if err := token.Claims(&c); err != nil {
		return Identity{}, fmt.Errorf("%w (reading its claims: %w)", ErrProvider, err)
	}
	// OpenID Connect Core 1.0, section 3.1.3.7, steps 4 and 5.
	if c.Party != p.config.ClientID && (c.Party != "" || len(token.Audience) > 1) {
		return Identity{}, fmt.Errorf("%w (its ID token is for another client)", ErrProvider)
	}
	who := Identity{Issuer: token.Issuer, Subject: token.Subject, Login: c.Username}
	if p.config.Claim == "email" {
		who.Login = ""
		if verified := string(c.Verified); verified == "true" || verified == `"true"` {
			who.Login = c.Email
		}
	}
	if who.Login == "" || who.Subject == "" {
		return Identity{}, fmt.Errorf("%w (the claim %s)", ErrClaim, p.config.Claim)
	}
	return who, nil
}
