package odt

import (
	"math"
	"strings"
	"testing"
)

func TestFormatOf(t *testing.T) {
	for sample, want := range map[string]string{
		"": "none", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
		"一, 二, 三, ...": "chineseCountingThousand", "壹, 贰, 叁, ...": "chineseLegalSimplified", "壹, 貳, 參, ...": "ideographLegalTraditional",
		"①, ②, ③, ...": "decimalEnclosedCircle", "⑴": "decimalEnclosedParen", "１, ２, ３, ...": "decimalFullWidth",
		"甲, 乙, 丙, ...": "ideographTraditional", "子, 丑, 寅, ...": "ideographZodiac", "ア, イ, ウ, ...": "decimal",
	} {
		if got := formatOf(sample); got != want {
			t.Errorf("formatOf(%q) is %s, want %s", sample, got, want)
		}
	}
}

func TestPoints(t *testing.T) {
	for text, want := range map[string]float64{
		"12pt": 12, "1in": 72, "2.54cm": 72, "25.4mm": 72, "1pc": 12, "-6pt": -6,
		"": 0, "pt": 0, "120%": 0, "3em": 0, "99999pt": 0, "NaNpt": 0,
	} {
		if got := points(text); !(math.Abs(got-want) <= 1e-9) { // so that NaN fails
			t.Errorf("points(%q) is %g, want %g", text, got, want)
		}
	}
}

func TestShort(t *testing.T) {
	if got := short(strings.Repeat("第", 99)); got != strings.Repeat("第", 60) {
		t.Errorf("short gave %d bytes", len(got))
	}
}
