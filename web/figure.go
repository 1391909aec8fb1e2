package web

import (
	"fmt"
	"html/template"

	"mingzhang/chart"
	"mingzhang/portal"
)

// figure is a chart on a page: drawn for two widths, with its table.
//
// Charts stand in the page itself, not behind <img>: their marks link to the
// rows behind them and follow light and dark. A chart that stands alone is drawn
// in both widths, of which the style sheet shows one: 2-4 KB compressed together.
// Charts side by side are drawn in the narrow width only.
type figure struct {
	Name, Title, Unit string
	Wide, Narrow      template.HTML // Wide is empty for a chart beside others
	TableWord         string
	Table             table
	Links             []link
}

// table is a table on a page.
type table struct {
	Caption string
	Head    []cell
	Rows    [][]cell
	Foot    []cell
}

type cell = chart.Cell

// plot is a chart with what it is told besides its numbers.
type plot struct {
	name  string
	chart chart.Chart
	opts  chart.Options
	links []link
}

// figure draws a plot for a page, in the given widths.
func (p *plot) figure(l *language, widths ...int) (figure, error) {
	f := figure{Name: p.name, Title: p.opts.Title, Unit: p.opts.Subtitle, TableWord: l.T("chart.table"), Links: p.links}
	o := p.opts
	o.Inline, o.Bare = true, true
	o.Lang = "" // the page has said it
	for _, width := range widths {
		o.Width, o.ID = width, fmt.Sprintf("%s-%d", p.name, width)
		svg, err := p.at(l, width).SVG(o)
		if err != nil {
			return figure{}, fmt.Errorf("drawing %s: %w", p.name, err)
		}
		drawn := template.HTML(svg) // chart escapes every word
		if width == chart.Wide {
			f.Wide = drawn
		} else {
			f.Narrow = drawn
		}
	}
	f.Table = fromChart(p.chart.Table(o))
	return f, nil
}

// at gives the chart as it is drawn in a width: small tiles have short names.
func (p *plot) at(l *language, width int) chart.Chart {
	if tiles, ok := p.chart.(chart.TileMap); ok && width == chart.Narrow {
		tiles.Names = l.provinces("tile.")
		return tiles
	}
	return p.chart
}

// fromChart takes over the table of a chart.
func fromChart(t chart.Table) table {
	shown := table{Caption: t.Caption, Rows: t.Rows}
	for i, text := range t.Head {
		shown.Head = append(shown.Head, cell{Text: text, Numeric: len(t.Rows) > 0 && t.Rows[0][i].Numeric})
	}
	return shown
}

// figures draws charts that stand side by side. One without any number is left out.
func (s *Site) figures(r *request, q portal.Query, names ...string) ([]figure, error) {
	var list []figure
	for _, name := range names {
		p, err := s.plot(r.ctx(), r.lang, name, q)
		if err != nil {
			return nil, err
		}
		if p.empty() {
			continue
		}
		f, err := p.figure(r.lang, chart.Narrow)
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}

// empty tells whether a plot says nothing.
func (p *plot) empty() bool {
	switch c := p.chart.(type) {
	case chart.Bars:
		return len(c) == 0
	case chart.HorizontalBars:
		return len(c) == 0
	case chart.Treemap:
		return len(c) == 0
	case chart.TileMap:
		return len(c.Marks) == 0
	case chart.Flow:
		return len(c.Links[0])+len(c.Links[1]) == 0
	case chart.StackedBars:
		return len(c.Columns) == 0
	}
	return false
}
