package doc

import (
	"strings"
	"unicode/utf16"
)

// Built-in styles, by the numbers of [MS-DOC] 2.9.260.
const (
	stiHeading1 = 1
	stiHeading9 = 9
	stiTOC1     = 19
	stiTOC9     = 27
	stiTitle    = 62
)

// Limits on styles, so that a style sheet cannot cost much more than its bytes.
const (
	maxStyles = 4_096
	maxBases  = 16    // styles that stand on one another
	maxPrls   = 4_096 // bytes of one property list
)

// style is one style of the style sheet; its properties come on top of its base.
type style struct {
	sti  int
	name string
	base int
	para []byte // property list of paragraphs
	char []byte // property list of characters
}

// stylesheet is the styles by number; unused numbers have an empty style.
type stylesheet []style

// noStyle is the number that says that a style has no base.
const noStyle = 0xFFF

func readStyles(b []byte) stylesheet {
	head := u16(b, 0)
	count, baseSize := min(u16(b, 2), maxStyles), u16(b, 4)
	var sheet stylesheet
	for at := 2 + head; len(sheet) < count && at+2 <= len(b); {
		size := u16(b, at)
		sheet = append(sheet, readStyle(cut(b, at+2, size), baseSize))
		at += 2 + size + size%2
	}
	return sheet
}

func readStyle(b []byte, baseSize int) style {
	if len(b) < baseSize+2 || baseSize < 10 {
		return style{base: noStyle}
	}
	s := style{sti: u16(b, 0) & 0xFFF, base: u16(b, 2) >> 4}
	n := u16(b, baseSize)
	s.name = utf16String(cut(b, baseSize+2, 2*n))
	rest := b[min(baseSize+2+2*n+2, len(b)):]
	const paragraph, character = 1, 2
	switch u16(b, 2) & 0xF {
	case paragraph:
		para := cut(rest, 2, u16(rest, 0))
		s.para = bounded(para[min(2, len(para)):]) // behind its own number
		next := 2 + u16(rest, 0)
		next += next % 2
		s.char = bounded(cut(rest, next+2, u16(rest, next)))
	case character:
		s.char = bounded(cut(rest, 2, u16(rest, 0)))
	}
	return s
}

func bounded(prls []byte) []byte { return prls[:min(len(prls), maxPrls)] }

func utf16String(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(u16(b, 2*i))
	}
	return string(utf16.Decode(units))
}

// chain gives a style and those below it, the lowest first.
func (s stylesheet) chain(number int) []*style {
	var chain []*style
	for len(chain) < maxBases && number >= 0 && number < len(s) {
		chain = append([]*style{&s[number]}, chain...)
		number = s[number].base
	}
	return chain
}

// heading gives the level of a heading style from 1, 0 for another.
func (s *style) heading() int {
	name := strings.ToLower(s.name)
	for _, prefix := range []string{"heading ", "标题 ", "标题"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && len(rest) == 1 && rest[0] >= '1' && rest[0] <= '9' {
			return int(rest[0] - '0')
		}
	}
	switch {
	case s.sti >= stiHeading1 && s.sti <= stiHeading9:
		return s.sti
	case s.sti == stiTitle, name == "title", name == "标题":
		return 1
	}
	return 0
}

// contents tells whether the style is that of a line in a table of contents.
func (s *style) contents() bool { return s.sti >= stiTOC1 && s.sti <= stiTOC9 }
