package score

import (
	"fmt"
	"strconv"
)

// scalarField is a field with one value.
type scalarField struct {
	field string
	got   func(*disclosure) string
	same  func(want, got string) bool
}

// scalars lists the fields with one value; budget and spent are those of the
// execution.
func scalars() []scalarField {
	return []scalarField{
		{"kind", func(d *disclosure) string { return d.Kind }, sameSpelling},
		{"title", func(d *disclosure) string { return d.Title }, sameText},
		{"year", func(d *disclosure) string { return number(d.Year) }, sameSpelling},
		{"publisher", func(d *disclosure) string { return d.Publisher.Name }, sameText},
		{"implementer", func(d *disclosure) string { return d.Implementer }, sameText},
		{"region", regionOf, sameSpelling},
		{"category", func(d *disclosure) string { return d.Category }, sameSpelling},
		{"amount", func(d *disclosure) string { return yuan(d.Amount) }, sameMoney},
		{"budget", budgetOf, sameMoney},
		{"spent", spentOf, sameMoney},
		{"beneficiaries", func(d *disclosure) string { return heads(d.Beneficiaries) }, sameSpelling},
		{"score", scoreOf, sameNumber},
	}
}

// rowField is a field of the entries of a list. The first of a list names the
// entry; it and the amount count against an entry that the text does not have.
type rowField struct {
	field string
	got   func(row) string
	same  func(want, got string) bool
}

// listFields lists the lists and the fields of their entries.
func listFields() map[string][]rowField {
	amount := rowField{"amount", func(r row) string { return yuan(r.Amount) }, sameMoney}
	return map[string][]rowField{
		"lines": {
			{"label", func(r row) string { return r.Label }, sameName}, amount,
			{"people", func(r row) string { return heads(r.People) }, sameSpelling},
			{"rate", func(r row) string { return yuan(r.Rate) }, sameMoney},
		},
		"funding":     {{"source", func(r row) string { return r.Source }, sameSource}, amount},
		"allocations": {{"recipient", func(r row) string { return r.Recipient }, sameName}, amount},
		"indicators": {
			{"name", func(r row) string { return r.Name }, sameName},
			{"level1", func(r row) string { return r.Level1 }, sameLevel},
			{"level2", func(r row) string { return r.Level2 }, sameLevel},
			{"operator", func(r row) string { return r.Operator }, sameSpelling},
			{"target", func(r row) string { return r.Target }, sameValue},
			{"actual", func(r row) string { return r.Actual }, sameValue},
		},
	}
}

// rowsOf gives the entries of a list of a disclosure.
func (d *disclosure) rowsOf(list string) []row {
	switch list {
	case "lines":
		return d.Lines
	case "funding":
		return d.Funding
	case "allocations":
		return d.Allocations
	}
	return d.Indicators
}

func yuan(m *money) string {
	if m == nil {
		return ""
	}
	return m.Value
}

func heads(p *people) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("%d%s", p.Count, p.Unit)
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func regionOf(d *disclosure) string {
	if d.Region == nil {
		return ""
	}
	return d.Region.Code
}

func scoreOf(d *disclosure) string {
	if d.Score == nil {
		return ""
	}
	return strconv.FormatFloat(d.Score.Score, 'f', -1, 64)
}

func budgetOf(d *disclosure) string {
	if d.Execution == nil {
		return ""
	}
	return yuan(d.Execution.Budget)
}

func spentOf(d *disclosure) string {
	if d.Execution == nil {
		return ""
	}
	return yuan(d.Execution.Spent)
}
