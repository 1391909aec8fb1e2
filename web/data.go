package web

import (
	"fmt"
	"net/url"

	"mingzhang/portal"
)

type dataView struct {
	view
	Scope      string
	Filters    filters
	Formats    table
	SearchHref string
	Params     table
	OpenAPI    string
	Example    string
	Operations []operation
	Writing    []operation
	Charts     table
}

// data answers /data: downloads of any query, and the guide to the API.
func (s *Site) data(r *request) error {
	q, err := r.query()
	if err != nil {
		return err
	}
	q.Cursor, q.Limit = "", 1
	page, err := s.svc.Find(r.ctx(), q)
	if err != nil {
		return err
	}
	q.Limit = 0
	l := r.lang
	maker := &filterMaker{r.ctx(), s.svc, l, "/data", q, nil}
	v := dataView{view: s.view(r, "data", l.T("data.title"), r.values), Operations: s.guide.operations(l, false), Writing: s.guide.operations(l, true)}
	v.NoIndex = len(r.values) > 0
	v.Description = l.T("data.lead")
	v.Scope = l.T("data.scope_all", page.Total)
	if len(q.Values()) > 0 {
		v.Scope = l.T("data.scope", page.Total)
	}
	v.Filters = filters{Chips: maker.chips(page.Facets), Selected: l.T("filter.selected"), Remove: l.T("filter.remove")}
	if q.Text != "" {
		v.Filters.Chips = append(v.Filters.Chips, link{Text: l.T("chip.q", q.Text), Href: maker.withoutText()})
	}
	v.Formats = l.formats(q)
	v.SearchHref = withQuery(l.To("/search"), q.Values())
	v.Params = l.params()
	v.Charts = l.chartFiles(q)
	if s.guide != nil {
		v.OpenAPI = "/api/v1/openapi.json"
	}
	v.Example = fmt.Sprintf("curl '%s'", s.cfg.PublicURL+withQuery("/api/v1/disclosures", url.Values{"q": {l.T("home.try_1")}, "limit": {"5"}}))
	return s.render(r, "data", v)
}

func (m *filterMaker) withoutText() string {
	q := m.query
	q.Text = ""
	return m.href(q)
}

// formats lists the downloads of a query.
func (l *language) formats(q portal.Query) table {
	t := table{Caption: l.T("data.formats"), Head: []cell{{Text: l.T("data.format")}, {Text: l.T("data.for")}}}
	for _, format := range []string{"csv", "xlsx", "json", "ndjson"} {
		t.Rows = append(t.Rows, []cell{{Text: l.T("format." + format), Href: exportPath(format, q.Values())}, {Text: l.T("format." + format + "_for")}})
	}
	return t
}

// params lists the filters that every page, download and chart understands.
func (l *language) params() table {
	t := table{Caption: l.T("data.parameters"), Head: []cell{{Text: l.T("data.name")}, {Text: l.T("data.meaning")}, {Text: l.T("data.values")}}}
	for _, name := range append(portal.FilterNames(), "sort") {
		t.Rows = append(t.Rows, []cell{{Text: name}, {Text: l.T("param." + name)}, {Text: l.T("param." + name + ".values")}})
	}
	return t
}

// chartFiles lists the charts that other sites may embed.
func (l *language) chartFiles(q portal.Query) table {
	t := table{Caption: l.T("data.charts"), Head: []cell{{Text: l.T("data.chart")}, {Text: l.T("data.address")}}}
	q.Sort = ""
	for _, name := range chartNames() {
		path := chartPath(l, name, q.Values())
		t.Rows = append(t.Rows, []cell{{Text: l.T("chart." + name)}, {Text: path, Href: path}})
	}
	return t
}
