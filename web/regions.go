package web

import (
	"net/url"
	"strings"

	"mingzhang/chart"
	"mingzhang/content"
	"mingzhang/portal"
)

type regionsView struct {
	view
	Figures []figure
	Table   table
}

// regions answers /regions: the provinces that have published.
func (s *Site) regions(r *request) error {
	if err := r.only(); err != nil {
		return err
	}
	l := r.lang
	provinces, err := s.svc.Regions(r.ctx(), portal.Query{}, "")
	if err != nil {
		return err
	}
	v := regionsView{view: s.view(r, "regions", l.T("regions.title"), nil)}
	v.Description = l.T("regions.lead")
	v.Table = l.regionTable(l.T("regions.list"), provinces)
	m, err := s.plot(r.ctx(), l, "province-map", portal.Query{})
	if err != nil {
		return err
	}
	whole, err := m.figure(l, chart.Wide, chart.Narrow)
	if err != nil {
		return err
	}
	beside, err := s.figures(r, portal.Query{}, "amount-by-region")
	if err != nil {
		return err
	}
	v.Figures = append([]figure{whole}, beside...)
	return s.render(r, "regions", v)
}

func (l *language) regionTable(caption string, regions []portal.RegionInfo) table {
	t := table{Caption: caption, Head: []cell{{Text: l.T("table.region")}, {Text: l.T("table.count"), Numeric: true}, {Text: l.T("table.amount"), Numeric: true}}}
	for _, region := range regions {
		t.Rows = append(t.Rows, []cell{
			{Text: l.valueName("region", region.Code, region.Name), Href: l.entryPath("region", region.Code)},
			{Text: l.N(region.Count), Numeric: true}, {Text: l.Rounded(region.Amount.Fen), Numeric: true},
		})
	}
	return t
}

type regionView struct {
	view
	Name            string
	Empty           bool
	Sums            []sum
	Figures         []figure
	Children, Units table
	AllUnits        string
	Rows            []row
	AllRows         string
}

// region answers /regions/{code}: a region with what was published in and below it.
func (s *Site) region(r *request) error {
	if err := r.only(); err != nil {
		return err
	}
	region, err := s.svc.Region(r.ctx(), r.c.Params("code"))
	if err != nil {
		return err
	}
	q := portal.Query{Limit: 10, Sort: "-updated"}
	q.Filter.Regions = []string{region.Code}
	page, err := s.svc.Find(r.ctx(), q)
	if err != nil {
		return err
	}
	l := r.lang
	name := strings.Join(region.Path, "")
	v := regionView{view: s.view(r, "regions", name, nil), Name: name, Empty: page.Total == 0}
	v.Description = l.T("region.description", name, region.Count)
	v.Crumbs = l.regionCrumbs(&region.Region)
	v.Crumbs[len(v.Crumbs)-1].Href = ""
	v.Sums = l.sums(page.Totals)
	v.AllRows = withQuery(l.To("/search"), url.Values{"region": {region.Code}})
	v.AllUnits = withQuery(l.To("/publishers"), url.Values{"region": {region.Code}})
	if v.Rows, err = l.rows(page.Rows); err != nil {
		return err
	}
	if err := s.regionParts(r, q, region, &v); err != nil {
		return err
	}
	return s.render(r, "region", v)
}

// regionParts fills in what lies below a region, its units and its charts.
func (s *Site) regionParts(r *request, q portal.Query, region *portal.RegionInfo, v *regionView) error {
	const mostUnits = 10
	charts := []string{"amount-by-year", "amount-by-category", "money-flow"}
	if region.Level != content.County {
		below, err := s.svc.Regions(r.ctx(), portal.Query{}, region.Code)
		if err != nil {
			return err
		}
		v.Children = r.lang.regionTable(r.lang.T("region.below"), below)
		charts[2] = "amount-by-region"
	}
	units, err := s.svc.Publishers(r.ctx(), q)
	if err != nil {
		return err
	}
	v.Units = r.lang.units(r.lang.T("region.units"), units[:min(len(units), mostUnits)])
	v.Figures, err = s.figures(r, q, charts...)
	return err
}

// regionCrumbs leads from the list of regions down to a region.
func (l *language) regionCrumbs(r *content.Region) []link {
	crumbs := []link{{Text: l.T("menu.regions"), Href: l.To("/regions")}}
	if r == nil {
		return crumbs
	}
	for _, level := range []content.Level{content.Province, content.Prefecture, content.County} {
		code := content.AncestorAt(r.Code, level)
		up, err := content.Regions().Get(code)
		if code == "" || err != nil || !contains(r.Path, up.Name) {
			continue
		}
		if last := crumbs[len(crumbs)-1]; last.Text != up.Name {
			crumbs = append(crumbs, link{Text: up.Name, Href: l.To("/regions/" + code)})
		}
	}
	return crumbs
}
