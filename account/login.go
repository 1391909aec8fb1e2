package account

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Lengths of a login name, in characters.
const (
	minLogin = 3
	maxLogin = 64
)

// loginName gives the one form of a login name, in which case and width do not
// count. The error is ErrInvalid; it does not repeat the name.
func loginName(typed string) (string, error) {
	if len(typed) > 8*maxLogin || !utf8.ValidString(typed) {
		return "", fmt.Errorf("%w: the login name is too long or no text", ErrInvalid)
	}
	name := norm.NFKC.String(strings.ToLower(norm.NFKC.String(strings.TrimSpace(typed))))
	if n := utf8.RuneCountInString(name); n < minLogin || n > maxLogin {
		return "", fmt.Errorf("%w: a login name has %d to %d characters", ErrInvalid, minLogin, maxLogin)
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-+@", r) {
			return "", fmt.Errorf("%w: a login name has letters, digits and . _ - + @ only", ErrInvalid)
		}
	}
	return name, nil
}
