package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mappedRune is a folded rune and the bytes of the source that it stands for.
type mappedRune struct {
	r        rune
	from, to int32
}

// mapRunes folds s rune by rune; invisible runes fall away.
func mapRunes(s string) []mappedRune {
	table := simplifiedTable()
	out := make([]mappedRune, 0, len(s)*2/5+8)
	for i, r := range s {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		from, to := int32(i), int32(i+size)
		switch {
		case r < utf8.RuneSelf:
			out = append(out, mappedRune{lowerASCII(r), from, to})
		case r >= hanFirst && r <= hanLast:
			out = append(out, mappedRune{rune(table[r-hanFirst]), from, to})
		case r >= '！' && r <= '～':
			out = append(out, mappedRune{lowerASCII(r - '！' + '!'), from, to})
		default:
			out = mapRare(out, r, from, to)
		}
	}
	return out
}

// mapRare folds what is neither ASCII, nor full width, nor a common Han character.
func mapRare(out []mappedRune, r rune, from, to int32) []mappedRune {
	switch {
	case r == '○' || r == '◯':
		return append(out, mappedRune{'〇', from, to}) // 二○二三年
	case r >= '‐' && r <= '‥', r >= '、' && r <= '〃', r >= '〈' && r <= '〟':
		return append(out, mappedRune{Gap, from, to}) // common, and told apart nowhere
	case IsHan(r), isListMark(r), unicode.Is(unicode.Hangul, r):
		return append(out, mappedRune{r, from, to})
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return out
	}
	table := simplifiedTable()
	for _, d := range norm.NFKD.String(string(r)) {
		d = unicode.ToLower(d)
		if unicode.In(d, unicode.Mn, unicode.Me, unicode.Cf) {
			continue
		}
		if d >= hanFirst && d <= hanLast {
			d = rune(table[d-hanFirst])
		}
		out = append(out, mappedRune{d, from, to})
	}
	return out
}

func lowerASCII(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

// isListMark tells whether r is a number in a circle, which marks an item and
// must not run into the digits beside it.
func isListMark(r rune) bool {
	return r >= '①' && r <= '⓿' || r >= '❶' && r <= '➓'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// IsHan tells whether r is written without blanks around it: Han and kana.
func IsHan(r rune) bool {
	switch {
	case r >= hanFirst && r <= hanLast:
		return true
	case r < 0x3005:
		return false
	case r <= 0x3007: // 々〆〇
		return true
	}
	return r >= 0x3041 && r <= 0x30FF && r != '・' && r != '゠' && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Sk, r) ||
		r >= 0x3400 && r <= 0x4DBF || r >= 0x20000 && r <= 0x3FFFD
}

// isLetter tells whether r is part of a word that is written between blanks.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return !IsHan(r) && !isListMark(r) && unicode.In(r, unicode.L, unicode.N)
}

// isWord tells whether r belongs to a run of letters and digits.
func isWord(r rune) bool { return isDigit(r) || isLetter(r) }

func isSpace(r rune) bool {
	return r == ' ' || r == '\n' || r >= utf8.RuneSelf && unicode.IsSpace(r) || r < ' ' || r == 0x7F
}

// The common block of Han characters, for which folding is one look-up.
const (
	hanFirst = '\u4E00'
	hanLast  = '\u9FFF'
)

//go:embed data/simplified.tsv
var simplifiedTSV string

// simplifiedTable holds the folded form of each character of the common block.
var simplifiedTable = sync.OnceValue(func() *[hanLast - hanFirst + 1]uint16 {
	var table [hanLast - hanFirst + 1]uint16
	for i := range table {
		table[i] = uint16(hanFirst + i)
	}
	for line := range strings.Lines(simplifiedTSV) {
		simplified, traditional, _ := strings.Cut(strings.TrimSpace(line), "\t")
		r, _ := utf8.DecodeRuneInString(simplified)
		for _, t := range traditional {
			if t >= hanFirst && t <= hanLast {
				table[t-hanFirst] = uint16(r)
			}
		}
	}
	return &table
})
