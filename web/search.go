package web

import (
	"net/url"

	"mingzhang/portal"
)

// searchBox is the field for words, with what a new search keeps.
type searchBox struct {
	Action, Label, Text, Example, Button string
	Kept                                 []field
}

// field is a hidden field of a form.
type field struct{ Name, Value string }

// searchBox makes the form that searches a page; kept go along with it.
func (s *Site) searchBox(r *request, path, text string, kept url.Values) searchBox {
	l := r.lang
	box := searchBox{Action: l.To(path), Label: l.T("search.label"), Text: text, Example: l.T("search.example"), Button: l.T("search.button")}
	for _, name := range []string{"chart", "document_number", "sort", "limit"} {
		for _, value := range kept[name] {
			box.Kept = append(box.Kept, field{name, value})
		}
	}
	return box
}

type searchView struct {
	view
	Search  searchBox
	Filters filters
	Notices []string
	Total   string
	Sorts   []link
	Rows    []row
	Pager   pager
	Exports []link
}

// pager leads to the rows after and before those on a page.
type pager struct {
	Label      string
	Next, Back *link
}

// search answers /search: the list of every disclosure, or of those that match.
func (s *Site) search(r *request) error {
	q, err := r.query()
	if err != nil {
		return err
	}
	page, err := s.svc.Find(r.ctx(), q)
	if err != nil {
		return err
	}
	title := r.lang.T("search.title")
	if q.Text != "" {
		title = r.lang.T("search.title_of", q.Text)
	}
	maker := &filterMaker{r.ctx(), s.svc, r.lang, "/search", q, nil}
	v := searchView{view: s.view(r, "search", title, q.Values())}
	v.NoIndex = len(r.values) > 0
	v.Search = s.searchBox(r, "/search", q.Text, q.Values())
	v.Filters = maker.filters(page.Facets)
	v.Notices = r.lang.notices(q, page.Notice)
	v.Total = r.lang.totals(page)
	v.Sorts = maker.sorts()
	v.Exports, v.Twins = s.exports(r.lang, q)
	v.Pager = maker.pager(page.Next)
	if v.Rows, err = r.lang.rows(page.Rows); err != nil {
		return err
	}
	return s.render(r, "search", v)
}

// notices says what is unusual about an answer.
func (l *language) notices(q portal.Query, n portal.Notice) []string {
	var list []string
	if n.Corrected != "" {
		list = append(list, l.T("search.corrected", q.Text, n.Corrected))
	}
	if n.Degraded {
		list = append(list, l.T("search.degraded"))
	}
	return list
}

// totals says how many disclosures match, and what they add up to.
func (l *language) totals(page *portal.Page) string {
	if page.Totals.Stated == 0 {
		return l.T("search.total", page.Total)
	}
	return l.T("search.total_amount", page.Total, l.Rounded(page.Totals.Amount), page.Totals.Stated)
}

func (m *filterMaker) sorts() []link {
	now := m.query.Sort
	if now == "" {
		now = "-year"
		if m.query.Text != "" {
			now = "relevance"
		}
	}
	var links []link
	for _, name := range portal.Sorts() {
		if name == "relevance" && m.query.Text == "" {
			continue
		}
		q := m.query
		q.Sort = name
		s := link{Text: m.lang.T("sort." + name), Href: m.href(q)}
		if name == now {
			s.Current = true
		}
		links = append(links, s)
	}
	return links
}

func (m *filterMaker) pager(next string) pager {
	p := pager{Label: m.lang.T("pager.label")}
	if m.query.Cursor != "" {
		p.Back = &link{Text: m.lang.T("pager.first"), Href: m.href(m.query)}
	}
	if next != "" {
		values := m.query.Values()
		values.Set("cursor", next)
		p.Next = &link{Text: m.lang.T("pager.next"), Href: withQuery(m.lang.To(m.path), values)}
	}
	return p
}

// exports gives the links to the same query for programs, for spreadsheets and
// as charts; twins are those that the head of the page names.
func (s *Site) exports(l *language, q portal.Query) (links, twins []link) {
	q.Cursor, q.Limit = "", 0
	for _, format := range []string{"csv", "xlsx", "json", "ndjson"} {
		links = append(links, link{Text: l.T("format." + format), Href: exportPath(format, q.Values())})
	}
	twins = []link{{Type: "application/json", Href: exportPath("json", q.Values())}}
	q.Sort = ""
	return append(links, link{Text: l.T("format.charts"), Href: withQuery(l.To("/explore"), q.Values())}), twins
}

// exportPath gives the API's path for a query in a format. The CSV is meant for
// Excel, which reads Chinese only behind a byte order mark.
func exportPath(format string, values url.Values) string {
	switch format {
	case "json":
		return withQuery("/api/v1/disclosures", values)
	case "csv":
		values.Set("bom", "1")
	}
	return withQuery("/api/v1/disclosures."+format, values)
}
