package catalog

import (
	"fmt"
	"slices"
	"strings"

	"mingzhang/content"
)

// Dimension is a fact by which disclosures are counted and grouped. The names
// are those of the query parameters.
type Dimension string

// The dimensions. ByVerdict and ByAmount have facets only; they are no groups,
// because a disclosure may have several verdicts.
const (
	ByKind      Dimension = "kind"
	ByYear      Dimension = "year"
	ByRegion    Dimension = "region"
	ByPublisher Dimension = "publisher"
	ByCategory  Dimension = "category"
	BySource    Dimension = "source"
	ByVerdict   Dimension = "verdict"
	ByAmount    Dimension = "amount"
)

// column gives the place of a dimension among the columns, or -1.
func (d Dimension) column() int {
	return slices.Index([]Dimension{ByKind, ByYear, ByRegion, ByPublisher, ByCategory, BySource}, d)
}

// place is a region with those above it, by the table of GB/T 2260: code, and
// "" for a level at which it has none.
type place struct{ province, prefecture, code string }

func placesOf(codes []string) []place {
	places := make([]place, len(codes))
	for i, code := range codes {
		places[i] = placeOf(code)
	}
	return places
}

func placeOf(code string) place {
	if code == Unknown {
		return place{code: Unknown}
	}
	return place{content.AncestorAt(code, content.Province), content.AncestorAt(code, content.Prefecture), code}
}

// within tells whether the place is a region or lies below it.
func (p place) within(region string) bool {
	return region != "" && (p.code == region || p.province == region || p.prefecture == region)
}

// at gives the region of the place at a level, or Unknown when it stands above.
func (p place) at(level content.Level) string {
	up := ""
	switch level {
	case content.Province:
		up = p.province
	case content.Prefecture:
		up = p.prefecture
	case content.County:
		if p.code != Unknown {
			up = content.AncestorAt(p.code, level)
		}
	}
	if up == "" {
		return Unknown
	}
	return up
}

// below gives the region right below parent ("" for the whole country) that the
// place is in; the place itself when it is parent, and elsewhere when it does
// not lie below. A county directly under a province counts as right below it.
func (p place) below(parent string) string {
	switch {
	case parent == "":
		return p.at(content.Province)
	case !p.within(parent):
		return elsewhere
	case p.code == parent:
		return parent
	case parent == p.province && listed(p.prefecture):
		return p.prefecture
	}
	return p.code
}

// elsewhere is the name of the rows that an axis leaves out.
const elsewhere = ""

// listed tells whether a prefecture is one that people know: the table has
// entries that only gather the counties directly under a province.
func listed(prefecture string) bool {
	r, err := content.Regions().Get(prefecture)
	return err == nil && !strings.HasSuffix(r.Name, "直辖县级行政区划")
}

// axis is a dimension made ready for counting: a code for each row.
type axis struct {
	codes  []uint32
	remap  []uint32 // from the codes of the rows to those of names; nil for the same
	names  []string // by code
	ranks  []uint32 // order of the codes
	source bool     // amounts are split over several codes
}

func (a *axis) at(code uint32) uint32 {
	if a.remap != nil {
		return a.remap[code]
	}
	return code
}

// axis makes a dimension ready; level is that of regions.
func (s *Snapshot) axis(d Dimension, level content.Level) (axis, error) {
	at := d.column()
	if at < 0 {
		return axis{}, fmt.Errorf("grouping by %q: want kind, year, region, publisher, category or source", d)
	}
	c := &s.columns[at]
	if d == ByRegion {
		switch level {
		case content.Province, content.Prefecture, content.County:
		default:
			return axis{}, fmt.Errorf("grouping by region at level %q: want province, prefecture or county", level)
		}
		return s.regionAxis(func(p place) string { return p.at(level) }), nil
	}
	return axis{codes: c.codes, names: c.names, ranks: s.ranks[at], source: d == BySource}, nil
}

// regionAxis groups the regions of rows by what name says of them. Code 0 is
// Unknown.
func (s *Snapshot) regionAxis(name func(place) string) axis {
	a := axis{codes: s.columns[regionColumn].codes, remap: make([]uint32, len(s.places)), names: []string{Unknown}}
	var codes interner
	for i, p := range s.places {
		a.remap[i] = codes.code(&a.names, name(p))
	}
	a.ranks = ranksOf(a.names)
	return a
}
