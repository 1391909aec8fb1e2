package catalog

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingzhang/content"
)

// The naive functions say what is right, row by row, from whole disclosures.

func naiveMatch(d *content.Disclosure, f Filter, except Dimension) bool {
	checks := map[Dimension]bool{
		ByKind: len(f.Kinds) == 0 || slices.Contains(f.Kinds, d.Kind),
		ByYear: len(f.Years) == 0 || slices.Contains(f.Years, d.Year),
		ByRegion: len(f.Regions) == 0 || slices.ContainsFunc(f.Regions, func(code string) bool {
			if d.Region == nil || code == Unknown {
				return d.Region == nil && code == Unknown
			}
			return content.Covers(code, d.Region.Code)
		}),
		ByPublisher: len(f.Publishers) == 0 || slices.Contains(f.Publishers, d.Publisher.ID),
		ByCategory:  len(f.Categories) == 0 || slices.Contains(f.Categories, orUnknown(string(d.Category))),
		ByVerdict: len(f.Verdicts) == 0 || slices.ContainsFunc(f.Verdicts, func(v content.Verdict) bool {
			return slices.ContainsFunc(d.Findings, func(g content.Finding) bool { return g.Verdict == v }) || v == Unknown && len(d.Findings) == 0
		}),
		ByAmount: f.AmountMin == nil && f.AmountMax == nil || d.Amount != nil &&
			(f.AmountMin == nil || d.Amount.Fen >= *f.AmountMin) && (f.AmountMax == nil || d.Amount.Fen <= *f.AmountMax),
		"": len(f.Numbers) == 0 || slices.ContainsFunc(d.DocumentNumbers, func(n string) bool { return slices.Contains(f.Numbers, n) }),
	}
	for dimension, ok := range checks {
		if !ok && (dimension != except || dimension == "") {
			return false
		}
	}
	return true
}

func orUnknown(s string) string {
	if s == "" {
		return Unknown
	}
	return s
}

// naiveKey gives the value of a disclosure in a dimension, by main source.
func naiveKey(d *content.Disclosure, by Dimension, level content.Level) string {
	key := ""
	switch by {
	case ByKind:
		key = string(d.Kind)
	case ByYear:
		if d.Year != 0 {
			key = strconv.Itoa(int(d.Year))
		}
	case ByRegion:
		if d.Region != nil {
			key = content.AncestorAt(d.Region.Code, level)
		}
	case ByPublisher:
		key = d.Publisher.ID
	case ByCategory:
		key = string(d.Category)
	case BySource:
		best := content.Fen(-1)
		for i, f := range d.Funding {
			if i == 0 {
				key = f.Source
			}
			if f.Amount != nil && f.Amount.Fen > best {
				key, best = f.Source, f.Amount.Fen
			}
		}
	}
	return orUnknown(key)
}

func naiveGroups(ds []*content.Disclosure, by Grouping) map[string]*Totals {
	groups := map[string]*Totals{}
	at := func(d *content.Disclosure, source string) *Totals {
		var keys []string
		for _, dimension := range by.By {
			key := naiveKey(d, dimension, by.Level)
			if dimension == BySource && source != "" {
				key = source
			}
			keys = append(keys, key)
		}
		key := strings.Join(keys, "|")
		if groups[key] == nil {
			groups[key] = &Totals{}
		}
		return groups[key]
	}
	for _, d := range ds {
		t := at(d, "")
		t.Count++
		if p := d.Beneficiaries; p != nil {
			if t.People == nil {
				t.People = map[string]int{}
			}
			t.People[p.Unit] += p.Count
		}
		if d.Amount == nil {
			continue
		}
		t.Stated++
		if !slices.Contains(by.By, BySource) {
			t.Amount += d.Amount.Fen
			continue
		}
		rest := d.Amount.Fen
		for _, f := range d.Funding {
			if f.Amount != nil {
				at(d, f.Source).Amount += f.Amount.Fen
				rest -= f.Amount.Fen
			}
		}
		if rest != 0 {
			at(d, Unknown).Amount += rest
		}
	}
	return groups
}

func naiveSort(ds []*content.Disclosure, order Order) []string {
	known := func(d *content.Disclosure) (int64, bool) {
		switch {
		case order == NewestUpdate:
			return -d.UpdatedAt.Unix(), true
		case order == NewestYear:
			return -int64(d.Year), d.Year != 0
		case d.Amount == nil:
			return 0, false
		case order == LargestAmount:
			return -int64(d.Amount.Fen), true
		}
		return int64(d.Amount.Fen), true
	}
	sorted := slices.Clone(ds)
	slices.SortFunc(sorted, func(a, b *content.Disclosure) int {
		x, xOK := known(a)
		y, yOK := known(b)
		switch {
		case xOK != yOK:
			return indexOf(!xOK) - indexOf(!yOK)
		case x != y:
			return indexOf(x > y) - indexOf(x < y)
		case !a.PublishedAt.Equal(b.PublishedAt):
			return b.PublishedAt.Compare(a.PublishedAt)
		}
		return strings.Compare(a.ID, b.ID)
	})
	var ids []string
	for _, d := range sorted {
		ids = append(ids, d.ID)
	}
	return ids
}

// randomFilter takes values from disclosures, so that it usually matches some.
func randomFilter(rng *rand.Rand, ds []*content.Disclosure) Filter {
	var f Filter
	pick := func() *content.Disclosure { return ds[rng.IntN(len(ds))] }
	for range rng.IntN(4) {
		switch d := pick(); rng.IntN(9) {
		case 0:
			f.Kinds = append(f.Kinds, d.Kind)
		case 1:
			f.Years = append(f.Years, d.Year, pick().Year)
		case 2:
			code := Unknown
			if d.Region != nil {
				levels := []content.Level{content.Province, content.Prefecture, content.County}
				code = content.AncestorAt(d.Region.Code, levels[rng.IntN(3)])
			}
			if code != "" {
				f.Regions = append(f.Regions, code)
			}
		case 3:
			f.Publishers = append(f.Publishers, d.Publisher.ID, pick().Publisher.ID)
		case 4:
			f.Categories = append(f.Categories, orUnknown(string(d.Category)), "无此类别")
		case 5:
			f.Verdicts = append(f.Verdicts, []content.Verdict{content.Closes, content.Explained, content.Open, Unknown}[rng.IntN(4)])
		case 6:
			if d.Amount != nil {
				f.AmountMin = &d.Amount.Fen
			}
		case 7:
			if d.Amount != nil {
				f.AmountMax = &d.Amount.Fen
			}
		case 8:
			f.Numbers = append(f.Numbers, d.DocumentNumbers...)
			f.Numbers = append(f.Numbers, pick().DocumentNumbers...)
		}
	}
	return f
}

// eachRandomFilter runs a test over many filters on 1,200 disclosures.
func eachRandomFilter(t *testing.T, rounds int, test func(t *testing.T, s *Snapshot, ds []*content.Disclosure, f Filter, rng *rand.Rand)) {
	ds := disclosures(1200, 11)
	s := snapshotOf(t, ds...)
	rng := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		f := randomFilter(rng, ds)
		test(t, s, ds, f, rng)
		if t.Failed() {
			t.Fatalf("with the filter %+v", f)
		}
	}
}

func matching(ds []*content.Disclosure, f Filter, except Dimension) []*content.Disclosure {
	var matches []*content.Disclosure
	for _, d := range ds {
		if naiveMatch(d, f, except) {
			matches = append(matches, d)
		}
	}
	return matches
}
