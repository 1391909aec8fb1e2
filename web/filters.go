package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"mingzhang/content"
	"mingzhang/portal"
)

// firstChoices is how many values of a facet stand in the open; the rest folds.
const firstChoices = 8

// filters is the panel that narrows a list, and the chips that widen it again.
type filters struct {
	Open      bool
	Summary   string
	Facets    []facet
	Amount    amountRange
	Apply     string
	Clear     string // path without any filter; empty when none is set
	ClearWord string
	Chips     []link
	Selected  string
	Remove    string
}

type facet struct {
	Title       string
	First, More []choice
	MoreWord    string
}

type choice struct {
	Param, Value, Text, Count string
	Selected                  bool
}

type amountRange struct {
	Title, Hint, From, To, Min, Max string
	Steps                           []link
}

// filterMaker shapes the filters of one page.
type filterMaker struct {
	ctx   context.Context
	svc   portal.Service
	lang  *language
	path  string       // of the page, without the language
	query portal.Query // as asked
	kept  url.Values   // the page's own parameters
}

func (m *filterMaker) filters(facets []portal.Facet) filters {
	l := m.lang
	chips := m.chips(facets)
	f := filters{
		Summary: l.T("filter.summary", len(chips)), Apply: l.T("filter.apply"), ClearWord: l.T("filter.clear"),
		Amount: m.amount(), Chips: chips, Selected: l.T("filter.selected"), Remove: l.T("filter.remove"),
	}
	if len(chips) > 0 {
		f.Clear = m.href(portal.Query{Text: m.query.Text, Sort: m.query.Sort})
	}
	for _, facet := range facets {
		if len(facet.Values) > 0 {
			f.Facets = append(f.Facets, m.facet(facet))
		}
	}
	return f
}

// href gives the page for another query, from its first row on.
func (m *filterMaker) href(q portal.Query) string {
	q.Cursor = ""
	values := q.Values()
	for name, list := range m.kept {
		values[name] = list
	}
	return withQuery(m.lang.To(m.path), values)
}

// facet shapes one facet; values that would find nothing are left out.
func (m *filterMaker) facet(f portal.Facet) facet {
	shown := facet{Title: m.lang.T("param." + f.Name)}
	for _, v := range inOrder(f) {
		if v.Count == 0 && !v.Selected {
			continue
		}
		c := choice{Param: f.Name, Value: v.Value, Text: m.lang.valueName(f.Name, v.Value, v.Name), Count: m.lang.N(v.Count), Selected: v.Selected}
		if len(shown.First) < firstChoices || v.Selected {
			shown.First = append(shown.First, c)
		} else {
			shown.More = append(shown.More, c)
		}
	}
	shown.MoreWord = m.lang.T("filter.more", len(shown.More))
	return shown
}

// inOrder gives the values of a facet as a reader looks for them: the newest year
// first, otherwise the most frequent; kinds and verdicts as they are; the unknown last.
func inOrder(f portal.Facet) []portal.FacetValue {
	values := slices.Clone(f.Values)
	slices.SortStableFunc(values, func(a, b portal.FacetValue) int {
		unknown := func(v portal.FacetValue) int { return map[bool]int{true: 1, false: 0}[v.Value == portal.Unknown] }
		switch {
		case unknown(a) != unknown(b):
			return unknown(a) - unknown(b)
		case f.Name == "year":
			return strings.Compare(b.Value, a.Value)
		case f.Name == "kind" || f.Name == "verdict":
			return 0
		}
		return b.Count - a.Count
	})
	return values
}

// valueName gives the words for a value of a filter.
func (l *language) valueName(param, value, name string) string {
	switch {
	case param == "verdict":
		return l.T("verdict." + value)
	case value == portal.Unknown:
		return l.T("unknown")
	case param == "kind":
		return l.T(param + "." + value)
	case param == "year":
		return l.T("year", value)
	case param == "category":
		return l.or("category."+value, value)
	case name != "":
		return name
	}
	return value
}

// chips lists what narrows the query now, each with the way to drop it.
func (m *filterMaker) chips(facets []portal.Facet) []link {
	names := map[[2]string]string{}
	for _, f := range facets {
		for _, v := range f.Values {
			names[[2]string{f.Name, v.Value}] = v.Name
		}
	}
	values := m.query.Values()
	var chips []link
	for _, param := range portal.FilterNames() {
		if param == "q" {
			continue
		}
		for _, value := range values[param] {
			text := m.chipText(param, value, names[[2]string{param, value}])
			chips = append(chips, link{Text: text, Href: m.without(param, value)})
		}
	}
	return chips
}

func (m *filterMaker) chipText(param, value, name string) string {
	switch param {
	case "amount_min", "amount_max":
		fen, err := content.ParseYuan(value)
		if err != nil {
			return value // cannot be: the query wrote it
		}
		return m.lang.T("chip."+param, m.lang.Amount(fen))
	case "region":
		if r, err := content.Regions().Get(value); err == nil {
			name = r.Name
		}
	case "publisher":
		if name == "" {
			name = m.publisherName(value)
		}
	}
	return m.lang.valueName(param, value, name)
}

func (m *filterMaker) publisherName(id string) string {
	p, err := m.svc.Publisher(m.ctx, id)
	if err != nil {
		return id // a unit that published nothing has no name here
	}
	return p.Name
}

// without gives the page with one value of a filter dropped.
func (m *filterMaker) without(param, value string) string {
	values := m.query.Values()
	values[param] = slices.DeleteFunc(slices.Clone(values[param]), func(v string) bool { return v == value })
	values.Del("cursor")
	for name, list := range m.kept {
		values[name] = list
	}
	return withQuery(m.lang.To(m.path), values)
}

func (m *filterMaker) amount() amountRange {
	l := m.lang
	a := amountRange{Title: l.T("param.amount"), Hint: l.T("filter.amount_hint"), From: l.T("filter.amount_from"), To: l.T("filter.amount_to")}
	low, high := m.query.Filter.AmountMin, m.query.Filter.AmountMax
	a.Min, a.Max = plainYuan(low), plainYuan(high)
	bounds := []content.Fen{0, wan, 10 * wan, 100 * wan, 0}
	for i := range bounds[:len(bounds)-1] {
		q := m.query
		q.Filter.AmountMin, q.Filter.AmountMax = bound(bounds[i]), bound(bounds[i+1])
		step := link{Text: l.T(fmt.Sprintf("filter.step_%d", i+1)), Href: m.href(q)}
		if (low != nil || high != nil) && sameFen(low, q.Filter.AmountMin) && sameFen(high, q.Filter.AmountMax) {
			step.Current = true
		}
		a.Steps = append(a.Steps, step)
	}
	return a
}

// bound makes the end of a range of 0: open.
func bound(f content.Fen) *content.Fen {
	if f == 0 {
		return nil
	}
	return &f
}

func sameFen(a, b *content.Fen) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func plainYuan(f *content.Fen) string {
	if f == nil {
		return ""
	}
	text := f.Yuan()
	if f := len(text) - len(".00"); text[f:] == ".00" {
		text = text[:f]
	}
	return text
}
