package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
)

// TestVariedDocuments reads invented documents of many departments. Each stands
// beside a .want file with its facts, which was checked by eye.
func TestVariedDocuments(t *testing.T) {
	wants, err := filepath.Glob("testdata/varied/*.want")
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, want := range wants {
		paths = append(paths, strings.TrimSuffix(want, ".want"))
	}
	if len(paths) < 20 {
		t.Fatalf("only %d documents found", len(paths))
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rep := new(Reader).File(context.Background(), filepath.Base(path), b)
			got := describe(rep)
			if *update {
				if err := os.WriteFile(path+".want", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("facts differ (-want +got):\n%s", diff)
			}
			for _, d := range rep.Disclosures {
				checkDraft(t, d)
			}
		})
	}
}

// describe writes the facts of a report, one a line.
func describe(rep Report) string {
	var b strings.Builder
	if rep.Rejected != "" {
		fmt.Fprintf(&b, "rejected %s\n", rep.Rejected)
	}
	for _, d := range rep.Disclosures {
		region := "-"
		if d.Region != nil {
			region = d.Region.Code
		}
		fmt.Fprintf(&b, "%s %d %s\ndocument %s\npublisher %s %s\nimplementer %s\ncategory %s\n", d.Kind, d.Year, d.Title, d.DocumentTitle, d.Publisher.Name, region, d.Implementer, d.Category)
		fmt.Fprintf(&b, "amount %s\npeople %s\n", moneyWords(d.Amount), peopleWords(d.Beneficiaries))
		if d.PlanTotal != nil {
			fmt.Fprintf(&b, "plan %s\n", moneyWords(d.PlanTotal))
		}
		if d.Score != nil {
			fmt.Fprintf(&b, "score %v %v\n", d.Score.Score, d.Score.Max != nil)
		}
		if e := d.Execution; e != nil {
			fmt.Fprintf(&b, "execution %s %s %s\n", moneyWords(e.Budget), moneyWords(e.Spent), e.Rate)
		}
		describeRows(&b, d)
		for _, s := range d.Sections {
			fmt.Fprintf(&b, "section %s %s %d\n", s.Key, s.Heading, len([]rune(withoutSpace(s.Markdown))))
		}
	}
	return b.String()
}

func describeRows(b *strings.Builder, d *content.Disclosure) {
	for _, u := range d.Units {
		fmt.Fprintf(b, "unit %s %s\n", u.Name, u.Role)
	}
	for _, l := range d.Lines {
		fmt.Fprintf(b, "line %s|%s|%s|%s|%s\n", l.Label, l.Recipient, peopleWords(l.People), moneyWords(l.Rate), moneyWords(l.Amount))
	}
	for _, s := range d.Funding {
		fmt.Fprintf(b, "funding %s|%s\n", s.Source, moneyWords(s.Amount))
	}
	for _, a := range d.Allocations {
		fmt.Fprintf(b, "allocation %s|%s\n", a.Recipient, moneyWords(a.Amount))
	}
	for _, in := range d.Indicators {
		fmt.Fprintf(b, "indicator %s|%s|%s|%s %s%s|%s\n", in.Level1, in.Level2, in.Name, in.Operator, in.Target, in.Unit, in.Actual)
	}
	for _, n := range d.DocumentNumbers {
		fmt.Fprintf(b, "number %s\n", n)
	}
}

func moneyWords(m *content.Money) string {
	if m == nil {
		return "-"
	}
	return m.Fen.Yuan()
}

func peopleWords(p *content.People) string {
	if p == nil {
		return "-"
	}
	return p.String()
}

// checkDraft checks what holds for every draft: figures stand where they say,
// the Markdown reads back the same.
func checkDraft(t *testing.T, d *content.Disclosure) {
	t.Helper()
	runes := map[string][]rune{}
	for _, s := range d.Sections {
		runes[s.Key] = []rune(s.Markdown)
	}
	for _, fig := range d.Figures {
		r := runes[fig.Section]
		if fig.Start < 0 || fig.End > len(r) || string(r[fig.Start:fig.End]) != fig.Text {
			t.Errorf("figure %+v does not stand at its place", fig)
		}
	}
	for _, c := range d.Citations {
		r := runes[c.Section]
		if c.Start < 0 || c.End > len(r) || string(r[c.Start:c.End]) != c.Text {
			t.Errorf("citation %+v does not stand at its place", c)
		}
	}
	b, err := content.Format(d)
	if err != nil {
		t.Fatal(err)
	}
	again, err := content.Parse(b)
	if err != nil {
		t.Fatalf("%v in\n%s", err, b)
	}
	if diff := cmp.Diff(d.Sections, again.Sections); diff != "" {
		t.Errorf("sections read back differ:\n%s", diff)
	}
}
