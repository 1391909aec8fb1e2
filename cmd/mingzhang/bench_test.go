package main

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"mingzhang/content/sample"
)

// BenchmarkUncachedDisclosure asks for pages that nobody has asked for before.
func BenchmarkUncachedDisclosure(b *testing.B) {
	data, n := b.TempDir(), 2000
	if err := sample.WriteTo(filepath.Join(data, "content"), n, 3); err != nil {
		b.Fatal(err)
	}
	a, err := openApp(b.Context(), &options{data: data, publicURL: "http://127.0.0.1"}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer a.close()
	var ids []string
	for d := range sample.Generate(n, 3) {
		ids = append(ids, d.ID)
	}
	for i := 0; b.Loop(); i++ {
		req := httptest.NewRequest("GET", "/disclosures/"+ids[i%n], nil)
		req.Header.Set("Accept-Encoding", "gzip, br")
		res, err := a.fiber.Test(req, -1)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != 200 {
			b.Fatal(res.StatusCode, err)
		}
	}
}
