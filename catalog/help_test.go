package catalog

import (
	"hash/fnv"
	"testing"

	"mingzhang/content"
	"mingzhang/content/sample"
)

func emptySnapshot() *Snapshot { return newSnapshot(Config{}, newTable(), &records{}) }

// derive gives a disclosure some findings that follow from its id.
func derive(d *content.Disclosure) {
	h := fnv.New32a()
	h.Write([]byte(d.ID))
	n := h.Sum32()
	d.Findings = nil
	for i, v := range content.Verdicts() {
		if n>>i&3 == 0 {
			d.Findings = append(d.Findings, content.Finding{Code: "sum-lines", Verdict: v})
		}
	}
}

// textOf gives the headings and texts of sections.
func textOf(sections []content.Section) string {
	text := ""
	for _, s := range sections {
		text += s.Heading + "\n" + s.Markdown + "\n"
	}
	return text
}

func disclosures(n int, seed uint64) []*content.Disclosure {
	var ds []*content.Disclosure
	for d := range sample.Generate(n, seed) {
		derive(d)
		ds = append(ds, d)
	}
	return ds
}

func snapshotOf(t testing.TB, ds ...*content.Disclosure) *Snapshot {
	t.Helper()
	s, err := emptySnapshot().With(ds...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func load(t testing.TB, config Config) *Snapshot {
	t.Helper()
	s, problems, err := Load(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Fatal(p)
	}
	return s
}
