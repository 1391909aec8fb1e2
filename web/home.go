package web

import (
	"net/url"
	"strconv"

	"mingzhang/portal"
)

type homeView struct {
	view
	Search  searchBox
	Tries   []link
	Empty   bool
	Sums    []sum
	Figures []figure
	Rows    []row
	Entries []entries
}

// sum is one number with its label.
type sum struct {
	Label, Text, Note string
	Value             string // for programs; empty when the text says it
	Big               bool
}

// entries is a list of ways into the data.
type entries struct {
	ID, Title string
	Links     []link
	More      *link
}

// newestRows is how many disclosures stand on the first page.
const newestRows = 6

// home answers /.
func (s *Site) home(r *request) error {
	if err := r.only(); err != nil {
		return err
	}
	page, err := s.svc.Find(r.ctx(), portal.Query{Sort: "-updated", Limit: newestRows})
	if err != nil {
		return err
	}
	l := r.lang
	v := homeView{view: s.view(r, "home", "", nil), Empty: page.Total == 0}
	v.Description = l.T("home.lead")
	v.Search = s.searchBox(r, "/search", "", nil)
	for _, word := range []string{l.T("home.try_1"), l.T("home.try_2"), l.T("home.try_3")} {
		v.Tries = append(v.Tries, link{Text: word, Href: withQuery(l.To("/search"), url.Values{"q": {word}})})
	}
	v.Sums = l.sums(page.Totals)
	v.Entries = l.entries(page.Facets)
	if v.Rows, err = l.rows(page.Rows); err != nil {
		return err
	}
	if v.Figures, err = s.figures(r, portal.Query{}, "amount-by-year", "amount-by-category", "province-map"); err != nil {
		return err
	}
	units, err := s.unitCount(r)
	if err != nil {
		return err
	}
	v.Sums = append(v.Sums, units)
	return s.render(r, "home", v)
}

// sums writes the totals of a set of disclosures.
func (l *language) sums(t portal.Totals) []sum {
	list := []sum{{Label: l.T("sum.count"), Text: l.T("sum.count_text", t.Count), Value: strconv.Itoa(t.Count), Big: true}}
	amount := sum{Label: l.T("sum.amount"), Text: l.T("unknown"), Big: true}
	if t.Stated > 0 {
		amount.Text, amount.Value = l.Rounded(t.Amount), t.Amount.Yuan()
		amount.Note = l.T("sum.amount_note", t.Stated)
	}
	list = append(list, amount)
	people := sum{Label: l.T("sum.people"), Text: l.T("unknown")}
	for i, text := range l.peopleByUnit(t.People) {
		if i == 0 {
			people.Text = text
			continue
		}
		people.Note += text + " "
	}
	return append(list, people)
}

// unitCount says how many units have published.
func (s *Site) unitCount(r *request) (sum, error) {
	units, err := s.svc.Aggregate(r.ctx(), portal.Query{}, portal.Grouping{By: []string{"publisher"}})
	if err != nil {
		return sum{}, err
	}
	n := len(units.Groups)
	return sum{Label: r.lang.T("sum.publishers"), Text: r.lang.N(n), Value: strconv.Itoa(n)}, nil
}

// entries makes ways in of the facets for region and field of spending.
func (l *language) entries(facets []portal.Facet) []entries {
	const most = 12
	var list []entries
	for _, f := range facets {
		if f.Name != "region" && f.Name != "category" && f.Name != "year" || len(f.Values) == 0 {
			continue
		}
		e := entries{ID: "by-" + f.Name, Title: l.T("home.by_" + f.Name)}
		for i, v := range inOrder(f) {
			if i == most {
				break
			}
			e.Links = append(e.Links, link{Text: l.valueName(f.Name, v.Value, v.Name), Href: l.entryPath(f.Name, v.Value), Note: l.N(v.Count)})
		}
		if f.Name == "region" {
			e.More = &link{Text: l.T("home.all_regions"), Href: l.To("/regions")}
		}
		list = append(list, e)
	}
	return list
}

// entryPath leads to a region's page, or to the rows of any other value.
func (l *language) entryPath(param, value string) string {
	if param == "region" && value != portal.Unknown {
		return l.To("/regions/" + value)
	}
	return withQuery(l.To("/search"), url.Values{param: {value}})
}
