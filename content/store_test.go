package content

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestRevisionPathAndBack(t *testing.T) {
	p := RevisionPath("530402-2026-k7q2m9", 12)
	if want := "530402/2026/530402-2026-k7q2m9.12.md"; p != want {
		t.Fatalf("got %s, want %s", p, want)
	}
	if id, revision, err := ParseRevisionPath(p); err != nil || id != "530402-2026-k7q2m9" || revision != 12 {
		t.Errorf("back: %s %d %v", id, revision, err)
	}
	for _, bad := range []string{"", "x.md", "530402/2026/530402-2026-k7q2m9.md", "530402/2026/530402-2026-k7q2m9.0.md", "530402/2026/530402-2026-k7q2m9.01.md",
		"530401/2026/530402-2026-k7q2m9.1.md", "530402/2026/530402-2026-k7q2m9.1.txt", "../530402/2026/530402-2026-k7q2m9.1.md", "530402/2026/530402-2026-K7Q2M9.1.md"} {
		if id, _, err := ParseRevisionPath(bad); err == nil {
			t.Errorf("%q: got %s, want an error", bad, id)
		}
	}
}

func TestWriteRevisionOnce(t *testing.T) {
	root, d := t.TempDir(), samples()["full"]
	for range 2 { // equal bytes may come again
		if err := WriteRevision(root, d); err != nil {
			t.Fatal(err)
		}
	}
	got, err := ReadRevision(os.DirFS(root), RevisionPath(d.ID, d.Revision))
	if err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(filepath.Join(root, RevisionPath(d.ID, d.Revision)))
	if err != nil {
		t.Fatal(err)
	}
	want := *d
	want.SHA256 = SHA256(written)
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Errorf("-written +read:\n%s", diff)
	}
	other := *d
	other.Title = "另一个项目"
	if err := WriteRevision(root, &other); !errors.Is(err, ErrDifferent) {
		t.Errorf("different bytes: got %v, want ErrDifferent", err)
	}
	entries, err := os.ReadDir(filepath.Join(root, "530402", "2026"))
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v; want one file and no temporary one", entries, err)
	}
}

func TestWriteRevisionRefusesADraft(t *testing.T) {
	d := *samples()["full"]
	d.Status = Draft
	if err := WriteRevision(t.TempDir(), &d); err == nil || !strings.Contains(err.Error(), "status") {
		t.Errorf("got %v, want an error about the status", err)
	}
}

func TestReadRevisionChecksWhatTheFileSays(t *testing.T) {
	b, err := Format(samples()["full"])
	if err != nil {
		t.Fatal(err)
	}
	bare, err := Format(samples()["bare"])
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{
		"530402/2026/530402-2026-aaaaaa.1.md": {Data: b},
		"530402/2026/530402-2026-k7q2m9.2.md": {Data: b},
		"530402/2026/530402-2026-bbbbbb.1.md": {Data: bare},
	}
	for p, want := range map[string]string{
		"530402/2026/530402-2026-aaaaaa.1.md": "the file name must say the same",
		"530402/2026/530402-2026-k7q2m9.2.md": "the file name must say the same",
		"530402/2026/530402-2026-bbbbbb.1.md": "id is",
		"530402/2026/530402-2026-cccccc.1.md": "file does not exist",
	} {
		if _, err := ReadRevision(fsys, p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", p, err, want)
		}
	}
}

func TestIDs(t *testing.T) {
	d := samples()["full"].Summary
	id := NewID(&d)
	if !IsID(id) || !strings.HasPrefix(id, "530402-2026-") || id != NewID(&d) {
		t.Errorf("the id %q is not of the form, or not stable", id)
	}
	d.Title += "二"
	if NewID(&d) == id {
		t.Error("another project has the same id")
	}
	if id := NewID(&Summary{}); !IsID(id) {
		t.Errorf("without region and year: %q", id)
	}
	if PublisherID("甲") == PublisherID("乙") || len(PublisherID("甲")) != 10 {
		t.Errorf("publisher ids: %s %s", PublisherID("甲"), PublisherID("乙"))
	}
}
