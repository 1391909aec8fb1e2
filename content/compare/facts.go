package compare

import (
	"strconv"

	"mingzhang/content"
)

// field is a member of a record as rows of parts: one row without a label, or a
// list of rows that their labels name.
type field struct {
	name string
	list bool
	rows []row
}

type row struct {
	label string
	parts []part // those that are stated
}

type part struct {
	name  string // empty for a value without parts
	value Value
}

// facts compares every member of two records, in the order of fieldsOf.
func facts(before, after *content.Summary) []Fact {
	list := []Fact{}
	was := fieldsOf(before)
	for i, is := range fieldsOf(after) {
		if is.list {
			list = append(list, listFacts(is.name, was[i].rows, is.rows)...)
		} else {
			list = append(list, rowFacts(is.name, "", was[i].rows[0].parts, is.rows[0].parts)...)
		}
	}
	return list
}

// fieldsOf gives the members of a record that its front matter states.
func fieldsOf(s *content.Summary) []field {
	return []field{
		scalar("title", plain(s.Title)),
		scalar("document_title", plain(string(s.DocumentTitle))),
		scalar("kind", plain(string(s.Kind))),
		scalar("year", year(s.Year)),
		scalar("publisher", plain(s.Publisher.Name)),
		scalar("implementer", plain(string(s.Implementer))),
		unitRows(s.Units),
		scalar("region", region(s.Region)),
		scalar("category", plain(string(s.Category))),
		scalar("amount", money("", s.Amount)),
		scalar("plan_total", money("", s.PlanTotal)),
		scalar("beneficiaries", people("", s.Beneficiaries)),
		lineRows(s.Lines),
		fundingRows(s.Funding),
		allocationRows(s.Allocations),
		indicatorRows(s.Indicators),
		numberRows(s.DocumentNumbers),
		execution(s.Execution),
		score(s.Score),
		scalar("status", plain(string(s.Status))),
		source(s.Source),
	}
}

func scalar(name string, parts []part) field { return field{name: name, rows: []row{{parts: parts}}} }

func plain(s string) []part { return text("", s) }

func text(name, s string) []part {
	if s == "" {
		return nil
	}
	return []part{{name, Value{Text: s}}}
}

func money(name string, m *content.Money) []part {
	if m == nil {
		return nil
	}
	said := m.Text
	if said == "" {
		said = m.Fen.Yuan() + "元"
	}
	return []part{{name, Value{Text: said, Amount: m}}}
}

func people(name string, p *content.People) []part {
	if p == nil {
		return nil
	}
	return []part{{name, Value{Text: p.String(), People: p}}}
}

func year(y content.Year) []part {
	if y == 0 {
		return nil
	}
	return plain(strconv.Itoa(int(y)))
}

func region(r *content.Region) []part {
	if r == nil {
		return nil
	}
	return plain(r.Code + " " + r.Name)
}

func execution(e *content.Execution) field {
	if e == nil {
		return scalar("execution", nil)
	}
	return scalar("execution", parts(money("budget", e.Budget), money("spent", e.Spent), text("rate", string(e.Rate))))
}

func score(s *content.Score) field {
	if s == nil {
		return scalar("score", nil)
	}
	all := text("score", decimal(s.Score))
	if s.Max != nil {
		all = append(all, text("max", decimal(*s.Max))...)
	}
	return scalar("score", all)
}

func source(s *content.Source) field {
	if s == nil {
		return scalar("source", nil)
	}
	return scalar("source", parts(text("filename", s.Filename), text("media_type", s.MediaType), text("sha256", s.SHA256)))
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func parts(lists ...[]part) []part {
	var all []part
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}
