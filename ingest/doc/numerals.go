package doc

import (
	"strconv"
	"strings"
)

// The formats of numbers that are told apart, by the MSONFC of [MS-OSHARED].
const (
	formatDecimal = 0
	formatBullet  = 23
	formatNone    = 255
)

// numeral writes a number in a format; an unknown format gives Arabic figures.
func numeral(format, n int) string {
	if n < 0 || n > 99_999 {
		return strconv.Itoa(n)
	}
	switch format {
	case 1:
		return roman(n)
	case 2:
		return strings.ToLower(roman(n))
	case 3:
		return letters(n)
	case 4:
		return strings.ToLower(letters(n))
	case 10, 17, 36:
		return digits(n, []rune("〇一二三四五六七八九"))
	case 14, 19:
		return digits(n, []rune("０１２３４５６７８９"))
	case 11, 33, 35, 37, 39:
		return counted(n, []rune("〇一二三四五六七八九"), []string{"", "十", "百", "千", "万"})
	case 16, 34, 38:
		return counted(n, []rune("零壹贰叁肆伍陆柒捌玖"), []string{"", "拾", "佰", "仟", "万"})
	case 18, 28:
		return from(n, '①', 20)
	case 26:
		return from(n, '⒈', 20)
	case 27:
		return from(n, '⑴', 20)
	case 29:
		return from(n, '㊀', 10)
	case 22:
		return strings.Repeat("0", max(2-len(strconv.Itoa(n)), 0)) + strconv.Itoa(n)
	case 30:
		return among(n, []rune("甲乙丙丁戊己庚辛壬癸"))
	case 31:
		return among(n, []rune("子丑寅卯辰巳午未申酉戌亥"))
	}
	return strconv.Itoa(n)
}

func roman(n int) string {
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	names := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var s strings.Builder
	for i, v := range values {
		s.WriteString(strings.Repeat(names[i], n/v))
		n %= v
	}
	return s.String()
}

// letters counts A to Z, then AA, BB.
func letters(n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), min((n-1)/26+1, 9))
}

func digits(n int, figures []rune) string {
	var s strings.Builder
	for _, d := range strconv.Itoa(n) {
		s.WriteRune(figures[d-'0'])
	}
	return s.String()
}

// counted writes a number as it is spoken: 十一, 二十, 一百〇三.
func counted(n int, figures []rune, units []string) string {
	if n == 0 {
		return string(figures[0])
	}
	var s strings.Builder
	shown := strconv.Itoa(n)
	gap := false
	for i, d := range shown {
		if d == '0' {
			gap = true
			continue
		}
		if gap {
			s.WriteRune(figures[0])
		}
		gap = false
		s.WriteRune(figures[d-'0'])
		s.WriteString(units[len(shown)-1-i])
	}
	one := string(figures[1])
	if rest, ok := strings.CutPrefix(s.String(), one+units[1]); ok && n < 20 && one == "一" {
		return units[1] + rest
	}
	return s.String()
}

func from(n int, first rune, count int) string {
	if n < 1 || n > count {
		return strconv.Itoa(n)
	}
	return string(first + rune(n-1))
}

func among(n int, names []rune) string {
	if n < 1 || n > len(names) {
		return strconv.Itoa(n)
	}
	return string(names[n-1])
}
