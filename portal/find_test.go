package portal

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mingzhang/content"
)

func mustQuery(t *testing.T, raw string) Query {
	t.Helper()
	values, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	q, err := ParseQuery(values)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func mustFind(t *testing.T, p *Portal, raw string) *Page {
	t.Helper()
	page, err := p.Find(t.Context(), mustQuery(t, raw))
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return page
}

// walk follows the cursors to the end and gives all ids.
func walk(t *testing.T, p *Portal, raw string) []string {
	t.Helper()
	var ids []string
	for q := mustQuery(t, raw); ; {
		page, err := p.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Rows {
			ids = append(ids, row.ID)
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			return ids
		}
	}
}

func TestEveryOrderPagesThroughAllOnce(t *testing.T) {
	p := newPortal(t)
	for _, raw := range []string{"", "sort=-year", "sort=-amount", "sort=amount", "sort=-updated", "sort=relevance", "q=工作", "q=工作&sort=-amount", "kind=budget"} {
		ids := walk(t, p, raw+"&limit=13")
		total := mustFind(t, p, raw).Total
		if len(ids) != total || total == 0 {
			t.Errorf("%q: walked %d of %d", raw, len(ids), total)
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != total {
			t.Errorf("%q: a page repeats what another showed", raw)
		}
	}
}

func TestFiltersMeanTheSameWithAndWithoutWords(t *testing.T) {
	p := newPortal(t)
	matches := func(d *content.Disclosure) bool {
		return d.Kind == content.Budget && strings.Contains(d.Title+d.Publisher.Name+textOf(d), "困难")
	}
	want := 0
	for _, d := range originals() {
		if matches(d) {
			want++
		}
	}
	page := mustFind(t, p, "q=困难&kind=budget")
	if page.Total != want || want == 0 {
		t.Errorf("found %d budgets with 困难, want %d", page.Total, want)
	}
	for _, f := range page.Facets {
		if f.Name != "kind" {
			continue
		}
		for _, v := range f.Values {
			if v.Selected != (v.Value == "budget") {
				t.Errorf("kind %s: selected is %v", v.Value, v.Selected)
			}
			if v.Value == "budget" && v.Count != want {
				t.Errorf("the facet counts %d budgets, want %d", v.Count, want)
			}
		}
	}
}

func textOf(d *content.Disclosure) string {
	var b strings.Builder
	for _, s := range d.Sections {
		b.WriteString(s.Markdown)
	}
	return b.String()
}

func TestHitsMarkTheWords(t *testing.T) {
	p := newPortal(t)
	page := mustFind(t, p, "q=困难&limit=50")
	for _, row := range page.Rows {
		marked := 0
		for _, m := range []Marked{row.Hit.Title, row.Hit.Snippet} {
			for _, r := range m.Marks {
				if got := m.Text[r[0]:r[1]]; got != "困难" {
					t.Errorf("%s: marks %q in %q", row.ID, got, m.Text)
				}
				marked++
			}
		}
		if marked == 0 {
			t.Errorf("%s: nothing is marked in %q and %q", row.ID, row.Hit.Title.Text, row.Hit.Snippet.Text)
		}
	}
	if row := mustFind(t, p, "").Rows[0]; row.Hit != nil {
		t.Error("without words there is nothing to mark")
	}
}

func TestRowsHoldTheRecord(t *testing.T) {
	p := newPortal(t)
	byID := map[string]*content.Disclosure{}
	for _, d := range originals() {
		byID[d.ID] = d
	}
	for _, row := range mustFind(t, p, "limit=100").Rows {
		s, err := row.Summary()
		if err != nil {
			t.Fatal(err)
		}
		d := byID[row.ID]
		if s.Title != d.Title || s.Publisher != d.Publisher || s.Year != d.Year || (s.Amount == nil) != (d.Amount == nil) {
			t.Errorf("%s: the row says %+v", row.ID, s)
		}
		if strings.Contains(string(row.JSON), `"lines":null`) {
			t.Errorf("%s: a list is null", row.ID)
		}
	}
}

func TestCursorsThatAreNone(t *testing.T) {
	p := newPortal(t)
	next := mustFind(t, p, "limit=5").Next
	for _, raw := range []string{"cursor=x", "cursor=" + next + "x", "kind=budget&cursor=" + next, "cursor=e30", "cursor=" + strings.Repeat("A", 5000)} {
		_, err := p.Find(t.Context(), mustQuery(t, raw))
		var wrong *ParamError
		if !errors.As(err, &wrong) || wrong.Problems[0].Name != "cursor" {
			t.Errorf("%.40s: got %v, want an error about the cursor", raw, err)
		}
	}
}

func TestCursorGoesOnWhenItsRowIsGone(t *testing.T) {
	p := newPortal(t)
	q := mustQuery(t, "q=工作&limit=10")
	page, err := p.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	gone, err := cursor{Last: "000000-0000-aaaaaa", Shown: 10, Query: q.fingerprint()}.String()
	if err != nil {
		t.Fatal(err)
	}
	second := mustFind(t, p, "q=工作&limit=10&cursor="+page.Next)
	same := mustFind(t, p, "q=工作&limit=10&cursor="+gone)
	if second.Rows[0].ID != same.Rows[0].ID {
		t.Errorf("the second page begins with %s, without its anchor with %s", second.Rows[0].ID, same.Rows[0].ID)
	}
}

func TestHostileWordsAreNoErrors(t *testing.T) {
	p := newPortal(t)
	for _, text := range []string{strings.Repeat("困难职工", 600), "\x00\x1b[31m", `"`, `"""`, "((((", "〔〔2020", "😀", "' OR 1=1 --", "<script>alert(1)</script>", "%", "*", "\u202e\u200b", "。，、"} {
		if _, err := p.Find(t.Context(), Query{Text: text}); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

func TestEachGivesAllInOrder(t *testing.T) {
	p := newPortal(t)
	for _, raw := range []string{"", "q=工作", "q=工作&sort=amount"} {
		var ids []string
		err := p.Each(t.Context(), mustQuery(t, raw), func(s *content.Summary) error {
			ids = append(ids, s.ID)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if want := walk(t, p, raw+"&limit=99"); !slices.Equal(ids, want) {
			t.Errorf("%q: exports %d records, pages show %d, or in another order", raw, len(ids), len(want))
		}
	}
	stop := errors.New("enough")
	if err := p.Each(t.Context(), Query{}, func(*content.Summary) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the caller's error", err)
	}
}
