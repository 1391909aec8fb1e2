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
	fieldOften                  // as fieldText, at least oftenCount times; last, as it is written last
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

// eachGram calls found with every gram of one to three Han characters and every
// word of folded text, as often as it stands there.
func eachGram(text string, found func(key)) {
	var before, last rune // the Han characters just before, 0 if none
	word := -1            // start of the current word
	for i, r := range text {
		han := search.IsHan(r)
		if word >= 0 && (han || isSeparator(r)) {
			found(wordKey(text[word:i]))
			word = -1
		}
		if !han {
			before, last = 0, 0
			if word < 0 && !isSeparator(r) {
				word = i
			}
			continue
		}
		found(gramKey(r))
		if last != 0 {
			found(gramKey(last, r))
		}
		if before != 0 {
			found(gramKey(before, last, r))
		}
		before, last = last, r
	}
	if word >= 0 {
		found(wordKey(text[word:]))
	}
}

// maxPhraseKeys bounds the posting lists that are read for one phrase.
const maxPhraseKeys = 48

// phraseKeys returns the keys that every text with phrase has, the longest grams
// only, and whether a text that has them must have the phrase.
func phraseKeys(phrase string) (keys []key, exact bool) {
	runs := 0
	for i := 0; i < len(phrase) && len(keys) < maxPhraseKeys; runs++ {
		r, size := utf8.DecodeRuneInString(phrase[i:])
		end := i + size
		switch {
		case search.IsHan(r):
			end = i + hanRun(phrase[i:])
			keys = append(keys, hanKeys([]rune(phrase[i:end]))...)
		case !isSeparator(r):
			end = i + wordRun(phrase[i:])
			keys = append(keys, wordKey(phrase[i:end]))
		}
		i = end
	}
	return keys, runs == 1 && len(keys) == 1
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
