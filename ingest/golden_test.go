package ingest

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"mingzhang/content"
)

// goldenSeed is what a perfect reading of one seed document yields.
type goldenSeed struct {
	File            string               `json:"file"`
	Kind            content.Kind         `json:"kind"`
	DocumentTitle   content.Text         `json:"document_title"`
	Year            content.Year         `json:"year"`
	Publisher       content.Text         `json:"publisher"`
	RegionCode      content.Text         `json:"region_code"`
	DocumentNumbers []string             `json:"document_numbers"`
	NumberFlags     []content.NumberFlag `json:"document_number_flags"`
	Disclosures     []goldenDisclosure   `json:"disclosures"`
}

type goldenDisclosure struct {
	Title         string               `json:"title"`
	Amount        *content.Money       `json:"amount"`
	Beneficiaries *content.People      `json:"beneficiaries"`
	Units         []content.UnitRole   `json:"units"`
	Lines         []content.Line       `json:"lines"`
	Funding       []content.Funding    `json:"funding"`
	Allocations   []content.Allocation `json:"allocations"`
	Score         *content.Score       `json:"score"`
	PlanTotal     *struct {
		Raw string      `json:"raw"`
		Fen content.Fen `json:"fen"`
	} `json:"plan_total"`
	Indicators []struct {
		What string      `json:"what"`
		Op   string      `json:"op"`
		N    json.Number `json:"n"`
		Yuan string      `json:"yuan"`
		Pct  json.Number `json:"pct"`
		Unit string      `json:"unit"`
	} `json:"indicators"`
	Sections []struct {
		Key     string `json:"key"`
		Heading string `json:"heading_as_written"`
		Length  int    `json:"chars_no_space"`
		First   string `json:"first"`
		Last    string `json:"last"`
	} `json:"sections"`
}

func readGolden(t *testing.T) []goldenSeed {
	t.Helper()
	b, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Seeds []goldenSeed `json:"seeds"`
	}
	if err := json.Unmarshal(b, &golden); err != nil {
		t.Fatal(err)
	}
	return golden.Seeds
}

func readSeed(t testing.TB, name string) Report {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "seeds", name))
	if err != nil {
		t.Fatal(err)
	}
	return new(Reader).File(context.Background(), name, b)
}

func TestSeedsYieldTheGoldenFacts(t *testing.T) {
	for _, want := range readGolden(t) {
		t.Run(want.File, func(t *testing.T) {
			rep := readSeed(t, want.File)
			drafts := rep.Disclosures
			if len(want.Disclosures) == 0 {
				drafts = rep.Held
			} else if len(drafts) != len(want.Disclosures) {
				t.Fatalf("%d disclosures, want %d; rejected: %s", len(drafts), len(want.Disclosures), rep.Rejected)
			}
			var numbers []string
			var flags []content.NumberFlag
			for _, d := range drafts {
				checkHead(t, d, want)
				numbers = append(numbers, d.DocumentNumbers...)
				flags = append(flags, d.NumberFlags...)
			}
			same(t, "document_numbers", numbers, want.DocumentNumbers)
			same(t, "document_number_flags", flags, want.NumberFlags)
			for i, w := range want.Disclosures {
				checkFacts(t, drafts[i], w)
				checkIndicators(t, drafts[i], w)
				checkSections(t, drafts[i], w)
			}
		})
	}
}

func checkHead(t *testing.T, d *content.Disclosure, want goldenSeed) {
	t.Helper()
	region := content.Text("")
	if d.Region != nil {
		region = content.Text(d.Region.Code)
	}
	same(t, "kind", d.Kind, want.Kind)
	same(t, "document_title", d.DocumentTitle, want.DocumentTitle)
	same(t, "year", d.Year, want.Year)
	same(t, "publisher", content.Text(d.Publisher.Name), want.Publisher)
	same(t, "region", region, want.RegionCode)
}

func checkFacts(t *testing.T, d *content.Disclosure, want goldenDisclosure) {
	t.Helper()
	same(t, "title", d.Title, want.Title)
	same(t, "amount", d.Amount, want.Amount)
	same(t, "beneficiaries", d.Beneficiaries, want.Beneficiaries)
	same(t, "units", d.Units, want.Units)
	same(t, "lines", d.Lines, want.Lines)
	same(t, "funding", d.Funding, want.Funding)
	same(t, "allocations", d.Allocations, want.Allocations)
	same(t, "score", d.Score, want.Score)
	var plan *content.Money
	if want.PlanTotal != nil {
		plan = &content.Money{Fen: want.PlanTotal.Fen, Text: want.PlanTotal.Raw}
	}
	same(t, "plan_total", d.PlanTotal, plan)
}

// checkIndicators compares operators and numbers; the golden names are shortened
// from those of the text, which draft keeps whole.
func checkIndicators(t *testing.T, d *content.Disclosure, want goldenDisclosure) {
	t.Helper()
	if len(d.Indicators) != len(want.Indicators) {
		t.Errorf("%d indicators, want %d: %+v", len(d.Indicators), len(want.Indicators), d.Indicators)
		return
	}
	for i, w := range want.Indicators {
		in := d.Indicators[i]
		target, unit := w.N.String(), w.Unit
		if w.Pct != "" {
			target, unit = w.Pct.String(), "%"
		}
		if w.Yuan != "" {
			target, unit = w.Yuan, "元"
		}
		if !shortens(w.What, in.Name) || string(in.Operator) != w.Op || string(in.Target) != target || string(in.Unit) != unit {
			t.Errorf("indicator %d is %+v, want %+v", i+1, in, w)
		}
	}
}

// shortens tells whether the characters of short stand in long in this order.
func shortens(short, long string) bool {
	for _, c := range short {
		i := strings.IndexRune(long, c)
		if i < 0 {
			return false
		}
		long = long[i:]
	}
	return true
}

func checkSections(t *testing.T, d *content.Disclosure, want goldenDisclosure) {
	t.Helper()
	for _, w := range want.Sections {
		s := d.Section(w.Key)
		if s == nil {
			t.Errorf("section %s is missing", w.Key)
			continue
		}
		text := withoutSpace(s.Markdown)
		if n := len([]rune(text)); n != w.Length || !strings.HasPrefix(text, withoutSpace(w.First)) || !strings.HasSuffix(text, withoutSpace(w.Last)) {
			t.Errorf("section %s has %d characters, want %d:\n%s", w.Key, n, w.Length, text)
		}
		if !strings.HasSuffix(w.Heading, s.Heading) || s.Heading == "" {
			t.Errorf("section %s has the heading %q, want %q", w.Key, s.Heading, w.Heading)
		}
	}
}

func withoutSpace(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, s)
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", what, diff)
	}
}

// TestMarkdownShowsTheTextAsItIs renders the sections of the seeds: a reader sees
// every character of the text and no other.
func TestMarkdownShowsTheTextAsItIs(t *testing.T) {
	for _, name := range shippedSeeds() {
		for _, d := range readSeed(t, name).Disclosures {
			for _, s := range d.Sections {
				want := withoutSpace(strings.ReplaceAll(s.Markdown, "### ", ""))
				if got := withoutSpace(content.PlainText(s.Markdown)); got != want {
					t.Errorf("%s, %s:\n got %s\nwant %s", name, s.Key, got, want)
				}
				if strings.Count(s.Markdown, "\n\n")+1 != strings.Count(content.PlainText(s.Markdown), "\n")+1 {
					t.Errorf("%s, %s: paragraphs run together:\n%s", name, s.Key, content.PlainText(s.Markdown))
				}
			}
		}
	}
}
