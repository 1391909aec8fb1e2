package webpage

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the expected documents anew")

func pages() []string {
	return []string{"testdata/index-number.html", "testdata/trs-gbk.html", "testdata/word-export.doc"}
}

// TestPages compares whole pages with documents that were read through by eye.
func TestPages(t *testing.T) {
	for _, name := range pages() {
		t.Run(name, func(t *testing.T) {
			page, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := Read(context.Background(), page)
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(doc, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(name+".want", append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTruncatedPages reads pages that end anywhere: what is there is read, and
// nothing worse happens than a refusal.
func TestTruncatedPages(t *testing.T) {
	for _, name := range pages() {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 20 {
			doc, err := Read(context.Background(), page[:len(page)*i/20])
			switch {
			case err != nil && !isRefusal(err):
				t.Errorf("%s: %d/20 gave %v", name, i, err)
			case err == nil && i > 12 && len(doc.Blocks) == 0:
				t.Errorf("%s: %d/20 gave no text", name, i)
			}
		}
	}
}
