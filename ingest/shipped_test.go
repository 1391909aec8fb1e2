package ingest

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
)

var update = flag.Bool("update", false, "write content/disclosures again from testdata/seeds")

// shippedSeeds are the seed documents that can be published. Personal data is
// masked in them already.
func shippedSeeds() []string {
	return []string{"yuxi-2023.txt", "hongta-2026.txt", "chuxiong-2021.txt", "jiangmen-2023-evaluation.txt"}
}

// publishedSeed reads a seed as its first published revisions.
func publishedSeed(t *testing.T, name string) []*content.Disclosure {
	t.Helper()
	at := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	rep := readSeed(t, name)
	for _, d := range rep.Disclosures {
		d.Status, d.Revision, d.PublishedAt, d.UpdatedAt = content.Published, 1, at, at
	}
	return rep.Disclosures
}

func TestShippedDisclosuresAreTheSeeds(t *testing.T) {
	shipped := map[string]bool{}
	for _, name := range shippedSeeds() {
		for _, d := range publishedSeed(t, name) {
			place := content.RevisionPath(d.ID, d.Revision)
			shipped[place] = true
			want, err := content.Format(d)
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				writeShipped(t, place, want)
				continue
			}
			got, err := fs.ReadFile(content.Shipped(), place)
			if err != nil {
				t.Errorf("%s: %v; run this test with -update", name, err)
				continue
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s is not what %s yields (-want +got):\n%s", place, name, diff)
			}
		}
	}
	if len(shipped) != 6 {
		t.Errorf("%d disclosures are shipped, want 6", len(shipped))
	}
	checkNoOthers(t, shipped)
}

func writeShipped(t *testing.T, place string, b []byte) {
	t.Helper()
	file := filepath.Join("..", "content", "disclosures", filepath.FromSlash(place))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func checkNoOthers(t *testing.T, shipped map[string]bool) {
	t.Helper()
	err := fs.WalkDir(content.Shipped(), ".", func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !shipped[path] {
			t.Errorf("%s comes from no seed", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestShippedDisclosuresReadBackTheSame(t *testing.T) {
	for _, name := range shippedSeeds() {
		for _, d := range publishedSeed(t, name) {
			got, err := content.ReadRevision(content.Shipped(), content.RevisionPath(d.ID, 1))
			if err != nil {
				t.Error(err)
				continue
			}
			b, err := content.Format(got)
			if err != nil {
				t.Fatal(err)
			}
			if content.SHA256(b) != got.SHA256 {
				t.Errorf("%s is not canonical", got.ID)
			}
			if diff := cmp.Diff(d.Citations, Citations(got)); diff != "" {
				t.Errorf("citations of the revision differ:\n%s", diff)
			}
			if diff := cmp.Diff(d.Figures, Figures(got)); diff != "" {
				t.Errorf("%s: the figures of the record differ from those of the draft:\n%s", got.ID, diff)
			}
		}
	}
}
