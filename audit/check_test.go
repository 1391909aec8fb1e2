package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mingzhang/content"
	"mingzhang/content/sample"
)

// brief writes a finding as "code verdict stated computed unit".
func brief(f content.Finding) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s", f.Code, f.Verdict, f.Stated, f.Computed, f.Unit))
}

func briefs(found []content.Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, brief(f))
	}
	return out
}

func TestCheckFindsWhatTheTextShows(t *testing.T) {
	for name, c := range map[string]struct {
		d    *content.Disclosure
		want []string
	}{
		"four rows told twice": {yuxi(t), []string{
			"sum-lines closes 3346000.00 3346000.00 元",
			"rate-times-people closes 2026000.00 2026000.00 元",
			"rate-times-people closes 1232000.00 1232000.00 元",
			"sum-people closes 1346 1346 人",
			"repeated-section explained  9",
		}},
		"one row": {hongta(t), []string{"rate-times-people closes 40000.00 40000.00 元"}},
		"plan larger than budget": {chuxiongAid(t), []string{
			"year-conflict open 2021 2023 年",
			"amount-conflict explained 100000.00 3000000.00 元",
			"people-conflict open 700 550 人次",
			"repeated-section explained  100 %",
		}},
		"year in cited titles only": {chuxiongVisits(t), []string{
			"year-conflict open 2021 2023 年",
			"amount-conflict explained 500000.00 630400.00 元",
			"repeated-section explained  100 %",
		}},
		"districts": {jiangmen(t), []string{
			"sum-lines closes 1000000.00 1000000.00 元",
			"sum-people closes 192 192 人次",
			"sum-people closes 310 310 户",
			"sum-allocations closes 1000000.00 1000000.00 元",
			"sum-allocations closes 1000000.00 1000000.00 元",
			"people-conflict open 27 16 户",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			got := briefs(Check(c.d))
			if !slices.EqualFunc(got, c.want, strings.HasPrefix) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

// samples are the disclosures of the tests by name.
func samples(t testing.TB) map[string]*content.Disclosure {
	return map[string]*content.Disclosure{
		"yuxi": yuxi(t), "hongta": hongta(t), "chuxiong aid": chuxiongAid(t), "chuxiong visits": chuxiongVisits(t), "jiangmen": jiangmen(t),
	}
}

func TestEvidenceIsExact(t *testing.T) {
	for name, d := range samples(t) {
		for _, f := range Check(d) {
			if f.Note == "" || !strings.HasSuffix(f.Note, "。") || !slices.Contains(Codes(), f.Code) {
				t.Errorf("%s: %s: note %q", name, f.Code, f.Note)
			}
			if len(f.Evidence) == 0 {
				t.Errorf("%s: %s has no evidence", name, f.Code)
			}
			evidenceStands(t, d, f)
		}
	}
}

// evidenceStands checks that the words of a finding are where it says they are.
func evidenceStands(t *testing.T, d *content.Disclosure, f content.Finding) {
	t.Helper()
	for _, e := range f.Evidence {
		s := d.Section(e.Section)
		if s == nil {
			t.Errorf("%s: no section %q", f.Code, e.Section)
			continue
		}
		if r := []rune(s.Markdown); e.Start < 0 || e.End > len(r) || e.Start > e.End || string(r[e.Start:e.End]) != e.Text {
			t.Errorf("%s: evidence %+v does not stand there", f.Code, e)
		}
	}
}

// Invented disclosures whose facts agree are never called wrong; of those whose
// rows disagree with the total, some are found.
func TestInventedDisclosures(t *testing.T) {
	wrong := 0
	for d := range sample.Generate(300, 7) {
		found := opens(Check(d))
		if !agrees(d) {
			wrong += min(1, len(found))
		} else if found != nil {
			t.Errorf("%s: called wrong: %s", d.ID, found)
		}
	}
	if wrong == 0 {
		t.Error("no disagreement was found")
	}
}

// agrees tells whether the facts add up exactly.
func agrees(d *content.Disclosure) bool {
	var sum content.Fen
	for _, l := range d.Lines {
		if l.Amount == nil {
			return true
		}
		sum += l.Amount.Fen
		if l.People != nil && l.Rate != nil && content.Fen(l.People.Count)*l.Rate.Fen != l.Amount.Fen {
			return false
		}
	}
	return d.Amount == nil || fundingAgrees(d) && (len(d.Lines) == 0 || sum == d.Amount.Fen)
}

func fundingAgrees(d *content.Disclosure) bool {
	var sum content.Fen
	for _, f := range d.Funding {
		if f.Amount == nil {
			return true
		}
		sum += f.Amount.Fen
	}
	return len(d.Funding) == 0 || sum == d.Amount.Fen
}

func FuzzCheck(f *testing.F) {
	for _, s := range []string{yuxiItems, "占60%，占40%。", "310户，其中甲83户、乙227户", "XX市____年", "《2023年", "1,346人334.60万元", "\xff80人每人500元4万元", "合计9万元；"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 || !utf8.ValidString(s) {
			return
		}
		d := yuxi(t)
		d.Section("funding").Markdown = s
		d.Section("results").Markdown = s
		d.PlanTotal = money(t, "400万元")
		for _, finding := range Check(d) {
			evidenceStands(t, d, finding)
		}
	})
}

func TestCheckChangesNothing(t *testing.T) {
	for name, d := range samples(t) {
		before, err := content.Format(d)
		if err != nil {
			t.Fatal(err)
		}
		first, second := briefs(Check(d)), briefs(Check(d))
		after, err := content.Format(d)
		if err != nil || string(before) != string(after) || !slices.Equal(first, second) {
			t.Errorf("%s: Check changed the disclosure or its own answer: %v", name, err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for name, d := range samples(b) {
		n := 0
		for _, s := range d.Sections {
			n += len(s.Markdown)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(n))
			for b.Loop() {
				Check(d)
			}
		})
	}
}
