package search

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The bounds of the search for typing errors in one query.
const (
	maxRepairs     = 24 // windows looked at
	maxRepairLen   = 8  // runes in a window
	leastRepairLen = 3  // the same: two characters among others prove nothing
)

// repair mends one typing error in phrase, which occurs nowhere: in the whole of
// it or, when what stands around is known, in a part. It returns the words to
// search instead.
func (p *planner) repair(phrase string) ([]string, bool) {
	if p.corrected {
		return nil, false
	}
	runes := []rune(phrase)
	if len(runes) <= 2*maxRepairLen {
		if word, ok := p.lexicon.mend(runes); ok {
			return []string{word}, true
		}
	}
	c := p.lexicon.coverer(runes)
	for size := min(maxRepairLen, len(runes)-2); size >= leastRepairLen; size-- {
		for i := 0; i+size <= len(runes); i++ {
			if words, ok := p.repairPart(c, i, i+size); ok {
				return words, true
			}
		}
	}
	return nil, false
}

// repairPart mends the runes from index i to j when those around are known words.
func (p *planner) repairPart(c coverer, i, j int) ([]string, bool) {
	before, after := c.words(0, i, false), c.words(j, len(c.runes), false)
	if i > 0 && before == nil || j < len(c.runes) && after == nil || p.repairs >= maxRepairs {
		return nil, false
	}
	p.repairs++
	word, ok := p.lexicon.mend(c.runes[i:j])
	if !ok {
		return nil, false
	}
	return slices.Concat(before, []string{word}, after), true
}

// mendKind orders wrong characters by how likely they are.
type mendKind int

const (
	mendHomophone mendKind = iota // 职公 for 职工
	mendOther                     // any other wrong character
)

// mended is a word of the lexicon one character away.
type mended struct {
	word  string
	kind  mendKind
	count int
}

// mend returns the word of the lexicon that runes most likely miss by one wrong
// character.
// Of two or three characters only a homophone is certain enough.
func (l *Lexicon) mend(runes []rune) (string, bool) {
	if len(runes) < 2 {
		return "", false
	}
	var best mended
	for i := range runes {
		for _, m := range l.mendAt(runes, i) {
			if best.word == "" || m.better(best) {
				best = m
			}
		}
	}
	return best.word, best.word != ""
}

func (m mended) better(than mended) bool {
	c := cmp.Or(cmp.Compare(than.kind, m.kind), cmp.Compare(m.count, than.count), cmp.Compare(than.word, m.word))
	return c > 0
}

// mendAt returns the repairs of a wrong character at index i.
func (l *Lexicon) mendAt(runes []rune, i int) []mended {
	if !IsHan(runes[i]) {
		return nil
	}
	return l.replaced(string(runes[:i]), runes[i], string(runes[i+1:]), len(runes) >= 4)
}

// mendOrder returns the word of the lexicon that runes miss by two characters
// swapped (难困职工) or one too many (困难难职工). It is asked before a phrase is
// taken apart, because the parts of such a word may be known.
func (l *Lexicon) mendOrder(runes []rune) (string, bool) {
	if len(runes) < 4 || len(runes) > 2*maxRepairLen {
		return "", false
	}
	for i := range runes[1:] {
		swapped := slices.Clone(runes)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		if word := string(swapped); l.knows(word) {
			return word, true
		}
	}
	for i := 1; i < len(runes)-1; i++ { // what lacks an end is no error but a part
		if word := string(runes[:i]) + string(runes[i+1:]); IsHan(runes[i]) && l.knows(word) {
			return word, true
		}
	}
	return "", false
}

// replaced returns the known words before+r+after with another character for
// wrong: homophones and, with others set, any.
func (l *Lexicon) replaced(before string, wrong rune, after string, others bool) []mended {
	counts := map[string]int{}
	kinds := map[string]mendKind{}
	l.between(before, after, func(r rune) {
		kind := mendOther
		if pinyin().homophones(r, wrong) {
			kind = mendHomophone
		}
		if kind == mendHomophone || others {
			word := before + string(r) + after
			counts[word]++
			kinds[word] = kind
		}
	})
	out := make([]mended, 0, len(counts))
	for word, n := range counts {
		out = append(out, mended{word, kinds[word], n})
	}
	return out
}

// between calls found with every Han character that stands between before and
// after in a name.
func (l *Lexicon) between(before, after string, found func(rune)) {
	if len(before) >= len(after) {
		for _, at := range l.find(before) {
			r, size := utf8.DecodeRune(l.text[at+len(before):])
			if IsHan(r) && bytes.HasPrefix(l.text[at+len(before)+size:], []byte(after)) {
				found(r)
			}
		}
		return
	}
	for _, at := range l.find(after) {
		r, size := utf8.DecodeLastRune(l.text[:at])
		if IsHan(r) && strings.HasSuffix(string(l.text[max(0, at-size-len(before)):at-size]), before) {
			found(r)
		}
	}
}
