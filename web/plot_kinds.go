package web

import (
	"strconv"

	"mingzhang/chart"
	"mingzhang/content"
	"mingzhang/portal"
)

func (m *plotMaker) amountByYear() (chart.Chart, error) {
	groups, err := m.aggregate("", "year")
	if err != nil {
		return nil, err
	}
	return chart.Bars(m.unfinished(m.amounts("year", groups))), nil
}

func (m *plotMaker) countByYear() (chart.Chart, error) {
	groups, err := m.aggregate("", "year")
	if err != nil {
		return nil, err
	}
	var marks []chart.Mark
	for _, g := range groups {
		marks = append(marks, m.mark("year", g.Keys[0], float64(g.Count), m.lang.N(g.Count)))
	}
	return chart.Bars(m.unfinished(marks)), nil
}

// unfinished marks the years that are not over.
func (m *plotMaker) unfinished(marks []chart.Mark) []chart.Mark {
	for i := range marks {
		marks[i].Unfinished = m.isUnfinished(marks[i].Label)
	}
	return marks
}

func (m *plotMaker) isUnfinished(year string) bool {
	n, err := strconv.Atoi(year)
	return err == nil && n >= m.site.cfg.Now().In(beijing).Year()
}

func (m *plotMaker) countByYearKind() (chart.Chart, error) {
	groups, err := m.aggregate("", "year", "kind")
	if err != nil {
		return nil, err
	}
	var stacked chart.StackedBars
	layer := map[string]int{}
	for i, kind := range content.Kinds() {
		layer[string(kind)] = i
		stacked.Series = append(stacked.Series, chart.Series{Label: m.lang.T("kind." + string(kind))})
	}
	column := map[string]int{}
	for _, g := range groups {
		year, kind := g.Keys[0], g.Keys[1]
		i, found := column[year.Value]
		if !found {
			i = len(stacked.Columns)
			column[year.Value] = i
			stacked.Columns = append(stacked.Columns, m.column(year, len(stacked.Series)))
		}
		if at, known := layer[kind.Value]; known {
			stacked.Columns[i].Parts[at] = chart.Mark{Value: float64(g.Count), Href: m.rowsOf("year", year.Value) + "&kind=" + kind.Value}
		}
	}
	return stacked, nil
}

func (m *plotMaker) column(year portal.Key, series int) chart.Column {
	label := m.lang.keyName("year", year)
	return chart.Column{Label: label, Href: m.rowsOf("year", year.Value), Unfinished: m.isUnfinished(label), Parts: make([]chart.Mark, series)}
}

func (m *plotMaker) amountByRegion() (chart.Chart, error) {
	groups, err := m.aggregate(m.below(), "region")
	if err != nil {
		return nil, err
	}
	return chart.HorizontalBars(m.ranked(m.amounts("region", groups), mostBars)), nil
}

// below is the level at which a chart of regions tells most: one below the
// region that is asked for.
func (m *plotMaker) below() content.Level {
	if regions := m.query.Filter.Regions; len(regions) == 1 && regions[0] != portal.Unknown {
		if content.LevelOf(regions[0]) == content.Province {
			return content.Prefecture
		}
		return content.County
	}
	return content.Province
}

func (m *plotMaker) amountByCategory() (chart.Chart, error) {
	groups, err := m.aggregate("", "category")
	if err != nil {
		return nil, err
	}
	return chart.HorizontalBars(m.ranked(m.amounts("category", groups), mostBars)), nil
}

func (m *plotMaker) treemap() (chart.Chart, error) {
	groups, err := m.aggregate("", "category")
	if err != nil {
		return nil, err
	}
	return chart.Treemap(m.ranked(m.amounts("category", groups), mostCells)), nil
}

func (m *plotMaker) provinceMap() (chart.Chart, error) {
	groups, err := m.aggregate(content.Province, "region")
	if err != nil {
		return nil, err
	}
	tiles := chart.TileMap{Marks: map[string]chart.Mark{}, Names: m.lang.provinces("province.")}
	for _, g := range groups {
		k := g.Keys[0]
		if k.Value == portal.Unknown {
			m.note = m.lang.T("chart.map_unknown", g.Count) + m.lang.T("chart.note_join")
			continue
		}
		tiles.Marks[k.Value[:2]] = chart.Mark{Value: float64(g.Count), ValueText: m.lang.N(g.Count), Href: m.lang.To("/regions/" + k.Value)}
	}
	m.note += m.lang.T("chart.map_note")
	return tiles, nil
}

// provinces gives the names on the tiles: whole ones, or those of the small tiles.
func (l *language) provinces(family string) map[string]string {
	names := map[string]string{}
	for _, code := range content.Regions().Below("") {
		if key := family + code[:2]; l.has(key) {
			names[code[:2]] = l.T(key)
		}
	}
	return names
}
