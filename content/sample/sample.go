// Package sample invents lifelike disclosures for benches and load tests: units
// of real regions, thousands of project names, money that mostly adds up, and a
// few kilobytes of official Chinese each. Everything follows from a seed; no
// text is copied from a real disclosure and no person is named.
package sample

import (
	"iter"
	"math/rand/v2"

	"mingzhang/content"
)

// Generator invents the disclosures of one seed. It is safe for several
// goroutines at once.
type Generator struct {
	seed    uint64
	units   []unit
	slots   []slot // one cycle of project series
	grammar *grammar
}

// New makes the generator of a seed.
func New(seed uint64) *Generator {
	rng := rand.New(rand.NewPCG(seed, 1))
	g := &Generator{seed: seed, units: inventUnits(rng), grammar: builtinGrammar()}
	g.slots = shareOut(g.units, rng)
	return g
}

// Generate gives the first n disclosures of a seed, in order.
func Generate(n int, seed uint64) iter.Seq[*content.Disclosure] {
	return func(yield func(*content.Disclosure) bool) {
		g := New(seed)
		for i := range n {
			if !yield(g.At(i)) {
				return
			}
		}
	}
}

// At gives disclosure i, counted from 0. It depends on the seed and i alone, is
// published as revision 1, and carries no derived fields: it equals what
// [content.Parse] reads from its Markdown.
func (g *Generator) At(i int) *content.Disclosure {
	p := g.project(i)
	b := &builder{project: p, rng: rand.New(rand.NewPCG(g.seed, uint64(i)<<1|1)), grammar: g.grammar}
	return b.disclosure()
}
