package password

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
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

// common has on each line a word, in small letters, of which the commonest
// passwords are made. It begins with an empty line.
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
	if isPattern([]rune(folded)) || isNumber(folded) || isCommon(folded) {
		return ErrCommon
	}
	return nil
}

// fold takes away what guessers try by habit: case and full-width forms.
func fold(s string) string { return strings.ToLower(norm.NFKC.String(s)) }

// holdsLogin tells whether the password has the login name in it, or the part of it
// before the @.
func holdsLogin(folded, login string) bool {
	name := fold(login)
	local, _, _ := strings.Cut(name, "@")
	return len(local) >= 3 && strings.Contains(folded, local) || len(name) >= 3 && strings.Contains(folded, name)
}

// isPattern tells whether a password repeats a short part, or mostly runs along
// rows of keys or letters.
func isPattern(runes []rune) bool {
	for period := 1; period < minLetters && 2*period <= len(runes); period++ {
		if repeats(runes, period) {
			return true
		}
	}
	return 3*inRuns(runes) >= 2*len(runes)
}

// repeats tells whether each rune is the one period places before it.
func repeats(runes []rune, period int) bool {
	return slices.Equal(runes[period:], runes[:len(runes)-period])
}

// rows are what fingers run along, in both directions.
func rows() []string {
	rows := []string{
		"01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+",
		"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm",
	}
	for _, row := range rows {
		backwards := []byte(row)
		slices.Reverse(backwards)
		rows = append(rows, string(backwards))
	}
	return rows
}

// inRuns gives how many runes lie in runs of at least four along a row.
func inRuns(runes []rune) int {
	rows, sum := rows(), 0
	for i := 0; i < len(runes); {
		n := runFrom(runes[i:], rows)
		if n >= 4 {
			sum += n
		}
		i += n
	}
	return sum
}

// runFrom gives the length of the run that a text begins with, at least one.
func runFrom(runes []rune, rows []string) int {
	best := 1
	for _, row := range rows {
		for best < len(runes) && strings.Contains(row, string(runes[:best+1])) {
			best++
		}
	}
	return best
}

// isNumber tells whether a password is a number of a phone, a birthday or an
// identity card: at most eighteen digits, the last of which may be an x.
func isNumber(s string) bool {
	return len(s) <= 18 && strings.Trim(strings.TrimSuffix(s, "x"), "0123456789") == ""
}

// isCommon tells whether all words of a password are on the list of the commonest,
// with or without ornaments at both ends and the usual stand-ins for letters.
func isCommon(s string) bool {
	core := strings.TrimRightFunc(s, notLetter)
	core = strings.TrimLeftFunc(core, func(r rune) bool { return notLetter(r) && !strings.ContainsRune("@$", r) })
	standIns := strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")
	for _, candidate := range []string{s, core, standIns.Replace(core)} {
		if isListed(candidate) || allListed(strings.FieldsFunc(candidate, notLetter)) {
			return true
		}
	}
	return false
}

// notLetter tells whether a rune is an ornament.
func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// allListed tells whether there are words and all are on the list.
func allListed(words []string) bool {
	return len(words) > 0 && !slices.ContainsFunc(words, func(word string) bool { return !isListed(word) })
}

// isListed tells whether a text is on the list, once or twice in a row.
func isListed(s string) bool {
	if strings.ContainsRune(s, '\n') {
		return false
	}
	half := s[:len(s)/2]
	return strings.Contains(common, "\n"+s+"\n") || half != "" && s == half+half && strings.Contains(common, "\n"+half+"\n")
}
