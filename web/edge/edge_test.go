package edge

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
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
	b.app.Get("/log/tile/*", text)
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

func TestOneOfManyIsAdmittedWhenAskedForTwice(t *testing.T) {
	for _, path := range []string{"/?q=a&kind=b", "/log/tile/0/000"} {
		b := newBench(t)
		for i, want := range []int64{1, 2, 2} {
			b.get(t, path)
			if n := b.runs.Load(); n != want {
				t.Errorf("%s: after request %d the handler ran %d times, want %d", path, i+1, n, want)
			}
		}
	}
}

func TestQueriesAreToldApart(t *testing.T) {
	b := newBench(t)
	b.get(t, "/?q=a&kind=b")
	b.get(t, "/?q=a&kind=b")
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

func TestBrotliWaitsForTheSecondAnswer(t *testing.T) {
	app := New(Config{})
	app.Get("/", func(c *fiber.Ctx) error { return c.Type("html").SendString(strings.Repeat("<p>明账</p>", 500)) })
	for i, want := range []string{"gzip", "br", "br"} {
		req := httptest.NewRequest("GET", "/", nil)
		req.Header.Set("Accept-Encoding", "gzip, br")
		res, err := app.Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Header.Get("Content-Encoding"); got != want {
			t.Errorf("answer %d is in %q, want %q", i+1, got, want)
		}
	}
}
