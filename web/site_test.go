package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"mingzhang/portal"
)

const testURL = "https://mingzhang.example"

// newApp serves the pages over a portal.
func newApp(t testing.TB, svc portal.Service) *fiber.App {
	t.Helper()
	return serve(newSite(t, svc))
}

func newSite(t testing.TB, svc portal.Service) *Site {
	t.Helper()
	document, err := os.ReadFile("testdata/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	site, err := New(svc, Config{
		PublicURL: testURL, OpenAPI: document,
		Now: func() time.Time { return time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func serve(site *Site) *fiber.App {
	app := fiber.New(fiber.Config{Immutable: true, ErrorHandler: site.Error, DisableStartupMessage: true})
	site.Mount(app)
	return app
}

// answer is what a request got.
type answer struct {
	status int
	header http.Header
	body   string
}

func get(t testing.TB, app *fiber.App, target string) answer {
	t.Helper()
	resp, err := app.Test(httptest.NewRequest(http.MethodGet, target, nil), -1)
	if err != nil {
		t.Fatalf("GET %s: %v", target, err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("GET %s: %v", target, err)
	}
	return answer{resp.StatusCode, resp.Header, string(b)}
}

func TestRoutes(t *testing.T) {
	docs := records()
	app := newApp(t, &fake{docs: docs})
	for _, route := range append(pages(), files()...) {
		target := strings.NewReplacer("publishers/:id", "publishers/"+docs[0].Publisher.ID, ":id", docs[0].ID, ":code", "530000",
			":name", "amount-by-year.svg", ":part", "1", ":n", "1").Replace(route.path)
		if got := get(t, app, target); got.status != http.StatusOK && !strings.HasPrefix(target, "/assets/") {
			t.Errorf("GET %s: %d\n%s", target, got.status, got.body)
		}
	}
}
