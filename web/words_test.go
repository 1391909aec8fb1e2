package web

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mingzhang/content"
	"mingzhang/portal"
	"mingzhang/static"
)

func languages(t testing.TB) []*language {
	t.Helper()
	list, err := loadLanguages()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestCataloguesHaveTheSameKeys(t *testing.T) {
	list := languages(t)
	for _, l := range list[1:] {
		for key := range list[0].words {
			if !l.has(key) {
				t.Errorf("%s has no %s", l.Lang, key)
			}
		}
		for key := range l.words {
			if !list[0].has(key) {
				t.Errorf("%s has %s, which %s lacks", l.Lang, key, list[0].Lang)
			}
		}
	}
}

// slots lists the arguments that words use.
func slots(words string) []string {
	found := map[string]bool{}
	for _, m := range regexp.MustCompile(`\{(\d)`).FindAllStringSubmatch(words, -1) {
		found[m[1]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func TestCataloguesUseTheSameArguments(t *testing.T) {
	list := languages(t)
	for key, words := range list[0].words {
		if key == "year" || strings.HasPrefix(key, "disclosure.description") {
			continue
		}
		if a, b := slots(words), slots(list[1].words[key]); !slices.Equal(a, b) {
			t.Errorf("%s: %s uses arguments %v, %s %v", key, list[0].Lang, a, list[1].Lang, b)
		}
	}
}

// usedKeys lists the keys that templates and code name in full.
func usedKeys(t *testing.T) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	take := func(text string) {
		for _, m := range regexp.MustCompile(`"([a-z]+[a-z_]*\.[a-z0-9_.-]+|[a-z_]+)"`).FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
	}
	err := fs.WalkDir(static.Files(), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := fs.ReadFile(static.Files(), path)
		take(string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		take(string(b))
	}
	return used
}

// builtKeys lists the keys that code puts together from values.
func builtKeys() []string {
	var keys []string
	add := func(family string, values ...string) {
		for _, v := range values {
			keys = append(keys, family+v)
		}
	}
	for _, k := range content.Kinds() {
		add("kind.", string(k))
		add("fact.amount.", string(k))
	}
	for _, v := range content.Verdicts() {
		add("verdict.", string(v))
		add("tag.", string(v))
	}
	for _, name := range chartNames() {
		add("chart.", name)
	}
	add("chart.", "lines", "related")
	add("chart.unit_", "yi", "wan", "yuan", "thousand", "million", "billion")
	add("unit.", content.PeopleUnits()...)
	add("category.", content.Categories()...)
	add("verdict.", portal.Unknown)
	add("sort.", portal.Sorts()...)
	add("menu.", "search", "regions", "publishers", "explore", "data", "about")
	add("filter.step_", "1", "2", "3", "4")
	add("home.by_", "region", "category", "year")
	add("disclosure.", "funding", "allocations", "indicators")
	add("failure.", "400", "404", "410", "500", "400_title", "404_title", "410_title", "500_title")
	add("action.", "publish", "correct", "withdraw")
	add("status.", "published", "withdrawn")
	add("compare.", "row_added", "row_removed", "added", "removed", "changed", "moved", "same_n", "added_n", "removed_n", "changed_n", "moved_n")
	add("compare.field.", "title", "document_title", "kind", "year", "publisher", "implementer", "units", "region", "category", "amount", "plan_total",
		"beneficiaries", "lines", "funding", "allocations", "indicators", "document_numbers", "execution", "score", "status", "source")
	add("compare.part.", "people", "rate", "ratio", "ratio_base", "amount", "label", "role", "level", "target", "actual", "budget", "spent",
		"score", "max", "filename", "media_type", "sha256")
	add("chip.", "amount_min", "amount_max")
	add("param.", "kind", "year", "region", "publisher", "category", "verdict")
	for _, name := range append(portal.FilterNames(), "sort") {
		add("param.", name, name+".values")
	}
	for _, format := range []string{"csv", "xlsx", "json", "ndjson"} {
		add("format.", format, format+"_for")
	}
	add("problem.", "unknown", "kind", "year", "region", "amount", "range", "verdict", "sort", "limit", "cursor", "text", "many", "number", "page", "revision", "chart", "width", "lang")
	add("number.", "missing_year", "nonstandard_brackets", "malformed_bracket", "anonymised")
	add("finding.", "sum-lines", "rate-times-people", "sum-people", "sum-allocations", "sum-funding", "sum-percent", "budget-execution",
		"sum-score", "number-conflict", "rate-far", "year-conflict",
		"amount-conflict", "people-conflict", "repeated-section", "missing-section", "empty-section", "placeholder", "not-a-disclosure")
	for _, code := range content.Regions().Below("") {
		add("province.", code[:2])
		add("tile.", code[:2])
	}
	return append(keys, deskKeys()...)
}

func TestEveryWordIsUsed(t *testing.T) {
	used := usedKeys(t)
	for _, key := range builtKeys() {
		used[key] = true
	}
	for key := range languages(t)[0].words {
		if optional := strings.HasPrefix(key, "chart.") && strings.HasSuffix(key, ".label"); !used[key] && !optional {
			t.Errorf("no page uses %s", key)
		}
	}
}

func TestNoWordIsMissing(t *testing.T) {
	keys := builtKeys()
	literal := regexp.MustCompile(`\.(?:T|fact)\("([^"]+[^".])"`)
	for name := range sourcesAndTemplates(t) {
		for _, m := range literal.FindAllStringSubmatch(name, -1) {
			if !strings.HasSuffix(m[1], "_") {
				keys = append(keys, m[1])
			}
		}
	}
	for _, l := range languages(t) {
		for _, key := range keys {
			if !l.has(key) {
				t.Errorf("%s has no words for %s", l.Lang, key)
			}
		}
	}
}

// sourcesAndTemplates gives the texts in which keys are named.
func sourcesAndTemplates(t *testing.T) map[string]bool {
	t.Helper()
	texts := map[string]bool{}
	err := fs.WalkDir(static.Files(), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := fs.ReadFile(static.Files(), path)
		texts[string(b)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("[a-z]*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, "_test.go") {
			texts[string(b)] = true
		}
	}
	return texts
}

func TestAboutTextsHaveTheSameSections(t *testing.T) {
	var want []string
	for _, l := range languages(t) {
		var ids []string
		for _, s := range aboutSections(l) {
			ids = append(ids, s.ID)
			if s.Heading == "" || len(s.HTML) < 50 {
				t.Errorf("%s: the section %q says too little: %q", l.Lang, s.ID, s.HTML)
			}
		}
		if want == nil {
			want = ids
		}
		if !slices.Equal(ids, want) {
			t.Errorf("%s has sections %v, want %v", l.Lang, ids, want)
		}
	}
	for _, id := range []string{"verdicts", "accessibility", "privacy"} {
		if !slices.Contains(want, id) {
			t.Errorf("the foot of every page links to #%s, which does not exist", id)
		}
	}
}

func TestParseWords(t *testing.T) {
	words := map[string]string{}
	err := parseWords([]byte("# remark\n\na.b = 甲 = 乙\nc = \", \"\n"), words)
	if err != nil || words["a.b"] != "甲 = 乙" || words["c"] != ", " || len(words) != 2 {
		t.Errorf("got %q, %v", words, err)
	}
	for _, bad := range []string{"a", "= x", "a =", "a = 1\na = 2"} {
		if err := parseWords([]byte(bad), map[string]string{}); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("parseWords(%q) gave %v, want an error with its line", bad, err)
		}
	}
}

func TestT(t *testing.T) {
	l := &language{name: "en", words: map[string]string{
		"plain": "words", "one": "{0}", "many": "{0} {0:row|rows} of {1}", "bad": "{9} {x} {0", "two": "{1} {0}",
	}}
	tests := []struct {
		key  string
		args []any
		want string
	}{
		{"plain", nil, "words"},
		{"absent", nil, "absent"},
		{"one", []any{1234567}, "1,234,567"},
		{"one", []any{"12345"}, "12345"},
		{"many", []any{1, "a"}, "1 row of a"},
		{"many", []any{2000, "a"}, "2,000 rows of a"},
		{"two", []any{"a", "b"}, "b a"},
		{"bad", []any{7}, "{9} {x} 7"},
		{"one", []any{"{1}"}, "{1}"},
	}
	for _, tt := range tests {
		if got := l.T(tt.key, tt.args...); got != tt.want {
			t.Errorf("T(%q, %v) = %q, want %q", tt.key, tt.args, got, tt.want)
		}
	}
}
