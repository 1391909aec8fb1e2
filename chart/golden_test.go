package chart

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestGoldens(t *testing.T) {
	update := flag.Lookup("update").Value.String() == "true"
	for _, c := range samples() {
		for _, width := range []int{Narrow, Wide} {
			name := fmt.Sprintf("%s-%d.svg", c.name, width)
			t.Run(name, func(t *testing.T) {
				c.o.Width = width
				checkGolden(t, filepath.Join("testdata", name), mustDraw(t, c.chart, c.o), update)
			})
		}
	}
}

func checkGolden(t *testing.T, path string, got []byte, update bool) {
	t.Helper()
	if update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run with -update when it is meant", path)
	}
}

func mustDraw(t testing.TB, c Chart, o Options) []byte {
	t.Helper()
	svg, err := c.SVG(o)
	if err != nil {
		t.Fatal(err)
	}
	return svg
}

// TestMain adds the flag that rewrites the golden files.
func TestMain(m *testing.M) {
	flag.Bool("update", false, "rewrite the golden files")
	flag.Parse()
	os.Exit(m.Run())
}
