package api

import (
	"bytes"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/google/go-cmp/cmp"
	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
)

// golden compares with a file of testdata, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if flag.Lookup("update") != nil && *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is not what is generated; if that is meant, run the test with -update:\n%s", file, diff)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// newApp mounts the API on a bare app; the edge has its own tests.
func newApp(t testing.TB, f *fake, cfg Config) *fiber.App {
	t.Helper()
	app := fiber.New(fiber.Config{Immutable: true, CaseSensitive: true, ErrorHandler: Error, DisableStartupMessage: true, ReadBufferSize: 16 << 10})
	app.Use(recover.New(), func(c *fiber.Ctx) error {
		c.Set("X-Request-Id", "test-request")
		return c.Next()
	})
	if err := Mount(app, f, cfg); err != nil {
		t.Fatal(err)
	}
	return app
}

func TestDocumentIsGolden(t *testing.T) {
	document, err := OpenAPI(Config{Version: "1.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "openapi.json", append(document, '\n'))
}

// TestTranscripts runs every transcript and holds every answer against the
// document.
func TestTranscripts(t *testing.T) {
	document, err := OpenAPI(Config{})
	if err != nil {
		t.Fatal(err)
	}
	model, err := libopenapi.NewDocument(document)
	if err != nil {
		t.Fatal(err)
	}
	v, errs := validator.NewValidator(model)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if ok, problems := v.ValidateDocument(); !ok {
		for _, p := range problems {
			t.Errorf("the document is not OpenAPI 3.1: %s %s", p.Message, p.Reason)
		}
	}
	app := newApp(t, newFake(), Config{Ledger: fakeLog{}})
	for _, s := range readScripts(t) {
		req, res, body := s.run(t, app)
		if s.method != http.MethodGet || routeOf(s.path) == "" || !strings.HasSuffix(res.Header.Get("Content-Type"), "json") {
			continue // the validator knows JSON only
		}
		res.Body = io.NopCloser(strings.NewReader(body))
		if ok, problems := v.ValidateHttpResponse(req, res); !ok {
			for _, p := range problems {
				t.Errorf("%s: the answer is not what the document says: %s: %s %v", s.place, p.Message, p.Reason, p.SchemaValidationErrors)
			}
		}
	}
}

// routeOf gives the pattern of the route that answers a path.
func routeOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	found := ""
	for _, r := range routes() {
		pattern := "^" + regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(r.path), "[^/.]+") + "$"
		if regexp.MustCompile(pattern).MatchString(path) {
			found = r.path
		}
	}
	return found
}

func TestEveryRouteIsInATranscriptAndInTheGuide(t *testing.T) {
	guide, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	for _, s := range readScripts(t) {
		tried[routeOf(s.path)] = true
	}
	for _, r := range routes() {
		if !tried[r.path] {
			t.Errorf("%s is in no transcript", r.path)
		}
		if !bytes.Contains(guide, []byte("`GET "+r.path+"`")) {
			t.Errorf("docs/api.md has no `GET %s`", r.path)
		}
	}
	for _, f := range append(revisionFiles(), logFiles()...) {
		if !bytes.Contains(guide, []byte("`GET "+f.path+"`")) {
			t.Errorf("docs/api.md has no `GET %s`", f.path)
		}
	}
}

func TestEveryWritingRouteIsInTheGuide(t *testing.T) {
	guide, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range writeRoutes() {
		if !bytes.Contains(guide, []byte("`"+r.method+" "+r.path+"`")) {
			t.Errorf("docs/api.md has no `%s %s`", r.method, r.path)
		}
		if !bytes.Contains(guide, []byte("`"+string(r.scope)+"`")) {
			t.Errorf("docs/api.md has no scope `%s`", r.scope)
		}
	}
}

func TestEveryParameterIsInTheGuide(t *testing.T) {
	guide, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	document, err := OpenAPI(Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`"name": "([a-z_]+)",\s+"in": "query"`).FindAllSubmatch(document, -1) {
		if !bytes.Contains(guide, append(append([]byte("`"), m[1]...), '`')) {
			t.Errorf("docs/api.md has no parameter `%s`", m[1])
		}
	}
}
