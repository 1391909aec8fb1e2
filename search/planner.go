package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a query: what is behind them is not looked at.
const (
	maxQuery  = 1200 // bytes
	maxGroups = 12
	maxTerms  = 12 // alternatives in a group
)

// Plan understands what was typed by the names of the catalog alone: what
// occurs in none of them may be taken for a typing error. Any text gives a plan.
func (l *Lexicon) Plan(text string) Plan {
	return l.PlanWith(text, nil)
}

// PlanWith is [Lexicon.Plan] where occurs, unless it is nil, tells whether a
// folded phrase occurs in any document. A phrase that does is searched as it was
// typed, so that a word of the texts that no name holds is neither corrected nor
// taken apart. It is asked only for phrases that no name holds.
func (l *Lexicon) PlanWith(text string, occurs func(phrase string) bool) Plan {
	text = clip(text, maxQuery)
	if strings.TrimFunc(text, isSpace) == "" {
		return Plan{Class: ClassAll}
	}
	p := planner{lexicon: l, occurs: occurs, question: isQuestion(text), asked: map[string]bool{}}
	folded := Fold(text)
	switch n, isNumber := parseDocumentNumber(folded); {
	case folded == "":
		return Plan{Class: ClassWords, Groups: []Group{{}}}
	case isNumber:
		return Plan{Class: ClassNumber, Groups: []Group{numberGroup(n)}}
	case utf8.RuneCountInString(folded) == 1 && !isDigit(rune(folded[0])):
		return Plan{Class: ClassChar, Groups: []Group{textGroup(folded)}}
	}
	if q, ok := parseQuantity(folded); ok {
		return Plan{Class: quantityClass(q), Groups: []Group{quantityGroup(folded, q)}}
	}
	p.words(text, folded)
	return p.plan()
}

// planner gathers the groups of one plan.
type planner struct {
	lexicon   *Lexicon
	occurs    func(string) bool
	question  bool
	groups    []Group
	typed     []string // by group: the word as searched
	corrected bool
	repairs   int             // typing errors looked for
	asked     map[string]bool // what occurs said
}

func (p *planner) plan() Plan {
	plan := Plan{Class: ClassWords, Groups: p.groups}
	if p.corrected {
		plan.Corrected = strings.Join(p.typed, " ")
	}
	if len(p.groups) == 0 {
		plan.Groups = []Group{{}}
	}
	return plan
}

// words plans text that is no single number or character.
func (p *planner) words(text, folded string) {
	if letters := strings.ReplaceAll(folded, " ", ""); letters != folded && isLetters(letters) {
		if found := p.lexicon.read(letters); len(found) > 0 { // yu xi
			p.add(folded, textGroup(append([]string{folded}, found...)...))
			return
		}
	}
	for _, piece := range pieces(text) {
		if p.question {
			p.ask(piece)
			continue
		}
		p.piece(piece)
	}
	if len(p.groups) == 0 && p.question { // nothing known in it: search what was typed
		p.question = false
		for _, piece := range pieces(text) {
			p.piece(piece)
		}
	}
}

// add takes one more group, unless it is a repetition.
func (p *planner) add(typed string, g Group) {
	if len(p.groups) < maxGroups && !slices.Contains(p.typed, typed) {
		p.groups = append(p.groups, g)
		p.typed = append(p.typed, typed)
	}
}

// piece plans folded text between two gaps.
func (p *planner) piece(piece string) {
	if len(p.groups) == maxGroups {
		return
	}
	if n, ok := parseDocumentNumber(piece); ok {
		p.add(piece, numberGroup(n))
		return
	}
	if q, ok := parseQuantity(piece); ok {
		p.add(piece, quantityGroup(piece, q))
		return
	}
	if isLetters(piece) {
		p.letters(piece)
		return
	}
	p.phrase(piece)
}

// letters plans a word of Latin letters: itself, and what it spells as pinyin.
func (p *planner) letters(word string) {
	words := []string{word}
	if !p.exists(word) {
		words = append(words, p.lexicon.read(word)...)
	}
	p.add(word, textGroup(words...))
}

// exists tells whether a folded phrase occurs in a name or in a document.
func (p *planner) exists(phrase string) bool {
	if p.lexicon.knows(phrase) {
		return true
	}
	found, known := p.asked[phrase]
	if !known && p.occurs != nil {
		found = p.occurs(phrase)
		p.asked[phrase] = found
	}
	return found
}

// maxPhrase is the length in runes behind which a phrase is no longer taken apart.
const maxPhrase = 24

// phrase plans a phrase with Han characters.
func (p *planner) phrase(phrase string) {
	n := utf8.RuneCountInString(phrase)
	if terms := p.alternatives(phrase); len(terms) > 0 || n == 1 || n > maxPhrase {
		p.add(phrase, textGroup(append([]string{phrase}, terms...)...))
		return
	}
	if p.exists(phrase) {
		p.add(phrase, textGroup(phrase))
		return
	}
	if word, ok := p.lexicon.mendOrder([]rune(phrase)); ok {
		p.corrected = true
		p.all([]string{word})
		return
	}
	if words := p.lexicon.cover(phrase, false); len(words) > 1 {
		p.all(words)
		return
	}
	if repaired, ok := p.repair(phrase); ok {
		p.corrected = true
		p.all(repaired)
		return
	}
	p.add(phrase, textGroup(phrase))
}

// all plans known words of which every one must occur.
func (p *planner) all(words []string) {
	for _, w := range words {
		p.add(w, textGroup(append([]string{w}, p.alternatives(w)...)...))
	}
}

// alternatives returns other ways to say phrase: synonyms, and when phrase
// itself is no known name also the names that it shortens.
func (p *planner) alternatives(phrase string) []string {
	var out []string
	if !p.exists(phrase) {
		out = p.lexicon.expand(phrase)
	}
	for _, v := range p.lexicon.synonyms.variants(phrase) {
		out = append(out, v)
		if !p.lexicon.knows(v) {
			out = append(out, p.lexicon.expand(v)...)
		}
	}
	return out
}

// textGroup makes a group of phrases that are looked for in the text.
func textGroup(phrases ...string) Group {
	var g Group
	for _, phrase := range phrases {
		t := Term{Text: phrase, In: InText}
		if len(g.Terms) < maxTerms && !slices.Contains(g.Terms, t) {
			g.Terms = append(g.Terms, t)
		}
	}
	return g
}

func numberGroup(n documentNumber) Group {
	return Group{Terms: []Term{{Text: n.key(), In: InNumbers}, {Text: n.phrase(), In: InText}}}
}

// quantityClass tells an amount or a count from a year or another short number.
func quantityClass(q quantity) Class {
	if q.unit == "" && q.plain && len(q.value) < 5 {
		return ClassWords
	}
	return ClassKey
}

// quantityGroup looks for a quantity among the keys and, as typed and in plain
// digits, in the text. A bare number may count anything; one that is a year is
// looked for in the text only.
func quantityGroup(folded string, q quantity) Group {
	var g Group
	units := []string{q.unit}
	if q.unit == "" {
		units = []string{"元", "人", "户", "名", "人次"}
	}
	isYear := q.unit == "" && q.plain && len(q.value) == 4 && (q.value[:2] == "19" || q.value[:2] == "20")
	for _, unit := range units {
		if !isYear {
			g.Terms = append(g.Terms, Term{Text: q.value + unit, In: InKeys})
		}
	}
	if q.unit == "人" || q.unit == "户" {
		return g // as text it would also be found in 人次 and 户次, which count other things
	}
	g.Terms = append(g.Terms, Term{Text: folded, In: InText})
	if plain := q.key(); plain != folded {
		g.Terms = append(g.Terms, Term{Text: plain, In: InText})
	}
	return g
}

// isLetters tells whether s is one word of plain Latin letters.
func isLetters(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

// pieces folds text and parts it at white space and punctuation, but keeps a
// document number and an amount in one piece.
func pieces(text string) []string {
	var out []string
	for _, field := range strings.FieldsFunc(text, func(r rune) bool { return isSpace(r) || unicode.IsControl(r) }) {
		folded := Fold(field)
		if _, ok := parseDocumentNumber(folded); ok {
			out = append(out, folded)
			continue
		}
		out = append(out, splitGaps(folded)...)
	}
	return out
}

// splitGaps parts folded text at its gaps, except around the year of a document
// number: 总工办发|2020|13号 stays whole.
func splitGaps(folded string) []string {
	parts := strings.FieldsFunc(folded, func(r rune) bool { return r == Gap || r == ' ' })
	var out []string
	for i := 0; i < len(parts); i++ {
		if i > 0 && i+1 < len(parts) && isYearOfNumber(folded, parts[i-1], parts[i], parts[i+1]) {
			out[len(out)-1] += string(Gap) + parts[i] + string(Gap) + parts[i+1]
			i++
			continue
		}
		out = append(out, parts[i])
	}
	return out
}

// isYearOfNumber tells whether year stands between before and after as in a
// document number.
func isYearOfNumber(folded, before, year, after string) bool {
	office, _ := utf8.DecodeLastRuneInString(before)
	return len(year) == 4 && strings.Trim(year, "0123456789") == "" && IsHan(office) && isDigit(rune(after[0])) &&
		strings.Contains(after, "号") && strings.Contains(folded, before+string(Gap)+year+string(Gap)+after)
}
