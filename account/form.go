package account

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"

	"mingzhang/account/secret"
)

// FormToken gives the hidden field that proves that a form was made for the
// session of the cookie. The form is its name or address. It follows from the
// secret of the session, so that nothing is stored and it ends with the session;
// it is masked anew each time, so that a compressed page gives nothing away
// (https://www.breachattack.com). Before a sign-in any secret in a cookie will do.
func FormToken(cookie, form string) string {
	mask := secret.Key()
	token := make([]byte, 2*len(mask))
	copy(token, mask)
	subtle.XORBytes(token[len(mask):], mask, sealForm(cookie, form))
	return base64.RawURLEncoding.EncodeToString(token)
}

// CheckForm gives ErrForm for a hidden field that FormToken did not make for this
// cookie and form.
func CheckForm(cookie, form, token string) error {
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || cookie == "" || len(b) != 2*sha256.Size {
		return ErrForm
	}
	sealed := make([]byte, sha256.Size)
	subtle.XORBytes(sealed, b[:sha256.Size], b[sha256.Size:])
	if !hmac.Equal(sealed, sealForm(cookie, form)) {
		return ErrForm
	}
	return nil
}

// sealForm binds a form to a cookie.
func sealForm(cookie, form string) []byte {
	mac := hmac.New(sha256.New, []byte(cookie))
	mac.Write([]byte("form\x00" + form))
	return mac.Sum(nil)
}

// NewSecret gives a value for the cookie of a browser that has no session, for the
// form by which it signs in.
func NewSecret() string { return secret.New() }
