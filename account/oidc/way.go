package oidc

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"golang.org/x/oauth2"
)

// Limits of what comes from outside.
const (
	maxCookie = 1 << 10 // bytes
	maxAnswer = 1 << 20 // bytes of an answer of the provider
	patience  = 10 * time.Second
)

// way is a sign-in under way.
type way struct {
	State    string    // that the provider must send back
	Nonce    string    // that must be in the ID token
	Verifier string    // of PKCE
	Until    time.Time // when it ends
}

// newWay begins a sign-in. GenerateVerifier gives 32 random bytes.
func newWay(until time.Time) way {
	return way{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier(), Until: until}
}

// newSeal gives a seal that nobody else has, for as long as the process runs.
func newSeal() (cipher.AEAD, error) {
	key := make([]byte, 32)
	rand.Read(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("making a seal: %w", err)
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("making a seal: %w", err)
	}
	return seal, nil
}

// seal gives the value of the cookie.
func (w way) seal(with cipher.AEAD) (string, error) {
	b, err := json.Marshal(w)
	if err != nil {
		return "", fmt.Errorf("writing down a sign-in under way: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(with.Seal(nil, nil, b, nil)), nil
}

// openWay reads the value of a cookie, which must be whole and in time.
func openWay(with cipher.AEAD, cookie string, now time.Time) (way, error) {
	if cookie == "" || len(cookie) > maxCookie {
		return way{}, fmt.Errorf("%w (there is no cookie, or it has %d bytes)", ErrRefused, len(cookie))
	}
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(cookie)
	if err != nil {
		return way{}, fmt.Errorf("%w (the cookie: %w)", ErrRefused, err)
	}
	b, err := with.Open(nil, nil, sealed, nil)
	if err != nil {
		return way{}, fmt.Errorf("%w (the cookie was not made by this process, or was changed)", ErrRefused)
	}
	var w way
	if err := json.Unmarshal(b, &w); err != nil {
		return way{}, fmt.Errorf("%w (the cookie: %w)", ErrRefused, err)
	}
	if !now.Before(w.Until) || w.Until.Sub(now) > life {
		return way{}, fmt.Errorf("%w (it was begun too long ago, or the clock was set back)", ErrRefused)
	}
	return w, nil
}

// limited gives a client whose answers are bounded in time and size.
func limited(c *http.Client) *http.Client {
	bounded := http.Client{Timeout: patience}
	if c != nil {
		bounded = *c
	}
	inner := bounded.Transport
	if inner == nil {
		inner = http.DefaultTransport
	}
	bounded.Transport = bound{inner}
	return &bounded
}

// bound cuts long answers.
type bound struct{ http.RoundTripper }

// RoundTrip asks, and gives the beginning of the answer.
func (b bound) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, maxAnswer), answer.Body}
	}
	return answer, err
}
