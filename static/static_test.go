package static

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// all lists the embedded files with an ending.
func all(t *testing.T, ending string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ending) {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestEveryPageHasATemplate(t *testing.T) {
	for _, page := range Pages() {
		if _, err := fs.Stat(Files(), page+"/"+page+".html"); err != nil {
			t.Errorf("the page %s: %v", page, err)
		}
	}
}

func TestEveryStyleIsLoadedOnce(t *testing.T) {
	want, got := all(t, ".css"), slices.Concat(Styles(), DeskStyles())
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("Styles lists %v, the folders hold %v", got, want)
	}
}

func TestStylesLoadNothing(t *testing.T) {
	loads := regexp.MustCompile(`(?i)url\(|@import|expression\(|@font-face`)
	for _, name := range all(t, ".css") {
		b, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if found := loads.Find(b); found != nil {
			t.Errorf("%s has %s: a page loads its style and nothing else", name, found)
		}
	}
}

// A colour that is written out would not follow light, dark and high contrast.
func TestColoursAreTokens(t *testing.T) {
	colour := regexp.MustCompile(`#[0-9a-fA-F]{3,6}\b`)
	for _, name := range all(t, ".css") {
		if name == "layout/tokens.css" || name == "layout/print.css" || name == "layout/frame.css" {
			continue // where they are made; on paper; and the head, which is dark in both themes
		}
		b, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if found := colour.Find(b); found != nil {
			t.Errorf("%s writes out the colour %s; use a token", name, found)
		}
	}
}

func TestTemplatesAreShort(t *testing.T) {
	var lines []int
	for _, name := range all(t, ".html") {
		b, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		n := strings.Count(string(b), "\n")
		if n > 150 {
			t.Errorf("%s has %d lines, at most 150", name, n)
		}
		lines = append(lines, n)
	}
	slices.Sort(lines)
	if median := lines[len(lines)/2]; median > 40 {
		t.Errorf("half of the templates have more than %d lines, at most 40", median)
	}
}
