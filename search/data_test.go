package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSynonymsFile(t *testing.T) {
	s, err := parseSynonyms(synonymsTXT)
	if err != nil {
		t.Fatal(err)
	}
	for word, others := range s {
		if Fold(word) != word || len(others) == 0 || slices.Contains(others, word) {
			t.Errorf("%q: %q", word, others)
		}
	}
}

func TestParseSynonyms(t *testing.T) {
	s, err := parseSynonyms("# note\n\n低保 = 最低生活保障\n工會 > 总工会\n")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string][]string{
		"低保户":    {"最低生活保障户"},
		"最低生活保障": {"低保"},
		"市工会":    {"市总工会"},
		"市总工会":   nil,
		"民政":     nil,
	}
	for in, want := range tests {
		if got := s.variants(in); !slices.Equal(got, want) {
			t.Errorf("variants(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestParseSynonymsNamesTheLine(t *testing.T) {
	for _, bad := range []string{"低保", "低保 =", "保 = 低保", "低保 = 低保", "低保 > a > b", "低保、五保 = 救助", "工会 = 总工会", strings.Repeat("长", 21) + " = 短词"} {
		_, err := parseSynonyms("# one\n工会 > 总工会\n" + bad + "\n民政 = 民政局\n")
		if err == nil || !strings.HasPrefix(err.Error(), "synonyms line 3: ") {
			t.Errorf("%q: error %v, want one of line 3", bad, err)
		}
	}
}

func TestReadingsFile(t *testing.T) {
	for i, line := range strings.Split(strings.TrimSpace(readingsTXT), "\n")[1:] {
		word, syllables, _ := strings.Cut(line, "\t")
		fields := strings.Fields(syllables)
		if utf8.RuneCountInString(word) != len(fields) || Fold(word) != word {
			t.Errorf("line %d: %q", i+2, line)
			continue
		}
		for k, r := range []rune(word) {
			if _, ok := pinyin().index[fields[k]]; !ok {
				t.Errorf("line %d: no syllable %q", i+2, fields[k])
			}
			if !pinyin().reads(r, fields[k]) {
				t.Logf("line %d: %c is not listed as %s", i+2, r, fields[k])
			}
		}
	}
}

func TestSimplifiedTable(t *testing.T) {
	table := simplifiedTable()
	changed := 0
	for i, to := range table {
		if rune(to) == hanFirst+rune(i) {
			continue
		}
		changed++
		if to < hanFirst || to > hanLast {
			continue
		}
		if again := table[to-hanFirst]; again != to {
			t.Errorf("%c becomes %c, which becomes %c", hanFirst+i, to, again)
		}
	}
	if changed < 2500 {
		t.Errorf("only %d characters are simplified", changed)
	}
}
