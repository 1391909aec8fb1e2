package password

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Lengths of a password. The rules are those of NIST SP 800-63B, section 5.1.1.2:
// long, any characters, none of those that are guessed first, no forced change.
const (
	minLetters = 10
	maxBytes   = 1024
)

// Why a password is refused, to be asked with errors.Is.
var (
	ErrShort  = fmt.Errorf("the password needs at least %d characters", minLetters)
	ErrLong   = fmt.Errorf("the password has more than %d bytes", maxBytes)
	ErrText   = errors.New("the password has characters that cannot be typed again")
	ErrLogin  = errors.New("the password contains the login name")
	ErrCommon = errors.New("the password is among those that are guessed first; several unrelated words are better")
)

// common has a core of the commonest passwords on each line; see core.
//
//go:embed common.txt
var common string

// Check refuses a password that is too short or too easily guessed for the account
// with this login name.
func Check(password, login string) error {
	switch {
	case len(password) > maxBytes:
		return ErrLong
	case !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl):
		return ErrText
	case utf8.RuneCountInString(norm.NFC.String(password)) < minLetters:
		return ErrShort
	}
	folded := fold(password)
	if holdsLogin(folded, login) {
		return ErrLogin
	}
	if isPattern(folded) || isPhone(folded) || isCommon(folded) {
		return ErrCommon
	}
	return nil
}

// fold takes away what guessers try by habit: case, full-width forms and the usual
// stand-ins for letters.
func fold(s string) string {
	return strings.ToLower(norm.NFKC.String(s))
}

// holdsLogin tells whether the login name, or the part of it before the @, is most
// of the password.
func holdsLogin(folded, login string) bool {
	name := fold(login)
	local, _, _ := strings.Cut(name, "@")
	return (len(name) >= 3 && strings.Contains(folded, name)) || (len(local) >= 3 && strings.Contains(folded, local))
}

// isPattern tells whether a password repeats a short part or runs along a row.
func isPattern(s string) bool {
	runes := []rune(s)
	for period := 1; period <= 4; period++ {
		if repeats(runes, period) {
			return true
		}
	}
	return longestRun(runes)*3 >= len(runes)*2
}

// repeats tells whether each rune is the one period places before it.
func repeats(runes []rune, period int) bool {
	for i := period; i < len(runes); i++ {
		if runes[i] != runes[i-period] {
			return false
		}
	}
	return true
}

// rows are what fingers run along, in both directions.
func rows() []string {
	return []string{"01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm"}
}

// longestRun gives the sum of the stretches of at least four runes that lie in a row.
func longestRun(runes []rune) int {
	sum := 0
	for i := 0; i < len(runes); {
		n := runFrom(runes[i:])
		if n >= 4 {
			sum += n
		}
		i += max(n, 1)
	}
	return sum
}

// runFrom gives the length of the run that a text begins with.
func runFrom(runes []rune) int {
	best := 0
	for _, row := range rows() {
		for n := len(runes); n > best; n-- {
			part := string(runes[:n])
			if strings.Contains(row, part) || strings.Contains(reversed(row), part) {
				best = n
			}
		}
	}
	return best
}

// reversed gives the text from its end.
func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// isPhone tells whether a password is the number of a mobile phone or of an
// identity card: eleven or eighteen digits, the last of which may be an x.
func isPhone(s string) bool {
	digits := strings.Trim(strings.TrimSuffix(s, "x"), "0123456789") == ""
	return digits && len(s) <= 18
}

// isCommon tells whether what is left without the usual ornaments is a line of the
// list, or two of them.
func isCommon(s string) bool {
	for _, core := range cores(s) {
		if strings.Contains("\n"+common, "\n"+core+"\n") {
			return true
		}
	}
	return false
}

// cores gives a password without the digits and signs at both its ends, read as it
// is and with the usual stand-ins for letters.
func cores(s string) []string {
	plain := strings.NewReplacer("0", "o", "1", "l", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i").Replace(s)
	var found []string
	for _, text := range []string{s, plain, strings.ReplaceAll(s, "@", "a")} {
		core := strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
		found = append(found, text, core)
	}
	return append(found, strings.TrimFunc(strings.NewReplacer("0", "o", "@", "a", "$", "s", "1", "i").Replace(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '@' && r != '$' })), func(r rune) bool { return !unicode.IsLetter(r) }))
}
