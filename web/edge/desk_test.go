package edge

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

func TestPrivatePaths(t *testing.T) {
	for path, want := range map[string]bool{
		"/desk": true, "/desk/": true, "/desk/drafts/d1": true, "/en/desk": true, "/en/desk/drafts": true,
		"/api/v1/drafts": true, "/api/v1/drafts/d1/submit": true, "/api/v1/uploads": true,
		"/": false, "/desktop": false, "/en": false, "/en/": false, "/entdesk": false, "/search": false, "/api/v1/disclosures": false, "/api/v1/draftsmen": false,
	} {
		if got := isPrivate(path); got != want {
			t.Errorf("%s: got %v", path, got)
		}
	}
}

func TestPrivateAnswersAreNeverKept(t *testing.T) {
	b := newBench(t)
	b.app.Get("/desk", func(c *fiber.Ctx) error {
		b.runs.Add(1)
		return c.SendString(longText)
	})
	for range 2 {
		res := b.get(t, "/desk", "If-None-Match", "*")
		if res.StatusCode != 200 || res.Header.Get("ETag") != "" || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("status %d, ETag %q, Cache-Control %q", res.StatusCode, res.Header.Get("ETag"), res.Header.Get("Cache-Control"))
		}
		if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self'") || strings.Contains(policy, "unsafe") {
			t.Errorf("policy %q", policy)
		}
	}
	if n := b.runs.Load(); n != 2 {
		t.Errorf("the handler ran %d times, want 2", n)
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	b := newBench(t)
	b.app.Post("/desk/form", func(c *fiber.Ctx) error { return c.SendString("done") })
	b.app.Post("/api/v1/drafts", func(c *fiber.Ctx) error { return c.SendString("done") })
	for _, c := range []struct {
		target, header, value string
		want                  int
	}{
		{"/desk/form", "Sec-Fetch-Site", "same-origin", 200},
		{"/desk/form", "Sec-Fetch-Site", "none", 200},
		{"/desk/form", "Sec-Fetch-Site", "same-site", 403},
		{"/desk/form", "Sec-Fetch-Site", "cross-site", 403},
		{"/desk/form", "Origin", "http://example.com", 200}, // the host of httptest's requests
		{"/desk/form", "Origin", "https://evil.example", 403},
		{"/desk/form", "Origin", "null", 403},
		{"/desk/form", "Origin", "://", 403},
		{"/desk/form", "Accept", "*/*", 200}, // a program
		{"/api/v1/drafts", "Origin", "https://evil.example", 200},
	} {
		if res := b.do(t, "POST", c.target, c.header, c.value); res.StatusCode != c.want {
			t.Errorf("%s with %s: %s gave %d, want %d", c.target, c.header, c.value, res.StatusCode, c.want)
		}
	}
}

func TestPackedBodiesAreRefused(t *testing.T) {
	b := newBench(t)
	b.app.Post("/desk/form", func(c *fiber.Ctx) error { return c.SendString("done") })
	for coding, want := range map[string]int{"gzip": 415, "br": 415, "deflate, gzip": 415, "identity": 200, "": 200} {
		if res := b.do(t, "POST", "/desk/form", "Content-Encoding", coding); res.StatusCode != want {
			t.Errorf("%q gave %d, want %d", coding, res.StatusCode, want)
		}
	}
}

// TestLargeBodiesNeedLeave sends a body larger than most may send.
func TestLargeBodiesNeedLeave(t *testing.T) {
	const large = 3 << 20
	app := New(Config{
		Body: func(h *fasthttp.RequestHeader) int {
			if string(h.Peek("Authorization")) == "Bearer good" {
				return 4 << 20
			}
			return 0
		},
		PageError: func(c *fiber.Ctx, err error) error { return c.SendStatus(statusOf(err)) },
	})
	app.Post("/up", func(c *fiber.Ctx) error { return c.JSON(len(c.Body())) })
	addr, _ := start(t, app)
	for _, c := range []struct {
		authorization string
		size, want    int
	}{{"Bearer good", large, 200}, {"Bearer good", 5 << 20, 413}, {"", large, 413}, {"", 1 << 20, 200}, {"", 1<<20 + 1, 413}} {
		req, err := http.NewRequest("POST", "http://"+addr+"/up", bytes.NewReader(make([]byte, c.size)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", c.authorization)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			if c.want == 413 { // the server hung up before all was sent
				continue
			}
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%q, %d bytes: %d, want %d", c.authorization, c.size, res.StatusCode, c.want)
		}
	}
}
