package sample

import (
	"slices"
	"strings"
	"testing"

	"mingzhang/content"

	"github.com/google/go-cmp/cmp"
)

func TestEqualSeedsGiveEqualDisclosures(t *testing.T) {
	first := slices.Collect(Generate(200, 7))
	if diff := cmp.Diff(first, slices.Collect(Generate(200, 7))); diff != "" {
		t.Errorf("two runs of one seed differ:\n%s", diff)
	}
	if diff := cmp.Diff(first[150], New(7).At(150)); diff != "" {
		t.Errorf("disclosure 150 depends on those before it:\n%s", diff)
	}
	if other := New(8).At(150); other.ID == first[150].ID {
		t.Errorf("seeds 7 and 8 give the same disclosure %s", other.ID)
	}
}

func TestMarkdownGivesTheSame(t *testing.T) {
	for d := range Generate(400, 1) {
		b, err := content.Format(d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := content.Parse(b)
		if err != nil {
			t.Fatalf("%v in\n%s", err, b)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Fatalf("-sample +parsed:\n%s\n%s", diff, b)
		}
		if err := got.ValidatePublished(); err != nil {
			t.Fatalf("%v in\n%s", err, b)
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	seen := map[string]int{}
	g := New(1)
	for i := range 30_000 {
		id := g.At(i).ID
		if before, double := seen[id]; double {
			t.Fatalf("disclosures %d and %d are both %s", before, i, id)
		}
		seen[id] = i
	}
}

// TestTitlesAreUnique looks at the project alone, which is cheap, far enough for
// the largest unit to use up its stems.
func TestTitlesAreUnique(t *testing.T) {
	type key struct {
		unit, title string
		kind        content.Kind
		year        int
	}
	seen := map[key]int{}
	g := New(3)
	for i := range 400_000 {
		p := g.project(i)
		k := key{p.name, p.title, p.kind, p.year}
		if !p.yearStated {
			k.year = 0
		}
		if before, double := seen[k]; double {
			t.Fatalf("disclosures %d and %d are both %v", before, i, k)
		}
		seen[k] = i
	}
}

func TestTextStatesTheFacts(t *testing.T) {
	for d := range Generate(500, 2) {
		text := wholeText(d)
		for _, want := range statedWords(d) {
			if !strings.Contains(text, want) {
				t.Fatalf("%s does not say %q:\n%s", d.ID, want, text)
			}
		}
		for _, broken := range []string{"{", "}", "$", "%!", "。。"} {
			if strings.Contains(text, broken) {
				t.Fatalf("%s says %q:\n%s", d.ID, broken, text)
			}
		}
	}
}

func wholeText(d *content.Disclosure) string {
	var b strings.Builder
	for _, s := range d.Sections {
		for _, paragraph := range strings.Split(s.Heading+"\n\n"+s.Markdown, "\n\n") {
			b.WriteString(strings.ReplaceAll(paragraph, "\n", "") + "\n")
		}
	}
	return b.String()
}

func TestSomeTextsAreOdd(t *testing.T) {
	const n = 1000
	rare, wrapped := 0, 0
	for d := range Generate(n, 5) {
		last := d.Sections[len(d.Sections)-1].Markdown
		rare += count(slices.ContainsFunc(builtinGrammar().lists["rare"], func(p phrase) bool { return strings.HasSuffix(last, p[0]) }))
		wrapped += count(strings.Contains(strings.ReplaceAll(last, "\n\n", ""), "\n"))
	}
	if rare < n/60 || rare > n/15 {
		t.Errorf("%d of %d texts end with a rare sentence", rare, n)
	}
	if wrapped < n/25 || wrapped > n/8 {
		t.Errorf("%d of %d texts are broken into lines", wrapped, n)
	}
}

func statedWords(d *content.Disclosure) []string {
	words := slices.Clone(d.DocumentNumbers)
	add := func(m *content.Money) {
		if m != nil {
			words = append(words, m.Text)
		}
	}
	add(d.Amount)
	for _, l := range d.Lines {
		add(l.Amount)
		add(l.Rate)
		words = append(words, l.Label)
	}
	for _, f := range d.Funding {
		add(f.Amount)
		words = append(words, f.Source)
	}
	for _, a := range d.Allocations {
		words = append(words, a.Recipient+a.Amount.Text)
	}
	if d.Beneficiaries != nil {
		words = append(words, d.Beneficiaries.String())
	}
	return words
}

func TestSampleIsVaried(t *testing.T) {
	const n = 4000
	var noYear, noRegion, noAmount, noCategory, off, size int
	sentences, publishers, kinds := map[string]bool{}, map[string]int{}, map[content.Kind]int{}
	for d := range Generate(n, 5) {
		publishers[d.Publisher.ID]++
		kinds[d.Kind]++
		noYear += count(d.Year == 0)
		noRegion += count(d.Region == nil)
		noAmount += count(d.Amount == nil)
		noCategory += count(d.Category == "")
		off += count(d.Amount != nil && sumOfLines(d) != d.Amount.Fen)
		text := wholeText(d)
		size += len(text)
		for _, s := range strings.Split(text, "。") {
			sentences[s] = true
		}
	}
	for name, c := range map[string]int{"no year": noYear, "no region": noRegion, "no amount": noAmount, "no category": noCategory, "does not add up": off} {
		if c < n/200 || c > n/5 {
			t.Errorf("%s: %d of %d; want a small share", name, c, n)
		}
	}
	if len(kinds) != 3 || len(sentences) < 50_000 {
		t.Errorf("kinds %v, %d different sentences; want all kinds and at least 50,000", kinds, len(sentences))
	}
	if mean := size / n; mean < 3000 || mean > 6000 {
		t.Errorf("a text has %d bytes on average; want 3,000 to 6,000", mean)
	}
	most := 0
	for _, c := range publishers {
		most = max(most, c)
	}
	if len(publishers) < 500 || most < 5*n/len(publishers) {
		t.Errorf("%d publishers, the largest with %d of %d; want many small ones and a few large ones", len(publishers), most, n)
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func sumOfLines(d *content.Disclosure) (sum content.Fen) {
	for _, l := range d.Lines {
		sum += l.Amount.Fen
	}
	return sum
}
