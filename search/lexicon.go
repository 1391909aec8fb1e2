package search

import (
	"cmp"
	"index/suffixarray"
	"slices"
	"sort"
	"unicode/utf8"
)

// NameKind tells what a name in a [Lexicon] is the name of.
type NameKind int

// The kinds of names.
const (
	NameTitle     NameKind = iota // a project
	NamePublisher                 // a publishing or implementing unit
	NameWord                      // a word worth knowing, such as a category; never suggested
)

// Name is one name of the catalog. The same name may be given many times; how
// often it was decides between equals.
type Name struct {
	Text string
	Kind NameKind
}

// Lexicon knows the words that occur in the names of the catalog. It resolves
// pinyin, initials, typing errors and shortened names only to these, so that
// homophones make no noise. It never changes and may be used concurrently; the
// zero value knows no names.
type Lexicon struct {
	names    []entry
	text     []byte // folded names, each after a line break, and a last one
	starts   []int32
	words    *suffixarray.Index // over text
	initials []byte             // one byte per rune of text
	offsets  []int32            // of each rune in text
	heads    *suffixarray.Index // over initials
	synonyms synonyms
}

// entry is one distinct name.
type entry struct {
	text  string // as first written
	fold  string // a part of the lexicon's text once built
	kind  NameKind
	count int32
}

// maxName is the length, in bytes, behind which names are cut.
const maxName = 300

// NewLexicon builds a lexicon: about a second and 60 MB for 100,000 distinct names.
func NewLexicon(names []Name) *Lexicon {
	l := &Lexicon{synonyms: builtinSynonyms()}
	l.collect(names)
	l.lay()
	l.words = suffixarray.New(l.text)
	l.heads = suffixarray.New(l.initials)
	return l
}

// collect gathers the distinct names, ordered by their folded text.
func (l *Lexicon) collect(names []Name) {
	type key struct {
		fold string
		kind NameKind
	}
	raw := make(map[Name]int32, len(names)/2)
	for _, n := range names {
		raw[Name{clip(n.Text, maxName), n.Kind}]++
	}
	seen := make(map[key]int, len(raw))
	for n, count := range raw {
		k := key{Fold(n.Text), n.Kind}
		if k.fold == "" {
			continue
		}
		i, ok := seen[k]
		if !ok {
			seen[k] = len(l.names)
			l.names = append(l.names, entry{n.Text, k.fold, n.Kind, count})
			continue
		}
		l.names[i].count += count
		l.names[i].text = min(l.names[i].text, n.Text)
	}
	slices.SortFunc(l.names, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.fold, b.fold), cmp.Compare(a.kind, b.kind))
	})
}

// lay writes the names side by side, as text and as initials.
func (l *Lexicon) lay() {
	size := 1
	for _, n := range l.names {
		size += len(n.fold) + 1
	}
	l.text = make([]byte, 0, size)
	l.starts = make([]int32, 0, len(l.names))
	table := pinyin()
	for _, n := range l.names {
		l.mark(n.fold, table)
	}
	l.offsets = append(l.offsets, int32(len(l.text)))
	l.text = append(l.text, '\n')
	l.initials = append(l.initials, '\n')
	whole := string(l.text)
	for i := range l.names {
		start := int(l.starts[i])
		l.names[i].fold = whole[start : start+len(l.names[i].fold)]
	}
}

// mark appends one folded name.
func (l *Lexicon) mark(fold string, table *pinyinTable) {
	l.offsets = append(l.offsets, int32(len(l.text)))
	l.text = append(l.text, '\n')
	l.initials = append(l.initials, '\n')
	l.starts = append(l.starts, int32(len(l.text)))
	for i := range fold {
		l.offsets = append(l.offsets, int32(len(l.text)+i))
	}
	l.text = append(l.text, fold...)
	l.initials = append(l.initials, table.initials([]rune(fold))...)
}

// clip cuts s behind at most limit bytes, between runes.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// maxHits bounds how many occurrences of a word are looked at.
const maxHits = 4000

// sample thins hits out evenly to at most maxHits.
func sample(hits []int) []int {
	if len(hits) <= maxHits {
		return hits
	}
	step := (len(hits) + maxHits - 1) / maxHits
	out := hits[:0]
	for i := 0; i < len(hits); i += step {
		out = append(out, hits[i])
	}
	return out
}

// knows tells whether the folded word occurs in a name.
func (l *Lexicon) knows(word string) bool {
	return word != "" && l.words != nil && len(l.words.Lookup([]byte(word), 1)) > 0
}

// find returns where in text the folded word occurs, or a sample of it.
func (l *Lexicon) find(word string) []int {
	if word == "" || l.words == nil {
		return nil
	}
	return sample(l.words.Lookup([]byte(word), -1))
}

// nameAt returns the index of the name that text has at offset.
func (l *Lexicon) nameAt(offset int) int {
	return sort.Search(len(l.starts), func(i int) bool { return int(l.starts[i]) > offset }) - 1
}

// spelled calls found with the place in text of each run of characters that can be
// read as s.
func (l *Lexicon) spelled(s spelling, found func(start, end int)) {
	if l.heads == nil {
		return
	}
	table := pinyin()
	runes := make([]rune, len(s.parts))
	for _, at := range sample(l.heads.Lookup(s.initials(), -1)) {
		rest := l.text[l.offsets[at]:]
		for i := range runes {
			r, size := utf8.DecodeRune(rest)
			runes[i], rest = r, rest[size:]
		}
		if table.spells(runes, s) {
			found(int(l.offsets[at]), len(l.text)-len(rest))
		}
	}
}

// candidate is a word that what was typed may stand for.
type candidate struct {
	word  string
	count int
}

// ranked returns the counted words, most frequent first.
func ranked(counts map[string]int) []candidate {
	out := make([]candidate, 0, len(counts))
	for w, n := range counts {
		out = append(out, candidate{w, n})
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.word, b.word))
	})
	return out
}

// The bounds of a word of letters that is read as pinyin.
const (
	minLetters = 2
	maxLetters = 32
	maxReadAs  = 4 // words that one reading stands for
)

// read resolves letters, as pinyin or initials, to the words of the lexicon
// that they most likely stand for, best first.
func (l *Lexicon) read(letters string) []string {
	if len(letters) < minLetters || len(letters) > maxLetters {
		return nil
	}
	counts := map[string]int{}
	full := true
	for _, s := range pinyin().spellings(letters, false) {
		if full && !s.full && len(counts) > 0 {
			break // whole syllables are found: initials would be noise
		}
		full = s.full
		if len(s.parts) < 2 {
			continue
		}
		l.spelled(s, func(start, end int) { counts[string(l.text[start:end])]++ })
	}
	return likely(ranked(counts), len(letters))
}

// likely keeps the words that are not much rarer than the most frequent one;
// two letters alone say little, so there the rest must be nearly as frequent.
func likely(words []candidate, letters int) []string {
	share := 5
	if letters == minLetters {
		share = 2
	}
	var out []string
	for _, w := range words {
		if len(out) == maxReadAs || w.count*share < words[0].count {
			break
		}
		out = append(out, w.word)
	}
	return out
}
