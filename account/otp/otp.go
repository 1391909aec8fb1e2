// Package otp makes and checks the codes of authenticator apps: TOTP of RFC 6238
// with SHA-1, six digits and steps of thirty seconds, which is what all apps
// understand.
package otp

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// The code that apps show.
const (
	secretSize = 20 // bytes; RFC 4226, section 4, requirement R6
	digits     = otp.DigitsSix
	period     = 30 // seconds of a step
	skew       = 1  // steps that the clock of a phone may be off
)

// NewSecret gives the shared secret of a new app.
func NewSecret() []byte {
	b := make([]byte, secretSize)
	rand.Read(b)
	return b
}

// Text gives a secret as it is typed into an app: in base32.
func Text(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// URI gives what an app reads from a QR code; see
// https://github.com/google/google-authenticator/wiki/Key-Uri-Format.
func URI(secret []byte, issuer, login string) string {
	query := url.Values{"secret": {Text(secret)}, "issuer": {issuer}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {fmt.Sprint(period)}}
	spaces := strings.ReplaceAll(query.Encode(), "+", "%20") // some apps show the plus
	return "otpauth://totp/" + url.PathEscape(issuer+":"+login) + "?" + spaces
}

// Code gives the code that an app shows at a time.
func Code(secret []byte, at time.Time) (string, error) {
	return codeOf(secret, stepAt(at))
}

// Check gives the step of a code, 0 when it is none of the codes of now, of one
// step before and of one after it, or is not after the step used last: a code is
// good for one use (RFC 6238, section 5.2).
func Check(secret []byte, code string, now time.Time, used int64) (step int64, err error) {
	current := stepAt(now)
	for candidate := current - skew; candidate <= current+skew; candidate++ {
		want, err := codeOf(secret, candidate)
		if err != nil {
			return 0, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && candidate > used {
			step = candidate
		}
	}
	return step, nil
}

// stepAt gives the number of the step that a time is in.
func stepAt(at time.Time) int64 { return max(at.Unix(), 0) / period }

// codeOf gives the code of a step.
func codeOf(secret []byte, step int64) (string, error) {
	code, err := hotp.GenerateCodeCustom(Text(secret), uint64(max(step, 0)), hotp.ValidateOpts{Digits: digits, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", fmt.Errorf("computing the code of an authenticator app: %w", err)
	}
	return code, nil
}
