package main

import (
	"fmt"
	"slices"
)

// finder gives the ids of the first results of a query, best first.
type finder func(text string) ([]string, error)

// verdict is what came of one judged query.
type verdict struct {
	query query
	score score
	known known
}

// quality asks the portal every judged query, with each engine.
func (b *bench) quality() error {
	queries, err := loadQueries(b.seed)
	if err != nil {
		return err
	}
	if err := b.ensureCorpus(); err != nil {
		return err
	}
	counts, err := b.judged(queries)
	if err != nil {
		return err
	}
	return b.eachEngine(func(e *engine) error {
		verdicts, err := b.examine(queries, counts, e.portal.find)
		if err == nil {
			b.printQuality(e.name, verdicts)
		}
		return err
	})
}

// examine asks every query.
func (b *bench) examine(queries []query, counts []known, find finder) ([]verdict, error) {
	verdicts := make([]verdict, len(queries))
	for i, q := range queries {
		ids, err := find(q.text)
		if err != nil {
			return nil, fmt.Errorf("searching %q: %w", q.text, err)
		}
		marks, err := b.marks(q, ids)
		if err != nil {
			return nil, err
		}
		verdicts[i] = verdict{q, rate(marks, counts[i]), counts[i]}
	}
	return verdicts, nil
}

// byClass sums scores up, in the order of the classes' first queries, and over
// all.
func byClass(verdicts []verdict) (classes []string, sums map[string]*summary, all *summary) {
	sums, all = map[string]*summary{}, &summary{}
	for _, v := range verdicts {
		if sums[v.query.class] == nil {
			sums[v.query.class] = &summary{}
			classes = append(classes, v.query.class)
		}
		sums[v.query.class].add(v.score)
		all.add(v.score)
	}
	return classes, sums, all
}

// failures are the verdicts that are not perfect, the worst first.
func failures(verdicts []verdict) []verdict {
	worst := slices.Clone(verdicts)
	worst = slices.DeleteFunc(worst, func(v verdict) bool {
		return v.score.wrong == 0 && (!v.score.answerable || v.score.recall == 1 && v.score.reciprocal == 1)
	})
	slices.SortStableFunc(worst, func(a, b verdict) int { return a.badness() - b.badness() })
	slices.Reverse(worst)
	return worst
}

func (v verdict) badness() int {
	lost := 0.0
	if v.score.answerable {
		lost = 20 - 10*v.score.recall - 10*v.score.reciprocal
	}
	return v.score.wrong + int(10*lost)
}

func (b *bench) printQuality(engine string, verdicts []verdict) {
	classes, sums, all := byClass(verdicts)
	t := newTable(engine+": class", "queries", "recall@10", "MRR", "false hits")
	row := func(name string, s *summary) {
		recall, mrr := s.means()
		t.add(name, s.queries, fmt.Sprintf("%.3f", recall), fmt.Sprintf("%.3f", mrr), s.wrong)
	}
	for _, class := range classes {
		row(class, sums[class])
	}
	row("**all**", all)
	t.print(b.out)
	bad := failures(verdicts)
	if len(bad) == 0 {
		return
	}
	t = newTable(engine+": not perfect", "query", "recall@10", "1/rank of the best", "false", "answers")
	for _, v := range bad {
		t.add(v.query.class, v.query.text, v.score.recall, v.score.reciprocal, v.score.wrong, v.known.Relevant)
	}
	t.print(b.out)
}
