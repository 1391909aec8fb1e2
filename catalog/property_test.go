package catalog

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mingzhang/content"

	"github.com/google/go-cmp/cmp"
)

func TestSelectAgreesWithTheNaiveWay(t *testing.T) {
	matched := 0
	eachRandomFilter(t, 300, func(t *testing.T, s *Snapshot, ds []*content.Disclosure, f Filter, _ *rand.Rand) {
		var want, got []string
		for _, d := range matching(ds, f, "none") {
			want = append(want, d.ID)
		}
		set := s.Select(f)
		for r := range set.All() {
			got = append(got, s.Facts(r).ID)
		}
		slices.Sort(want)
		if !slices.Equal(want, got) || set.Len() != len(want) {
			t.Errorf("got %d rows (Len %d), want %d", len(got), set.Len(), len(want))
		}
		matched += indexOf(len(want) > 0 && len(want) < len(ds))
	})
	if matched < 100 {
		t.Errorf("only %d filters meant some but not all; the test shows little", matched)
	}
}

func TestPagesVisitEachMatchOnceInOrder(t *testing.T) {
	eachRandomFilter(t, 60, func(t *testing.T, s *Snapshot, ds []*content.Disclosure, f Filter, rng *rand.Rand) {
		order, limit := Order(rng.IntN(int(orderCount))), 1+rng.IntN(300)
		set := s.Select(f)
		var got []string
		for after := (*Position)(nil); ; {
			rows := s.Page(set, order, after, limit)
			for _, r := range rows {
				got = append(got, s.Facts(r).ID)
			}
			if len(rows) < limit {
				break
			}
			last := s.Position(order, rows[len(rows)-1])
			after = &last
		}
		if diff := cmp.Diff(naiveSort(matching(ds, f, "none"), order), got); diff != "" {
			t.Errorf("order %d, pages of %d:\n%s", order, limit, diff)
		}
	})
}

func TestFacetsAgreeWithTheNaiveWay(t *testing.T) {
	eachRandomFilter(t, 100, func(t *testing.T, s *Snapshot, ds []*content.Disclosure, f Filter, _ *rand.Rand) {
		for _, facet := range s.Facets(f, s.All(), 5) {
			want := naiveFacet(matching(ds, f, facet.Dimension), facet.Dimension, f)
			left := 0
			for _, n := range want {
				left += n
			}
			for _, v := range facet.Values {
				if v.Count != want[v.Value] {
					t.Errorf("%s %s: %d, want %d", facet.Dimension, v.Value, v.Count, want[v.Value])
				}
				left -= v.Count
			}
			if left != facet.Others {
				t.Errorf("%s: %d others, want %d", facet.Dimension, facet.Others, left)
			}
		}
	})
}

func naiveFacet(ds []*content.Disclosure, by Dimension, f Filter) map[string]int {
	counts := map[string]int{}
	for _, d := range ds {
		switch by {
		case ByVerdict:
			seen := map[content.Verdict]bool{}
			for _, g := range d.Findings {
				seen[g.Verdict] = true
			}
			for v := range seen {
				counts[string(v)]++
			}
			counts[Unknown] += indexOf(len(seen) == 0)
		case ByAmount:
			counts[naiveRange(d)]++
		case ByRegion:
			if key := naiveBelow(d, f); key != "" {
				counts[key]++
			}
		default:
			counts[naiveKey(d, by, content.Province)]++
		}
	}
	return counts
}

func naiveRange(d *content.Disclosure) string {
	for _, r := range AmountRanges() {
		if d.Amount != nil && (r.Min == nil || *r.Min <= d.Amount.Fen) && (r.Max == nil || d.Amount.Fen <= *r.Max) {
			return r.Value
		}
	}
	return Unknown
}

// naiveBelow climbs from a region to the one right below the filtered one.
func naiveBelow(d *content.Disclosure, f Filter) string {
	if len(f.Regions) != 1 || f.Regions[0] == Unknown {
		return naiveKey(d, ByRegion, content.Province)
	}
	parent := f.Regions[0]
	if d.Region == nil || !content.Covers(parent, d.Region.Code) {
		return ""
	}
	for _, child := range content.Regions().Below(parent) {
		r, err := content.Regions().Get(child)
		gathers := err == nil && strings.HasSuffix(r.Name, "直辖县级行政区划")
		if !gathers && (child == d.Region.Code || content.Covers(child, d.Region.Code)) {
			return child
		}
	}
	return d.Region.Code
}

func TestGroupsAgreeAndAddUpToTheTotal(t *testing.T) {
	combinations := [][]Dimension{nil}
	all := []Dimension{ByYear, ByKind, ByRegion, ByPublisher, ByCategory, BySource}
	for i, a := range all {
		combinations = append(combinations, []Dimension{a})
		for j, b := range all[:i] {
			combinations = append(combinations, []Dimension{a, b})
			for _, c := range all[:j] {
				combinations = append(combinations, []Dimension{b, c, a})
			}
		}
	}
	levels := []content.Level{content.Province, content.Prefecture, content.County}
	n := 0
	eachRandomFilter(t, 3*len(combinations), func(t *testing.T, s *Snapshot, ds []*content.Disclosure, f Filter, _ *rand.Rand) {
		by := Grouping{By: combinations[n%len(combinations)], Level: levels[n%3]}
		n++
		if n%2 == 0 {
			f = Filter{}
		}
		groups, total, err := s.Group(s.Select(f), by)
		if err != nil {
			t.Fatal(err)
		}
		ds = matching(ds, f, "none")
		got := map[string]*Totals{}
		for _, g := range groups {
			got[strings.Join(g.Keys, "|")] = &g.Totals
		}
		if diff := cmp.Diff(naiveGroups(ds, by), got); diff != "" {
			t.Errorf("%v: -naive +got\n%s", by, diff)
		}
		if want := naiveTotal(ds); !cmp.Equal(want, total) || !cmp.Equal(total, sumOf(groups)) || !cmp.Equal(total, s.Total(s.Select(f))) {
			t.Errorf("%v: total %+v, want %+v; the groups add up to %+v", by, total, want, sumOf(groups))
		}
	})
}

func naiveTotal(ds []*content.Disclosure) Totals {
	if t := naiveGroups(ds, Grouping{})[""]; t != nil {
		return *t
	}
	return Totals{}
}

func sumOf(groups []Group) (t Totals) {
	for _, g := range groups {
		t.Count += g.Count
		t.Amount += g.Amount
		t.Stated += g.Stated
		for unit, n := range g.People {
			if t.People == nil {
				t.People = map[string]int{}
			}
			t.People[unit] += n
		}
	}
	return t
}

func TestFlowKeepsTheTotal(t *testing.T) {
	eachRandomFilter(t, 60, func(t *testing.T, s *Snapshot, ds []*content.Disclosure, f Filter, rng *rand.Rand) {
		top := rng.IntN(6)
		flow := s.Flow(s.Select(f), top)
		want := naiveTotal(matching(ds, f, "none")).Amount
		names := map[string]bool{}
		for _, stage := range [][]Edge{flow.Sources, flow.Uses} {
			sum := content.Fen(0)
			for _, e := range stage {
				sum += e.Amount
				names[e.To] = true
			}
			if sum != want || flow.Total != want {
				t.Errorf("a stage adds up to %d, the total is %d, want %d", sum, flow.Total, want)
			}
		}
		if len(names) > 2*top+3 {
			t.Errorf("%d names to which money goes; want at most %d of each column, other and unknown", len(names), top)
		}
	})
}

func TestUnitsAndRegionsAgreeWithGroups(t *testing.T) {
	eachRandomFilter(t, 40, func(t *testing.T, s *Snapshot, ds []*content.Disclosure, f Filter, _ *rand.Rand) {
		set, ds := s.Select(f), matching(ds, f, "none")
		want := naiveGroups(ds, Grouping{By: []Dimension{ByPublisher}})
		units := s.Units(set)
		for i, u := range units {
			if w := want[u.ID]; w == nil || u.Count != w.Count || u.Amount != w.Amount {
				t.Errorf("unit %+v, want %+v", u, w)
			}
			if i > 0 && units[i-1].Amount < u.Amount {
				t.Errorf("unit %d is larger than the one before it", i)
			}
		}
		if len(units) != len(want) {
			t.Errorf("%d units, want %d", len(units), len(want))
		}
		regions := naiveGroups(ds, Grouping{By: []Dimension{ByRegion}, Level: content.Province})
		for _, r := range s.Regions(set, "") {
			if w := regions[r.Code]; w == nil || r.Count != w.Count || r.Amount != w.Amount {
				t.Errorf("region %+v, want %+v", r, w)
			}
			delete(regions, r.Code)
		}
		if len(regions) > 0 {
			t.Errorf("regions are missing: %v", regions)
		}
	})
}
