package web

import (
	"slices"
	"strconv"
	"strings"

	"mingzhang/content"
)

// Units of money in which Chinese readers think, in fen.
const (
	yuan = 100
	wan  = 10_000 * yuan
	yi   = 10_000 * wan
)

// Amount writes an amount exactly, in the unit that reads best.
func (l *language) Amount(f content.Fen) string {
	if l.name != "zh" {
		return "¥" + group(strings.TrimSuffix(f.Yuan(), ".00"))
	}
	switch {
	case f >= yi:
		return group(exact(f, yi)) + " 亿元"
	case f >= wan:
		return group(exact(f, wan)) + " 万元"
	}
	return group(strings.TrimSuffix(f.Yuan(), ".00")) + " 元"
}

// Rounded writes a sum in at most two decimals of a large unit.
func (l *language) Rounded(f content.Fen) string {
	type unit struct {
		size content.Fen
		key  string
	}
	units := []unit{{yi, "money.yi"}, {wan, "money.wan"}, {yuan, "money.yuan"}}
	if l.name != "zh" {
		units = []unit{{10 * yi, "money.billion"}, {100 * wan, "money.million"}, {yuan, "money.yuan"}}
	}
	for _, u := range units {
		if f >= u.size || u.size == yuan {
			return l.T(u.key, group(decimal(f, u.size)))
		}
	}
	return ""
}

// decimal divides and rounds to two decimals, half up.
func decimal(f, unit content.Fen) string {
	if unit == yuan {
		return strings.TrimSuffix(f.Yuan(), ".00")
	}
	whole, cents := f/unit, (f%unit*200+unit)/(2*unit)
	if cents == 100 {
		whole, cents = whole+1, 0
	}
	return strconv.FormatInt(int64(whole), 10) + "." + string([]byte{'0' + byte(cents/10), '0' + byte(cents%10)})
}

// exact divides by a power of ten and drops no digit; it writes two decimals at least.
func exact(f, unit content.Fen) string {
	digits := strconv.FormatInt(int64(f%unit+unit), 10)[1:] // with its leading zeros
	frac := strings.TrimRight(digits, "0")
	if len(frac) < 2 {
		frac = digits[:2]
	}
	return strconv.FormatInt(int64(f/unit), 10) + "." + frac
}

// money writes an amount that may be unknown.
func (l *language) money(m *content.Money) string {
	if m == nil {
		return l.T("unknown")
	}
	return l.Amount(m.Fen)
}

// people writes a count that may be unknown.
func (l *language) people(p *content.People) string {
	if p == nil {
		return l.T("unknown")
	}
	return l.count(p.Unit, p.Count)
}

// count writes a number of people, households or visits.
func (l *language) count(unit string, n int) string {
	if key := "unit." + unit; l.has(key) {
		return l.T(key, n)
	}
	return l.N(n) + " " + unit
}

// peopleByUnit writes the counts of each unit, in a fixed order; units are never
// added together.
func (l *language) peopleByUnit(counts map[string]int) []string {
	var units []string
	for _, unit := range content.PeopleUnits() {
		if counts[unit] > 0 {
			units = append(units, unit)
		}
	}
	slices.SortStableFunc(units, func(a, b string) int { return counts[b] - counts[a] })
	texts := make([]string, len(units))
	for i, unit := range units {
		texts[i] = l.count(unit, counts[unit])
	}
	return texts
}

// year writes a year that may be unknown.
func (l *language) year(y content.Year) string {
	if y == 0 {
		return l.T("unknown")
	}
	return strconv.Itoa(int(y))
}
