package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"mingzhang/content/sample"
	"mingzhang/search"
	"mingzhang/search/embedded"
	"mingzhang/search/meili"
)

// ids times the engines alone, in this process: plan and search, which give every
// matching id in order; and how long one more publication takes to be found.
func (b *bench) ids() error {
	queries, err := loadQueries(b.seed)
	if err != nil {
		return err
	}
	// The portal builds the indexes that are missing.
	if err := b.eachEngine(func(*engine) error { return nil }); err != nil {
		return err
	}
	b.progress("reading the names")
	lexicon := b.lexicon()
	t := newTable("ids only, ms", "searches", "p50", "p90", "p99", "max", "one more is findable after, min / median / max")
	add := func(name string, x search.Index) error {
		took, err := b.timeIndex(x, lexicon, queries)
		if err != nil {
			return err
		}
		found, err := b.timeUpdates(x)
		t.add(name, len(took), took.median(), took.quantile(0.9), took.quantile(0.99), took.max(), found.spread())
		return err
	}
	if b.only != meiliEngine {
		x, err := embedded.Open(filepath.Join(b.dataFolder(), "search"), nil)
		if err != nil {
			return fmt.Errorf("opening the index: %w", err)
		}
		if err := firstError(add(embeddedEngine, x), x.Close()); err != nil {
			return err
		}
	}
	if b.only != embeddedEngine {
		err = b.withMeili(func(server *process, _ []string) error {
			x, err := meili.Open(meili.Config{URL: server.url, Key: meiliKey, Index: "mingzhang"})
			if err != nil {
				return fmt.Errorf("opening the index: %w", err)
			}
			return add(meiliEngine, x)
		})
	}
	t.print(b.out)
	return err
}

// lexicon knows the names of the corpus, as the portal's does.
func (b *bench) lexicon() *search.Lexicon {
	var names []search.Name
	for d := range sample.Generate(b.n, b.seed) {
		names = append(names, search.Name{Text: d.Title, Kind: search.NameTitle}, search.Name{Text: d.Publisher.Name, Kind: search.NamePublisher})
	}
	return search.NewLexicon(names)
}

func (b *bench) timeIndex(x search.Index, lexicon *search.Lexicon, queries []query) (took series, err error) {
	for round := range b.rounds + 1 {
		for _, q := range queries {
			d, err := timed(func() error {
				_, _, err := lexicon.Find(b.ctx, x, q.text)
				return err
			})
			if err != nil {
				return nil, fmt.Errorf("searching %q: %w", q.text, err)
			}
			if round > 0 { // the first one warms up
				took = append(took, d)
			}
		}
	}
	return took, nil
}

// timeUpdates adds a document that is in no corpus and removes it again; the
// index ends as it was.
func (b *bench) timeUpdates(x search.Index) (took series, err error) {
	const id, word = "mzbench-probe", "黼黻文章"
	plan := search.Plan{Class: search.ClassWords, Groups: []search.Group{{Terms: []search.Term{{Text: word, In: search.InText}}}}}
	probe := search.Document{ID: id, Title: word, Publisher: "试验单位", Body: "试验一次发布。", Date: time.Now()}
	status, err := x.Status(b.ctx)
	if err != nil {
		return nil, fmt.Errorf("looking at the index: %w", err)
	}
	for range b.rounds {
		d, err := timed(func() error {
			if err := x.Update(b.ctx, status.Revision, []search.Document{probe}, nil); err != nil {
				return err
			}
			result, err := x.Search(b.ctx, plan)
			if err == nil && !slices.Contains(result.IDs, id) {
				err = fmt.Errorf("a document is not found after it was added")
			}
			return err
		})
		if err = firstError(err, x.Update(b.ctx, status.Revision, nil, []string{id})); err != nil {
			return nil, fmt.Errorf("adding a document: %w", err)
		}
		took = append(took, d)
	}
	return took, nil
}
