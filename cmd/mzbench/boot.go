package main

import (
	"fmt"
	"net/url"
	"time"
)

// boot starts the portal again and again.
func (b *bench) boot() error {
	// The first start builds what is missing.
	if err := b.embedded(func(*portal) error { return nil }); err != nil {
		return err
	}
	t := newTable("start", "serving after s, min / median / max", "index ready after s")
	var serving, ready series
	for range b.rounds {
		if err := b.start(&serving, &ready); err != nil {
			return err
		}
	}
	t.add("index and catalog cache on disk", serving.spread(), ready.spread())
	t.print(b.out)
	return nil
}

// cold starts the portal once without what the catalog remembers, as the first
// start after an upgrade is: every record is read and checked again.
func (b *bench) cold() error {
	if err := b.embedded(func(*portal) error { return nil }); err != nil {
		return err
	}
	if err := b.dropCache(); err != nil {
		return err
	}
	var serving, ready series
	if err := b.start(&serving, &ready); err != nil {
		return err
	}
	t := newTable("start", "serving after s", "index ready after s")
	t.add("index on disk, catalog cache removed", serving[0], ready[0])
	t.print(b.out)
	return nil
}

// start notes how long one start takes.
func (b *bench) start(serving, ready *series) error {
	began := time.Now()
	return b.withPortal(nil, func(p *portal, took time.Duration) error {
		*serving = append(*serving, took.Seconds())
		err := p.await(b.ctx, indexLimit, p.indexReady)
		*ready = append(*ready, time.Since(began).Seconds())
		return err
	})
}

// weigh says what the portal holds in memory after a start, and after it has
// answered questions of every kind.
func (b *bench) weigh() error {
	t := newTable("memory, MB", "resident", "of it not files", "highest so far")
	note := func(when string, pid int) error {
		m, err := memoryOf(pid)
		t.add(when, m.resident, m.own, m.peak)
		return err
	}
	err := b.eachEngine(func(e *engine) error {
		if err := note(e.name+": after the start", e.portal.pid()); err != nil {
			return err
		}
		if err := b.exercise(e.portal); err != nil {
			return err
		}
		if e.meili != nil {
			if err := note("the Meilisearch server", e.meili.pid()); err != nil {
				return err
			}
		}
		return note(e.name+": after every judged query and the pages", e.portal.pid())
	})
	t.print(b.out)
	return err
}

// exercise asks for every judged query, as JSON and as a page, and for pages and
// sums over everything.
func (b *bench) exercise(p *portal) error {
	queries, err := loadQueries(b.seed)
	if err != nil {
		return err
	}
	paths := []string{"/", "/publishers", "/regions", "/explore", "/data"}
	for _, q := range queries {
		paths = append(paths, fresh(q.text, 0), "/search?"+url.Values{"q": {q.text}}.Encode())
	}
	for _, by := range []string{"year", "publisher", "region", "category,year"} {
		paths = append(paths, "/api/v1/aggregates?group_by="+by)
	}
	for _, path := range paths {
		if _, _, err := p.get(path, "gzip"); err != nil {
			return fmt.Errorf("exercising the portal: %w", err)
		}
	}
	return nil
}
