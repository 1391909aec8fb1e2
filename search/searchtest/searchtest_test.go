package searchtest

import (
	"testing"
)

// TestTablesAgreeWithAPlainScan tells a fault of the front or of a table from one
// of an engine.
func TestTablesAgreeWithAPlainScan(t *testing.T) {
	docs := Corpus()
	lexicon := Lexicon(docs)
	for class, list := range queries() {
		for _, q := range list {
			wantSet(t, class+": "+q.text, Expected(docs, lexicon.Plan(q.text)), q.want)
		}
	}
}

func TestCorpus(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Corpus() {
		if seen[d.ID] || d.Date.IsZero() || d.Title == "" || d.Publisher == "" || d.Body == "" {
			t.Errorf("%s is there twice, or lacks something", d.ID)
		}
		seen[d.ID] = true
	}
	if len(seen) < 30 {
		t.Errorf("%d documents are too few", len(seen))
	}
}
