package ingest

import (
	"strings"
	"unicode"
)

// normaliseLine folds full-width digits, letters and %, and the radicals that
// some writers of PDF use for characters; drops what cannot be seen; drops
// blanks between Han and digits and beside Chinese punctuation; and turns two
// blanks or more, which part columns, into one tab. Punctuation stays as it is.
func normaliseLine(line string) string {
	var out []rune
	blanks, tabs := 0, 0
	for _, c := range line {
		c = foldRune(c)
		switch {
		case c == '\t':
			tabs++
			continue
		case c == ' ':
			blanks++
			continue
		case c == 0:
			continue
		}
		switch {
		case len(out) == 0:
		case tabs > 0:
			out = append(out, []rune(strings.Repeat("\t", tabs))...)
		case blanks > 0:
			out = appendGap(out, c, blanks > 1)
		}
		blanks, tabs = 0, 0
		out = append(out, c)
	}
	return string(out)
}

func appendGap(out []rune, next rune, wide bool) []rune {
	switch {
	case wide:
		return append(out, '\t')
	case glued(out[len(out)-1], next):
		return out
	}
	return append(out, ' ')
}

// untab joins the columns of a line that is no row of a table.
func untab(line string) string {
	if !strings.Contains(line, "\t") {
		return line
	}
	return normaliseLine(strings.ReplaceAll(line, "\t", " "))
}

// glued tells whether a blank between a and b means nothing.
func glued(a, b rune) bool {
	return (isHan(a) && isNumberRune(b)) || (isNumberRune(a) && (isHan(b) || b == '%')) || isCJKMark(a) || isCJKMark(b)
}

func isHan(c rune) bool {
	const first, last = '一', '\u9fff' // nearly all of them stand in one block
	return first <= c && c <= last || unicode.Is(unicode.Han, c)
}

func isNumberRune(c rune) bool { return c >= '0' && c <= '9' }

func isCJKMark(c rune) bool {
	return strings.ContainsRune("，。、；：？！“”‘’（）《》〈〉【】〔〕—…", c)
}

// foldRune gives the plain form of a character, and 0 for one that cannot be
// seen.
func foldRune(c rune) rune {
	switch {
	case c == '\t':
		return c
	case c == ' ' || c == '\u00a0' || c == '\u3000' || (c >= '\u2000' && c <= '\u200a') || c == '\u202f':
		return ' '
	case c == '％' || c == '﹪':
		return '%'
	case c == '．':
		return '.'
	case (c >= '０' && c <= '９') || (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ'):
		return c - 0xfee0
	case c >= 0x2f00 && c <= 0x2fd5 || c >= 0x2e80 && c <= 0x2eff:
		return foldRadical(c)
	case c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\u00ad' || c == '\ufeff' || c == '\ufffd':
		return 0
	case (c >= '\u200b' && c <= '\u200f') || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2060' && c <= '\u2069'):
		return 0
	}
	return c
}
