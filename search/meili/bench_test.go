package meili_test

import (
	"bytes"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"mingzhang/content/sample"
	"mingzhang/search"
	"mingzhang/search/meili"
	"mingzhang/search/searchtest"
)

// benchDocuments is how many invented disclosures the benchmarks search.
const benchDocuments = 1000

// BenchmarkSearch compares a search through the index with its HTTP request sent
// as it is and the answer read but not understood.
func BenchmarkSearch(b *testing.B) {
	url, key := searchtest.StartMeilisearch(b)
	last := &recorder{}
	x, err := meili.Open(meili.Config{URL: last.inFrontOf(b, url), Key: key, Index: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	if err := x.Rebuild(b.Context(), "1", samples(benchDocuments)); err != nil {
		b.Fatal(err)
	}
	direct, err := meili.Open(meili.Config{URL: url, Key: key, Index: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	lexicon := search.NewLexicon(nil)
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	for _, text := range []string{"", "资金", "养护", "困难职工", "交通运输局 养护", "低保", "无此词语"} {
		plan := lexicon.Plan(text)
		result, err := x.Search(b.Context(), plan)
		if err != nil {
			b.Fatal(err)
		}
		request := last.request
		b.Run(text+"/index", func(b *testing.B) {
			for b.Loop() {
				if _, err := direct.Search(b.Context(), plan); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(result.IDs)), "ids")
		})
		b.Run(text+"/request", func(b *testing.B) {
			for b.Loop() {
				post(b, client, url+"/multi-search", key, request)
			}
		})
	}
}

// BenchmarkUpdate tells how long a publication takes to become findable.
func BenchmarkUpdate(b *testing.B) {
	url, key := searchtest.StartMeilisearch(b)
	x := open(b, url, key)
	if err := x.Rebuild(b.Context(), "1", samples(benchDocuments)); err != nil {
		b.Fatal(err)
	}
	one := searchtest.Corpus()[:1]
	for b.Loop() {
		if err := x.Update(b.Context(), "2", one, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRebuild tells how fast documents are indexed.
func BenchmarkRebuild(b *testing.B) {
	url, key := searchtest.StartMeilisearch(b)
	x := open(b, url, key)
	for b.Loop() {
		if err := x.Rebuild(b.Context(), "1", samples(benchDocuments)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchDocuments*b.N)/b.Elapsed().Seconds(), "docs/s")
}

// samples yields n invented disclosures.
func samples(n int) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for d := range sample.Generate(n, 1) {
			var body strings.Builder
			for _, s := range d.Sections {
				body.WriteString(s.Heading + "\n\n" + s.Markdown + "\n\n")
			}
			if !yield(search.Document{ID: d.ID, Title: d.Title, Publisher: d.Publisher.Name, Numbers: d.DocumentNumbers, Body: body.String()}, nil) {
				return
			}
		}
	}
}

// recorder keeps the body of the last request that went through it.
type recorder struct{ request []byte }

// inFrontOf returns the URL of a proxy for the server at target.
func (r *recorder) inFrontOf(b *testing.B, target string) string {
	b.Helper()
	to, err := url.Parse(target)
	if err != nil {
		b.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil {
			b.Error(err)
		}
		r.request = body
		request.Body = io.NopCloser(bytes.NewReader(body))
		proxy.ServeHTTP(w, request)
	}))
	b.Cleanup(server.Close)
	return server.URL
}

func post(b *testing.B, client *http.Client, url, key string, body []byte) {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+key)
	response, err := client.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("HTTP %d, %v", response.StatusCode, err)
	}
}
