package search

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/synonyms.txt
var synonymsTXT string

// builtinSynonyms holds the groups of data/synonyms.txt. The file is part of the
// program and a test parses it; should it be faulty, the good lines count.
var builtinSynonyms = sync.OnceValue(func() synonyms {
	s, _ := parseSynonyms(synonymsTXT)
	return s
})

// The bounds of one word of a synonym group, in runes.
const (
	minSynonym = 2
	maxSynonym = 20
)

// synonyms maps a folded word to those that are searched with it.
type synonyms map[string][]string

// parseSynonyms reads the format that data/synonyms.txt describes. The error
// names the first faulty line; the other lines are in the result all the same.
func parseSynonyms(text string) (synonyms, error) {
	s := synonyms{}
	var fault error
	line := 0
	for raw := range strings.Lines(text) {
		line++
		raw = strings.TrimSpace(raw)
		if raw == "" || strings.HasPrefix(raw, "#") {
			continue
		}
		if err := s.addLine(raw); err != nil && fault == nil {
			fault = fmt.Errorf("synonyms line %d: %w", line, err)
		}
	}
	return s, fault
}

func (s synonyms) addLine(line string) error {
	left, right, oneWay := strings.Cut(line, ">")
	separator := "="
	if oneWay {
		line, separator = left+">"+right, ">"
	}
	var words []string
	for part := range strings.SplitSeq(line, separator) {
		word := Fold(part)
		n := utf8.RuneCountInString(word)
		if n < minSynonym || n > maxSynonym || strings.ContainsRune(word, Gap) {
			return fmt.Errorf("%q is not a word of %d to %d characters", strings.TrimSpace(part), minSynonym, maxSynonym)
		}
		if slices.Contains(words, word) {
			return fmt.Errorf("%q stands twice", word)
		}
		words = append(words, word)
	}
	if len(words) < 2 {
		return fmt.Errorf("%q names one word, not a group", line)
	}
	return s.addGroup(words, oneWay)
}

func (s synonyms) addGroup(words []string, oneWay bool) error {
	from := words
	if oneWay {
		from = words[:1]
	}
	for _, w := range from {
		if _, taken := s[w]; taken {
			return fmt.Errorf("%q is in an earlier group", w)
		}
	}
	for i, w := range from {
		s[w] = slices.Concat(words[:i], words[i+1:])
	}
	return nil
}

// maxVariants bounds how many ways to say one phrase are searched.
const maxVariants = 8

// variants returns folded phrase with the words in it replaced by their
// synonyms, one at a time, longest words first; not phrase itself.
func (s synonyms) variants(phrase string) []string {
	var out []string
	runes := []rune(phrase)
	for i := 0; i < len(runes); {
		n := s.longestAt(runes[i:])
		if n == 0 {
			i++
			continue
		}
		before, after := string(runes[:i]), string(runes[i+n:])
		for _, other := range s[string(runes[i:i+n])] {
			v := before + other + after
			if strings.Contains(v, phrase) || strings.Contains(phrase, other) {
				continue // finds nothing more, or 总工会 in 市总工会 would double
			}
			if len(out) < maxVariants && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
		i += n
	}
	return out
}

// longestAt returns the length of the longest known word that runes start with.
func (s synonyms) longestAt(runes []rune) int {
	for n := min(maxSynonym, len(runes)); n >= minSynonym; n-- {
		if _, ok := s[string(runes[:n])]; ok {
			return n
		}
	}
	return 0
}
