package meili

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingzhang/search"
)

func TestTokens(t *testing.T) {
	for text, want := range map[string]int{
		"":                      0,
		"困难职工":                  4,
		"困难|职工":                 5,
		"2023年":                 2,
		"334.6万元":               3,
		"95.5%":                 2,
		"vr设备2套":                5,
		"aed n95":               2,
		"①困":                    2,
		"〇":                     1,
		"カナ":                    2,
		"한국":                    1,
		strings.Repeat("a", 61): 3,
	} {
		got := tokens(text)
		if len(got) != want {
			t.Errorf("tokens(%q) = %q, want %d", text, got, want)
		}
		for _, token := range got {
			if len(token) > 240 || strings.Trim(token, lower+"0123456789") != "" {
				t.Errorf("tokens(%q) holds %q, which the server would cut or drop", text, token)
			}
		}
	}
}

// TestTokensDiffer writes every Han character, every byte of ASCII and some words
// and wants a token of its own for each.
func TestTokensDiffer(t *testing.T) {
	seen := map[string]string{}
	note := func(text string) {
		token := strings.Join(tokens(text), " ")
		if other, ok := seen[token]; ok {
			t.Fatalf("%q and %q are both %q", other, text, token)
		}
		seen[token] = text
	}
	for r := rune(0x3400); r < 0xA000; r++ {
		note(string(r))
	}
	for _, word := range []string{"ab", "abab", "ghij", "0", "2023", "334.6", "3346", "x334y6", "wnn", "é", "𠀀"} {
		note(word)
	}
}

func TestLongWordsStayWithinTheServersLimits(t *testing.T) {
	long := strings.Repeat("한", 100)
	for _, token := range append(tokens(long), keyValue(long)) {
		if len(token) > 240 {
			t.Errorf("a token of %d bytes, want at most 240", len(token))
		}
	}
}

func TestGroupOf(t *testing.T) {
	for _, c := range []struct {
		name  string
		terms []search.Term
		want  group
	}{
		{"nothing", []search.Term{{Text: "|", In: search.InText}, {Text: "", In: search.InKeys}}, nil},
		{"one phrase", []search.Term{{Text: "a1"}, {Text: " a1|"}}, group{{phrases: `"xa1"`}}},
		{"keys and a phrase", []search.Term{{Text: "3元", In: search.InKeys}, {Text: "3人", In: search.InKeys}, {Text: "3"}},
			group{{phrases: `"x3"`}, {filters: []string{`keys IN ["3元", "3人"]`}}}},
		{"a number", []search.Term{{Text: "办〔2020〕1号", In: search.InNumbers}}, group{{filters: []string{`numbers IN ["办〔2020〕1号"]`}}}},
		{"both", []search.Term{{Text: "n", In: search.InNumbers}, {Text: "k", In: search.InKeys}}, group{{filters: []string{`numbers IN ["n"] OR keys IN ["k"]`}}}},
		{"quotes", []search.Term{{Text: "a\"] OR \\\n", In: search.InKeys}}, group{{filters: []string{`keys IN ["a] OR "]`}}}},
	} {
		if diff := cmp.Diff(c.want, groupOf(search.Group{Terms: c.terms}), cmp.AllowUnexported(query{})); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestBodyFields(t *testing.T) {
	for words, want := range map[int]int{0: 0, 1: 1, maxField: 1, maxField + 1: 2, 2*maxField - maxPhrase: 2, 2*maxField - maxPhrase + 1: 3} {
		if got := len(bodyFields(make([]string, words))); got != want {
			t.Errorf("%d tokens take %d fields, want %d", words, got, want)
		}
	}
}

func TestRankSorts(t *testing.T) {
	day := time.Date(2023, 11, 20, 0, 0, 0, 0, time.UTC)
	want := []string{ // as results are listed
		rankOf(time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC), "z"),
		rankOf(day.Add(time.Second), "b"),
		rankOf(day.Add(2), "b"),
		rankOf(day.Add(1), "a"),
		rankOf(day, "a"),
		rankOf(day, "a-1"),
		rankOf(day, "b"),
		rankOf(time.Date(1949, 10, 1, 0, 0, 0, 0, time.UTC), "a"),
		rankOf(time.Time{}, "a"),
	}
	if !slices.IsSorted(want) {
		t.Errorf("ranks do not sort as results are listed: %q", want)
	}
	if got := idsOf(want); got[5] != "a-1" || got[8] != "a" {
		t.Errorf("idsOf = %q", got)
	}
}

func TestRankSets(t *testing.T) {
	a, b := strings.Fields("a c e"), strings.Fields("b c d e f")
	if got := union(a, b); !slices.Equal(got, strings.Fields("a b c d e f")) {
		t.Errorf("union = %q", got)
	}
	if got := union(b, nil); !slices.Equal(got, b) {
		t.Errorf("union with nothing = %q", got)
	}
	both, only := split(a, b)
	if !slices.Equal(both, strings.Fields("c e")) || !slices.Equal(only, strings.Fields("a")) {
		t.Errorf("split = %q, %q", both, only)
	}
}

// TestPartsKeepTheServersLimits wants no request to hold more than the server
// reads of one, and every group in one part.
func TestPartsKeepTheServersLimits(t *testing.T) {
	for name, terms := range map[string][]int{ // alternatives of each group
		"one": {1}, "two": {2, 3}, "many groups": slices.Repeat([]int{1}, 30),
		"many alternatives": {12, 12, 12}, "both": {1, 1, 9, 1, 2, 2, 2, 2, 1},
	} {
		var plan search.Plan
		for _, n := range terms {
			var g search.Group
			for i := range n {
				g.Terms = append(g.Terms, search.Term{Text: strings.Repeat("长", 60+i)})
			}
			plan.Groups = append(plan.Groups, g)
		}
		groups, ok := groupsOf(plan)
		if !ok || len(groups) != len(terms) {
			t.Fatalf("%s: %d groups, %v", name, len(groups), ok)
		}
		phrases := 0
		for _, queries := range partsOf(groups) {
			phrases += strings.Count(queries[0].phrases, `"`) / 2
			for _, q := range queries {
				words := strings.Count(q.phrases, " ") + 1
				if strings.Count(q.phrases, `"`)/2 > 10 || words*2 > 1000 || len(queries) > 12 {
					t.Errorf("%s: a query of %d words in a part of %d", name, words, len(queries))
				}
			}
		}
		if phrases != len(terms) {
			t.Errorf("%s: %d phrases, want %d", name, phrases, len(terms))
		}
	}
}
