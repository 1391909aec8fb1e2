package catalog

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mingzhang/content"

	"github.com/google/go-cmp/cmp"
)

func fen(n content.Fen) *content.Money { return &content.Money{Fen: n} }

// unitDisclosure is an invented disclosure of one unit; change gives it facts.
func unitDisclosure(title string, year content.Year, change func(*content.Disclosure)) *content.Disclosure {
	at := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	d := &content.Disclosure{Summary: content.Summary{
		Kind: content.Budget, Title: title, Year: year, Publisher: content.Publisher{ID: content.PublisherID("某某市总工会"), Name: "某某市总工会"},
		Status: content.Published, Revision: 1, PublishedAt: at, UpdatedAt: at,
	}}
	if change != nil {
		change(d)
	}
	d.ID = content.NewID(&d.Summary)
	return d
}

func TestSharesBySource(t *testing.T) {
	type sums map[string]Totals
	people := map[string]int{"人": 7}
	cases := map[string]struct {
		amount  *content.Money
		funding []content.Funding
		want    sums
	}{
		"no source":             {fen(100), nil, sums{Unknown: {1, 100, 1, people}}},
		"one source":            {fen(100), []content.Funding{{Source: "市级财政", Amount: fen(100)}}, sums{"市级财政": {1, 100, 1, people}}},
		"a source, no share":    {fen(100), []content.Funding{{Source: "自筹"}}, sums{"自筹": {1, 0, 1, people}, Unknown: {Amount: 100}}},
		"the largest leads":     {fen(100), []content.Funding{{Source: "甲", Amount: fen(30)}, {Source: "乙", Amount: fen(70)}}, sums{"甲": {Amount: 30}, "乙": {1, 70, 1, people}}},
		"the first of equals":   {fen(100), []content.Funding{{Source: "甲", Amount: fen(50)}, {Source: "乙", Amount: fen(50)}}, sums{"甲": {1, 50, 1, people}, "乙": {Amount: 50}}},
		"a rest":                {fen(100), []content.Funding{{Source: "甲", Amount: fen(60)}}, sums{"甲": {1, 60, 1, people}, Unknown: {Amount: 40}}},
		"a surplus":             {fen(100), []content.Funding{{Source: "甲", Amount: fen(160)}}, sums{"甲": {1, 160, 1, people}, Unknown: {Amount: -60}}},
		"one fen too many":      {fen(100), []content.Funding{{Source: "甲", Amount: fen(101)}}, sums{"甲": {1, 101, 1, people}, Unknown: {Amount: -1}}},
		"one source twice":      {fen(100), []content.Funding{{Source: "甲", Amount: fen(60)}, {Source: "甲", Amount: fen(40)}}, sums{"甲": {1, 100, 1, people}}},
		"no total is no sum":    {nil, []content.Funding{{Source: "甲", Amount: fen(60)}}, sums{"甲": {1, 0, 0, people}}},
		"nothing but a project": {nil, nil, sums{Unknown: {1, 0, 0, people}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := snapshotOf(t, unitDisclosure("项目", 2023, func(d *content.Disclosure) {
				d.Amount, d.Funding, d.Beneficiaries = c.amount, c.funding, &content.People{Count: 7, Unit: "人"}
			}))
			groups, total, err := s.Group(s.All(), Grouping{By: []Dimension{BySource}})
			if err != nil {
				t.Fatal(err)
			}
			got := sums{}
			for _, g := range groups {
				got[g.Keys[0]] = g.Totals
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if c.amount != nil && total.Amount != c.amount.Fen || !cmp.Equal(sumOf(groups), total) {
				t.Errorf("the total is %+v", total)
			}
		})
	}
}

func TestOneProjectCountsOnce(t *testing.T) {
	first := unitDisclosure("项目", 2023, func(d *content.Disclosure) { d.Amount = fen(100) })
	second := unitDisclosure("项目", 2023, func(d *content.Disclosure) { d.Amount, d.Revision = fen(300), 2 })
	gone := unitDisclosure("项目", 2023, func(d *content.Disclosure) { d.Status, d.Revision = content.Withdrawn, 3 })
	cases := map[string]struct {
		steps [][]*content.Disclosure
		want  content.Fen
	}{
		"the same twice":            {[][]*content.Disclosure{{first, first}}, 100},
		"two revisions at once":     {[][]*content.Disclosure{{second, first}}, 300},
		"one after the other":       {[][]*content.Disclosure{{first}, {second}}, 300},
		"the older comes later":     {[][]*content.Disclosure{{second}, {first}}, 300},
		"withdrawn":                 {[][]*content.Disclosure{{first}, {gone}}, 0},
		"withdrawn, then the older": {[][]*content.Disclosure{{gone}, {second}}, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := emptySnapshot()
			for _, ds := range c.steps {
				next, err := s.With(ds...)
				if err != nil {
					t.Fatal(err)
				}
				s = next
			}
			if total := s.Total(s.All()); total.Amount != c.want || total.Count != indexOf(c.want > 0) || s.Len() != total.Count {
				t.Errorf("total %+v of %d, want %d", total, s.Len(), c.want)
			}
			if rows := len(s.Unit(first.Publisher.ID)); rows != s.Len() {
				t.Errorf("the unit has %d disclosures, want %d", rows, s.Len())
			}
		})
	}
}

func TestWithGivesWhatAFreshSnapshotGives(t *testing.T) {
	ds := disclosures(300, 4)
	s := snapshotOf(t, ds[:200]...)
	for i := 200; i < 300; i += 25 { // some by few, some by many at once
		next, err := s.With(ds[i : i+25]...)
		if err != nil {
			t.Fatal(err)
		}
		if next, err = next.With(ds[i]); err != nil {
			t.Fatal(err)
		}
		s = next
	}
	var ids []string
	for _, d := range ds {
		ids = append(ids, d.ID)
	}
	assertSame(t, snapshotOf(t, ds...), s, ids)
}

func TestAmountsThatCannotBeSummedAreRefused(t *testing.T) {
	huge := func(title string, amount content.Fen) *content.Disclosure {
		return unitDisclosure(title, 2023, func(d *content.Disclosure) { d.Amount = fen(amount) })
	}
	s := snapshotOf(t, huge("甲", 4e18))
	if _, err := s.With(huge("乙", 4e18)); err == nil || !strings.Contains(err.Error(), "summed") {
		t.Errorf("a sum beyond the integers gives %v", err)
	}
	if _, err := s.With(huge("甲", 1)); err != nil {
		t.Errorf("a correction of the huge one is refused: %v", err)
	}
	shares := unitDisclosure("丙", 2023, func(d *content.Disclosure) {
		d.Amount = fen(1)
		d.Funding = []content.Funding{{Source: "甲", Amount: fen(9e18)}, {Source: "乙", Amount: fen(9e18)}}
	})
	if _, err := emptySnapshot().With(shares); err == nil {
		t.Error("shares beyond the integers are taken")
	}
}

func TestGroupRefusesWhatItCannotGroup(t *testing.T) {
	s := snapshotOf(t, disclosures(3, 1)...)
	for _, by := range []Grouping{
		{By: []Dimension{"colour"}}, {By: []Dimension{ByVerdict}}, {By: []Dimension{ByYear, ByYear}},
		{By: []Dimension{ByYear, ByKind, ByCategory, BySource}}, {By: []Dimension{ByRegion}, Level: "village"}, {By: []Dimension{ByRegion}},
	} {
		if _, _, err := s.Group(s.All(), by); err == nil {
			t.Errorf("%+v gives no error", by)
		}
	}
}

func TestGroupsComeInTheirOrder(t *testing.T) {
	s := snapshotOf(t, disclosures(500, 2)...)
	keys := func(order GroupOrder) (list []string, groups []Group) {
		groups, _, err := s.Group(s.All(), Grouping{By: []Dimension{ByYear}, Order: order})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range groups {
			list = append(list, g.Keys[0])
		}
		return list, groups
	}
	byKey, _ := keys(ByKey)
	if !slices.IsSorted(byKey[:len(byKey)-1]) || byKey[len(byKey)-1] != Unknown {
		t.Errorf("by key: %v; want years ascending, then unknown", byKey)
	}
	_, groups := keys(ByLargestAmount)
	if !slices.IsSortedFunc(groups, func(a, b Group) int { return int(b.Amount - a.Amount) }) {
		t.Error("by amount: not descending")
	}
	_, groups = keys(ByLargestCount)
	if !slices.IsSortedFunc(groups, func(a, b Group) int { return b.Count - a.Count }) {
		t.Error("by count: not descending")
	}
}

func TestRankKeepsTheOrderOfIDs(t *testing.T) {
	ds := disclosures(50, 2)
	s := snapshotOf(t, ds...)
	set := s.Select(Filter{Kinds: []content.Kind{content.Budget}})
	ids := []string{"no id", "530400-2023-000000", ""}
	var want []string
	for i := len(ds) - 1; i >= 0; i-- {
		ids = append(ids, ds[i].ID, ds[i].ID)
		if ds[i].Kind == content.Budget {
			want = append(want, ds[i].ID)
		}
	}
	var got []string
	rows := s.Rank(ids, set)
	for _, r := range rows {
		got = append(got, s.Facts(r).ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if again := s.SetOf(rows); !slices.Equal(again.words, set.words) {
		t.Error("the set of the rows is not the set they came from")
	}
}

func TestRelatedAreTheSameProjectInOtherYears(t *testing.T) {
	a := unitDisclosure("2022年困难职工帮扶资金", 2022, nil)
	b := unitDisclosure("2023年度困难职工帮扶资金", 2023, nil)
	c := unitDisclosure("某某市总工会 2024年困难职工帮扶资金", 2024, nil)
	e := unitDisclosure("困难职工帮扶资金", 2023, func(d *content.Disclosure) { d.Kind = content.Evaluation })
	other := unitDisclosure("2023年劳模慰问资金", 2023, nil)
	elsewhere := unitDisclosure("2021年困难职工帮扶资金", 2021, func(d *content.Disclosure) {
		d.Publisher = content.Publisher{ID: content.PublisherID("另一市总工会"), Name: "另一市总工会"}
	})
	s := snapshotOf(t, a, b, c, e, other, elsewhere)
	r, _ := s.Find(a.ID)
	var years []content.Year
	for _, row := range s.Related(r) {
		years = append(years, s.Facts(row).Year)
	}
	if !slices.Equal(years, []content.Year{2024, 2023, 2023}) {
		t.Errorf("related are of %v; want 2024 and the two of 2023", years)
	}
}

func TestPositionsOutliveASnapshot(t *testing.T) {
	ds := disclosures(100, 8)
	s := snapshotOf(t, ds...)
	rows := s.Page(s.All(), LargestAmount, nil, 10)
	last := s.Position(LargestAmount, rows[9])
	removed := ds[slices.IndexFunc(ds, func(d *content.Disclosure) bool { return d.ID == last.ID })]
	withdrawn := *removed
	withdrawn.Status, withdrawn.Revision = content.Withdrawn, 2
	next, err := s.With(&withdrawn)
	if err != nil {
		t.Fatal(err)
	}
	want := s.Facts(s.Page(s.All(), LargestAmount, &last, 1)[0]).ID
	if got := next.Facts(next.Page(next.All(), LargestAmount, &last, 1)[0]).ID; got != want {
		t.Errorf("after the withdrawn one comes %s, want %s", got, want)
	}
}

func TestFacetKeepsWhatIsFilteredBy(t *testing.T) {
	ds := disclosures(400, 2)
	s := snapshotOf(t, ds...)
	units := s.Units(s.All())
	rare := units[len(units)-1]
	for _, facet := range s.Facets(Filter{Publishers: []string{rare.ID}}, s.All(), 2) {
		if facet.Dimension == ByPublisher && !slices.Contains(facet.Values, Count{rare.ID, rare.Count}) {
			t.Errorf("the chosen unit is not among %v", facet.Values)
		}
	}
}

func TestMarksAddUp(t *testing.T) {
	ds := disclosures(50, 5)
	s := snapshotOf(t, ds...)
	var mark Mark
	for _, d := range ds {
		mark = mark.Add(MarkOf(d.ID, s.Facts(mustRow(t, s, d.ID)).SHA256))
	}
	if mark != s.Texts() || mark == (Mark{}) {
		t.Errorf("the mark is %s, the sum of the texts is %s", s.Texts(), mark)
	}
	gone := *ds[3]
	gone.Revision, gone.Status = 2, content.Withdrawn
	next, err := s.With(&gone)
	if err != nil {
		t.Fatal(err)
	}
	if want := mark.Sub(MarkOf(gone.ID, s.Facts(mustRow(t, s, gone.ID)).SHA256)); next.Texts() != want || want == mark {
		t.Errorf("without one the mark is %s, want %s", next.Texts(), want)
	}
	if MarkOf(gone.ID, ds[4].SHA256) == MarkOf(ds[4].ID, strings.Repeat("0b", 32)) {
		t.Error("two texts have one mark")
	}
}

func mustRow(t *testing.T, s *Snapshot, id string) Row {
	t.Helper()
	r, found := s.Find(id)
	if !found {
		t.Fatalf("%s is missing", id)
	}
	return r
}
