package meili

import (
	"strings"
	"unicode"

	"mingzhang/search"
)

// A folded text becomes a stream of tokens: one for each Han character, one for
// each word or number of letters and digits, one for each gap. They are written
// with plain letters and digits, which Meilisearch neither cuts nor changes,
// so that a quoted phrase of them finds exactly what stands side by side and
// no segmenter, language guess or typo rule takes part.
const (
	gapToken  = "w"
	maxRun    = 30    // runes of a word; a longer one is several tokens
	maxPhrase = 400   // tokens of a phrase; the server reads no more than 1,000 of a query
	maxField  = 60000 // tokens of one field; the server drops what follows token 65,535
)

// tokens returns the tokens of folded text.
func tokens(folded string) []string {
	out := make([]string, 0, len(folded)/3+1)
	var run []rune
	flush := func() {
		if len(run) > 0 {
			out = append(out, encodeRun(run))
			run = run[:0]
		}
	}
	for _, r := range folded {
		kind := kindOf(r)
		if kind != kindWord || len(run) == maxRun {
			flush()
		}
		switch kind {
		case kindWord:
			run = append(run, r)
		case kindSingle:
			out = append(out, encodeRune(r))
		case kindGap:
			out = append(out, gapToken)
		}
	}
	flush()
	return out
}

// kind tells how a rune of folded text becomes part of a token.
type kind int

const (
	kindSpace  kind = iota // parts two words, is no token
	kindGap                // where punctuation stood
	kindSingle             // a token by itself: Han, kana and signs
	kindWord               // part of a word or number: letters, digits, the decimal point
)

func kindOf(r rune) kind {
	switch {
	case r == ' ':
		return kindSpace
	case r == search.Gap:
		return kindGap
	case r == '.', r >= '0' && r <= '9', r >= 'a' && r <= 'z':
		return kindWord
	case isListMark(r), unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return kindSingle
	case unicode.In(r, unicode.L, unicode.N):
		return kindWord
	}
	return kindSingle
}

// isListMark tells whether r is a number in a circle, which is no digit.
func isListMark(r rune) bool { return r >= '①' && r <= '⓿' || r >= '❶' && r <= '➓' }

// encodeRune writes r with letters from g to v, one for each of at least four
// hexadecimal digits.
func encodeRune(r rune) string {
	out := make([]byte, 0, 6)
	for shift := 20; shift >= 0; shift -= 4 {
		digit := byte(r >> shift & 15)
		if shift < 16 || digit > 0 || len(out) > 0 {
			out = append(out, 'g'+digit)
		}
	}
	return string(out)
}

// encodeRun writes a word or number as it is, after an x. The point is written y,
// and what is neither a digit nor a to z as by encodeRune, after a z.
func encodeRun(run []rune) string {
	var b strings.Builder
	b.WriteByte('x')
	for _, r := range run {
		switch {
		case r == '.':
			b.WriteByte('y')
		case r < unicode.MaxASCII:
			b.WriteRune(r)
		default:
			b.WriteString("z" + encodeRune(r))
		}
	}
	return b.String()
}
