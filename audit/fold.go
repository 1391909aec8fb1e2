package audit

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// folded is a text with full-width digits, letters and signs as ASCII and without
// characters that nobody sees. Every byte knows the character that it came from.
type folded struct {
	original []rune
	text     string
	index    []int32 // character at each byte of text
	spots    []spot
	lines    []line
}

// spot is a character that has one of spotSigns.
type spot struct {
	at    int // its first byte
	signs sign
}

// line is a line with its end, in bytes, and the signs of all its characters.
type line struct {
	group
	signs sign
}

func fold(text string) *folded {
	f := &folded{original: []rune(text), index: make([]int32, 0, len(text)), spots: make([]spot, 0, len(text)/6)}
	b := make([]byte, 0, len(text))
	signs, current := signs(), line{}
	for i, r := range f.original {
		if isInvisible(r) {
			continue
		}
		r = half(r)
		s := signs.of(r)
		current.signs |= s
		if s&spotSigns != 0 {
			f.spots = append(f.spots, spot{len(b), s})
		}
		b = utf8.AppendRune(b, r)
		for len(f.index) < len(b) {
			f.index = append(f.index, int32(i))
		}
		if r == '\n' {
			current.end = len(b)
			f.lines = append(f.lines, current)
			current = line{group: group{start: len(b)}}
		}
	}
	if current.end = len(b); current.end > current.start {
		f.lines = append(f.lines, current)
	}
	f.text = string(b)
	return f
}

// each calls use with the bounds of every phrase of a list in the text, in order.
// All characters that the phrases begin with have the sign.
func (f *folded) each(has sign, list phrases, use func(start, end int)) {
	done := 0
	for _, s := range f.spots {
		if s.signs&has == 0 || s.at < done {
			continue
		}
		if end := list.at(f.text, s.at); end > s.at {
			use(s.at, end)
			done = end
		}
	}
}

// isInvisible tells whether r takes no room on a page: zero-width blanks and
// joiners, marks of direction, the soft hyphen.
func isInvisible(r rune) bool {
	return r == '\u00ad' || r == '\ufeff' || r == '\u034f' || r == '\u180e' ||
		'\u200b' <= r && r <= '\u200f' || '\u202a' <= r && r <= '\u202e' || '\u2060' <= r && r <= '\u206f' || '\ufe00' <= r && r <= '\ufe0f'
}

// half gives the ASCII form of a full-width digit, letter or sign, of a digit of
// mathematics, and of the many blanks and dashes.
func half(r rune) rune {
	switch {
	case r < 0x80 || '一' <= r && r <= '\u9fff':
		return r
	case '！' <= r && r <= '～':
		return r - '！' + '!'
	case r == '　' || r == '\u00a0' || '\u2000' <= r && r <= '\u200a' || r == '\u202f' || r == '\u205f':
		return ' '
	case r == '—' || r == '–' || r == '−' || r == '‐' || r == '‑' || r == '‒' || r == '―' || r == '─' || r == '﹣':
		return '-'
	case r == '﹕' || r == '︰' || r == '∶':
		return ':'
	case 0x1D7CE <= r && r <= 0x1D7FF:
		return '0' + (r-0x1D7CE)%10
	}
	return r
}

// at makes a Personal of text[start:end], in bytes of the folded text. The mask
// gets the folded words.
func (f *folded) at(kind, rule string, c Confidence, start, end int, mask func(string) string) Personal {
	from, to := f.span(start, end)
	return Personal{
		Kind: kind, Text: string(f.original[from:to]), Masked: mask(f.text[start:end]),
		Rule: rule, Confidence: c, Start: from, End: to,
	}
}

// span gives the characters of the original that text[start:end] came from.
func (f *folded) span(start, end int) (from, to int) {
	return int(f.index[start]), int(f.index[end-1]) + 1
}

// in gives what a form finds in the lines that may hold it, as places in the whole
// text. No form goes beyond a line and the line ends around it, so each line is
// looked at by itself, and only where it has one of some signs and a cheap look
// says that it is worth it.
func (f *folded) in(form *regexp.Regexp, has sign, may func(line string) bool) [][]int {
	var found [][]int
	for _, l := range f.lines {
		if l.signs&has == 0 || !may(f.text[l.start:l.end]) {
			continue
		}
		from := max(l.start-1, 0)
		for _, m := range form.FindAllStringSubmatchIndex(f.text[from:l.end], -1) {
			for i := range m {
				m[i] += from
			}
			found = append(found, m)
		}
	}
	return found
}

// left gives up to n characters before a place on its line; at the beginning of a
// line, the end of the line before.
func (f *folded) left(start, n int) string {
	left := lastRunes(f.text[:start], n)
	i := strings.LastIndexByte(left, '\n')
	if i >= 0 && strings.Trim(left[i:], " \n*_|:-") != "" {
		return left[i+1:]
	}
	return strings.TrimRight(left, " \n*_")
}

// right gives up to n characters after a place on its line.
func (f *folded) right(end, n int) string {
	right := firstRunes(f.text[end:], n)
	if i := strings.IndexByte(right, '\n'); i >= 0 {
		return right[:i]
	}
	return right
}

// alone tells whether text[start:end] is no part of a longer word or number. A
// star counts as a part: what is masked once stays as it is.
func (f *folded) alone(start, end int) bool {
	return !f.joinsLeft(start) && !f.joinsRight(end)
}

// labelsInLetters stand directly before or after a number without being a part of it.
func labelsInLetters() []string {
	return []string{"tel", "phone", "mobile", "mob", "fax", "qq", "wx", "vx", "wechat", "email", "mail", "no", "id", "img", "scan", "doc"}
}

func (f *folded) joinsLeft(start int) bool {
	i := start
	for i > 0 && start-i < 8 && isLetter(f.text[i-1]) {
		i--
	}
	if i == start {
		return start > 0 && (isDigit(f.text[start-1]) || f.text[start-1] == '*')
	}
	return suffixOf(strings.ToLower(f.text[i:start]), labelsInLetters()...) == ""
}

func (f *folded) joinsRight(end int) bool {
	rest := f.text[end:]
	if rest == "" {
		return false
	}
	if c := rest[0]; isDigit(c) || c == '*' || strings.HasPrefix(rest, `\*`) {
		return true
	}
	return isLetter(rest[0]) && prefixOf(strings.ToLower(rest[:min(len(rest), 8)]), labelsInLetters()...) == ""
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// runeAt gives the character at a byte, utf8.RuneError past the end.
func runeAt(s string, i int) rune {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}
