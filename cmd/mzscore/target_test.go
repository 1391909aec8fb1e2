package main

import (
	"os"
	"testing"

	"mingzhang/ingest/pdf"
)

// TestMain lets this test program be its own child, as the program itself is
// when it reads PDF.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == pdf.WorkerCommand {
		main()
		return
	}
	os.Exit(m.Run())
}

// The targets on the corpus for which rules are written.
const (
	minF1       = 0.97
	minPersonal = 1.0
)

// TestCorpusReachesItsTargets reads every file of the corpus.
func TestCorpusReachesItsTargets(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	result, err := scored(os.DirFS("testdata/corpus"))
	if err != nil {
		t.Fatal(err)
	}
	for _, alarm := range result.Alarms() {
		t.Errorf("a correct text is called wrong: %s", alarm)
	}
	for name, tally := range result.Fields() {
		if name == "pii" && tally.Recall() < minPersonal {
			t.Errorf("personal data: recall %.3f, want %.3f", tally.Recall(), minPersonal)
		}
		if tally.F1() < minF1 {
			t.Errorf("%s: F1 %.3f (precision %.3f, recall %.3f), want %.3f", name, tally.F1(), tally.Precision(), tally.Recall(), minF1)
		}
	}
	for _, f := range result.Formats() {
		if f.Read < f.Files {
			t.Errorf("%s: %d of %d files were read", f.Name, f.Read, f.Files)
		}
	}
}
