package audit

import "unicode/utf8"

// runeSet is a set of characters. It is asked for every character of a text, which
// a map is too slow for. Characters beyond the basic plane are in none.
type runeSet [1 << 10]uint64

// newRuneSet makes a set of the characters that words consist of.
func newRuneSet(words ...string) *runeSet {
	s := new(runeSet)
	for _, word := range words {
		for _, r := range word {
			s.add(r)
		}
	}
	return s
}

func (s *runeSet) add(r rune) {
	if 0 <= r && r < 1<<16 {
		s[r>>6] |= 1 << (r & 63)
	}
}

// addFirst adds the characters that words begin with.
func (s *runeSet) addFirst(words map[string]bool) {
	for word := range words {
		r, _ := utf8.DecodeRuneInString(word)
		s.add(r)
	}
}

func (s *runeSet) has(r rune) bool {
	return 0 <= r && r < 1<<16 && s[r>>6]&(1<<(r&63)) != 0
}
