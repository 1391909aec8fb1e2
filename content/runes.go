package content

import "unicode/utf8"

// at gives r[i], or 0 outside of r.
func at(r []rune, i int) rune {
	if i < 0 || i >= len(r) {
		return 0
	}
	return r[i]
}

// isDigit tells whether c is an Arabic digit, half or full width.
func isDigit(c rune) bool { return (c >= '0' && c <= '9') || (c >= '０' && c <= '９') }

func digitValue(c rune) uint64 {
	if c >= '０' {
		return uint64(c - '０')
	}
	return uint64(c - '0')
}

func isPoint(c rune) bool { return c == '.' || c == '．' }

func isBlank(c rune) bool { return c == ' ' || c == '\u00a0' || c == '\u3000' }

// skipBlanks gives the place after at most two blanks.
func skipBlanks(r []rune, i int) int {
	for n := 0; n < 2 && isBlank(at(r, i)); n++ {
		i++
	}
	return i
}

// hanDigit gives the value of a Han digit, plain or financial, and -1 for
// anything else.
func hanDigit(c rune) int {
	switch c {
	case '零', '〇':
		return 0
	case '一', '壹':
		return 1
	case '二', '贰', '貳', '两':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆', '陸':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// smallUnit gives the power of ten of 十, 百 and 千, and 0 for anything else.
func smallUnit(c rune) int {
	switch c {
	case '十', '拾':
		return 1
	case '百', '佰':
		return 2
	case '千', '仟':
		return 3
	}
	return 0
}

// bigUnit gives the power of ten of 万 and 亿, and 0 for anything else.
func bigUnit(c rune) int {
	switch c {
	case '万', '萬':
		return 4
	case '亿', '億':
		return 8
	}
	return 0
}

// hasAt tells whether s stands in r at i.
func hasAt(r []rune, i int, s string) bool {
	for _, c := range s {
		if at(r, i) != c {
			return false
		}
		i++
	}
	return true
}

// endsAt tells whether s ends in r just before i.
func endsAt(r []rune, i int, s string) bool {
	for len(s) > 0 {
		c, size := utf8.DecodeLastRuneInString(s)
		i--
		if at(r, i) != c {
			return false
		}
		s = s[:len(s)-size]
	}
	return true
}
