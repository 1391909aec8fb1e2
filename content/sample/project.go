package sample

import (
	"fmt"
	"math/rand/v2"

	"mingzhang/content"
)

// project is what a disclosure is about, before money and text.
type project struct {
	*unit
	group, programme, form, category string
	kind                             content.Kind
	year                             int // the budget year, even when it is not stated
	yearStated                       bool
	title                            string
}

// seriesLength is how many consecutive disclosures tell of one project.
const seriesLength = 4

// lives are the ways in which a project is published: kind and year offset.
// No pair comes twice in one life, so ids never collide.
func lives() [][seriesLength]step {
	const b, e, s = content.Budget, content.Evaluation, content.Scheme
	return [][seriesLength]step{
		{{b, 0}, {b, 1}, {b, 2}, {b, 3}},
		{{b, 0}, {b, 1}, {b, 2}, {e, 2}},
		{{b, 0}, {e, 0}, {b, 1}, {e, 1}},
		{{s, 0}, {b, 0}, {e, 0}, {b, 1}},
		{{b, 0}, {b, 1}, {b, 2}, {b, 4}},
	}
}

type step struct {
	kind  content.Kind
	years int
}

// project tells what disclosure i is about. Two disclosures never agree in unit,
// kind, year and title: within a unit every series has another stem, and where
// the stems are used up a batch number is added.
func (g *Generator) project(i int) *project {
	series := i / seriesLength
	rng := rand.New(rand.NewPCG(g.seed, uint64(series)<<1))
	s := g.slots[series%len(g.slots)]
	p := &project{unit: &g.units[s.unit]}
	nth := series/len(g.slots)*s.of + s.nth
	p.setStem(nth, s.unit)
	life := pick(rng, lives())
	at := life[i%seriesLength]
	p.kind, p.year = at.kind, 2016+rng.IntN(11-life[seriesLength-1].years)+at.years
	p.yearStated = rng.IntN(12) > 0 || i%seriesLength != 1
	p.setTitle(nth, rng)
	return p
}

// setStem chooses group, programme and form from nth, each nth another one.
func (p *project) setStem(nth, salt int) {
	f := p.field
	stems := len(f.groups) * len(f.programmes) * len(f.forms)
	stem := (nth*stemStep + salt*31) % stems
	p.group, stem = f.groups[stem%len(f.groups)], stem/len(f.groups)
	p.programme, p.category = f.programmes[stem%len(f.programmes)].name, f.programmes[stem%len(f.programmes)].category
	p.form = f.forms[stem/len(f.programmes)]
}

// stemStep shares no factor with any number of stems (all products of small
// primes), so that counting by it visits each stem once.
const stemStep = 7919

func (p *project) setTitle(nth int, rng *rand.Rand) {
	stems := len(p.field.groups) * len(p.field.programmes) * len(p.field.forms)
	stem := p.group + p.programme + p.form
	if batch := nth / stems; batch > 0 {
		stem += fmt.Sprintf("（第%d批）", batch+1)
	}
	prefix := ""
	if style := rng.IntN(4); style > 0 {
		prefix = []string{"", "%d年", "%d年度", "%d年"}[style]
	}
	p.title = stem
	if prefix != "" && p.yearStated {
		p.title = fmt.Sprintf(prefix, p.year) + stem
	}
}
