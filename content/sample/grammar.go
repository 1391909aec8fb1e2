package sample

import (
	_ "embed"
	"math/rand/v2"
	"strings"
)

//go:embed grammar.txt
var grammarText string

// grammar expands the lists of grammar.txt into sentences.
type grammar struct{ lists map[string][]phrase }

// phrase is one alternative: literal text and references in turn, text first.
type phrase []string

func builtinGrammar() *grammar {
	g := &grammar{lists: map[string][]phrase{}}
	name := ""
	for line := range strings.Lines(grammarText) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			name = strings.Trim(line, "[]")
		default:
			g.lists[name] = append(g.lists[name], splitPhrase(line))
		}
	}
	return g
}

func splitPhrase(line string) phrase {
	var p phrase
	for {
		text, rest, found := strings.Cut(line, "{")
		p = append(p, text)
		if !found {
			return p
		}
		reference, after, _ := strings.Cut(rest, "}")
		p, line = append(p, reference), after
	}
}

// sentences expands n different alternatives of a list and joins them.
func (g *grammar) sentences(rng *rand.Rand, facts map[string]string, name string, n int) string {
	var b strings.Builder
	list := g.lists[name]
	for _, i := range rng.Perm(len(list))[:min(n, len(list))] {
		g.expand(&b, rng, facts, list[i])
	}
	return b.String()
}

func (g *grammar) expand(b *strings.Builder, rng *rand.Rand, facts map[string]string, p phrase) {
	for i, part := range p {
		switch {
		case i%2 == 0:
			b.WriteString(part)
		case part[0] == '$':
			b.WriteString(facts[part])
		default:
			g.expand(b, rng, facts, pick(rng, g.lists[part]))
		}
	}
}
