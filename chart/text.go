package chart

import (
	"strings"
	"unicode"
)

const ellipsis = "…"

// textWidth estimates the width of s in pixels at a font size. Han and other
// East Asian wide characters are one em. Latin widths are those of common
// sans-serif faces, rounded up, so that a label measured to fit does fit.
func textWidth(s string, size float64) float64 {
	var em float64
	for _, r := range s {
		em += runeWidth(r)
	}
	return em * size
}

// runeWidth is the advance of one character in em.
func runeWidth(r rune) float64 {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return 0.4 // drawn as a blank
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return 1 // drawn as U+FFFD
	case r < 0x7F:
		return latinWidth(byte(r))
	case r >= 0x4E00 && r <= 0x9FFF:
		return 1
	case r == 0x200D || unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r == '…' || r == '—' || r == '“' || r == '”' || r == '‘' || r == '’':
		return 1 // full width in Chinese faces
	case r == '–':
		return 0.6
	case r < 0x1100:
		return 0.68 // accented Latin, Greek, Cyrillic, Arabic
	case r >= 0xFF61 && r <= 0xFFDC:
		return 0.6 // half-width forms
	case r >= 0x1F000 && r < 0x20000:
		return 1.4 // emoji
	}
	return 1
}

func latinWidth(c byte) float64 {
	switch {
	case c >= '0' && c <= '9':
		return 0.58
	case strings.IndexByte("ijl.,:;'|!`", c) >= 0:
		return 0.31
	case strings.IndexByte("frt()[]{}-/\\I \"", c) >= 0:
		return 0.4
	case strings.IndexByte("mwMW@%", c) >= 0:
		return 0.98
	case c >= 'A' && c <= 'Z' || strings.IndexByte("&<>=+~#", c) >= 0:
		return 0.74
	}
	return 0.57
}

// truncate shortens s to a width in pixels and ends it with … when it was cut.
// It returns nothing when not even one character and … fit.
func truncate(s string, size, width float64) string {
	if fits(s, size, width) {
		return s
	}
	room := width - textWidth(ellipsis, size)
	cut := fitting(s, size, room)
	if cut == 0 {
		return ""
	}
	return strings.TrimRight(s[:cut], " ") + ellipsis
}

// fits tells whether s is no wider than width. A hundredth of a pixel is let
// through: widths that were measured, added and taken off again are not exact.
func fits(s string, size, width float64) bool { return textWidth(s, size) <= width+0.01 }

// intact returns s when it fits and nothing otherwise. Numbers are set by it: one
// that is cut is another number.
func intact(s string, size, width float64) string {
	if fits(s, size, width) {
		return s
	}
	return ""
}

// fitting returns how many bytes of s fit into width. It never cuts before a
// character of no width, which belongs to the one in front of it.
func fitting(s string, size, width float64) int {
	var w float64
	for i, r := range s {
		w += runeWidth(r) * size
		if w > width {
			return i
		}
	}
	return len(s)
}

// wrap breaks s into at most limit lines of a width in pixels; the last one is
// truncated. Chinese breaks anywhere except before closing marks; Latin words
// are kept whole unless one is wider than the line.
func wrap(s string, size, width float64, limit int) []string {
	var lines []string
	s = strings.TrimSpace(s)
	for s != "" && len(lines) < limit-1 && !fits(s, size, width) {
		cut := breakAt(s, fitting(s, size, width))
		if cut == 0 {
			break
		}
		lines = append(lines, strings.TrimRight(s[:cut], " "))
		s = strings.TrimLeft(s[cut:], " ")
	}
	if last := truncate(s, size, width); last != "" {
		lines = append(lines, last)
	}
	return lines
}

// wrapEven is wrap with lines of about the same length: a name of six characters
// breaks into three and three, not five and one.
func wrapEven(s string, size, width float64, limit int) []string {
	lines := wrap(s, size, width, limit)
	n := len(lines)
	if n < 2 || strings.HasSuffix(lines[n-1], ellipsis) {
		return lines
	}
	for w := textWidth(s, size) / float64(n); w < width; w += size / 2 {
		even := wrap(s, size, w, n)
		if len(even) == n && !strings.HasSuffix(even[n-1], ellipsis) {
			return even
		}
	}
	return lines
}

// breakAt moves a cut back to a place where a line may end. When there is none
// the cut stays.
func breakAt(s string, cut int) int {
	prev := rune(-1)
	best := 0
	for i, r := range s {
		if i > cut {
			break
		}
		if i > 0 && mayBreak(prev, r) {
			best = i
		}
		prev = r
	}
	if best == 0 {
		return cut
	}
	return best
}

// mayBreak tells whether a line may end between two characters.
func mayBreak(a, b rune) bool {
	if b == ' ' || a == ' ' {
		return true
	}
	if runeWidth(b) == 0 || strings.ContainsRune("，。、；：！？）》」』”’％…", b) || strings.ContainsRune("（《「『“‘", a) {
		return false
	}
	return a >= 0x1100 || b >= 0x1100 || a == '-' || a == '/'
}
