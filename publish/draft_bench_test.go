package publish_test

import (
	"os"
	"path/filepath"
	"testing"

	"mingzhang/ingest"
	"mingzhang/publish"
)

// BenchmarkFormats reads the corpus of each format, from bytes to drafts.
func BenchmarkFormats(b *testing.B) {
	for _, format := range []string{"txt", "docx", "html", "xlsx"} {
		b.Run(format, func(b *testing.B) {
			paths, err := filepath.Glob("../cmd/mzscore/testdata/corpus/*/*." + format)
			if err != nil || len(paths) == 0 {
				b.Fatalf("no files: %v", err)
			}
			files := make([][]byte, len(paths))
			for i, path := range paths {
				if files[i], err = os.ReadFile(path); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				publish.Drafts(b.Context(), new(ingest.Reader), paths[i%len(paths)], files[i%len(files)])
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "files/s")
		})
	}
}
