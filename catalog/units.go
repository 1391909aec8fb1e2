package catalog

import (
	"cmp"
	"slices"

	"mingzhang/content"
)

// Unit is a publisher with what it published.
type Unit struct {
	content.Publisher
	Region string         // GB/T 2260 code of its newest disclosure, "" when unknown
	Years  []content.Year // descending, 0 (unknown) last
	Count  int
	Amount content.Fen // sum of the counted totals
}

// Units lists the publishers of a set, the largest amount first, then by count
// and id.
func (s *Snapshot) Units(set Set) []Unit {
	a := s.columnAxis(ByPublisher)
	cells, sums := s.accumulate(set, []axis{a}, false)
	units := make([]Unit, 0, len(cells.keys))
	for g, code := range cells.keys {
		u := s.unitFacts(uint32(code), set)
		u.Count, u.Amount = int(sums.cells[g].count), content.Fen(sums.cells[g].amount)
		units = append(units, u)
	}
	slices.SortFunc(units, func(x, y Unit) int {
		return cmp.Or(cmp.Compare(y.Amount, x.Amount), cmp.Compare(y.Count, x.Count), cmp.Compare(x.ID, y.ID))
	})
	return units
}

func (s *Snapshot) unitFacts(code uint32, set Set) Unit {
	u := Unit{Publisher: content.Publisher{ID: s.columns[publisherColumn].names[code], Name: s.unitNames[code]}}
	newest := int64(-1 << 63)
	for _, r := range s.byUnit.of(code) {
		if !set.Has(r) {
			continue
		}
		if year := s.yearOf(r); !slices.Contains(u.Years, year) {
			u.Years = append(u.Years, year)
		}
		if s.published[r] > newest {
			newest, u.Region = s.published[r], s.value(regionColumn, r)
		}
	}
	slices.SortFunc(u.Years, func(a, b content.Year) int { return cmp.Compare(b, a) })
	return u
}

// Unit gives the rows of a publisher, ascending; none when it published nothing.
func (s *Snapshot) Unit(id string) []Row {
	code := s.unitCodes[id]
	if code == 0 { // of nobody
		return nil
	}
	return slices.Clone(s.byUnit.of(code))
}

// UnitName gives the name of a publisher; "" when it published nothing.
func (s *Snapshot) UnitName(id string) string { return s.unitNames[s.unitCodes[id]] }

// Related gives the disclosures of the same publisher whose titles differ from
// that of a row at most in the year: the project in other years and its other
// kinds (其他年度). The newest year comes first.
func (s *Snapshot) Related(r Row) []Row {
	var related []Row
	for _, other := range s.byUnit.of(s.columns[publisherColumn].codes[r]) {
		if other != r && s.stems[other] == s.stems[r] {
			related = append(related, other)
		}
	}
	slices.SortFunc(related, func(a, b Row) int {
		return s.Position(NewestYear, a).compare(s.Position(NewestYear, b))
	})
	return related
}

// RegionSum is a region with what was published in it and below it.
type RegionSum struct {
	Code   string // or Unknown
	Count  int
	Amount content.Fen
}

// Regions lists the regions right below parent ("" for the whole country) that
// have disclosures in the set, by code. Units of the parent's own level stand
// under its code, those without a region under Unknown.
func (s *Snapshot) Regions(set Set, parent string) []RegionSum {
	axes := []axis{s.regionAxis(func(p place) string { return p.below(parent) })}
	cells, sums := s.accumulate(set, axes, false)
	var regions []RegionSum
	for _, g := range sums.order(cells, axes, ByKey) {
		if name := axes[0].names[cells.keys[g]]; name != elsewhere {
			regions = append(regions, RegionSum{name, int(sums.cells[g].count), content.Fen(sums.cells[g].amount)})
		}
	}
	return regions
}
