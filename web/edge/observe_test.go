package edge

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gofiber/fiber/v2"
)

func TestFailures(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/panic", 500, "page: Internal Server Error"},
		{"GET", "/nowhere", 404, "page: Not Found"},
		{"GET", "/broken", 500, "500 Internal Server Error\n"},
		{"GET", "/api/v1/nowhere", 404, `{"face":"api"}`},
		{"GET", "/charts/nowhere.svg", 404, `{"face":"api"}`},
		{"POST", "/", 405, "page: Method Not Allowed"},
	} {
		res := b.do(t, c.method, c.path)
		if got := read(t, res); res.StatusCode != c.status || got != c.body {
			t.Errorf("%s %s: %d %q, want %d %q", c.method, c.path, res.StatusCode, got, c.status, c.body)
		}
		if res.Header.Get("ETag") != "" || res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: headers %v", c.method, c.path, res.Header)
		}
	}
	if b.do(t, "POST", "/").Header.Get("Allow") != "GET, HEAD" {
		t.Error("a 405 must say what is allowed")
	}
	if log := b.log.String(); !strings.Contains(log, "oh no") || !strings.Contains(log, "edge_test.go") {
		t.Error("the log has no panic with its stack")
	}
}

func TestLogHoldsNoQueryAndNoAddress(t *testing.T) {
	b := newBench(t)
	b.get(t, "/?q=secret-words", "X-Request-Id", "abc-12345", "User-Agent", "spy-browser", "X-Forwarded-For", "192.0.2.7")
	log := b.log.String()
	for _, want := range []string{`"request_id":"abc-12345"`, `"path":"/"`, `"status":200`, `"bytes":`, `"duration":`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s: %s", want, log)
		}
	}
	for _, never := range []string{"secret-words", "192.0.2.7", "spy-browser", "0.0.0.0"} {
		if strings.Contains(log, never) {
			t.Errorf("the log holds %s", never)
		}
	}
}

func TestRequestIDs(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct {
		given string
		kept  bool
	}{{"0123-abcd_EF", true}, {"short", false}, {strings.Repeat("a", 65), false}, {"with space 1", false}, {"<script>alert", false}} {
		got := b.get(t, "/", "X-Request-Id", c.given).Header.Get("X-Request-Id")
		if (got == c.given) != c.kept || len(got) < 8 {
			t.Errorf("given %q, answered %q", c.given, got)
		}
	}
}

func TestHeadersByPath(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct{ path, corp, origin, policy string }{
		{"/", "same-origin", "", pagePolicy},
		{"/disclosures/a", "same-origin", "", pagePolicy},
		{"/disclosures/a.json", "cross-origin", "*", dataPolicy},
		{"/en/disclosures/a.json", "cross-origin", "*", dataPolicy},
		{"/api/v1/list", "cross-origin", "*", dataPolicy},
		{"/api/nowhere", "cross-origin", "*", dataPolicy},
		{"/charts/a.svg", "cross-origin", "*", chartPolicy},
	} {
		h := b.get(t, c.path).Header
		if h.Get("Cross-Origin-Resource-Policy") != c.corp || h.Get("Access-Control-Allow-Origin") != c.origin || h.Get("Content-Security-Policy") != c.policy {
			t.Errorf("%s: %v", c.path, h)
		}
	}
	res := b.do(t, "OPTIONS", "/api/v1/list", "Origin", "https://example.org", "Access-Control-Request-Method", "GET")
	if res.StatusCode != 204 || res.Header.Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" || res.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("OPTIONS: %d %v", res.StatusCode, res.Header)
	}
}

func TestForwardedHeadersAreNotBelieved(t *testing.T) {
	b := newBench(t)
	b.app.Get("/base", func(c *fiber.Ctx) error { return c.SendString(c.BaseURL() + " " + c.IP()) })
	got := read(t, b.get(t, "/base", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https", "X-Forwarded-For", "192.0.2.7"))
	if strings.Contains(got, "evil") || strings.Contains(got, "https") || strings.Contains(got, "192.0.2.7") {
		t.Errorf("believed the client: %s", got)
	}
}

func TestValuesOutliveTheRequest(t *testing.T) {
	b := newBench(t)
	var kept []string
	b.app.Get("/keep/:id", func(c *fiber.Ctx) error { kept = append(kept, c.Params("id")); return nil })
	want := []string{"AAAA", "BBBB", "no"}
	for _, id := range want {
		b.get(t, "/keep/"+id)
	}
	if fmt.Sprint(kept) != fmt.Sprint(want) {
		t.Errorf("kept %v, want %v", kept, want)
	}
}

func TestMetrics(t *testing.T) {
	b := newBench(t)
	b.get(t, "/disclosures/one")
	b.get(t, "/disclosures/one")
	b.get(t, "/wp-login.php")
	etag := b.get(t, "/").Header.Get("ETag")
	b.get(t, "/", "If-None-Match", etag)
	text := read(t, b.get(t, "/metrics"))
	for _, want := range []string{
		`mingzhang_http_requests_total{method="GET",route="/disclosures/:id",status="200"} 2`,
		`mingzhang_http_requests_total{method="GET",route="unmatched",status="404"} 1`,
		`mingzhang_http_requests_total{method="GET",route="/",status="304"} 1`,
		`mingzhang_http_request_seconds_count{route="/disclosures/:id"} 2`,
		`mingzhang_cache_requests_total{result="hit"} 1`,
		`mingzhang_cache_requests_total{result="not_modified"} 1`,
		`mingzhang_dataset_info{build="test",revision="r1"} 1`,
		`mingzhang_dataset_disclosures 6`,
		`mingzhang_dataset_updated_seconds 100`,
		`mingzhang_search_ready 1`,
		`mingzhang_http_in_flight 1`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if strings.Contains(text, "wp-login") {
		t.Error("a path that is no route became a label")
	}
}

func TestLivePathsAreNeverCached(t *testing.T) {
	b := newBench(t)
	for _, path := range []string{"/healthz", "/metrics"} {
		if h := b.get(t, path).Header; h.Get("ETag") != "" || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %v", path, h)
		}
	}
}

func TestManyAskersOneAnswer(t *testing.T) {
	b := newBench(t)
	const askers = 8
	arrived, release := make(chan struct{}), make(chan struct{})
	var runs atomic.Int64
	b.app.Get("/slow", func(c *fiber.Ctx) error {
		if runs.Add(1) == 1 {
			close(arrived)
		}
		<-release
		return c.SendString(longText)
	})
	var all sync.WaitGroup
	ask := func() {
		if got := read(t, b.get(t, "/slow")); got != longText {
			t.Errorf("got %d bytes", len(got))
		}
	}
	all.Go(ask)
	<-arrived
	for range askers {
		all.Go(ask)
	}
	close(release)
	all.Wait()
	if n := runs.Load(); n != 1 {
		t.Errorf("the handler ran %d times for %d askers", n, askers+1)
	}
}
