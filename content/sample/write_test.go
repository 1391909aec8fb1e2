package sample

import (
	"os"
	"testing"

	"mingzhang/content"

	"github.com/google/go-cmp/cmp"
)

func TestWriteToGivesReadableRevisions(t *testing.T) {
	root := t.TempDir()
	if err := WriteTo(root, 60, 4); err != nil {
		t.Fatal(err)
	}
	for d := range Generate(60, 4) {
		got, err := content.ReadRevision(os.DirFS(root), content.RevisionPath(d.ID, 1))
		if err != nil {
			t.Fatal(err)
		}
		got.SHA256 = ""
		if diff := cmp.Diff(d, got); diff != "" {
			t.Errorf("-sample +read:\n%s", diff)
		}
	}
}

func TestWriteToNamesTheDisclosureThatFailed(t *testing.T) {
	root := t.TempDir() + "/file"
	if err := os.WriteFile(root, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := WriteTo(root, 3, 4); err == nil {
		t.Error("writing below a file gave no error")
	}
}

func BenchmarkAt(b *testing.B) {
	g := New(1)
	b.ReportAllocs()
	for i := range b.N {
		g.At(i)
	}
}

func BenchmarkWriteTo(b *testing.B) {
	if err := WriteTo(b.TempDir(), b.N, 1); err != nil {
		b.Fatal(err)
	}
}
