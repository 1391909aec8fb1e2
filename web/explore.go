package web

import (
	"fmt"
	"net/url"

	"mingzhang/chart"
	"mingzhang/portal"
)

type exploreView struct {
	view
	Charts  []link
	Search  searchBox
	Filters filters
	Total   string
	Figure  figure
	Snippet string
}

// explore answers /explore: one chart over any filter, with its numbers.
func (s *Site) explore(r *request) error {
	q, err := r.query("chart")
	if err != nil {
		return err
	}
	q.Cursor, q.Limit, q.Sort = "", 1, ""
	name, err := chartName(r.values.Get("chart"))
	if err != nil {
		return err
	}
	page, err := s.svc.Find(r.ctx(), q)
	if err != nil {
		return err
	}
	q.Limit = 0
	l := r.lang
	kept := url.Values{"chart": {name}}
	maker := &filterMaker{r.ctx(), s.svc, l, "/explore", q, kept}
	v := exploreView{view: s.view(r, "explore", l.T("chart."+name), r.values), Total: l.totals(page)}
	v.NoIndex = len(q.Values()) > 0
	v.Search = s.searchBox(r, "/explore", q.Text, kept)
	v.Filters = maker.filters(page.Facets)
	v.Charts = maker.charts(name)
	p, err := s.plot(r.ctx(), l, name, q)
	if err != nil {
		return err
	}
	p.links = append([]link{{Text: l.T("chart.rows"), Href: withQuery(l.To("/search"), q.Values())}}, p.links[1:]...)
	p.links = append(p.links, chartData(l, name, q)...)
	v.Snippet = fmt.Sprintf(`<img src="%s" width="720" alt="%s">`, s.cfg.PublicURL+chartPath(l, name, q.Values()), p.opts.Title)
	if v.Figure, err = p.figure(l, chart.Wide, chart.Narrow); err != nil {
		return err
	}
	return s.render(r, "explore", v)
}

// chartName reads the parameter chart.
func chartName(name string) (string, error) {
	switch {
	case name == "":
		return chartNames()[0], nil
	case !contains(chartNames(), name):
		return "", &portal.ParamError{Problems: []portal.ParamProblem{{Name: "chart", Value: name, Code: "chart"}}}
	}
	return name, nil
}

// charts leads to the other charts over the same query.
func (m *filterMaker) charts(now string) []link {
	var links []link
	for _, name := range chartNames() {
		values := m.query.Values()
		values.Set("chart", name)
		c := link{Text: m.lang.T("chart." + name), Href: withQuery(m.lang.To("/explore"), values)}
		if name == now {
			c.Current = true
		}
		links = append(links, c)
	}
	return links
}

// chartData links to the numbers of a chart, for spreadsheets and programs. A
// flow has no such list: the API groups by one source at a time.
func chartData(l *language, name string, q portal.Query) []link {
	group := map[string]string{
		"amount-by-year": "year", "count-by-year": "year", "count-by-year-kind": "year,kind", "amount-by-region": "region",
		"amount-by-category": "category", "amount-treemap": "category", "province-map": "region",
	}[name]
	if group == "" {
		return nil
	}
	values := q.Values()
	values.Set("group_by", group)
	if group == "region" && name == "amount-by-region" {
		values.Set("level", string((&plotMaker{query: q}).below()))
	}
	json := link{Text: l.T("format.json"), Href: withQuery("/api/v1/aggregates", values)}
	values.Set("bom", "1")
	return []link{{Text: l.T("format.csv"), Href: withQuery("/api/v1/aggregates.csv", values)}, json}
}
