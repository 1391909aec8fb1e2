// Package numeral writes the automatic numbers of lists: 3 as 三, iii or ③.
package numeral

import (
	"strconv"
	"strings"
)

// Format writes n in a number format of ISO/IEC 29500-1 (17.18.59), such as
// chineseCounting. A number that the format has no sign for, and a format that is
// not known, give plain digits; none gives "".
func Format(format string, n int) string {
	if format == "none" {
		return ""
	}
	if n > 0 {
		if text := spelled(format, n); text != "" {
			return text
		}
	}
	return strconv.Itoa(n)
}

func spelled(format string, n int) string {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting":
		return counted(n, []rune("零一二三四五六七八九"), []rune("十百千"), true)
	case "chineseLegalSimplified":
		return counted(n, []rune("零壹贰叁肆伍陆柒捌玖"), []rune("拾佰仟"), false)
	case "ideographLegalTraditional", "japaneseLegal":
		return counted(n, []rune("零壹貳參肆伍陸柒捌玖"), []rune("拾佰仟"), false)
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
		return digits(n, []rune("〇一二三四五六七八九"))
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, []rune("０１２３４５６７８９"))
	case "decimalZero":
		return strings.Repeat("0", max(0, 2-len(strconv.Itoa(n)))) + strconv.Itoa(n)
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "lowerLetter":
		return letters(n, 'a')
	case "upperLetter":
		return letters(n, 'A')
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	}
	return sign(format, n)
}

// sign gives the one character that stands for n.
func sign(format string, n int) string {
	var signs []rune
	switch format {
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		signs = []rune("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿")
	case "decimalEnclosedParen":
		signs = []rune("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
	case "decimalEnclosedFullstop":
		signs = []rune("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛")
	case "ideographEnclosedCircle":
		signs = []rune("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉")
	case "ideographTraditional":
		signs = []rune("甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		signs = []rune("子丑寅卯辰巳午未申酉戌亥")
	}
	if n > len(signs) {
		return ""
	}
	return string(signs[n-1])
}

// counted writes n as it is spoken, 一百零三; bareTen drops the one of 一十三.
func counted(n int, digit, unit []rune, bareTen bool) string {
	if n > 9999 {
		return ""
	}
	var b strings.Builder
	gap := false
	for power, scale := 3, 1000; power >= 0; power, scale = power-1, scale/10 {
		d := n / scale % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(digit[0])
			gap = false
		}
		if !bareTen || d != 1 || power != 1 || n > 19 {
			b.WriteRune(digit[d])
		}
		if power > 0 {
			b.WriteRune(unit[power-1])
		}
	}
	return b.String()
}

func digits(n int, digit []rune) string {
	return strings.Map(func(r rune) rune { return digit[r-'0'] }, strconv.Itoa(n))
}

// letters repeats the letter after the end of the alphabet: a to z, aa, bb. The
// standard stops at 30 letters.
func letters(n int, first rune) string {
	if n > 30*26 {
		return ""
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n > 3999 {
		return ""
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, value := range values {
		for ; n >= value; n -= value {
			b.WriteString(signs[i])
		}
	}
	return b.String()
}
