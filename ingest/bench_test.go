package ingest

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkFile reads the seed documents one after the other.
func BenchmarkFile(b *testing.B) {
	paths, err := filepath.Glob("testdata/seeds/*.txt")
	if err != nil || len(paths) == 0 {
		b.Fatalf("no seeds: %v", err)
	}
	files := make([][]byte, len(paths))
	for i, path := range paths {
		if files[i], err = os.ReadFile(path); err != nil {
			b.Fatal(err)
		}
	}
	for i := 0; b.Loop(); i++ {
		new(Reader).File(context.Background(), "a.txt", files[i%len(files)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "files/s")
}

func BenchmarkFigures(b *testing.B) {
	rep := readSeed(b, "yuxi-2023.txt")
	for b.Loop() {
		Figures(rep.Disclosures[0])
	}
}
