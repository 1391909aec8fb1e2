package numeral

import (
	"math"
	"testing"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"},
		{"decimal", 0, "0"},
		{"none", 3, ""},
		{"koreanCounting", 3, "3"},
		{"chineseCounting", 0, "0"},
		{"chineseCounting", -4, "-4"},
		{"chineseCounting", 1, "一"},
		{"chineseCounting", 10, "十"},
		{"japaneseCounting", 13, "十三"},
		{"chineseCounting", 20, "二十"},
		{"chineseCountingThousand", 35, "三十五"},
		{"chineseCountingThousand", 100, "一百"},
		{"chineseCountingThousand", 103, "一百零三"},
		{"chineseCountingThousand", 110, "一百一十"},
		{"chineseCountingThousand", 2005, "二千零五"},
		{"chineseCountingThousand", 2050, "二千零五十"},
		{"chineseCountingThousand", 10000, "10000"},
		{"chineseLegalSimplified", 12, "壹拾贰"},
		{"ideographLegalTraditional", 3, "參"},
		{"ideographDigital", 10, "一〇"},
		{"decimalFullWidth", 20, "２０"},
		{"decimalZero", 7, "07"},
		{"decimalZero", 117, "117"},
		{"numberInDash", 2, "- 2 -"},
		{"lowerLetter", 3, "c"},
		{"upperLetter", 27, "AA"},
		{"upperLetter", 28, "BB"},
		{"lowerLetter", 780, "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"},
		{"lowerLetter", 781, "781"},
		{"lowerRoman", 4, "iv"},
		{"upperRoman", 1998, "MCMXCVIII"},
		{"upperRoman", 4000, "4000"},
		{"decimalEnclosedCircle", 1, "①"},
		{"decimalEnclosedCircle", 20, "⑳"},
		{"decimalEnclosedCircleChinese", 50, "㊿"},
		{"decimalEnclosedCircle", 51, "51"},
		{"decimalEnclosedParen", 20, "⒇"},
		{"decimalEnclosedFullstop", 1, "⒈"},
		{"ideographEnclosedCircle", 10, "㊉"},
		{"ideographTraditional", 2, "乙"},
		{"ideographZodiac", 12, "亥"},
		{"ideographZodiac", 13, "13"},
		{"lowerLetter", math.MaxInt, "9223372036854775807"},
	} {
		if got := Format(c.format, c.n); got != c.want {
			t.Errorf("Format(%s, %d) is %q, want %q", c.format, c.n, got, c.want)
		}
	}
}
