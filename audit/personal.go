package audit

import (
	"cmp"
	"slices"
	"strings"
)

// The kinds of personal data.
const (
	PersonName = "person_name"
	Mobile     = "mobile"
	Landline   = "landline"
	IDCard     = "id_card"
	BankCard   = "bank_card"
	Email      = "email"
	Address    = "address"
)

// Personal is a piece of personal data in a text.
type Personal struct {
	Kind   string `json:"kind" enum:"person_name,mobile,landline,id_card,bank_card,email,address"`
	Text   string `json:"text" doc:"The original words"`
	Masked string `json:"masked" doc:"What is published in their place"`
	Start  int    `json:"-"` // first character in the text, counted in Unicode code points
	End    int    `json:"-"` // one past the last character
}

// FindPersonal finds personal data in a text, in order and without overlaps:
// identity cards, mobile numbers, landlines after a label or with an area code,
// bank cards, e-mail addresses, home addresses after a label, and names after
// labels such as 联系人 or in a table's 姓名 column. Hotlines, credit codes,
// amounts and what is masked already are not personal data.
//
// It cannot know names in running text: a person must look at lists of names.
func FindPersonal(text string) []Personal {
	f := fold(text)
	found := findEmails(f)
	if hasLongNumber(f.text) {
		for _, find := range []func(*folded) []Personal{findIDCards, findMobiles, findBankCards, findLandlines} {
			found = append(found, find(f)...)
		}
	}
	for _, find := range []func(*folded) []Personal{findAddresses, findNames, findInTables} {
		found = append(found, find(f)...)
	}
	return withoutOverlaps(found)
}

// hasLongNumber tells whether a text has a number as long as a telephone's. Most
// texts have none, and looking is far cheaper than the expressions.
func hasLongNumber(s string) bool {
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			digits++
		case c != ' ' && c != '-' && c != '(' && c != ')':
			digits = 0
		}
		if digits >= shortestPhone {
			return true
		}
	}
	return false
}

// withoutOverlaps puts what was found in order. Of two that overlap the earlier
// one stays, then the longer one, then the one that was looked for first.
func withoutOverlaps(found []Personal) []Personal {
	slices.SortStableFunc(found, func(a, b Personal) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var kept []Personal
	for _, p := range found {
		if len(kept) == 0 || kept[len(kept)-1].End <= p.Start {
			kept = append(kept, p)
		}
	}
	return kept
}

// folded is a text with full-width digits, letters and signs as ASCII, character
// by character, so that every place in it is the same place in the original.
type folded struct {
	original []rune
	text     string
	index    []int // character at each byte of text; one more for its end
}

func fold(text string) *folded {
	f := &folded{original: []rune(text)}
	var b strings.Builder
	for i, r := range f.original {
		from := b.Len()
		b.WriteRune(half(r))
		for range b.Len() - from {
			f.index = append(f.index, i)
		}
	}
	f.text, f.index = b.String(), append(f.index, len(f.original))
	return f
}

// half gives the ASCII form of a full-width digit, letter or sign.
func half(r rune) rune {
	switch {
	case '！' <= r && r <= '～':
		return r - '！' + '!'
	case r == '　' || r == '\u00a0':
		return ' '
	case r == '—' || r == '–' || r == '−' || r == '‐':
		return '-'
	}
	return r
}

// at makes a Personal of text[start:end], in bytes of the folded text.
func (f *folded) at(kind string, start, end int, mask func(string) string) Personal {
	from, to := f.index[start], f.index[end]
	words := string(f.original[from:to])
	return Personal{Kind: kind, Text: words, Masked: mask(words), Start: from, End: to}
}

// alone tells whether text[start:end] is no part of a longer word or number.
// A star counts as a part: what is masked once stays as it is.
func (f *folded) alone(start, end int) bool {
	return !joins(f.text, start-1) && !joins(f.text, end) && !strings.HasPrefix(f.text[end:], `\*`) && !strings.HasSuffix(f.text[:start], `\*`)
}

func joins(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i]
	return isDigit(c) || c == '*' || c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// line gives what stands on the same line before a place, at most n characters.
func (f *folded) line(start, n int) string {
	left := lastRunes(f.text[:start], n)
	return left[strings.LastIndexByte(left, '\n')+1:]
}
