package web

import (
	"slices"
	"strings"
	"unicode"

	"mingzhang/content"
)

// quote is a sentence that a finding rests on, with the words that count linked
// to their place in the text.
type quote struct {
	Pieces []quotePiece
	From   string // heading of the section
}

type quotePiece struct{ Text, Href string }

// How much of a long sentence is quoted around the words that count, in characters.
const (
	leadContext  = 24 // before the first and between two
	trailContext = 16 // after the last
)

// sentence is a stretch of a section with the evidence in it.
type sentence struct {
	section    int
	start, end int
	evidence   []located
}

// located is evidence with its place and the id of its element.
type located struct {
	content.Evidence
	id string
}

// quotes gives the sentences of a finding's evidence, each once. Evidence whose
// place is not sure is quoted by itself.
func (p *places) quotes(finding int, evidence []content.Evidence) []quote {
	var sentences []*sentence
	var list []quote
	for j, e := range evidence {
		id := p.evidence[[2]int{finding, j}]
		if id == "" {
			list = append(list, quote{Pieces: []quotePiece{{Text: shorten(e.Text)}}, From: p.heading(e.Section)})
			continue
		}
		sentences = p.addTo(sentences, located{e, id})
	}
	for _, s := range sentences {
		list = append(list, quote{Pieces: p.pieces(s), From: p.heading(p.d.Sections[s.section].Key)})
	}
	return list
}

// addTo puts evidence into the sentence that it stands in.
func (p *places) addTo(sentences []*sentence, e located) []*sentence {
	section := p.byKey[e.Section]
	start, end := sentenceAround(p.runes[section], e.Start, e.End)
	for _, s := range sentences {
		if s.section == section && s.start <= e.Start && e.End <= s.end {
			s.evidence = append(s.evidence, e)
			return sentences
		}
	}
	return append(sentences, &sentence{section, start, end, []located{e}})
}

// sentenceAround widens a stretch to whole sentences.
func sentenceAround(text []rune, start, end int) (from, to int) {
	stop := func(r rune) bool { return r == '。' || r == '！' || r == '？' || r == '\n' }
	for from = start; from > 0 && !stop(text[from-1]); from-- {
	}
	for to = end; to < len(text) && !stop(text[to]); to++ {
	}
	if to < len(text) && text[to] != '\n' {
		to++
	}
	return from, to
}

// pieces cuts a sentence at its evidence and shortens what lies between.
func (p *places) pieces(s *sentence) []quotePiece {
	slices.SortStableFunc(s.evidence, func(a, b located) int { return a.Start - b.Start })
	text := p.runes[s.section]
	var list []quotePiece
	add := func(words, href string) {
		if words != "" {
			list = append(list, quotePiece{words, href})
		}
	}
	at := s.start
	for _, e := range s.evidence {
		if e.Start < at {
			continue // inside the one before
		}
		add(gap(text[at:e.Start], at > s.start), "")
		add(shorten(string(plainWords(text[e.Start:e.End]))), "#"+e.id)
		at = e.End
	}
	rest := plainWords(text[at:s.end])
	if len(rest) > trailContext+8 {
		add(string(head(rest, trailContext))+"……", "")
		return list
	}
	add(string(rest), "")
	return list
}

// gap shortens the words before evidence; those between two keep both ends.
func gap(text []rune, between bool) string {
	words := plainWords(text)
	if len(words) <= leadContext+8 {
		return string(words)
	}
	short := "……" + string(tail(words, leadContext))
	if between {
		return string(head(words, 8)) + short
	}
	return short
}

// head gives about n characters from the start, tail from the end; neither cuts
// through a number or a word in letters.
func head(words []rune, n int) []rune {
	for n < len(words) && inWord(words[n-1]) && inWord(words[n]) {
		n++
	}
	return words[:n]
}

func tail(words []rune, n int) []rune {
	from := len(words) - n
	for from > 0 && inWord(words[from-1]) && inWord(words[from]) {
		from--
	}
	return words[from:]
}

func inWord(r rune) bool {
	return r < 0x7F && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(".,%", r))
}

// plainWords takes the signs of Markdown out of a piece of text.
func plainWords(text []rune) []rune {
	words := make([]rune, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch r := text[i]; {
		case r == '\\':
		case r == '*' && i+1 < len(text) && text[i+1] == '*':
			i++
		case r == '|' || r == '\n':
			words = append(words, ' ')
		default:
			words = append(words, r)
		}
	}
	return words
}
