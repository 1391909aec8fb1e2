package embedded

import (
	"unicode/utf8"

	"mingzhang/search"
)

// key names a posting list: 4 bits for the field, 4 for the number of Han
// characters (0: a hashed word or whole text), 54 for the characters, 18 bits
// each, or the hash. Two words with one hash of 54 bits would be taken for one
// another; among ten million words that is one chance in 360.
type key uint64

// field tells what a posting list is about.
type field uint8

const (
	fieldText      field = iota // anywhere in title, publisher or body
	fieldTitle                  // in the title
	fieldPublisher              // in the publisher
	fieldWhole                  // is the whole title
	fieldWholeUnit              // is the whole publisher
	fieldNumber                 // is a document number
	fieldQuantity               // is an amount or a count of people
	fieldOften                  // as fieldText, at least oftenCount times
	fieldPlaces                 // no documents, but where in each of fieldText's a triple stands
)

// oftenCount is how many times a word stands in a text that is about it.
const oftenCount = 3

const (
	payloadBits = 54
	runeBits    = 18
	longestGram = 3
)

// in returns the same gram for another field.
func (k key) in(f field) key { return k&(1<<60-1) | key(f)<<60 }

// field returns what the posting list is about.
func (k key) field() field { return field(k >> 60) }

// isTriple tells whether k is for three Han characters.
func (k key) isTriple() bool { return k>>payloadBits&0x3F == longestGram }

// gramKey returns the key of up to longestGram Han characters.
func gramKey(runes ...rune) key {
	k := key(len(runes)) << payloadBits
	for i, r := range runes {
		k |= key(r) & (1<<runeBits - 1) << (runeBits * i)
	}
	return k
}

// wordKey returns the key of a word of letters and digits, or of a whole text.
func wordKey(s string) key {
	h := uint64(14695981039346656037) // FNV-1a
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return key(h^h>>payloadBits) & (1<<payloadBits - 1)
}

// isSeparator tells whether r parts words in folded text.
func isSeparator(r rune) bool {
	return r == search.Gap || r == ' ' || r == '%' || r == '\n' || r == utf8.RuneError
}

// gramScanner goes over folded text and reports its grams.
type gramScanner struct {
	found        func(k key, place uint32)
	place        uint32 // number of the current character
	before, last rune   // the Han characters just before, 0 if none
	word         int    // start of the current word; -1 if none
	joined       int    // start of the word that the current Han characters follow; -1 if none
	pair         pairing
}

// pairing joins two words with one separator between them, as in 〔2020〕13.
type pairing struct {
	start, end int // of the word before
}

// next takes the word text[start:end] and returns where the pair that it ends
// starts, if it ends one.
func (p *pairing) next(start, end int) (int, bool) {
	before := *p
	*p = pairing{start, end}
	return before.start, before.end > 0 && start == before.end+len(string(search.Gap))
}

// eachGram calls found with every gram of one to three Han characters, every
// word, alone, with the word before it and with the one or two Han characters
// that follow it, as often as each stands in folded text. Places count characters from first on;
// eachGram returns the place behind the text.
func eachGram(text string, first uint32, found func(k key, place uint32)) uint32 {
	s := gramScanner{found: found, place: first, word: -1, joined: -1}
	for i, r := range text {
		switch {
		case search.IsHan(r):
			s.han(text, i, r)
		case isSeparator(r):
			s.endWord(text[:i])
			s.before, s.last, s.joined = 0, 0, -1
		case s.word < 0:
			s.before, s.last, s.joined = 0, 0, -1
			s.word = i
		}
		s.place++
	}
	s.endWord(text)
	return s.place
}

// endWord reports the word that text ends in, if any.
func (s *gramScanner) endWord(text string) {
	if s.word < 0 {
		return
	}
	s.found(wordKey(text[s.word:]), s.place)
	if start, ok := s.pair.next(s.word, len(text)); ok {
		s.found(wordKey(text[start:]), s.place)
	}
	s.word = -1
}

// han reports the grams that end in the Han character r at offset i.
func (s *gramScanner) han(text string, i int, r rune) {
	if s.word >= 0 {
		s.joined = s.word
		s.endWord(text[:i])
	}
	if s.joined >= 0 {
		s.found(wordKey(text[s.joined:i+utf8.RuneLen(r)]), s.place)
	}
	s.found(gramKey(r), s.place)
	if s.last != 0 {
		s.found(gramKey(s.last, r), s.place-1)
		s.joined = -1
	}
	if s.before != 0 {
		s.found(gramKey(s.before, s.last, r), s.place-2)
	}
	s.before, s.last = s.last, r
}

// maxPhraseKeys bounds the posting lists that are read for one phrase.
const maxPhraseKeys = 48

// phraseKeys returns the keys that every text with phrase has, the longest grams
// only, and whether a text that has them must have the phrase.
func phraseKeys(phrase string) (keys []key, exact bool) {
	runs := 0
	var pair pairing
	for i := 0; i < len(phrase) && len(keys) < maxPhraseKeys; runs++ {
		r, size := utf8.DecodeRuneInString(phrase[i:])
		end := i + size
		switch {
		case search.IsHan(r):
			end = i + hanRun(phrase[i:])
			keys = append(keys, hanKeys([]rune(phrase[i:end]))...)
		case !isSeparator(r):
			end = i + wordRun(phrase[i:])
			if start, ok := pair.next(i, end); ok {
				keys = append(keys, wordKey(phrase[start:end]))
			}
			joined := end + firstHan(phrase[end:], longestJoined)
			keys = append(keys, wordKey(phrase[i:joined]))
			if joined == len(phrase) {
				end = joined
			}
		}
		i = end
	}
	return keys, runs == 1 && len(keys) == 1
}

// longestJoined is how many Han characters are joined to the word before them.
const longestJoined = 2

// firstHan returns the length in bytes of the Han characters, at most n, that s
// starts with.
func firstHan(s string, n int) int {
	for i, r := range s {
		if n == 0 || !search.IsHan(r) {
			return i
		}
		n--
	}
	return len(s)
}

// hanKeys returns the longest grams of a run of Han characters.
func hanKeys(run []rune) []key {
	if len(run) < longestGram {
		return []key{gramKey(run...)}
	}
	keys := make([]key, 0, len(run)-longestGram+1)
	for i := 0; i+longestGram <= len(run); i++ {
		keys = append(keys, gramKey(run[i:i+longestGram]...))
	}
	return keys
}

// hanRun returns the length in bytes of the Han characters that s starts with.
func hanRun(s string) int {
	for i, r := range s {
		if !search.IsHan(r) {
			return i
		}
	}
	return len(s)
}

// wordRun returns the length in bytes of the word that s starts with.
func wordRun(s string) int {
	for i, r := range s {
		if isSeparator(r) || search.IsHan(r) {
			return i
		}
	}
	return len(s)
}
