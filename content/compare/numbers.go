package compare

import (
	"math/big"
	"strings"

	"mingzhang/content"
)

// same tells whether two values say the same in the same words.
func (v *Value) same(other Value) bool {
	sameMoney := (v.Amount == nil) == (other.Amount == nil) && (v.Amount == nil || *v.Amount == *other.Amount)
	return v.Text == other.Text && sameMoney
}

// delta subtracts two values of one unit, exactly; nil when that makes no sense.
func delta(before, after Value) *Delta {
	switch {
	case before.Amount != nil && after.Amount != nil:
		return &Delta{(after.Amount.Fen - before.Amount.Fen).Yuan(), "元"}
	case before.People != nil && after.People != nil:
		if before.People.Unit != after.People.Unit {
			return nil
		}
		return decimalDelta(big.NewRat(int64(before.People.Count), 1), big.NewRat(int64(after.People.Count), 1), 0, after.People.Unit)
	}
	was, wasUnit, wasDigits, ok := number(before.Text)
	is, isUnit, isDigits, alsoOk := number(after.Text)
	if !ok || !alsoOk || wasUnit != isUnit {
		return nil
	}
	return decimalDelta(was, is, max(wasDigits, isDigits), isUnit)
}

func decimalDelta(before, after *big.Rat, digits int, unit string) *Delta {
	return &Delta{new(big.Rat).Sub(after, before).FloatString(digits), unit}
}

// maxNumber is the length of a number that is worth subtracting.
const maxNumber = 40

// number reads a plain decimal with the words after it: ≥98.5%, 700人次, 2023.
func number(s string) (value *big.Rat, unit string, digits int, ok bool) {
	s = strings.TrimSpace(strings.TrimLeft(s, "≥≤<>= "))
	end := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789.,", r) })
	if end < 0 {
		end = len(s)
	}
	plain := strings.ReplaceAll(s[:end], ",", "")
	if plain == "" || len(plain) > maxNumber {
		return nil, "", 0, false
	}
	value, ok = new(big.Rat).SetString(plain)
	if !ok {
		return nil, "", 0, false
	}
	if _, fraction, found := strings.Cut(plain, "."); found {
		digits = len(fraction)
	}
	unit = strings.TrimSpace(s[end:])
	return value, unit, digits, !strings.ContainsAny(unit, "0123456789")
}

// numbers finds the numbers that took the place of others: a change that takes
// away as many as it puts there, of the same kinds in the same order.
func numbers(list []Edit) []Number {
	found := []Number{}
	for i := 1; i < len(list); i++ {
		if list[i-1].Op != Delete || list[i].Op != Insert {
			continue
		}
		was, is := content.FindQuantities(list[i-1].Text), content.FindQuantities(list[i].Text)
		if !alike(was, is) {
			continue
		}
		for j := range was {
			before, after := valueOf(was[j]), valueOf(is[j])
			if !before.same(after) {
				found = append(found, Number{before, after, delta(before, after)})
			}
		}
	}
	return found
}

func alike(a, b []content.Quantity) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Kind != b[i].Kind || a[i].People.Unit != b[i].People.Unit || a[i].Op == "range" || b[i].Op == "range" {
			return false
		}
	}
	return true
}

func valueOf(q content.Quantity) Value {
	v := Value{Text: q.Text}
	switch q.Kind {
	case content.KindAmount:
		v.Amount = &content.Money{Fen: q.Money.Fen, Text: q.Text}
	case content.KindPeople:
		v.People = &content.People{Count: q.People.Count, Unit: q.People.Unit}
	}
	return v
}
