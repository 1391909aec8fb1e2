package score

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
)

// fold makes two spellings of one text alike: no white space, no marks at the
// ends, ASCII brackets, and straight quotes.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '“' || r == '”' || r == '‘' || r == '’':
			return '"'
		case r == '–' || r == '—' || r == '～' || r == '－':
			return '-'
		}
		return r
	}, s)
	return strings.Trim(s, "。.,;:、*")
}

// anyOf tells whether got is one of the right answers, which | parts.
func anyOf(want, got string, same func(want, got string) bool) bool {
	for w := range strings.SplitSeq(want, "|") {
		if same(w, got) {
			return true
		}
	}
	return false
}

func sameText(want, got string) bool { return fold(want) == fold(got) }

// sameName is for what the text itself words loosely, such as the label of a
// line in running prose: one holds the other and is at least half as long.
func sameName(want, got string) bool {
	w, g := fold(want), fold(got)
	if w == "" || g == "" {
		return w == g
	}
	if len(w) > len(g) {
		w, g = g, w
	}
	return strings.Contains(g, w) && 2*len(w) >= len(g)
}

// sameSource is for sources of money: 区级, 区级财政 and 区财政资金 are one.
func sameSource(want, got string) bool {
	short := func(s string) string {
		s = fold(s)
		for _, word := range []string{"专项资金", "补助资金", "配套资金", "资金", "补助", "拨款", "安排", "经费", "预算", "配套"} {
			s = strings.ReplaceAll(s, word, "")
		}
		return strings.NewReplacer("级财政", "", "财政", "", "级", "").Replace(s)
	}
	return sameName(want, got) || short(want) == short(got) && short(want) != ""
}

// sameLevel is for 产出指标, 产出指标（50分） and 产出.
func sameLevel(want, got string) bool {
	short := func(s string) string {
		s, _, _ = strings.Cut(fold(s), "(")
		return strings.TrimSuffix(s, "指标")
	}
	return short(want) == short(got)
}

// sameValue is for targets: 90, 90% and 90.00％ are one, and so are 150 and 150户.
func sameValue(want, got string) bool {
	w, g := fold(want), fold(got)
	if w == g {
		return true
	}
	a, b := leading(w), leading(g)
	return a != nil && b != nil && a.Cmp(b) == 0 && !strings.ContainsAny(w+g, "月日年")
}

// leading is the number at the beginning of s; nil when there is none.
func leading(s string) *big.Rat {
	s = strings.TrimLeft(s, "≥≤><=")
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' || s[end] == ',') {
		end++
	}
	if end == 0 {
		return nil
	}
	r, ok := new(big.Rat).SetString(strings.Trim(strings.ReplaceAll(s[:end], ",", ""), "."))
	if !ok {
		return nil
	}
	return r
}

// sameMoney compares yuan exactly.
func sameMoney(want, got string) bool {
	a, okA := new(big.Rat).SetString(want)
	b, okB := new(big.Rat).SetString(got)
	return okA && okB && a.Cmp(b) == 0
}

func sameNumber(want, got string) bool {
	a, errA := strconv.ParseFloat(want, 64)
	b, errB := strconv.ParseFloat(got, 64)
	return errA == nil && errB == nil && a == b
}

// sameSpelling is for codes and words of the contract.
func sameSpelling(want, got string) bool { return want == got }
