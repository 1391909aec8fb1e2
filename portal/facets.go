package portal

import (
	"slices"

	"mingzhang/catalog"
	"mingzhang/content"
)

// facets counts what else the reader could ask for.
func (m *match) facets(q Query) []Facet {
	asked := q.Values()
	var facets []Facet
	for _, f := range m.snap.Facets(q.Filter, m.within, facetTop) {
		name := string(f.Dimension)
		if f.Dimension == catalog.BySource || f.Dimension == catalog.ByAmount {
			continue // no filters of these names
		}
		facet := Facet{Name: name}
		for _, v := range f.Values {
			facet.Values = append(facet.Values, FacetValue{
				Value: v.Value, Name: m.name(f.Dimension, v.Value), Count: v.Count,
				Selected: slices.Contains(asked[name], v.Value),
			})
		}
		facets = append(facets, facet)
	}
	return facets
}

// name gives the name for people of a value; "" where the value says it all.
func (m *model) name(by catalog.Dimension, value string) string {
	switch {
	case value == Unknown || value == catalog.Other:
		return ""
	case by == catalog.ByRegion:
		if r, err := content.Regions().Get(value); err == nil {
			return r.Name
		}
	case by == catalog.ByPublisher:
		return m.snap.UnitName(value)
	}
	return ""
}

func (m *model) key(by catalog.Dimension, value string) Key {
	return Key{Value: value, Name: m.name(by, value)}
}

func totals(t catalog.Totals) Totals {
	return Totals{Count: t.Count, Amount: t.Amount, Stated: t.Stated, People: t.People}
}
