package web

import (
	"slices"
	"strconv"

	"mingzhang/chart"
	"mingzhang/content"
)

// relatedFigure shows the amounts of a project over the years; nil when fewer
// than two years are known.
func (s *Site) relatedFigure(l *language, d *content.Disclosure, related []content.Summary) (*figure, error) {
	series := append([]content.Summary{d.Summary}, related...)
	slices.SortStableFunc(series, func(a, b content.Summary) int { return int(a.Year - b.Year) })
	var most content.Fen
	seen := map[content.Year]bool{}
	for i := range series {
		if series[i].Amount != nil {
			most = max(most, series[i].Amount.Fen)
		}
	}
	m := &plotMaker{site: s, lang: l, scale: moneyScale(l, most)}
	var marks chart.Bars
	for i := range series {
		r := &series[i]
		if r.Amount == nil || r.Year == 0 || seen[r.Year] || r.Kind != d.Kind {
			continue // one bar a year; a budget and its evaluation are not two sums
		}
		seen[r.Year] = true
		label := strconv.Itoa(int(r.Year))
		marks = append(marks, chart.Mark{Label: label, Value: m.scale.of(r.Amount.Fen), ValueText: m.scale.text(r.Amount.Fen),
			Href: l.To("/disclosures/" + r.ID), Unfinished: m.isUnfinished(label)})
	}
	if len(marks) < 2 {
		return nil, nil
	}
	return m.single("related", marks)
}
