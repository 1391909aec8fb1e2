package search

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// pinyinTable knows how characters are read, without tones.
type pinyinTable struct {
	syllables []string // 1-based: 0 is "not known"
	index     map[string]uint16
	first     [hanLast - hanFirst + 1]uint16
	second    [hanLast - hanFirst + 1]uint16
	alike     []uint16           // per syllable: the first of those that many speakers do not tell apart
	words     map[rune][]reading // by first character
}

// reading is a word that is not read in the usual way of its characters.
type reading struct {
	word      []rune
	syllables []string
}

//go:embed data/pinyin.tsv
var pinyinTSV string

//go:embed data/readings.txt
var readingsTXT string

var pinyin = sync.OnceValue(func() *pinyinTable {
	t := &pinyinTable{syllables: []string{""}, alike: []uint16{0}, index: map[string]uint16{}, words: map[rune][]reading{}}
	for line := range strings.Lines(pinyinTSV) {
		columns := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		t.syllables = append(t.syllables, columns[0])
		id := uint16(len(t.syllables) - 1)
		t.index[columns[0]] = id
		t.addAlike(columns[0], id)
		for _, r := range columns[1] {
			t.first[r-hanFirst] = id
		}
		for _, r := range columns[2] {
			t.second[r-hanFirst] = id
		}
	}
	for line := range strings.Lines(readingsTXT) {
		word, syllables, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if r, _ := utf8.DecodeRuneInString(word); ok {
			t.words[r] = append(t.words[r], reading{[]rune(word), strings.Fields(syllables)})
		}
	}
	return t
})

// reads tells whether r can be read as syllable.
func (t *pinyinTable) reads(r rune, syllable string) bool {
	if r < hanFirst || r > hanLast {
		return false
	}
	id, ok := t.index[syllable]
	return ok && (t.first[r-hanFirst] == id || t.second[r-hanFirst] == id)
}

// begins tells whether a reading of r starts with letters.
func (t *pinyinTable) begins(r rune, letters string) bool {
	if r < hanFirst || r > hanLast {
		return false
	}
	return strings.HasPrefix(t.syllables[t.first[r-hanFirst]], letters) ||
		strings.HasPrefix(t.syllables[t.second[r-hanFirst]], letters)
}

// addAlike files the new syllable under the first one that sounds like it.
func (t *pinyinTable) addAlike(syllable string, id uint16) {
	for other := range id {
		if t.syllables[other] != "" && blur(t.syllables[other]) == blur(syllable) {
			t.alike = append(t.alike, other)
			return
		}
	}
	t.alike = append(t.alike, id)
}

// blur drops what typists mix up: zh and z, ch and c, sh and s, l and n, a final
// ng and n.
func blur(syllable string) string {
	s := strings.TrimSuffix(syllable, "g")
	if len(s) > 1 && s[1] == 'h' {
		s = s[:1] + s[2:]
	}
	if s[0] == 'l' {
		s = "n" + s[1:]
	}
	return s
}

// homophones tells whether a and b can be read alike, or nearly so.
func (t *pinyinTable) homophones(a, b rune) bool {
	if min(a, b) < hanFirst || max(a, b) > hanLast {
		return false
	}
	a1, a2 := t.alike[t.first[a-hanFirst]], t.alike[t.second[a-hanFirst]]
	b1, b2 := t.alike[t.first[b-hanFirst]], t.alike[t.second[b-hanFirst]]
	return a1 != 0 && (a1 == b1 || a1 == b2) || a2 != 0 && (a2 == b1 || a2 == b2)
}

// initials returns one byte for each of runes: the first letter of a Han
// character's reading, a letter or digit itself, a point for all else.
func (t *pinyinTable) initials(runes []rune) []byte {
	out := make([]byte, len(runes))
	for i, r := range runes {
		out[i] = '.'
		switch {
		case r >= hanFirst && r <= hanLast && t.first[r-hanFirst] != 0:
			out[i] = t.syllables[t.first[r-hanFirst]][0]
		case r < utf8.RuneSelf && isWord(r):
			out[i] = byte(r)
		}
	}
	for i, r := range runes {
		for _, special := range t.words[r] {
			if i+len(special.word) <= len(runes) && slices.Equal(runes[i:i+len(special.word)], special.word) {
				special.write(out[i:])
			}
		}
	}
	return out
}

func (r reading) write(initials []byte) {
	for i, s := range r.syllables {
		initials[i] = s[0]
	}
}

// spelling is one way to read letters as characters: each part is a syllable
// or the letters that one starts with.
type spelling struct {
	parts []string
	full  bool // every part is a whole syllable
	open  bool // the last part may go on
}

// initials returns the first letter of every part.
func (s spelling) initials() []byte {
	out := make([]byte, len(s.parts))
	for i, p := range s.parts {
		out[i] = p[0]
	}
	return out
}

// maxSpellings bounds the ways in which one word of letters is read.
const maxSpellings = 64

// spellings returns the ways to read letters, whole syllables before
// initials and few parts before many. With open set the last part may be an
// unfinished syllable, as while typing.
func (t *pinyinTable) spellings(letters string, open bool) []spelling {
	s := speller{table: t, open: open}
	s.spell(letters, nil, true)
	slices.SortStableFunc(s.out, func(a, b spelling) int {
		if a.full != b.full {
			if a.full {
				return -1
			}
			return 1
		}
		return len(a.parts) - len(b.parts)
	})
	return s.out
}

// speller collects the spellings of a word.
type speller struct {
	table *pinyinTable
	open  bool
	steps int
	out   []spelling
}

const (
	longestSyllable = 6    // zhuang
	maxSpellSteps   = 4096 // bounds the search for spellings of hostile words
)

func (s *speller) spell(rest string, parts []string, full bool) {
	if s.steps++; len(s.out) == maxSpellings || s.steps > maxSpellSteps {
		return
	}
	if rest == "" {
		s.out = append(s.out, spelling{slices.Clone(parts), full, s.open})
		return
	}
	for n := min(longestSyllable, len(rest)); n > 0; n-- {
		part := rest[:n]
		_, syllable := s.table.index[part]
		if syllable || isInitial(part) || s.open && n == len(rest) && n > 1 && s.table.unfinished(part) {
			s.spell(rest[n:], append(parts, part), full && syllable)
		}
	}
}

// unfinished tells whether some syllable goes on after letters.
func (t *pinyinTable) unfinished(letters string) bool {
	return slices.ContainsFunc(t.syllables, func(s string) bool { return strings.HasPrefix(s, letters) })
}

// isInitial tells whether letters can stand for a syllable that starts so.
func isInitial(letters string) bool {
	switch letters {
	case "zh", "ch", "sh":
		return true
	}
	return len(letters) == 1 && letters[0] >= 'a' && letters[0] <= 'z' && !strings.Contains("iuv", letters)
}

// spells tells whether runes, as many as s has parts, can be read as s.
func (t *pinyinTable) spells(runes []rune, s spelling) bool {
	for i, part := range s.parts {
		if t.reads(runes[i], part) {
			continue
		}
		_, syllable := t.index[part]
		loose := !syllable || len(part) == 1 || s.open && i == len(s.parts)-1
		if !loose || !t.begins(runes[i], part) {
			return false
		}
	}
	return true
}
