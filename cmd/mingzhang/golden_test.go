package main

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAPIHoldsTheGoldenFacts asks a portal on an empty folder for the shipped
// records and compares them with what a perfect reading of their texts yields.
func TestAPIHoldsTheGoldenFacts(t *testing.T) {
	base, _ := serving(t, "--data", filepath.Join(t.TempDir(), "data"))
	count := 0
	for _, seed := range goldenSeeds(t) {
		for _, want := range seed.Disclosures {
			got := ask(t, base, seed.Publisher, want["title"].(string))
			want["kind"], want["year"], want["document_title"] = seed.Kind, seed.Year, seed.DocumentTitle
			want["publisher"] = map[string]any{"name": seed.Publisher}
			want["region"] = map[string]any{"code": seed.Region}
			for _, key := range []string{
				"title", "kind", "year", "document_title", "publisher", "region", "amount", "beneficiaries",
				"lines", "funding", "allocations", "units", "score",
			} {
				if diff := missing(want[key], got[key]); diff != "" {
					t.Errorf("%s, %s: %s", want["title"], key, diff)
				}
			}
			compareSections(t, want, got)
			count++
		}
	}
	if count != 6 {
		t.Errorf("compared %d records, want 6", count)
	}
}

type goldenSeed struct {
	Kind          string
	Year          float64
	DocumentTitle string `json:"document_title"`
	Publisher     string
	Region        string `json:"region_code"`
	Disclosures   []map[string]any
}

func goldenSeeds(t *testing.T) []goldenSeed {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "ingest", "testdata", "golden.json"))
	if err != nil {
		t.Fatal(err)
	}
	var golden struct{ Seeds []goldenSeed }
	if err := json.Unmarshal(b, &golden); err != nil {
		t.Fatal(err)
	}
	return golden.Seeds
}

// ask finds a record by its words and reads it whole.
func ask(t *testing.T, base, publisher, title string) map[string]any {
	t.Helper()
	var list struct{ Data []map[string]any }
	fetch(t, base+"/api/v1/disclosures?q="+url.QueryEscape(title), &list)
	for _, d := range list.Data {
		if d["title"] == title && d["publisher"].(map[string]any)["name"] == publisher {
			var whole map[string]any
			fetch(t, base+"/api/v1/disclosures/"+d["id"].(string), &whole)
			return whole
		}
	}
	t.Fatalf("%s of %s is not found", title, publisher)
	return nil
}

func fetch(t *testing.T, url string, to any) {
	t.Helper()
	status, body := get(t, url)
	if status != 200 {
		t.Fatalf("%s: %d %s", url, status, body)
	}
	if err := json.Unmarshal([]byte(body), to); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
}

// missing says what of a golden value is not in what was got. The golden file
// leaves out what it does not judge, and notes where it derived a number.
func missing(want, got any) string {
	switch want := want.(type) {
	case map[string]any:
		have, ok := got.(map[string]any)
		if !ok {
			return cmp.Diff(any(want), got)
		}
		for key, value := range want {
			if diff := missing(value, have[key]); diff != "" && key != "derived" {
				return key + ": " + diff
			}
		}
		return ""
	case []any:
		have, ok := got.([]any)
		if !ok || len(have) != len(want) {
			return cmp.Diff(any(want), got)
		}
		for i := range want {
			if diff := missing(want[i], have[i]); diff != "" {
				return diff
			}
		}
		return ""
	case nil:
		if list, ok := got.([]any); ok && len(list) == 0 {
			return ""
		}
	}
	return cmp.Diff(want, got)
}

func compareSections(t *testing.T, want, got map[string]any) {
	t.Helper()
	golden, ok := want["sections"].([]any)
	if !ok {
		return // the golden file does not judge the sections of evaluations
	}
	have := got["sections"].([]any)
	if len(golden) != len(have) {
		t.Errorf("%s: %d sections, want %d", want["title"], len(have), len(golden))
		return
	}
	for i := range golden {
		w, h := golden[i].(map[string]any), have[i].(map[string]any)
		length := len([]rune(strings.Join(strings.Fields(h["markdown"].(string)), "")))
		if w["key"] != h["key"] || !strings.HasSuffix(w["heading_as_written"].(string), h["heading"].(string)) || w["chars_no_space"] != float64(length) {
			t.Errorf("%s: section %v has heading %v and %d characters, want %v", want["title"], h["key"], h["heading"], length, w)
		}
	}
}
