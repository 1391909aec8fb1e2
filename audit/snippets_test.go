package audit

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"testing"
)

//go:embed testdata/personal.txt
var leakyFile string

//go:embed testdata/public.txt
var publicFile string

var marked = regexp.MustCompile(`〔([^〕]*)〕`)

// snippets gives the texts of a file of snippets.
func snippets(file string) []string {
	var out []string
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.ReplaceAll(line, `\n`, "\n"))
		}
	}
	return out
}

func TestSnippetsWithPersonalData(t *testing.T) {
	for _, snippet := range snippets(leakyFile) {
		var want, got []string
		for _, m := range marked.FindAllStringSubmatch(snippet, -1) {
			want = append(want, m[1])
		}
		text := strings.NewReplacer("〔", "", "〕", "").Replace(snippet)
		for _, p := range FindPersonal(text) {
			got = append(got, p.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
		if masked := Mask(text); Mask(masked) != masked {
			t.Errorf("%q: masking %q again gives %q", text, masked, Mask(masked))
		}
	}
}

func TestSnippetsWithoutPersonalData(t *testing.T) {
	for _, text := range snippets(publicFile) {
		for _, p := range FindPersonal(text) {
			t.Errorf("%q: found %s %q by %s", text, p.Kind, p.Text, p.Rule)
		}
	}
}
