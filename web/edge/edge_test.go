package edge

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

// bench is an edge with a few routes behind it, and what it did.
type bench struct {
	app  *fiber.App
	tag  atomic.Value
	runs atomic.Int64 // of the handlers
	log  bytes.Buffer
}

var longText = strings.Repeat("明账：每一笔钱都对得上。", 200)

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{}
	b.tag.Store("r1")
	b.app = New(Config{
		Log: slog.New(slog.NewJSONHandler(&b.log, nil)),
		Tag: func() string { return b.tag.Load().(string) },
		Facts: func() Facts {
			return Facts{Revision: "r1", Build: "test", Disclosures: 6, SearchReady: true, Updated: time.Unix(100, 0)}
		},
		APIError: func(c *fiber.Ctx, err error) error {
			return c.Status(statusOf(err)).JSON(fiber.Map{"face": "api"}, "application/problem+json")
		},
		PageError: func(c *fiber.Ctx, err error) error {
			if strings.HasPrefix(c.Path(), "/broken") {
				panic("the error page is broken too")
			}
			return c.Status(statusOf(err)).SendString("page: " + http.StatusText(statusOf(err)))
		},
	})
	text := func(c *fiber.Ctx) error {
		b.runs.Add(1)
		c.Set(fiber.HeaderLink, "</next>; rel=\"next\"")
		c.Type("html", "utf-8")
		return c.SendString(longText + c.Query("q"))
	}
	b.app.Get("/", text)
	b.app.Get("/disclosures/:id.json", func(c *fiber.Ctx) error { return c.JSON(fiber.Map{"id": c.Params("id")}) })
	b.app.Get("/disclosures/:id.md", func(c *fiber.Ctx) error { c.Type("md"); return c.SendString("# " + c.Params("id")) })
	b.app.Get("/disclosures/:id", text)
	b.app.Get("/en/disclosures/:id.json", func(c *fiber.Ctx) error { return c.JSON(fiber.Map{"id": c.Params("id")}) })
	b.app.Get("/en/disclosures/:id", text)
	b.app.Get("/api/v1/list", text)
	b.app.Get("/charts/a.svg", text)
	b.app.Get("/mine", func(c *fiber.Ctx) error {
		b.runs.Add(1)
		c.Cookie(&fiber.Cookie{Name: "a"})
		return c.SendString(longText)
	})
	b.app.Get("/panic", func(*fiber.Ctx) error { panic("oh no") })
	b.app.Get("/broken", func(*fiber.Ctx) error { return errors.New("inner") })
	b.app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok") })
	return b
}

func statusOf(err error) int {
	if e := (*fiber.Error)(nil); errors.As(err, &e) {
		return e.Code
	}
	return 500
}

func (b *bench) do(t testing.TB, method, target string, headers ...string) *http.Response {
	t.Helper()
	req := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := b.app.Test(req, -1)
	if err != nil {
		t.Fatalf("%s %s: %v", method, target, err)
	}
	return res
}

func (b *bench) get(t testing.TB, target string, headers ...string) *http.Response {
	t.Helper()
	return b.do(t, "GET", target, headers...)
}

func read(t testing.TB, res *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestSecondAnswerComesFromTheCacheAndIsTheSame(t *testing.T) {
	b := newBench(t)
	first, second := b.get(t, "/"), b.get(t, "/")
	if n := b.runs.Load(); n != 1 {
		t.Errorf("the handler ran %d times, want 1", n)
	}
	if read(t, first) != longText || read(t, second) != longText {
		t.Error("the bodies are not the page's")
	}
	for _, name := range []string{"Content-Type", "ETag", "Link", "Vary", "Cache-Control", "Content-Security-Policy"} {
		if a, z := first.Header.Get(name), second.Header.Get(name); a != z || a == "" {
			t.Errorf("%s: first %q, second %q", name, a, z)
		}
	}
	if first.Header.Get("X-Request-Id") == second.Header.Get("X-Request-Id") {
		t.Error("the request id was cached")
	}
	b.tag.Store("r2")
	if b.get(t, "/").Header.Get("ETag") == first.Header.Get("ETag") || b.runs.Load() != 2 {
		t.Error("a new tag must make the page anew with another ETag")
	}
}

func TestQueriesAreAdmittedWhenAskedForTwice(t *testing.T) {
	b := newBench(t)
	for i, want := range []int64{1, 2, 2} {
		b.get(t, "/?q=a&kind=b")
		if n := b.runs.Load(); n != want {
			t.Errorf("after request %d the handler ran %d times, want %d", i+1, n, want)
		}
	}
	if b.get(t, "/?kind=b&q=a"); b.runs.Load() != 2 {
		t.Error("the order of different parameters must not matter")
	}
	if b.get(t, "/?kind=b&q=c"); b.runs.Load() != 3 {
		t.Error("another query needs another answer")
	}
}

func TestPrivateAnswersAreNotKept(t *testing.T) {
	b := newBench(t)
	for range 2 {
		if res := b.get(t, "/mine"); res.Header.Get("ETag") != "" {
			t.Error("an answer with a cookie has no shared ETag")
		}
	}
	if b.runs.Load() != 2 {
		t.Error("an answer with a cookie was cached")
	}
}

func TestHeadIsLikeGetWithoutBody(t *testing.T) {
	b := newBench(t)
	for range 2 { // before and after the cache knows the page
		head := b.do(t, "HEAD", "/")
		get := b.get(t, "/")
		if head.StatusCode != 200 || head.ContentLength != get.ContentLength || read(t, head) != "" {
			t.Errorf("HEAD: status %d, length %d, want 200, %d and no body", head.StatusCode, head.ContentLength, get.ContentLength)
		}
		if head.Header.Get("ETag") != get.Header.Get("ETag") {
			t.Error("HEAD and GET have different ETags")
		}
	}
}

func TestConditionalGet(t *testing.T) {
	b := newBench(t)
	etag := b.get(t, "/").Header.Get("ETag")
	if !strings.HasPrefix(etag, `W/"r1-`) {
		t.Fatalf("ETag %s is not weak with the tag", etag)
	}
	for _, c := range []struct {
		path, ifNoneMatch string
		want              int
	}{
		{"/", etag, 304},
		{"/", strings.TrimPrefix(etag, "W/"), 304},
		{"/", `"other", ` + etag, 304},
		{"/", `W/"r0-1"`, 200},
		{"/", "*", 304},
		{"/", `""`, 200},
		{"/nowhere", etag, 404},
		{"/nowhere", "*", 404},
		{"/?q=never", etag, 200},
	} {
		res := b.get(t, c.path, "If-None-Match", c.ifNoneMatch, "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
		if res.StatusCode != c.want {
			t.Errorf("%s with If-None-Match %s: %d, want %d", c.path, c.ifNoneMatch, res.StatusCode, c.want)
		}
		if res.StatusCode == 304 && (read(t, res) != "" || res.Header.Get("ETag") != etag || res.Header.Get("Content-Type") != "" || res.Header.Get("Vary") == "") {
			t.Errorf("the 304 of %s is not bare: %v", c.path, res.Header)
		}
	}
	before := b.runs.Load()
	b.get(t, "/", "If-None-Match", etag)
	if b.runs.Load() != before {
		t.Error("a 304 ran the handler")
	}
}

func TestCodings(t *testing.T) {
	b := newBench(t)
	for _, accept := range []string{"", "gzip", "br", "gzip, br"} {
		for range 2 {
			res := b.get(t, "/", "Accept-Encoding", accept)
			if got := decode(t, res); got != longText {
				t.Errorf("Accept-Encoding %q: the body does not decode to the page", accept)
			}
			want := map[string]string{"gzip": "gzip", "br": "br", "gzip, br": "br"}[accept]
			if res.Header.Get("Content-Encoding") != want || res.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("Accept-Encoding %q: coding %q, Vary %q", accept, res.Header.Get("Content-Encoding"), res.Header.Get("Vary"))
			}
		}
	}
}

func decode(t *testing.T, res *http.Response) string {
	t.Helper()
	var r io.Reader = res.Body
	switch res.Header.Get("Content-Encoding") {
	case "gzip":
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	case "br":
		r = brotli.NewReader(r)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestTwinsByAccept(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct{ path, accept, want, vary string }{
		{"/disclosures/a", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html", "Accept"},
		{"/disclosures/a", "", "text/html", "Accept"},
		{"/disclosures/a", "application/json", "application/json", "Accept"},
		{"/disclosures/a", "text/markdown, text/html;q=0.5", "text/markdown", "Accept"},
		{"/disclosures/a", "image/png", "text/html", "Accept"},
		{"/disclosures/a.json", "text/html", "application/json", ""},
		{"/en/disclosures/a", "text/html", "text/html", "Accept"},
		{"/en/disclosures/a", "application/json", "application/json", "Accept"},
	} {
		for range 2 {
			res := b.get(t, c.path, "Accept", c.accept)
			if got := res.Header.Get("Content-Type"); !strings.HasPrefix(got, c.want) {
				t.Errorf("%s with Accept %q: type %s, want %s", c.path, c.accept, got, c.want)
			}
			if got := strings.Contains(strings.ReplaceAll(res.Header.Get("Vary"), "Accept-Encoding", ""), "Accept"); got != (c.vary != "") {
				t.Errorf("%s: Vary is %q", c.path, res.Header.Get("Vary"))
			}
		}
	}
}

func TestACachedAnswerGoesOnlyToThoseWhoAcceptItsType(t *testing.T) {
	b := newBench(t)
	b.get(t, "/api/v1/list")
	b.get(t, "/api/v1/list", "Accept", "image/png")
	if b.runs.Load() != 2 {
		t.Error("the handler must decide about a client that does not accept the type")
	}
}

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
