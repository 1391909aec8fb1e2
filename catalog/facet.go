package catalog

import (
	"math/bits"
	"slices"

	"mingzhang/content"
)

// Facet counts the values of one dimension.
type Facet struct {
	Dimension Dimension
	Values    []Count // those that occur, and those filtered by that occur anywhere
	Others    int     // disclosures with values that were cut off
}

// Count is how many disclosures have a value.
type Count struct {
	Value string // as in the query parameter, or Unknown
	Count int
}

// Facets counts, for each dimension, its values over the disclosures of within
// that match all other fields of the filter: a field never limits its own
// counts. At most top values of publisher, category and source are given, the
// most frequent first and those filtered by in any case; the other dimensions
// give all, by value. Unknown counts those without a value: for verdict, those
// without any finding.
//
// The facet of regions counts provinces, or, when the filter names exactly one
// region, those right below it; that region itself then stands for the units of
// its own level. A disclosure counts under its main source (see
// [Snapshot.Group]) and under each of its verdicts.
func (s *Snapshot) Facets(f Filter, within Set, top int) []Facet {
	masks, full := s.masks(f), within
	if !within.same(s.live) {
		full = within.And(s.live)
	}
	rest := othersOf("", masks, full)
	var facets []Facet
	for _, d := range []Dimension{ByKind, ByYear, ByRegion, ByPublisher, ByCategory, ByVerdict, BySource, ByAmount} {
		set := rest
		if slices.ContainsFunc(masks, func(m mask) bool { return m.dimension == d }) {
			set = othersOf(d, masks, full)
		}
		facets = append(facets, s.facet(d, f, set, top))
	}
	return facets
}

// othersOf gives the rows of full that match all fields but that of d; full
// itself when there is no other field.
func othersOf(d Dimension, masks []mask, full Set) Set {
	set := full
	for _, m := range masks {
		if m.dimension == d && d != "" {
			continue
		}
		if set.same(full) {
			set = full.clone()
		}
		set.intersect(m.rows)
	}
	return set
}

func (s *Snapshot) facet(d Dimension, f Filter, set Set, top int) Facet {
	switch d {
	case ByVerdict:
		return Facet{Dimension: d, Values: slices.Clone(s.verdictCounts(set))}
	case ByAmount:
		return Facet{Dimension: d, Values: slices.Clone(s.amountCounts(set))}
	case ByRegion:
		a := s.provinces
		if len(f.Regions) == 1 && f.Regions[0] != Unknown {
			a = s.regionAxis(func(p place) string { return p.below(f.Regions[0]) })
		}
		return a.facet(d, a.mapped(s.countsOf(regionColumn, set)), a.mapped(s.counts[regionColumn]), f.values(d), 0)
	}
	if d == ByKind || d == ByYear {
		top = 0
	}
	a := s.columnAxis(d)
	return a.facet(d, s.countsOf(d.column(), set), s.counts[d.column()], f.values(d), top)
}

// countsOf counts the codes of a column; over all disclosures they are at hand.
func (s *Snapshot) countsOf(at int, set Set) []uint32 {
	if set.same(s.live) {
		return s.counts[at]
	}
	return countCodes(set, &s.columns[at])
}

func (s *Snapshot) columnAxis(d Dimension) axis {
	c := &s.columns[d.column()]
	return axis{codes: c.codes, names: c.names, ranks: s.ranks[d.column()]}
}

func countCodes(set Set, c *column) []uint32 {
	counts := make([]uint32, len(c.names))
	for i, w := range set.words {
		for ; w != 0; w &= w - 1 {
			counts[c.codes[i<<6|bits.TrailingZeros64(w)]]++
		}
	}
	return counts
}

// mapped turns counts of the codes of rows into counts of the axis.
func (a *axis) mapped(counts []uint32) []uint32 {
	mapped := make([]uint32, len(a.names))
	for code, n := range counts {
		mapped[a.remap[code]] += n
	}
	return mapped
}

// facet lists the codes that occur, and those that are wanted and occur over all;
// top 0 means all, by value.
func (a *axis) facet(d Dimension, counts, overall []uint32, wanted []string, top int) Facet {
	before := func(x, y int) int {
		if top > 0 && counts[x] != counts[y] {
			return int(counts[y]) - int(counts[x])
		}
		return int(a.ranks[x]) - int(a.ranks[y])
	}
	f, few, codes := Facet{Dimension: d}, []int(nil), []int(nil)
	for code, n := range counts {
		switch {
		case a.names[code] == elsewhere || n == 0:
			continue
		case top > 0 && code != 0:
			few = insertTop(few, code, top, before)
		default:
			codes = append(codes, code)
		}
		f.Others += int(n)
	}
	codes = append(codes, few...)
	for _, v := range wanted {
		if code := slices.Index(a.names, v); code >= 0 && overall[code] > 0 && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	slices.SortFunc(codes, before)
	for _, code := range codes {
		f.Values = append(f.Values, Count{a.names[code], int(counts[code])})
		f.Others -= int(counts[code])
	}
	return f
}

// insertTop keeps the first top codes in an order.
func insertTop(few []int, code, top int, before func(x, y int) int) []int {
	if len(few) == top && before(few[top-1], code) < 0 {
		return few
	}
	at, _ := slices.BinarySearchFunc(few, code, before)
	few = slices.Insert(few, at, code)
	return few[:min(len(few), top)]
}

func (s *Snapshot) verdictCounts(set Set) []Count {
	if set.same(s.live) && s.byVerdict != nil { // over all: at hand
		return s.byVerdict
	}
	var byBits [8]int
	for r := range set.All() {
		byBits[s.verdicts[r]&7]++
	}
	var values []Count
	for i, v := range content.Verdicts() {
		n := 0
		for b, c := range byBits {
			n += c * (b >> i & 1)
		}
		values = append(values, Count{string(v), n})
	}
	return append(values, Count{Unknown, byBits[0]})
}

// AmountRange is one value of the amount facet; both ends are inclusive and nil
// where it is open.
type AmountRange struct {
	Value    string
	Min, Max *content.Fen
}

// AmountRanges lists the values of the amount facet: steps by ten from below
// 10,000 yuan to at least 100 million.
func AmountRanges() []AmountRange {
	var ranges []AmountRange
	var low *content.Fen
	for next := content.Fen(1e6); next <= 1e10; next *= 10 {
		from, last := next, next-1
		ranges = append(ranges, AmountRange{rangeName(low, &last), low, &last})
		low = &from
	}
	return append(ranges, AmountRange{rangeName(low, nil), low, nil})
}

// rangeName writes a range in yuan: 10000.00..99999.99.
func rangeName(low, high *content.Fen) string {
	name := ".."
	if low != nil {
		name = low.Yuan() + name
	}
	if high != nil {
		name += high.Yuan()
	}
	return name
}

func (s *Snapshot) amountCounts(set Set) []Count {
	if set.same(s.live) && s.byAmount != nil { // over all: at hand
		return s.byAmount
	}
	ranges := AmountRanges()
	values := make([]Count, len(ranges), len(ranges)+1)
	unknown := 0
	for r := range set.All() {
		amount := s.amounts[r]
		if amount == noAmount {
			unknown++
			continue
		}
		i := 0
		for next := int64(1e6); amount >= next && i < len(ranges)-1; next *= 10 {
			i++
		}
		values[i].Count++
	}
	for i := range ranges {
		values[i].Value = ranges[i].Value
	}
	return append(values, Count{Unknown, unknown})
}
