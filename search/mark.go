package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Span is a range of bytes, Start before End.
type Span struct {
	Start, End int
}

// Marks returns the places in text, as published, that plan's terms stand at:
// in order, not overlapping, never inside a character. Amounts and counts of
// people are found however they are written.
func Marks(text string, plan Plan) []Span {
	hits := plan.hits(FoldMap(text))
	spans := make([]Span, len(hits))
	for i, h := range hits {
		spans[i] = h.Span
	}
	return mergeSpans(spans)
}

// hit is one occurrence of a term in the original text.
type hit struct {
	Span
	group int
}

// hits returns every occurrence of every term, in no order.
func (p Plan) hits(f Folded) []hit {
	var out []hit
	for g, group := range p.Groups {
		for _, t := range group.Terms {
			add := func(start, end int) { out = append(out, hit{f.Source(start, end), g}) }
			switch t.In {
			case InText:
				eachPhrase(f.Text, t.Text, add)
			case InKeys:
				eachQuantity(f.Text, t.Text, add)
			}
		}
	}
	return out
}

// eachPhrase calls found for each place in folded text where phrase stands.
func eachPhrase(text, phrase string, found func(start, end int)) {
	if phrase == "" {
		return
	}
	for from := 0; ; {
		i := IndexPhrase(text[from:], phrase)
		if i < 0 {
			return
		}
		found(from+i, from+i+len(phrase))
		from += i + len(phrase)
	}
}

// IndexPhrase returns where the folded phrase first stands in folded text, or
// -1. Where phrase starts or ends with a letter or digit, a word or number must
// start or end there in text too.
func IndexPhrase(text, phrase string) int {
	if phrase == "" {
		return -1
	}
	first, _ := utf8.DecodeRuneInString(phrase)
	last, _ := utf8.DecodeLastRuneInString(phrase)
	for from := 0; ; {
		i := strings.Index(text[from:], phrase)
		if i < 0 {
			return -1
		}
		i += from
		if !(isWord(first) && wordBefore(text[:i])) && !(isWord(last) && wordAfter(text[i+len(phrase):])) {
			return i
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		from = i + size
	}
}

// wordBefore tells whether text ends inside a word or number that goes on.
func wordBefore(text string) bool {
	r, size := utf8.DecodeLastRuneInString(text)
	if r == '.' {
		r, _ = utf8.DecodeLastRuneInString(text[:len(text)-size])
	}
	return size > 0 && isWord(r)
}

// wordAfter tells whether text starts inside a word or number.
func wordAfter(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	if r == '.' {
		r, _ = utf8.DecodeRuneInString(text[size:])
	}
	return size > 0 && isWord(r)
}

// longestUnit is the length in bytes of the longest scale and unit of a quantity.
const longestUnit = len("千万人次")

// eachQuantity calls found for each quantity in folded text whose key is key.
func eachQuantity(text, key string, found func(start, end int)) {
	wanted := significant(key[:digitsOf(key)])
	for i := 0; i < len(text); {
		if !isDigit(rune(text[i])) {
			i++
			continue
		}
		end := i + digitsOf(text[i:])
		if significant(text[i:end]) != wanted {
			i = end
			continue
		}
		if n := quantityAt(text[i:], end-i, key); n > 0 {
			found(i, i+n)
		}
		i = end
	}
}

// digitsOf returns how many bytes of digits and points s starts with.
func digitsOf(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789.")) }

// significant returns the digits of a number without the zeros at either end,
// which are the same in every unit of money.
func significant(number string) string {
	return strings.Trim(strings.ReplaceAll(number, ".", ""), "0")
}

// quantityAt returns the length of the quantity key at the start of text, whose
// number takes the first digits bytes; 0 if another one stands there.
func quantityAt(text string, digits int, key string) int {
	rest := clip(text[digits:], longestUnit)
	for len(rest) > 0 {
		if q, ok := parseQuantity(text[:digits] + rest); ok && q.key() == key {
			return digits + len(rest)
		}
		_, size := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-size]
	}
	return 0
}

// mergeSpans sorts spans and joins those that touch or overlap.
func mergeSpans(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
