package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"mingzhang/content"
	"mingzhang/content/sample"
	"mingzhang/registry"
)

// How much is published: one act after the other, then by many writers at once.
const (
	actsAlone   = 300
	writers     = 64
	actsBatched = 3000
)

// publish times the one write path, from the call to its receipt: the text is on
// disk, the entry is in the log and the transaction is kept. Each round begins
// with an empty folder.
func (b *bench) publish() error {
	t := newTable("published through the registry", "target", "measured")
	var alone, rate series
	for round := range b.rounds {
		b.progress("publishing, round %d of %d", round+1, b.rounds)
		err := b.withOffice(func(o *office) error {
			took, err := b.publishAlone(o.registry)
			alone = append(alone, took...)
			return err
		})
		if err == nil {
			err = b.withOffice(func(o *office) error {
				batched, err := b.publishTogether(o.registry)
				rate = append(rate, batched)
				return err
			})
		}
		if err != nil {
			return err
		}
	}
	t.add("alone, acknowledged after ms, p50", "≤ 10", alone.median())
	t.add("alone, p90 / p99 / max", "–", figure(alone.quantile(0.9))+" / "+figure(alone.quantile(0.99))+" / "+figure(alone.max()))
	t.add(fmt.Sprintf("%d writers, acknowledged a second, min / median / max", writers), "≥ 300", rate.spread())
	t.print(b.out)
	return nil
}

// publication is the i-th act: a disclosure of usual length. A few regions have
// them all, so that folders are made once, as in a portal that has grown.
func (b *bench) publication(g *sample.Generator, i int) registry.Act {
	d := g.At(i)
	d.Region, d.Year = g.At(i%8).Region, content.Year(2020+i%5)
	d.Title = fmt.Sprintf("%s（%d）", d.Title, i)
	d.ID = content.NewID(&d.Summary)
	return registry.Act{ID: fmt.Sprintf("bench-%d", i), Action: registry.Publish, Disclosure: d}
}

func (b *bench) publishAlone(r *registry.Registry) (took series, err error) {
	g := sample.New(b.seed)
	for i := range actsAlone {
		act := b.publication(g, i)
		d, err := timed(func() error { _, err := r.Do(b.ctx, act); return err })
		if err != nil {
			return nil, fmt.Errorf("publishing: %w", err)
		}
		if i >= actsAlone/10 { // the first ones make folders
			took = append(took, d)
		}
	}
	return took, nil
}

// publishTogether gives the publications a second.
func (b *bench) publishTogether(r *registry.Registry) (float64, error) {
	g, acts := sample.New(b.seed), make([]registry.Act, actsBatched)
	for i := range acts {
		acts[i] = b.publication(g, i)
	}
	var next atomic.Int64
	var work sync.WaitGroup
	failed := make([]error, writers)
	began := time.Now()
	for w := range writers {
		work.Go(func() {
			for i := next.Add(1) - 1; i < actsBatched && failed[w] == nil; i = next.Add(1) - 1 {
				_, failed[w] = r.Do(b.ctx, acts[i])
			}
		})
	}
	work.Wait()
	took := time.Since(began)
	return actsBatched / took.Seconds(), firstError(failed...)
}
