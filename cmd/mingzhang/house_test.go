package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which folders of ours each folder may import. Arrows run one
// way: cmd -> web, api -> portal, publish -> catalog, search, audit, ingest -> content.
func mayImport() map[string][]string {
	return map[string][]string{
		"content":         {},
		"content/compare": {"content"},
		"content/sample":  {"content"},
		"chart":           {},
		"static":          {},
		"ingest": {
			"ingest/source", "ingest/guard", "ingest/legible", "ingest/plain", "ingest/webpage", "ingest/docx", "ingest/doc", "ingest/odt",
			"ingest/ofd", "ingest/xlsx", "content",
		},
		"ingest/legible":    {},
		"ingest/hostile":    {},
		"ingest/plain":      {"ingest/source", "ingest/legible"},
		"ingest/source":     {},
		"ingest/guard":      {"ingest/source"},
		"ingest/flow":       {"ingest/source"},
		"ingest/numeral":    {},
		"ingest/docx":       {"ingest/source", "ingest/guard", "ingest/flow", "ingest/numeral"},
		"ingest/odt":        {"ingest/source", "ingest/guard", "ingest/flow", "ingest/numeral"},
		"ingest/xlsx":       {"ingest/source", "ingest/guard"},
		"ingest/webpage":    {"ingest/source"},
		"ingest/doc":        {"ingest/source"},
		"ingest/ofd":        {"ingest/guard", "ingest/source"},
		"ingest/pdf":        {"ingest/pdf/layout", "ingest/source"},
		"ingest/pdf/layout": {"ingest/source"},
		"audit":             {"content"},
		"catalog":           {"content"},
		"database":          {"internal/fault"},
		"internal/fault":    {},
		"ledger":            {},
		"registry":          {"ledger", "database", "internal/fault", "content"},
		"trail":             {"database"},
		"backup":            {},
		"verify":            {"registry", "ledger", "content"},
		"desk": {
			"registry", "account", "publish", "audit", "ingest", "ingest/source", "trail", "database", "content", "internal/fault",
		},
		"account":           {"account/otp", "account/password", "account/secret", "account/throttle", "trail", "database", "content"},
		"account/oidc":      {},
		"account/otp":       {},
		"account/password":  {},
		"account/secret":    {},
		"account/throttle":  {},
		"search":            {"content"},
		"search/embedded":   {"search", "content"},
		"search/meili":      {"search", "content"},
		"search/searchtest": {"search", "content"},
		"publish":           {"audit", "ingest", "content"},
		"publish/batch":     {"publish", "content"},
		"portal":            {"content/compare", "registry", "catalog", "search", "audit", "ingest", "content"},
		"api":               {"portal", "desk", "account", "publish", "registry", "ledger", "database", "content/compare", "content", "catalog"},
		"web": {
			"portal", "desk", "account", "account/oidc", "publish", "registry", "trail", "database", "content/compare", "chart", "static", "content", "catalog", "web/edge",
		},
		"web/edge": {},
		"cmd/mingzhang": {
			"api", "web", "web/edge", "portal", "publish", "publish/batch", "catalog", "search", "search/embedded", "search/meili",
			"audit", "ingest", "ingest/pdf", "content", "content/sample", "database", "ledger", "registry",
			"trail", "account", "account/oidc", "desk", "backup", "verify",
		},
		"cmd/mzscore":       {"cmd/mzscore/score", "publish", "ingest", "ingest/pdf"},
		"cmd/mzscore/make":  {},
		"cmd/mzscore/score": {},
		"cmd/mzbench": {
			"desk", "account", "registry", "catalog", "search", "search/embedded", "search/meili", "ingest/hostile", "ledger", "trail", "database", "content", "content/sample",
		},
	}
}

// onlyIn says which folders may import a library that belongs to one place.
func onlyIn() map[string][]string {
	return map[string][]string{
		"github.com/gofiber/fiber":              {"api", "web", "web/edge", "cmd/mingzhang"},
		"github.com/valyala/fasthttp":           {"api", "web", "web/edge", "cmd/mingzhang"},
		"github.com/meilisearch/meilisearch-go": {"search/meili"},
		"github.com/yuin/goldmark":              {"content"},
		"github.com/klippa-app/go-pdfium":       {"ingest/pdf"},
		"github.com/richardlehane/mscfb":        {"ingest/doc"},
		"github.com/xuri/excelize":              {"ingest/xlsx"},
		"github.com/tetratelabs/wazero":         {"ingest/pdf"},
		"github.com/danielgtaylor/huma":         {"api"},
		"database/sql":                          {"database", "ledger"},
		"modernc.org/sqlite":                    {"database"},
		"golang.org/x/mod/sumdb":                {"ledger"},
		"golang.org/x/crypto":                   {"account/password"},
		"golang.org/x/oauth2":                   {"account/oidc"},
		"github.com/coreos/go-oidc":             {"account/oidc"},
		"github.com/pquerna/otp":                {"account/otp"},
	}
}

// TestImportArrows holds the house of docs/design.md.
func TestImportArrows(t *testing.T) {
	seen := map[string]bool{}
	for folder, imports := range importsOf(t) {
		allowed, known := mayImport()[folder]
		if !known {
			t.Errorf("%s is no folder of the house; add it here and to docs/design.md", folder)
			continue
		}
		seen[folder] = true
		for _, imported := range imports {
			if ours, ok := strings.CutPrefix(imported, "mingzhang/"); ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s; it may import %v", folder, ours, allowed)
			}
			for library, places := range onlyIn() {
				if strings.HasPrefix(imported, library) && !slices.Contains(places, folder) {
					t.Errorf("%s imports %s, which belongs to %v", folder, library, places)
				}
			}
		}
	}
	for folder := range mayImport() {
		if !seen[folder] {
			t.Errorf("there is no folder %s with Go files", folder)
		}
	}
}

// importsOf gives what each folder imports, tests left out: a test may drive
// more than the code that it tests knows of.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	imports, module := map[string][]string{}, os.DirFS("../..")
	err := fs.WalkDir(module, ".", func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name := entry.Name(); name == "node_modules" || name == "testdata" || (name != "." && strings.HasPrefix(name, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../../"+p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[path.Dir(p)] = append(imports[path.Dir(p)], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
