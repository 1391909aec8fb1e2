package search

import (
	"cmp"
	"slices"
	"strings"
)

// Suggestion is a name of the catalog that completes what is being typed.
type Suggestion struct {
	Text  string // as written in the catalog
	Kind  NameKind
	Count int    // how often the name was given
	Marks []Span // what was typed, in Text; also where it was typed as pinyin
}

// maxPrefix is the length in bytes of what is looked at of a prefix.
const maxPrefix = 120

// Suggest returns up to limit names for what has been typed so far: those that
// start with it before those that hold it, frequent ones first. Latin letters
// are taken as written, as pinyin, finished or not, and as initials.
func (l *Lexicon) Suggest(prefix string, limit int) []Suggestion {
	typed := Fold(clip(prefix, maxPrefix))
	if typed == "" || limit <= 0 {
		return nil
	}
	found := map[int]completion{}
	l.complete(found, "\n"+typed, 0)
	if len(found) < limit {
		l.complete(found, typed, 1)
	}
	letters := strings.ReplaceAll(typed, " ", "")
	if len(found) < limit && isLetters(letters) && len(letters) <= maxLetters {
		l.completeSpelled(found, letters)
	}
	return l.best(found, limit)
}

// completion is how a name completes what was typed.
type completion struct {
	name       int
	rank       int // 0 starts with it, 1 holds it, 2 and more as pinyin
	start, end int // of the match in the lexicon's text
}

// keep notes c unless the name is there with a better rank.
func (l *Lexicon) keep(found map[int]completion, c completion) {
	if l.names[c.name].kind == NameWord {
		return
	}
	old, ok := found[c.name]
	if !ok || c.rank < old.rank || c.rank == old.rank && c.start < old.start {
		found[c.name] = c
	}
}

// complete collects the names that hold the folded text typed.
func (l *Lexicon) complete(found map[int]completion, typed string, rank int) {
	lead := len(typed) - len(strings.TrimPrefix(typed, "\n"))
	for _, at := range l.find(typed) {
		start, end := at+lead, at+len(typed)
		l.keep(found, completion{l.nameAt(start), rank, start, end})
	}
}

// completeSpelled collects the names that hold what letters spell. Whole
// syllables rank before initials, starts of names before other places.
func (l *Lexicon) completeSpelled(found map[int]completion, letters string) {
	full := true
	for _, s := range pinyin().spellings(letters, true) {
		if full && !s.full && len(found) > 0 {
			return
		}
		full = s.full
		l.spelled(s, func(start, end int) {
			name := l.nameAt(start)
			rank := 3
			if int(l.starts[name]) == start {
				rank = 2
			}
			l.keep(found, completion{name, rank, start, end})
		})
	}
}

// best returns the suggestions that found gives rise to.
func (l *Lexicon) best(found map[int]completion, limit int) []Suggestion {
	list := make([]completion, 0, len(found))
	for _, c := range found {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b completion) int {
		x, y := l.names[a.name], l.names[b.name]
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(y.count, x.count),
			cmp.Compare(len(x.fold), len(y.fold)), cmp.Compare(a.name, b.name))
	})
	out := make([]Suggestion, 0, min(limit, len(list)))
	for _, c := range list[:min(limit, len(list))] {
		out = append(out, l.suggestion(c))
	}
	return out
}

func (l *Lexicon) suggestion(c completion) Suggestion {
	n := l.names[c.name]
	start := int(l.starts[c.name])
	s := Suggestion{Text: n.text, Kind: n.kind, Count: int(n.count)}
	if f := FoldMap(n.text); c.end-start <= len(f.Text) {
		s.Marks = []Span{f.Source(c.start-start, c.end-start)}
	}
	return s
}
