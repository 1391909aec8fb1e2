package oidc

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// fake is a small OpenID Connect provider that signs with RS256.
type fake struct {
	*httptest.Server
	key    *rsa.PrivateKey
	mu     sync.Mutex
	codes  map[string]url.Values // questions of the browser by the code that answers them
	claims map[string]any        // laid over the usual ones; nil takes one away
	header map[string]any        // laid over the usual ones
	answer func(http.ResponseWriter)
	signer *rsa.PrivateKey
}

// ownKey is the key of the provider.
var ownKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// newFake starts a provider.
func newFake(t *testing.T) *fake {
	t.Helper()
	key, err := ownKey()
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{key: key, signer: key, codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		f.write(w, map[string]any{
			"issuer": f.URL, "authorization_endpoint": f.URL + "/authorize", "token_endpoint": f.URL + "/token", "jwks_uri": f.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256", "none", "HS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		f.write(w, map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "one", "n": b64(key.N.Bytes()), "e": b64(big.NewInt(int64(key.E)).Bytes()),
		}}})
	})
	mux.HandleFunc("POST /token", f.token)
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

// b64 is the base64 of JWT.
func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// write answers in JSON.
func (f *fake) write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

// authorize is the browser: it goes to the address of Start, where somebody signs
// in, and comes back with a query.
func (f *fake) authorize(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Path != "/authorize" || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 {
		t.Fatalf("asks for %s", address)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	code := oauth2.GenerateVerifier()
	f.codes[code] = q
	return url.Values{"code": {code}, "state": {q.Get("state")}}
}

// token changes a code, once, for who shows the verifier of its challenge.
func (f *fake) token(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.answer != nil {
		f.answer(w)
		return
	}
	asked, ok := f.codes[r.FormValue("code")]
	delete(f.codes, r.FormValue("code"))
	challenge := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	user, password, _ := r.BasicAuth()
	if !ok || b64(challenge[:]) != asked.Get("code_challenge") || user != "portal" || password != "secret" || r.FormValue("redirect_uri") != asked.Get("redirect_uri") {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error": "invalid_grant"}`))
		return
	}
	f.write(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": f.sign(asked.Get("nonce"))})
}

// sign gives an ID token.
func (f *fake) sign(nonce string) string {
	claims := map[string]any{
		"iss": f.URL, "sub": "100", "aud": "portal", "exp": noon().Add(time.Hour).Unix(), "iat": noon().Unix(), "nonce": nonce,
		"email": "li@example.org", "email_verified": true, "preferred_username": "li",
	}
	header := map[string]any{"alg": "RS256", "kid": "one"}
	overlay(claims, f.claims)
	overlay(header, f.header)
	h, _ := json.Marshal(header)
	c, _ := json.Marshal(claims)
	text := b64(h) + "." + b64(c)
	digest := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(nil, f.signer, crypto.SHA256, digest[:])
	if err != nil || header["alg"] == "none" {
		signature = nil
	}
	return text + "." + b64(signature)
}

// overlay lays a map over another; nil takes a key away.
func overlay(onto, over map[string]any) {
	for key, value := range over {
		onto[key] = value
		if value == nil {
			delete(onto, key)
		}
	}
}
