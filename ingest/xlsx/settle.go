package xlsx

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// decimal reads a stored number as the decimal that Excel keeps of it, of 15
// digits, so that 334.59999999999997 is 334.6.
func decimal(raw string) (*big.Rat, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(raw), 64)
	if err != nil || f > 1e30 || f < -1e30 || (f < 1e-30 && f > -1e-30 && f != 0) {
		return nil, false
	}
	return new(big.Rat).SetString(strconv.FormatFloat(f, 'e', 14, 64))
}

// plain writes a number with all its digits and no more.
func plain(n *big.Rat) string {
	text := n.FloatString(45)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// digits is a number within what is shown.
var digits = regexp.MustCompile(`[0-9][0-9,]*(?:\.[0-9]+)?`)

// settle compares what a format shows with the number itself: the digits shown
// are those of the number, rounded half up, or they are replaced. It tells
// whether digits were rounded away.
func (f format) settle(shown string, exact *big.Rat) (string, bool) {
	shown = strings.TrimSpace(shown)
	if f.isDate() {
		return shown, false
	}
	if powers, decimals, ok := f.shift(); ok {
		return rounded(scale(exact, -powers), decimals)
	}
	if f.code == "" { // money as written in China
		shown = strings.Replace(shown, "$", "¥", 1)
	}
	found := digits.FindAllStringIndex(shown, -1)
	switch {
	case strings.ContainsAny(shown, "Ee") && len(found) > 0:
		return plain(exact), false
	case len(found) == 0 && exact.Sign() == 0:
		return "0", false // often shown as a dash
	case len(found) != 1:
		return shown, false
	}
	head, number, tail := shown[:found[0][0]], shown[found[0][0]:found[0][1]], shown[found[0][1]:]
	exact, known := f.fit(number, tail, exact)
	if !known {
		return plain(exact), false
	}
	digits, cut := rounded(exact, decimalsOf(number))
	digits = strings.TrimPrefix(digits, "-")
	if strings.Contains(number, ",") {
		digits = grouped(digits)
	} else if lead := len(number) - len(digits); lead > 0 && strings.HasPrefix(number, "0") {
		digits = strings.Repeat("0", lead) + digits // 000042
	}
	return signed(head, digits, tail, exact.Sign() < 0), cut
}

// fit gives the number that the digits shown stand for: itself, a hundredfold in
// front of %, or a part of it where commas at the end of a format divide.
func (f format) fit(shown, tail string, exact *big.Rat) (*big.Rat, bool) {
	if strings.HasPrefix(strings.TrimSpace(tail), "%") {
		return scale(exact, 2), true
	}
	value, ok := new(big.Rat).SetString(strings.ReplaceAll(shown, ",", ""))
	if !ok {
		return exact, false
	}
	for _, powers := range []int{0, -3, -6} {
		part := scale(exact, powers)
		gap := new(big.Rat).Sub(new(big.Rat).Abs(part), value)
		if gap.Abs(gap).Cmp(scale(big.NewRat(1, 1), -decimalsOf(shown))) < 0 && (powers == 0 || dividing.MatchString(f.code)) {
			return part, true
		}
	}
	return exact, false
}

// dividing is a format with commas after its last digit.
var dividing = regexp.MustCompile(`[0#?],+(?:[^0#?]|$)`)

func decimalsOf(number string) int {
	_, decimals, _ := strings.Cut(number, ".")
	return len(decimals)
}

func scale(n *big.Rat, powers int) *big.Rat {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(powers, -powers))), nil)
	if powers < 0 {
		return new(big.Rat).Quo(n, new(big.Rat).SetInt(ten))
	}
	return new(big.Rat).Mul(n, new(big.Rat).SetInt(ten))
}

func rounded(n *big.Rat, decimals int) (string, bool) {
	text := n.FloatString(decimals)
	again, _ := new(big.Rat).SetString(text)
	return text, again.Cmp(n) != 0
}

// grouped puts a comma between each three digits.
func grouped(number string) string {
	whole, decimals, pointed := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if pointed {
		return whole + "." + decimals
	}
	return whole
}

// signed puts the parts together; a negative number in brackets or only in red
// gets its sign.
func signed(head, number, tail string, negative bool) string {
	if negative && !strings.ContainsAny(head, "-－") {
		if before, after, found := strings.Cut(head, "("); found {
			head, tail = before+after, strings.Replace(tail, ")", "", 1)
		}
		head = "-" + head
	}
	return strings.TrimSpace(head + number + tail)
}
