package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkPages measures pages without any cache, the portal's answers at no cost.
func BenchmarkPages(b *testing.B) {
	docs := records()
	app := newApp(b, &fake{docs: docs})
	for _, page := range []struct{ name, target string }{
		{"home", "/"}, {"search", "/search"}, {"disclosure", "/disclosures/" + docs[0].ID}, {"explore", "/explore?chart=money-flow"},
	} {
		b.Run(page.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				resp, err := app.Test(httptest.NewRequest(http.MethodGet, page.target, nil), -1)
				if err != nil || resp.StatusCode != http.StatusOK {
					b.Fatal(err)
				}
			}
		})
	}
}
