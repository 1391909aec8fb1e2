package content

import (
	"fmt"
	"regexp"
	"strings"
)

var plainAmount = regexp.MustCompile(`^([0-9][0-9,]*)(?:\.([0-9]+))?(亿|万|)元$`)

// ParseAmount reads one amount of money as Chinese texts write it.
func ParseAmount(s string) (Money, error) {
	m := plainAmount.FindStringSubmatch(s)
	if m == nil {
		return Money{}, fmt.Errorf("reading %q as an amount: want a number and 元, 万元 or 亿元, such as 334.60万元", s)
	}
	digits := strings.ReplaceAll(m[1], ",", "")
	scale := map[string]int{"": 2, "万": 6, "亿": 10}[m[3]]
	if len(m[2]) > scale {
		return Money{}, fmt.Errorf("reading %q as an amount: it is finer than one fen", s)
	}
	var fen Fen
	for _, c := range digits + m[2] + strings.Repeat("0", scale-len(m[2])) {
		if fen > 9e17 {
			return Money{}, fmt.Errorf("reading %q as an amount: it is too large", s)
		}
		fen = fen*10 + Fen(c-'0')
	}
	return Money{fen, s}, nil
}
