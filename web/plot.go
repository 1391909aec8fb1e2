package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"

	"mingzhang/chart"
	"mingzhang/content"
	"mingzhang/portal"
)

// The most marks of one chart; the rest folds into one.
const (
	mostBars  = 16
	mostCells = 24
	mostNodes = 8 // in a column of a flow
)

// chartNames lists the charts that can be asked for, in the order of the pages.
func chartNames() []string {
	return []string{
		"amount-by-year", "count-by-year", "count-by-year-kind", "amount-by-region",
		"amount-by-category", "amount-treemap", "money-flow", "province-map",
	}
}

// plotter makes the chart of one name.
type plotter func(*plotMaker) (chart.Chart, error)

func plotters() map[string]plotter {
	return map[string]plotter{
		"amount-by-year":     (*plotMaker).amountByYear,
		"count-by-year":      (*plotMaker).countByYear,
		"count-by-year-kind": (*plotMaker).countByYearKind,
		"amount-by-region":   (*plotMaker).amountByRegion,
		"amount-by-category": (*plotMaker).amountByCategory,
		"amount-treemap":     (*plotMaker).treemap,
		"money-flow":         (*plotMaker).moneyFlow,
		"province-map":       (*plotMaker).provinceMap,
	}
}

// plotMaker asks for the numbers of one chart and shapes them.
type plotMaker struct {
	ctx    context.Context
	site   *Site
	lang   *language
	query  portal.Query
	scale  scale
	note   string
	format func(float64) string // of values without a text; nil for round decimals
}

// plot makes the chart of a name over the matches of q.
func (s *Site) plot(ctx context.Context, l *language, name string, q portal.Query) (*plot, error) {
	draw, found := plotters()[name]
	if !found {
		return nil, portalNotFound("chart", name)
	}
	q.Sort, q.Limit, q.Cursor = "", 0, ""
	m := &plotMaker{ctx: ctx, site: s, lang: l, query: q, scale: counting(l)}
	drawn, err := draw(m)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", name, err)
	}
	p := &plot{name: name, chart: drawn, opts: m.options(name)}
	p.links = m.links(name)
	return p, nil
}

func (m *plotMaker) options(name string) chart.Options {
	l, title := m.lang, m.lang.T("chart."+name)
	note := l.T("chart.note", l.Date(m.site.svc.State().Updated))
	if m.note != "" {
		note = m.note + l.T("chart.note_join") + note
	}
	return chart.Options{
		Lang: l.Lang, Title: title, Subtitle: l.T("chart.unit", m.scale.unit), Note: note,
		Desc:  l.T("chart.desc", title, m.scale.unit),
		Words: l.chartWords(name), Format: m.format,
	}
}

func (l *language) chartWords(name string) chart.Words {
	return chart.Words{
		NoData: l.T("chart.no_data"), Unfinished: l.T("chart.unfinished"), Unknown: l.T("unknown"), Total: l.T("chart.total"),
		Label: l.or("chart."+name+".label", l.T("chart.label")), Value: l.T("chart.value"), From: l.T("chart.from"), To: l.T("chart.to"),
	}
}

// links leads from a chart to its file, its numbers and its own page.
func (m *plotMaker) links(name string) []link {
	l, values := m.lang, m.query.Values()
	page := m.query.Values()
	page.Set("chart", name)
	return []link{
		{Text: l.T("chart.open"), Href: withQuery(l.To("/explore"), page)},
		{Text: l.T("chart.svg"), Href: chartPath(l, name, values)},
	}
}

// chartPath gives the path of a chart's file.
func chartPath(l *language, name string, values url.Values) string {
	if l.prefix != "" {
		values.Set("lang", l.name)
	}
	return withQuery("/charts/"+name+".svg", values)
}

// rowsOf links to the rows behind a mark: the query, narrowed by one value.
func (m *plotMaker) rowsOf(param, value string) string {
	values := m.query.Values()
	values[param] = []string{value}
	return withQuery(m.lang.To("/search"), values)
}

func (m *plotMaker) aggregate(level content.Level, by ...string) ([]portal.Group, error) {
	a, err := m.site.svc.Aggregate(m.ctx, m.query, portal.Grouping{By: by, Level: level})
	if err != nil {
		return nil, err
	}
	return a.Groups, nil
}

// amounts makes a mark of each group's sum. A group in which no record states an
// amount has none: its sum is unknown, not zero.
func (m *plotMaker) amounts(param string, groups []portal.Group) []chart.Mark {
	var most content.Fen
	for _, g := range groups {
		most = max(most, g.Amount)
	}
	m.scale = moneyScale(m.lang, most)
	marks := make([]chart.Mark, 0, len(groups))
	for _, g := range groups {
		if g.Stated > 0 {
			marks = append(marks, m.mark(param, g.Keys[0], m.scale.of(g.Amount), m.scale.text(g.Amount)))
		}
	}
	return marks
}

func (m *plotMaker) mark(param string, k portal.Key, value float64, text string) chart.Mark {
	return chart.Mark{
		Label: m.lang.keyName(param, k), Value: value, ValueText: text,
		Href: m.rowsOf(param, k.Value), Unknown: k.Value == portal.Unknown,
	}
}

// keyName gives the name of a group as it stands under a bar.
func (l *language) keyName(param string, k portal.Key) string {
	if param == "year" && k.Value != portal.Unknown {
		return k.Value
	}
	return l.valueName(param, k.Value, k.Name)
}

// ranked puts the largest first and the unknown last, and folds what is too much.
func (m *plotMaker) ranked(marks []chart.Mark, most int) []chart.Mark {
	slices.SortStableFunc(marks, func(a, b chart.Mark) int {
		switch {
		case a.Unknown != b.Unknown:
			return map[bool]int{true: 1, false: -1}[a.Unknown]
		case a.Value > b.Value:
			return -1
		case a.Value < b.Value:
			return 1
		}
		return 0
	})
	if len(marks) <= most {
		return marks
	}
	rest := chart.Mark{Label: m.lang.T("chart.others", len(marks)-most+1)}
	for _, mark := range marks[most-1:] {
		rest.Value += mark.Value
	}
	rest.ValueText = m.scale.number(rest.Value)
	return append(marks[:most-1:most-1], rest)
}
