package api

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"mingzhang/content"
	"mingzhang/portal"
)

// cellKind says how a spreadsheet takes a cell.
type cellKind int

const (
	cellText  cellKind = iota // codes and years too: 0123 must stay 0123
	cellMoney                 // yuan with two decimals
	cellCount
)

type column struct {
	name string // as in the JSON, flattened
	kind cellKind
	of   func(*content.Summary) string // "" for unknown
}

// columns are those of every flat export. A list inside a record is one cell,
// its parts joined by "; ".
func columns() []column {
	return []column{
		{"id", cellText, func(d *content.Summary) string { return d.ID }},
		{"kind", cellText, func(d *content.Summary) string { return string(d.Kind) }},
		{"title", cellText, func(d *content.Summary) string { return d.Title }},
		{"document_title", cellText, func(d *content.Summary) string { return string(d.DocumentTitle) }},
		{"year", cellText, func(d *content.Summary) string { return number(int(d.Year)) }},
		{"publisher_id", cellText, func(d *content.Summary) string { return d.Publisher.ID }},
		{"publisher", cellText, func(d *content.Summary) string { return d.Publisher.Name }},
		{"implementer", cellText, func(d *content.Summary) string { return string(d.Implementer) }},
		{"region_code", cellText, regionCode},
		{"region", cellText, regionPath},
		{"category", cellText, func(d *content.Summary) string { return string(d.Category) }},
		{"amount", cellMoney, func(d *content.Summary) string { return yuan(d.Amount) }},
		{"amount_text", cellText, func(d *content.Summary) string { return words(d.Amount) }},
		{"plan_total", cellMoney, func(d *content.Summary) string { return yuan(d.PlanTotal) }},
		{"spent", cellMoney, spent},
		{"beneficiaries", cellCount, beneficiaries},
		{"beneficiaries_unit", cellText, beneficiariesUnit},
		{"funding", cellText, funding},
		{"document_numbers", cellText, func(d *content.Summary) string { return strings.Join(d.DocumentNumbers, "; ") }},
		{"findings_closes", cellCount, findings(content.Closes)},
		{"findings_explained", cellCount, findings(content.Explained)},
		{"findings_open", cellCount, findings(content.Open)},
		{"revision", cellCount, func(d *content.Summary) string { return strconv.Itoa(d.Revision) }},
		{"published_at", cellText, func(d *content.Summary) string { return stamp(d.PublishedAt) }},
		{"updated_at", cellText, func(d *content.Summary) string { return stamp(d.UpdatedAt) }},
		{"sha256", cellText, func(d *content.Summary) string { return d.SHA256 }},
	}
}

func spent(d *content.Summary) string {
	if d.Execution == nil {
		return ""
	}
	return yuan(d.Execution.Spent)
}

func regionCode(d *content.Summary) string {
	if d.Region == nil {
		return ""
	}
	return d.Region.Code
}

func regionPath(d *content.Summary) string {
	if d.Region == nil {
		return ""
	}
	return strings.Join(d.Region.Path, "/")
}

func beneficiaries(d *content.Summary) string {
	if d.Beneficiaries == nil {
		return ""
	}
	return strconv.Itoa(d.Beneficiaries.Count)
}

func beneficiariesUnit(d *content.Summary) string {
	if d.Beneficiaries == nil {
		return ""
	}
	return d.Beneficiaries.Unit
}

func funding(d *content.Summary) string {
	parts := make([]string, len(d.Funding))
	for i, f := range d.Funding {
		parts[i] = strings.TrimSpace(f.Source + " " + yuan(f.Amount))
	}
	return strings.Join(parts, "; ")
}

func findings(v content.Verdict) func(*content.Summary) string {
	return func(d *content.Summary) string {
		n := 0
		for _, f := range d.Findings {
			if f.Verdict == v {
				n++
			}
		}
		return strconv.Itoa(n)
	}
}

func yuan(m *content.Money) string {
	if m == nil {
		return ""
	}
	return m.Fen.Yuan()
}

func words(m *content.Money) string {
	if m == nil {
		return ""
	}
	return m.Text
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// plain takes the control characters out of a cell; a line break becomes a space.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, s)
}

// defused keeps a spreadsheet from taking words for a formula: what begins like
// one, in half or full width, gets an apostrophe before it (OWASP, CSV injection).
func defused(s string) string {
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + plain(s)
	}
	if s = plain(s); s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// aggregateCells gives the header and the rows of sums by groups.
func aggregateCells(agg *portal.Aggregate) (header []string, rows [][]string) {
	for _, field := range agg.Grouping.By {
		header = append(header, field, field+"_name")
	}
	header = append(header, "count", "stated", "amount")
	for _, unit := range content.PeopleUnits() {
		header = append(header, "people_"+unit)
	}
	for _, g := range agg.Groups {
		var row []string
		for _, k := range g.Keys {
			row = append(row, k.Value, keyName(k))
		}
		row = append(row, strconv.Itoa(g.Count), strconv.Itoa(g.Stated), g.Amount.Yuan())
		for _, unit := range content.PeopleUnits() {
			row = append(row, number(g.People[unit]))
		}
		rows = append(rows, row)
	}
	return header, rows
}
