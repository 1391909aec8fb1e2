package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The costs of a way to take a phrase apart; the least wins, and of equals the
// one with the longer first words.
const (
	costWord    = 4
	costLink    = 1  // 的, 和 ...: left out
	costUnknown = 20 // a character of no known word: left out of questions
	costNever   = 1 << 20
)

// linkWords are characters that join words and say nothing by themselves.
const linkWords = "的和与及在等对为了被把由给将各其是"

// dateWords are the units behind a number that a number takes with it.
const dateWords = "年月日元人户名号个项次%"

// cover takes phrase apart into the fewest words of the lexicon, of two or more
// characters each, and numbers. It returns nil when something is left over;
// with loose set it leaves that out instead.
func (l *Lexicon) cover(phrase string, loose bool) []string {
	c := l.coverer([]rune(phrase))
	return c.words(0, len(c.runes), loose)
}

// coverer knows how long the words are that start at each rune of a phrase.
type coverer struct {
	runes   []rune
	longest []int
}

func (l *Lexicon) coverer(runes []rune) coverer {
	c := coverer{runes: runes, longest: make([]int, len(runes))}
	for i := range runes {
		c.longest[i] = l.longest(runes[i:])
	}
	return c
}

// words takes the runes from index from to index to apart. Every part of a known
// word is one too, so a word that reaches behind to is cut.
func (c coverer) words(from, to int, loose bool) []string {
	runes := c.runes[from:to]
	cost := make([]int, len(runes)+1) // of the rest from here
	step := make([]int, len(runes))   // runes to take here; negative: to leave out
	for i := len(runes) - 1; i >= 0; i-- {
		cost[i], step[i] = costNever, -1
		switch {
		case strings.ContainsRune(linkWords, runes[i]):
			cost[i] = costLink + cost[i+1]
		case loose:
			cost[i] = costUnknown + cost[i+1]
		}
		least := 2
		if isWord(runes[i]) {
			least = c.longest[from+i] // a number is not cut
		}
		for n := min(c.longest[from+i], len(runes)-i); n >= least; n-- {
			if w := costWord + cost[i+n]; w < cost[i] {
				cost[i], step[i] = w, n
			}
		}
	}
	if len(runes) == 0 || cost[0] >= costNever {
		return nil
	}
	return cut(runes, step)
}

// cut returns the words that step takes.
func cut(runes []rune, step []int) []string {
	var words []string
	for i := 0; i < len(runes); {
		if step[i] < 0 {
			i++
			continue
		}
		words = append(words, string(runes[i:i+step[i]]))
		i += step[i]
	}
	return words
}

// longest returns the length of the longest word of the lexicon, or number with
// its unit, that runes start with.
func (l *Lexicon) longest(runes []rune) int {
	n := 0
	for n < len(runes) && (isWord(runes[n]) || n > 0 && runes[n] == '.') {
		n++
	}
	if n > 0 {
		if n < len(runes) && strings.ContainsRune(dateWords, runes[n]) {
			n++
		}
		return n
	}
	for n = 1; n < len(runes) && !isWord(runes[n]) && l.knows(string(runes[:n+1])); n++ {
	}
	return max(n, l.longestVariant(runes[:min(len(runes), n+maxSynonym)], n))
}

// longestVariant returns the length of the longest start of runes that ends in a
// word of a synonym group, begins with up to known known characters, and is
// known, or just a synonym, when said in another way: 南开区妇联.
func (l *Lexicon) longestVariant(runes []rune, known int) int {
	for k := min(known, len(runes)-1); k >= 0; k-- {
		n := l.synonyms.longestAt(runes[k:])
		if n > 0 && (k == 0 || slices.ContainsFunc(l.synonyms.variants(string(runes[:k+n])), l.knows)) {
			return k + n
		}
	}
	return 0
}

// maxExpansions bounds the names that a shortened one stands for.
const maxExpansions = 6

// expand returns the names, or parts of names, that phrase shortens by leaving
// out some characters between its words: 玉溪总工会 for 玉溪市总工会. Only those
// with the fewest characters more are returned.
func (l *Lexicon) expand(phrase string) []string {
	if utf8.RuneCountInString(phrase) > maxPhrase {
		return nil
	}
	words := l.cover(phrase, false)
	if words == nil {
		words = l.coverUnit(phrase)
	}
	if len(words) < 2 || len(words) > 4 || l.knows(phrase) {
		return nil
	}
	spans := map[string]int{}
	for _, at := range l.find(words[0]) {
		if span := l.spanning(at, words); span != "" {
			spans[span]++
		}
	}
	return shortest(ranked(spans))
}

// unitEnds are the characters that names of units end in.
const unitEnds = "局厅部委办会院校所站处队中心"

// coverUnit is cover for a short name of a unit of which the last character
// alone ends the whole name, as in 云龙交通局 for 云龙县交通运输局.
func (l *Lexicon) coverUnit(phrase string) []string {
	last, size := utf8.DecodeLastRuneInString(phrase)
	if !strings.ContainsRune(unitEnds, last) {
		return nil
	}
	words := l.cover(phrase[:len(phrase)-size], false)
	if len(words) < 2 {
		return nil
	}
	return append(words, string(last))
}

// maxLeftOut is the number of bytes that a shortened name may leave out.
const maxLeftOut = 8 * 3

// spanning returns the text from offset on, within one name, that holds words
// in order; "" if they are not there or too far apart.
func (l *Lexicon) spanning(offset int, words []string) string {
	rest := string(l.text[offset:min(len(l.text), offset+maxName)])
	rest, _, _ = strings.Cut(rest, "\n")
	end, wanted := 0, 0
	for _, w := range words {
		i := strings.Index(rest[end:], w)
		if i < 0 {
			return ""
		}
		end += i + len(w)
		wanted += len(w)
	}
	if end-wanted > maxLeftOut {
		return ""
	}
	return rest[:end]
}

// shortest keeps the shortest words, in their order.
func shortest(words []candidate) []string {
	least := maxName
	for _, w := range words {
		least = min(least, utf8.RuneCountInString(w.word))
	}
	var out []string
	for _, w := range words {
		if utf8.RuneCountInString(w.word) == least && len(out) < maxExpansions {
			out = append(out, w.word)
		}
	}
	return out
}

// questionWords make a question, and say nothing about what is asked for.
// Longer ones come before those that they contain.
func questionWords() []string {
	return []string{
		"我想知道", "想知道", "请问", "告诉我", "查一下", "为什么", "是什么", "什么时候", "什么", "有没有", "有多少人", "有多少户", "有多少",
		"多少钱", "多少人", "多少户", "多少", "有哪些", "哪些", "哪个单位", "哪个", "哪里", "哪家", "哪一年", "怎么样", "怎么", "怎样",
		"如何", "为何", "是否", "能不能", "谁", "几个", "几人", "几户", "吗", "呢",
	}
}

// fillWords stand in questions but not in what answers them.
func fillWords() []string {
	return []string{"申请", "办理", "领取", "享受", "得到", "参加", "负责", "花了", "花费", "用在", "用了", "做了", "项目", "情况"}
}

// isQuestion tells whether text asks rather than names.
func isQuestion(text string) bool {
	if strings.ContainsAny(text, "?？") && utf8.RuneCountInString(text) > 4 {
		return true
	}
	folded := Fold(text)
	return utf8.RuneCountInString(folded) > 4 &&
		slices.ContainsFunc(questionWords(), func(w string) bool { return strings.Contains(folded, w) })
}

// ask plans a piece of a question: the known words in it.
func (p *planner) ask(piece string) {
	for _, w := range slices.Concat(questionWords(), fillWords()) {
		piece = strings.ReplaceAll(piece, w, string(Gap))
	}
	for _, part := range splitGaps(piece) {
		switch {
		case !strings.ContainsFunc(part, IsHan):
			p.piece(part)
		case utf8.RuneCountInString(part) > 1 && p.exists(part):
			p.phrase(part)
		default:
			p.all(p.lexicon.cover(clip(part, maxPhrase*3*2), true))
		}
	}
}
