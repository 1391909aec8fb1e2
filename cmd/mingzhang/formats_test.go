package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"mingzhang/publish"
)

// TestIngestReadsEveryFormat reads one document of the corpus in each format, by
// what the file holds: half of them have lost their ending.
func TestIngestReadsEveryFormat(t *testing.T) {
	formats := map[string]string{
		"01-edu-meals/file.docx": "docx", "01-edu-meals/file.pdf": "pdf", "03-civil-elderly-form/file.doc": "doc",
		"07-culture-capitals/file.wps": "wps", "08-agri-three/file.odt": "odt", "05-water-spaced/file.ofd": "ofd",
		"04-housing-allocation-open/file.xlsx": "xlsx", "02-health-two-projects/file.html": "html",
		"08-agri-three/file.md": "md", "02-health-two-projects/file.txt": "txt",
	}
	dir, args := t.TempDir(), []string{"ingest", "--json"}
	for name, format := range formats {
		b, err := os.ReadFile(filepath.Join("..", "mzscore", "testdata", "corpus", name))
		if err != nil {
			t.Fatal(err)
		}
		bare := filepath.Join(dir, format)
		if format == "md" || format == "wps" { // these two are told by their names
			bare += "." + format
		}
		if err := os.WriteFile(bare, b, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, bare)
	}
	got := runs(t, map[string]string{"XDG_CACHE_HOME": t.TempDir()}, args...)
	if got.code != exitOK {
		t.Fatalf("exit code %d: %s", got.code, got.err)
	}
	var out struct{ Files []publish.Report }
	if err := json.Unmarshal([]byte(got.out), &out); err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	for _, r := range out.Files {
		if len(r.Disclosures) == 0 || r.Disclosures[0].Publisher.Name == "" || r.Disclosures[0].Amount == nil {
			t.Errorf("%s gives %+v", r.File, r)
		}
		read[r.Format] = true
	}
	for _, format := range formats {
		if !read[format] {
			t.Errorf("no file was read as %s, only %v", format, read)
		}
	}
}
