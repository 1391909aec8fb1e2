package portal

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
)

func TestReadGivesTheTextAndWhatFollowsFromIt(t *testing.T) {
	p := newPortal(t)
	for _, want := range originals()[:20] {
		d, err := p.Read(t.Context(), want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d.Title != want.Title || len(d.Sections) != len(want.Sections) || d.SHA256 == "" || d.Links == nil || d.Findings == nil {
			t.Errorf("%s: read %+v", want.ID, d.Summary)
		}
		b, err := p.Markdown(t.Context(), want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if content.SHA256(b) != d.SHA256 {
			t.Errorf("%s: the hash is not that of the Markdown", want.ID)
		}
	}
}

func TestUnknownIDsAreNotFound(t *testing.T) {
	p := newPortal(t)
	ask := map[string]func() error{
		"read":      func() error { _, err := p.Read(t.Context(), "530400-2023-zzzzzz"); return err },
		"markdown":  func() error { _, err := p.Markdown(t.Context(), "../../etc/passwd"); return err },
		"related":   func() error { _, err := p.Related(t.Context(), ""); return err },
		"publisher": func() error { _, err := p.Publisher(t.Context(), "p"); return err },
		"region":    func() error { _, err := p.Region(t.Context(), "990000"); return err },
		"regions":   func() error { _, err := p.Regions(t.Context(), Query{}, "5304"); return err },
	}
	for name, f := range ask {
		if err := f(); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: got %v, want ErrNotFound", name, err)
		}
	}
}

func TestGroupsAddUpToTheTotal(t *testing.T) {
	p := newPortal(t)
	for _, raw := range []string{"", "q=工作", "region=530000&kind=budget"} {
		q := mustQuery(t, raw)
		for _, name := range GroupNames() {
			a, err := p.Aggregate(t.Context(), q, Grouping{By: []string{name}, Level: content.County})
			if err != nil {
				t.Fatal(err)
			}
			var amount content.Fen
			count, people := 0, map[string]int{}
			for _, g := range a.Groups {
				amount, count = amount+g.Amount, count+g.Count
				for unit, n := range g.People {
					people[unit] += n
				}
			}
			if amount != a.Total.Amount || count != a.Total.Count {
				t.Errorf("%q by %s: groups give %d in %d, the total is %d in %d", raw, name, amount, count, a.Total.Amount, a.Total.Count)
			}
			for unit, n := range a.Total.People {
				if people[unit] != n {
					t.Errorf("%q by %s: groups give %d%s, the total is %d", raw, name, people[unit], unit, n)
				}
			}
		}
	}
}

func TestSumsAreThoseOfTheRecords(t *testing.T) {
	p := newPortal(t)
	a, err := p.Aggregate(t.Context(), Query{}, Grouping{By: []string{"year", "kind"}})
	if err != nil {
		t.Fatal(err)
	}
	sums := map[[2]string]content.Fen{}
	for _, d := range originals() {
		if d.Amount != nil {
			sums[[2]string{yearValue(d.Year), string(d.Kind)}] += d.Amount.Fen
		}
	}
	for _, g := range a.Groups {
		if want := sums[[2]string{g.Keys[0].Value, g.Keys[1].Value}]; g.Amount != want {
			t.Errorf("%v: got %d, want %d", g.Keys, g.Amount, want)
		}
	}
	var wrong *ParamError
	if _, err := p.Aggregate(t.Context(), Query{}, Grouping{By: []string{"colour"}}); !errors.As(err, &wrong) {
		t.Errorf("by colour: got %v, want a ParamError", err)
	}
}

func TestFlowsConserveTheMoney(t *testing.T) {
	p := newPortal(t)
	flows, err := p.Flows(t.Context(), Query{}, 5)
	if err != nil {
		t.Fatal(err)
	}
	var stages [2]content.Fen
	for _, f := range flows {
		stages[f.Stage] += f.Amount
	}
	if total := mustFind(t, p, "").Totals.Amount; stages[0] != total || stages[1] != total {
		t.Errorf("the stages carry %v, the total is %d", stages, total)
	}
}

func TestPublishersAndRegions(t *testing.T) {
	p := newPortal(t)
	units, err := p.Publishers(t.Context(), Query{})
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for i, u := range units {
		count += u.Count
		if i > 0 && u.Amount.Fen > units[i-1].Amount.Fen {
			t.Errorf("%s stands behind a smaller one", u.Name)
		}
		if one, err := p.Publisher(t.Context(), u.ID); err != nil || one.Name != u.Name || one.Count != u.Count {
			t.Errorf("%s alone: %+v, %v", u.ID, one, err)
		}
	}
	if count != samples {
		t.Errorf("units have %d disclosures, want %d", count, samples)
	}
	provinces, err := p.Regions(t.Context(), Query{}, "")
	if err != nil {
		t.Fatal(err)
	}
	count = 0
	for _, r := range provinces {
		count += r.Count
		if r.Code == Unknown {
			continue
		}
		if one, err := p.Region(t.Context(), r.Code); err != nil || one.Count != r.Count || one.Level != content.Province {
			t.Errorf("%s alone: %+v, %v", r.Code, one, err)
		}
	}
	if count != samples {
		t.Errorf("provinces have %d disclosures, want %d", count, samples)
	}
}

func TestRelatedAreOfTheSameUnit(t *testing.T) {
	p, related := newPortal(t), 0
	for _, d := range originals() {
		others, err := p.Related(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range others {
			related++
			if o.ID == d.ID || o.Publisher.ID != d.Publisher.ID {
				t.Errorf("%s is not related to %s", o.ID, d.ID)
			}
			whole, err := p.Read(t.Context(), o.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(rowOf(whole.Summary), rowOf(o)); diff != "" {
				t.Errorf("%s beside %s (-as read, +as related):\n%s", o.ID, d.ID, diff)
			}
		}
	}
	if related == 0 {
		t.Error("nothing is related to anything")
	}
}

// rowOf keeps what a row of a list shows.
func rowOf(s content.Summary) content.Summary {
	row := content.Summary{
		ID: s.ID, Kind: s.Kind, Title: s.Title, Year: s.Year, Publisher: s.Publisher, Region: s.Region, Category: s.Category,
		Status: s.Status, Revision: s.Revision, PublishedAt: s.PublishedAt, UpdatedAt: s.UpdatedAt, SHA256: s.SHA256, Findings: []content.Finding{},
	}
	if s.Amount != nil {
		row.Amount = &content.Money{Fen: s.Amount.Fen}
	}
	for _, f := range s.Findings {
		row.Findings = append(row.Findings, content.Finding{Code: f.Code, Verdict: f.Verdict})
	}
	return row
}

func TestVerdictsAreThoseOfTheRecord(t *testing.T) {
	for _, c := range []struct {
		record string
		want   []content.Finding
	}{
		{`{"title":"a \"findings\":[{\"code\":\"x\"}]","findings":[],"document_number_flags":[]}`, []content.Finding{}},
		{`{"findings":[{"code":"sum-lines","verdict":"open","evidence":[{"text":"]}"}]},{"code":"sum-people","verdict":"closes"}],"document_number_flags":[],"sha256":""}`,
			[]content.Finding{{Code: "sum-lines", Verdict: content.Open}, {Code: "sum-people", Verdict: content.Closes}}},
	} {
		if got, err := verdicts([]byte(c.record)); err != nil || !cmp.Equal(got, c.want) {
			t.Errorf("%s: %v, %v", c.record, got, err)
		}
	}
	for _, broken := range []string{`{}`, `{"findings":[{"code":`, `{"findings":{}}`} {
		if got, err := verdicts([]byte(broken)); err == nil {
			t.Errorf("%s: %v and no error", broken, got)
		}
	}
}

func TestSuggestCompletesNames(t *testing.T) {
	p := newPortal(t)
	unit, err := p.Publishers(t.Context(), Query{})
	if err != nil {
		t.Fatal(err)
	}
	name := unit[0].Name
	got, err := p.Suggest(t.Context(), string([]rune(name)[:3]), 10)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(got, func(s Suggestion) bool { return s.Kind == "publisher" && s.ID == unit[0].ID }) {
		t.Errorf("%s is not among %+v", name, got)
	}
	for _, text := range []string{"", " ", "\xff", "zzzzqqqq"} {
		if got, err := p.Suggest(t.Context(), text, 10); err != nil || len(got) != 0 {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	provinces, err := p.Regions(t.Context(), Query{}, "")
	if err != nil {
		t.Fatal(err)
	}
	province := provinces[0]
	if got, err := p.Suggest(t.Context(), string([]rune(province.Name)[:2]), 10); err != nil || len(got) == 0 || got[0].ID != province.Code {
		t.Errorf("%s: got %+v, %v; want the region first", province.Name, got, err)
	}
}

func TestDocumentsForTheIndexAreComplete(t *testing.T) {
	p := openPortal(t, sampleFolder(), newIndex(t))
	n := 0
	for doc, err := range p.documents(t.Context(), p.model.Load()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if !content.IsID(doc.ID) || doc.Title == "" || doc.Publisher == "" || doc.Body == "" || doc.Date.IsZero() {
			t.Errorf("incomplete: %+v", doc)
		}
	}
	if n != samples {
		t.Errorf("%d documents, want %d", n, samples)
	}
	if got := p.State(); got.Disclosures != samples || got.Revision == "" || got.SearchReady {
		t.Errorf("the state is %+v", got)
	}
}

func TestReadGivesWhatTheRevisionHolds(t *testing.T) {
	p := newPortal(t)
	for _, original := range originals()[:50] {
		want, err := content.ReadRevision(sampleFolder().content(), content.RevisionPath(original.ID, 1))
		if err != nil {
			t.Fatal(err)
		}
		derive(want)
		got, err := p.Read(t.Context(), original.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -revision +read\n%s", original.ID, diff)
		}
	}
}
