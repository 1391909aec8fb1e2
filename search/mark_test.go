package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// marked returns the marked parts of text.
func marked(text string, spans []Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

func TestMarks(t *testing.T) {
	l := testLexicon()
	text := "為帮扶困難\n職工1,346人，安排334.60万元（总工办发【2020】13号），即3346000元；最低生活保障，12000元，煤煤；0.5元，50元，0.50元。"
	tests := []struct {
		query string
		want  []string
	}{
		{"困难职工", []string{"困難\n職工"}},
		{"1346人", []string{"1,346人"}},
		{"346", nil},
		{"3346000元", []string{"334.60万元", "3346000元"}},
		{"334.6万元", []string{"334.60万元", "3346000元"}},
		{"334", nil},
		{"2000元", nil},
		{"0.5元", []string{"0.5元", "0.50元"}},
		{"50元", []string{"50元"}},
		{"总工办发〔2020〕13号", []string{"总工办发【2020】13号"}},
		{"低保", []string{"最低生活保障"}},
		{"煤", []string{"煤煤"}},
		{"knzg", []string{"困難\n職工"}},
		{"航天", nil},
		{"", nil},
		{"😀", nil},
	}
	for _, tt := range tests {
		if got := marked(text, Marks(text, l.Plan(tt.query))); !slices.Equal(got, tt.want) {
			t.Errorf("%q marks %q, want %q", tt.query, got, tt.want)
		}
	}
}

func TestIndexPhrase(t *testing.T) {
	tests := []struct {
		text, phrase string
		want         int
	}{
		{"1346人346人", "346人", len("1346人")},
		{"334.6万元", "6万元", -1},
		{"334.6万元", "334", -1},
		{"covid19", "covid", -1},
		{"covid 19", "19", 6},
		{"困难困难职工", "困难职", len("困难")},
		{"2023年", "2023", 0},
		{"困难", "", -1},
		{"", "困难", -1},
	}
	for _, tt := range tests {
		if got := IndexPhrase(tt.text, tt.phrase); got != tt.want {
			t.Errorf("IndexPhrase(%q, %q) = %d, want %d", tt.text, tt.phrase, got, tt.want)
		}
	}
}

func TestSnippet(t *testing.T) {
	l := testLexicon()
	filler := strings.Repeat("这里是别的话，没有什么。", 30)
	tests := []struct {
		name, text, query string
		max               int
		want              string
		marks             []string
	}{
		{"whole text", "困难职工帮扶。", "帮扶", 50, "困难职工帮扶。", []string{"帮扶"}},
		{"behind a sentence", filler + "安排困难职工帮扶资金。", "困难职工", 12, "安排困难职工帮扶资金。", []string{"困难职工"}},
		{"most groups", "帮扶帮扶帮扶。" + filler + "对困难职工帮扶。" + filler, "困难职工 帮扶", 16, "对困难职工帮扶。这里是别的话，没", []string{"困难职工帮扶"}},
		{"nothing found", "  这里是别的话。", "困难职工", 5, "这里是", nil},
		{"no room", "困难职工", "困难", 0, "", nil},
		{"mark cut at the end", "困难职工", "困难职工", 2, "困难", []string{"困难"}},
	}
	for _, tt := range tests {
		got, spans := Snippet(tt.text, l.Plan(tt.query), tt.max)
		if got != tt.want || !slices.Equal(marked(got, spans), tt.marks) {
			t.Errorf("%s: %q marking %q, want %q marking %q", tt.name, got, marked(got, spans), tt.want, tt.marks)
		}
	}
}

func FuzzSnippet(f *testing.F) {
	f.Add("困難\n職工1,346人，334.60万元", "困难职工 1346人", 10)
	f.Add("a\xffb 12,345", "12345 a", 3)
	f.Add("😀煤", "煤", 1)
	l := testLexicon()
	f.Fuzz(func(t *testing.T, text, query string, size int) {
		plan := l.Plan(query)
		checkSpans(t, text, Marks(text, plan))
		size = min(size, 1000)
		part, spans := Snippet(text, plan, size)
		if !strings.Contains(text, part) || utf8.RuneCountInString(part) > max(0, size) {
			t.Fatalf("Snippet(%q, %q, %d) = %q", text, query, size, part)
		}
		checkSpans(t, part, spans)
	})
}

// checkSpans holds what every list of marks must be.
func checkSpans(t *testing.T, text string, spans []Span) {
	t.Helper()
	last := -1
	for _, s := range spans {
		if s.Start <= last || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("marks %v of %q", spans, text)
		}
		if utf8.ValidString(text) && (!utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End])) {
			t.Fatalf("mark %v of %q is inside a character", s, text)
		}
		last = s.End
	}
}

func BenchmarkSnippet(b *testing.B) {
	l := testLexicon()
	text := strings.Repeat("为认真贯彻落实《实施意见》要求，帮扶困难职工1,346人，共334.60万元。\n", 40)
	plan := l.Plan("困难职工 帮扶")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Snippet(text, plan, 120)
	}
}
