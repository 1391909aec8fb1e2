package search

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Gap is the rune that [Fold] writes where punctuation or a blank line parted
// two pieces of text. It is the only punctuation in folded text besides the
// decimal point inside a number and the per cent sign after one.
const Gap = '|'

// Folded is a folded text that remembers where each of its runes came from.
type Folded struct {
	Text  string
	runes []origin // of each rune of Text
}

// origin says which bytes of the source a folded rune stands for.
type origin struct {
	at       int32 // of the folded rune
	from, to int32 // of its source
}

// Fold makes texts that a reader takes for the same equal byte for byte.
// Traditional characters become simplified, full-width and compatibility forms
// plain, letters lower case without accents; 1,346 and 334.60 become 1346 and
// 334.6; white space stays, as one blank, only between two words of letters or
// digits; every run of punctuation, so also any form of bracket, becomes one
// [Gap], and none stands at either end. Folding twice changes nothing. Bytes
// that are no UTF-8 count as punctuation.
func Fold(s string) string {
	f := folder{runes: mapRunes(s), out: make([]byte, 0, len(s))}
	f.fold()
	return string(f.out)
}

// FoldMap is [Fold] with a way back to the places in s.
func FoldMap(s string) Folded {
	runes := mapRunes(s)
	f := folder{runes: runes, out: make([]byte, 0, len(s)), origins: make([]origin, 0, len(runes)), mapped: true}
	f.fold()
	return Folded{Text: string(f.out), runes: f.origins}
}

// Source returns the span of the original text that the bytes start to end of
// Text came from. It needs 0 <= start < end <= len(Text).
func (f Folded) Source(start, end int) Span {
	return Span{Start: int(f.origin(start).from), End: int(f.origin(end - 1).to)}
}

// origin returns where the rune with the byte at i came from.
func (f Folded) origin(i int) origin {
	after, _ := slices.BinarySearchFunc(f.runes, int32(i)+1, func(o origin, at int32) int { return cmp.Compare(o.at, at) })
	return f.runes[after-1]
}

// gap is what lies between the rune written last and the next one.
type gap int

const (
	gapNone  gap = iota
	gapSpace     // white space, or a single line break
	gapBreak     // punctuation, or a blank line
)

// folder writes the folded form of runes.
type folder struct {
	runes   []mappedRune
	out     []byte
	origins []origin // when mapped
	mapped  bool
	gap     gap
	last    rune // written last; 0 at the start
}

func (f *folder) fold() {
	for i := 0; i < len(f.runes); {
		m := f.runes[i]
		switch {
		case isDigit(m.r):
			i = f.number(i)
			continue
		case IsHan(m.r), isLetter(m.r):
			f.write(m)
		case m.r == '%' && isDigit(f.last) && f.gap == gapNone:
			f.write(m)
		case m.r == '\n' && f.blankLine(i):
			f.gap = gapBreak
		case isSpace(m.r):
			f.gap = max(f.gap, gapSpace)
		default:
			f.gap = gapBreak
		}
		i++
	}
}

// blankLine tells whether only blanks stand between the line break at i and the next.
func (f *folder) blankLine(i int) bool {
	for _, m := range f.runes[i+1:] {
		if m.r == '\n' {
			return true
		}
		if !isSpace(m.r) {
			return false
		}
	}
	return false
}

// write puts m out, after what parts it from the rune before.
func (f *folder) write(m mappedRune) {
	if f.last != 0 {
		f.part(m)
	}
	f.gap = gapNone
	f.put(m.r, m)
	f.last = m.r
}

// part writes the separator that is due before m, if any.
func (f *folder) part(m mappedRune) {
	at := mappedRune{from: m.from, to: m.from}
	switch {
	case f.gap == gapBreak:
		f.put(Gap, at)
	case f.gap == gapSpace && isWord(f.last) && isWord(m.r):
		f.put(' ', at)
	}
}

func (f *folder) put(r rune, m mappedRune) {
	if f.mapped {
		f.origins = append(f.origins, origin{int32(len(f.out)), m.from, m.to})
	}
	f.out = utf8.AppendRune(f.out, r)
}
