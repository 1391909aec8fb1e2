package compare

import (
	"strings"

	"mingzhang/content"
)

func rowsOf[T any](name string, list []T, read func(T) row) field {
	f := field{name: name, list: true}
	for _, one := range list {
		f.rows = append(f.rows, read(one))
	}
	return f
}

func unitRows(list []content.UnitRole) field {
	return rowsOf("units", list, func(u content.UnitRole) row { return row{u.Name, text("role", string(u.Role))} })
}

func lineRows(list []content.Line) field {
	return rowsOf("lines", list, func(n content.Line) row {
		label := n.Label
		if n.Recipient != "" {
			label += "（" + string(n.Recipient) + "）"
		}
		return row{label, parts(people("people", n.People), money("rate", n.Rate), text("ratio", string(n.Ratio)),
			text("ratio_base", string(n.RatioBase)), money("amount", n.Amount))}
	})
}

func fundingRows(list []content.Funding) field {
	return rowsOf("funding", list, func(f content.Funding) row { return row{f.Source, money("amount", f.Amount)} })
}

func allocationRows(list []content.Allocation) field {
	return rowsOf("allocations", list, func(a content.Allocation) row { return row{a.Recipient, money("amount", a.Amount)} })
}

func indicatorRows(list []content.Indicator) field {
	return rowsOf("indicators", list, func(n content.Indicator) row {
		level := strings.Trim(string(n.Level1)+" / "+string(n.Level2), " /")
		return row{n.Name, parts(text("level", level), text("target", target(n)), text("actual", quantity(n.Actual, n.Unit)))}
	})
}

func target(n content.Indicator) string {
	if n.Target == "" {
		return ""
	}
	sign := map[content.Text]string{"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}[n.Operator]
	return sign + quantity(n.Target, n.Unit)
}

func quantity(n, unit content.Text) string {
	if n == "" {
		return ""
	}
	return string(n + unit)
}

func numberRows(list []string) field {
	return rowsOf("document_numbers", list, func(number string) row { return row{label: number} })
}

// pair is a row of both lists, or of one; the other place is -1.
type pair struct{ before, after int }

// listFacts compares two lists row by row: rows of one label belong together,
// the first with the first, and of what is left those that say the same under
// another label.
func listFacts(name string, before, after []row) []Fact {
	var list []Fact
	pairs := matchRows(before, after)
	for _, p := range pairs {
		switch {
		case p.after < 0:
			list = append(list, wholeRow(name, before[p.before], Removed)...)
		case p.before < 0:
			list = append(list, wholeRow(name, after[p.after], Added)...)
		default:
			list = append(list, changedRow(name, before[p.before], after[p.after])...)
		}
	}
	if !ascending(pairs) {
		list = append(list, Fact{Field: name, Change: Moved})
	}
	return list
}

// matchRows gives every row of both lists once: those of the new list in its
// order, then those that are gone.
func matchRows(before, after []row) []pair {
	pairs, used := make([]pair, len(after)), make([]bool, len(before))
	for i := range pairs {
		pairs[i] = pair{-1, i}
	}
	match := func(key func(row) string) {
		places := map[string][]int{}
		for i, r := range before {
			if k := key(r); !used[i] && k != "" {
				places[k] = append(places[k], i)
			}
		}
		for i := range pairs {
			k := key(after[i])
			if pairs[i].before < 0 && len(places[k]) > 0 {
				pairs[i].before, places[k] = places[k][0], places[k][1:]
				used[pairs[i].before] = true
			}
		}
	}
	match(func(r row) string { return "=" + r.label })
	match(said)
	for i := range before {
		if !used[i] {
			pairs = append(pairs, pair{i, -1})
		}
	}
	return pairs
}

// said writes down what a row says besides its label; empty when it says nothing.
func said(r row) string {
	var b strings.Builder
	for _, p := range r.parts {
		b.WriteString(p.name + "\x00" + p.value.Text + "\x00")
	}
	return b.String()
}

func ascending(pairs []pair) bool {
	last := -1
	for _, p := range pairs {
		if p.before >= 0 && p.after >= 0 {
			if p.before < last {
				return false
			}
			last = p.before
		}
	}
	return true
}

// wholeRow tells of a row that only one of the lists has: each of its parts, or
// the label when it has none.
func wholeRow(name string, r row, change Change) []Fact {
	stated := r.parts
	if len(stated) == 0 {
		stated = plain(r.label)
	}
	list := rowFacts(name, r.label, nil, stated)
	if change == Removed {
		list = rowFacts(name, r.label, stated, nil)
	}
	for i := range list {
		list[i].Whole = true
	}
	return list
}

func changedRow(name string, before, after row) []Fact {
	list := rowFacts(name, after.label, before.parts, after.parts)
	if before.label != after.label {
		list = append(list, rowFacts(name, after.label, text("label", before.label), text("label", after.label))...)
	}
	return list
}

// rowFacts compares the parts of a row: those of the new one in its order, then
// those that are gone.
func rowFacts(name, label string, before, after []part) []Fact {
	var list []Fact
	for _, is := range after {
		was := find(before, is.name)
		switch {
		case was == nil:
			list = append(list, Fact{Field: name, Row: label, Part: is.name, Change: Added, New: &is.value})
		case !was.same(is.value):
			list = append(list, Fact{Field: name, Row: label, Part: is.name, Change: Changed, Old: was, New: &is.value, Delta: delta(*was, is.value)})
		}
	}
	for _, was := range before {
		if find(after, was.name) == nil {
			list = append(list, Fact{Field: name, Row: label, Part: was.name, Change: Removed, Old: &was.value})
		}
	}
	return list
}

func find(parts []part, name string) *Value {
	for i := range parts {
		if parts[i].name == name {
			return &parts[i].value
		}
	}
	return nil
}
