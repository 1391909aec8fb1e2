package main

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"mingzhang/cmd/mzscore/score"
)

// TestCorpusIsWhole checks the corpus itself, not what is read of it: every
// folder has a truth and the files that its source names, what the truth quotes
// stands in the source, and nothing else lies about.
func TestCorpusIsWhole(t *testing.T) {
	for _, c := range []struct {
		folder                string
		folders, files, kinds int
	}{
		{"testdata/corpus", 70, 170, 10},
		{"testdata/held", 10, 20, 5},
	} {
		corpus := os.DirFS(c.folder)
		folders, err := fs.Glob(corpus, "*/source.md")
		if err != nil {
			t.Fatal(err)
		}
		files, size, kinds := 0, int64(0), map[string]bool{}
		for _, name := range folders {
			for _, file := range checkFolder(t, corpus, path.Dir(name)) {
				info, err := fs.Stat(corpus, path.Dir(name)+"/"+file)
				if err != nil {
					t.Fatal(err)
				}
				files, size, kinds[path.Ext(file)] = files+1, size+info.Size(), true
			}
		}
		if len(folders) < c.folders || files < c.files || len(kinds) < c.kinds || size > 6<<20 {
			t.Errorf("%s: %d documents in %d files of %d kinds, %d bytes; want %d, %d and %d at least and 6 MiB at most",
				c.folder, len(folders), files, len(kinds), size, c.folders, c.files, c.kinds)
		}
	}
}

func checkFolder(t *testing.T, corpus fs.FS, folder string) (made []string) {
	t.Helper()
	source, err := fs.ReadFile(corpus, folder+"/source.md")
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(corpus, folder+"/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	truth, err := score.ParseTruth(b)
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	for _, p := range truth.PII {
		if first, _, _ := strings.Cut(p.Text, "|"); !strings.Contains(string(source), first) {
			t.Errorf("%s: %s stands in the truth and not in the source", folder, p.Text)
		}
	}
	head, _, _ := strings.Cut(string(source), "\n")
	wanted := []string{"source.md", "truth.json"}
	for format := range strings.FieldsSeq(strings.TrimPrefix(head, "formats:")) {
		ext, variant, found := strings.Cut(format, "-")
		file := "file." + ext
		if found {
			file = "file-" + variant + "." + ext
		}
		wanted, made = append(wanted, file), append(made, file)
	}
	entries, err := fs.ReadDir(corpus, folder)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, e := range entries {
		have = append(have, e.Name())
	}
	slices.Sort(wanted)
	if !slices.Equal(have, wanted) {
		t.Errorf("%s holds %v, its source asks for %v", folder, have, wanted)
	}
	return made
}

// TestScoreRuns reads a few plain files from end to end and looks at the table.
func TestScoreRuns(t *testing.T) {
	var b strings.Builder
	if err := run(&b, os.DirFS("testdata/corpus"), "40-news", true); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"field", "rejected", "format", "txt"} {
		if !strings.Contains(b.String(), words) {
			t.Errorf("the table lacks %q:\n%s", words, b.String())
		}
	}
	if err := run(&b, os.DirFS("testdata/corpus"), "no such folder", false); err == nil {
		t.Error("a corpus without documents is no error")
	}
}
