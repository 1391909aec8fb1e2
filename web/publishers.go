package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"mingzhang/content"
	"mingzhang/portal"
)

// unitsPerPage is how many units one page lists.
const unitsPerPage = 50

type publishersView struct {
	view
	Lead    string
	Filters filters
	Regions []link
	Table   table
	Pager   pager
}

// publishers answers /publishers: the units, the largest sum first, with any filter.
func (s *Site) publishers(r *request) error {
	q, err := r.query("page")
	if err != nil {
		return err
	}
	page, err := pageNumber(r.values.Get("page"))
	if err != nil {
		return err
	}
	units, err := s.svc.Publishers(r.ctx(), q)
	if err != nil {
		return err
	}
	l := r.lang
	maker := &filterMaker{r.ctx(), s.svc, l, "/publishers", q, nil}
	v := publishersView{view: s.view(r, "publishers", l.T("publishers.title"), r.values)}
	v.NoIndex = len(q.Values()) > 0
	v.Lead = l.T("publishers.lead", len(units))
	v.Filters = maker.filters(nil)
	from := min((page-1)*unitsPerPage, len(units))
	to := min(from+unitsPerPage, len(units))
	v.Table = l.units(l.T("publishers.title"), units[from:to])
	v.Pager = l.pages(r, page, to < len(units))
	if v.Regions, err = s.regionLinks(r, maker); err != nil {
		return err
	}
	return s.render(r, "publishers", v)
}

func pageNumber(text string) (int, error) {
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1_000_000 {
		return 0, &portal.ParamError{Problems: []portal.ParamProblem{{Name: "page", Value: text, Code: "page"}}}
	}
	return n, nil
}

// pages leads to the page before and the page after.
func (l *language) pages(r *request, page int, more bool) pager {
	at := func(n int) string {
		values := url.Values{}
		for name, list := range r.values {
			values[name] = list
		}
		values.Set("page", strconv.Itoa(n))
		return withQuery(l.To(r.path), values)
	}
	p := pager{Label: l.T("pager.label")}
	if page > 1 {
		p.Back = &link{Text: l.T("pager.back"), Href: at(page - 1)}
	}
	if more {
		p.Next = &link{Text: l.T("pager.next"), Href: at(page + 1)}
	}
	return p
}

// regionLinks narrows the list to one of the regions below the one that is asked for.
func (s *Site) regionLinks(r *request, maker *filterMaker) ([]link, error) {
	l, parent, q := r.lang, "", maker.query
	if regions := q.Filter.Regions; len(regions) == 1 && regions[0] != portal.Unknown {
		parent = regions[0]
	}
	below, err := s.svc.Regions(r.ctx(), q, parent)
	if err != nil {
		return nil, err
	}
	var links []link
	for _, region := range below {
		q.Filter.Regions = []string{region.Code}
		links = append(links, link{Text: l.valueName("region", region.Code, region.Name), Href: maker.href(q), Note: l.N(region.Count)})
	}
	return links, nil
}

// units is the table of units.
func (l *language) units(caption string, units []portal.PublisherInfo) table {
	t := table{Caption: caption, Head: []cell{
		{Text: l.T("table.unit")}, {Text: l.T("table.amount"), Numeric: true}, {Text: l.T("table.count"), Numeric: true}, {Text: l.T("table.years")}, {Text: l.T("table.region")},
	}}
	for _, u := range units {
		t.Rows = append(t.Rows, []cell{
			{Text: u.Name, Href: l.To("/publishers/" + u.ID)}, {Text: l.Rounded(u.Amount.Fen), Numeric: true}, {Text: l.N(u.Count), Numeric: true},
			{Text: l.years(u.Years)}, {Text: l.regionName(u.Region)},
		})
	}
	return t
}

func (l *language) regionName(r *content.Region) string {
	if r == nil {
		return l.T("unknown")
	}
	return strings.Join(r.Path, "")
}

// years writes years as ranges, the unknown last: 2019–2021, 2023.
func (l *language) years(years []content.Year) string {
	var parts []string
	if n := len(years); n > 0 && years[n-1] == 0 {
		return strings.Join(append(slices.DeleteFunc([]string{l.years(years[:n-1])}, isEmpty), l.T("unknown")), l.T("list.comma"))
	}
	for i := len(years) - 1; i >= 0; {
		last := i
		for last > 0 && years[last-1] == years[last]+1 {
			last--
		}
		part := l.year(years[i])
		if last < i {
			part += "–" + l.year(years[last])
		}
		parts = append(parts, part)
		i = last - 1
	}
	return strings.Join(parts, l.T("list.comma"))
}

func isEmpty(s string) bool { return s == "" }

type publisherView struct {
	view
	Name    string
	Sums    []sum
	Figures []figure
	Rows    []row
	Pager   pager
	Exports []link
}

// publisher answers /publishers/{id}: what one unit has published.
func (s *Site) publisher(r *request) error {
	if err := r.only("cursor"); err != nil {
		return err
	}
	unit, err := s.svc.Publisher(r.ctx(), r.c.Params("id"))
	if err != nil {
		return err
	}
	q := portal.Query{Cursor: r.values.Get("cursor")}
	q.Filter.Publishers = []string{unit.ID}
	page, err := s.svc.Find(r.ctx(), q)
	if err != nil {
		return err
	}
	l := r.lang
	v := publisherView{view: s.view(r, "publishers", unit.Name, r.values), Name: unit.Name}
	v.Description = l.T("publisher.description", unit.Name, unit.Count)
	v.Crumbs = append(l.regionCrumbs(unit.Region), link{Text: unit.Name})
	v.Sums = append(l.sums(page.Totals), sum{Label: l.T("table.years"), Text: l.years(unit.Years)}, sum{Label: l.T("table.region"), Text: l.regionName(unit.Region)})
	v.Pager = l.cursorPager(r, page.Next)
	v.Exports, v.Twins = s.exports(l, q)
	if v.Rows, err = l.rows(page.Rows); err != nil {
		return err
	}
	q.Cursor = ""
	if v.Figures, err = s.figures(r, q, "amount-by-year", "count-by-year-kind", "amount-by-category"); err != nil {
		return err
	}
	return s.render(r, "publisher", v)
}

// cursorPager leads to the next rows of a page that has no other parameter.
func (l *language) cursorPager(r *request, next string) pager {
	p := pager{Label: l.T("pager.label")}
	if r.values.Get("cursor") != "" {
		p.Back = &link{Text: l.T("pager.first"), Href: l.To(r.path)}
	}
	if next != "" {
		p.Next = &link{Text: l.T("pager.next"), Href: withQuery(l.To(r.path), url.Values{"cursor": {next}})}
	}
	return p
}
