package main

import (
	"fmt"
	"math/rand/v2"
)

// searchHTTP times searches with facets and highlights, none of them asked
// before, by one client.
func (b *bench) searchHTTP() error {
	queries, err := loadQueries(b.seed)
	if err != nil {
		return err
	}
	t := newTable("search over HTTP, ms", "requests", "p50", "p90", "p99", "max")
	err = b.eachEngine(func(e *engine) error {
		took, byClass, err := b.timeSearches(e.portal, queries)
		if err != nil {
			return err
		}
		add := func(name string, s series) {
			t.add(e.name+": "+name, len(s), s.median(), s.quantile(0.9), s.quantile(0.99), s.max())
		}
		add("facets and highlights", took)
		seen := map[string]bool{}
		for _, q := range queries {
			if !seen[q.class] {
				seen[q.class] = true
				add(q.class, byClass[q.class])
			}
		}
		return nil
	})
	t.print(b.out)
	return err
}

// timeSearches asks every query once a round, in another order each time. The
// first round warms up and is not counted.
func (b *bench) timeSearches(p *portal, queries []query) (all series, byClass map[string]series, err error) {
	rng := rand.New(rand.NewPCG(b.seed, 2))
	byClass = map[string]series{}
	for round := range b.rounds + 1 {
		for _, i := range rng.Perm(len(queries)) {
			q := queries[i]
			d, err := timed(func() error {
				_, _, err := p.get(fresh(q.text, round), "")
				return err
			})
			if err != nil {
				return nil, nil, fmt.Errorf("searching %q: %w", q.text, err)
			}
			if round > 0 {
				all, byClass[q.class] = append(all, d), append(byClass[q.class], d)
			}
		}
	}
	return all, byClass, nil
}
