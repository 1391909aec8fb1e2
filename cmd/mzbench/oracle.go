package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"mingzhang/content"
	"mingzhang/content/sample"
)

// judged says how many records answer each query. It reads every record once
// for a corpus and a set of queries, and remembers.
func (b *bench) judged(queries []query) ([]known, error) {
	fingerprint, err := b.fingerprint()
	if err != nil {
		return nil, err
	}
	place := b.folder("judged-" + content.SHA256([]byte(fingerprint + queriesTSV))[:16] + ".json")
	var counts []known
	if text, err := os.ReadFile(place); err == nil && json.Unmarshal(text, &counts) == nil && len(counts) == len(queries) {
		return counts, nil
	}
	b.progress("judging %d disclosures by %d queries", b.n, len(queries))
	if counts, err = countAnswers(b.ctx, queries, b.n, b.seed); err != nil {
		return nil, err
	}
	text, err := json.Marshal(counts)
	if err != nil {
		return nil, fmt.Errorf("writing the judgements down: %w", err)
	}
	return counts, os.WriteFile(place, text, 0o644)
}

// countAnswers asks every judgement about every record.
func countAnswers(ctx context.Context, queries []query, n int, seed uint64) ([]known, error) {
	const workers = 2
	g, parts := sample.New(seed), make([][]known, workers)
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for w := range workers {
		parts[w] = make([]known, len(queries))
		group.Go(func() error {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				count(parts[w], queries, newRecord(g.At(i)))
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("judging the disclosures: %w", err)
	}
	for i := range parts[0] {
		parts[0][i].Relevant += parts[1][i].Relevant
		parts[0][i].Best += parts[1][i].Best
	}
	return parts[0], nil
}

func count(counts []known, queries []query, r *record) {
	for i, q := range queries {
		if m := q.judge(r); m.relevant {
			counts[i].Relevant++
			if m.best {
				counts[i].Best++
			}
		}
	}
}

// judge says whether a record answers the query; what is best also answers it.
func (q query) judge(r *record) mark {
	relevant := q.relevant(r)
	return mark{relevant, relevant && q.best(r)}
}

// marks judges results by their published revisions.
func (b *bench) marks(q query, ids []string) ([]mark, error) {
	published := os.DirFS(b.dataFolder() + "/content")
	marks := make([]mark, len(ids))
	for i, id := range ids {
		d, err := content.ReadRevision(published, content.RevisionPath(id, 1))
		if err != nil {
			return nil, fmt.Errorf("judging a result: %w", err)
		}
		marks[i] = q.judge(newRecord(d))
	}
	return marks, nil
}
