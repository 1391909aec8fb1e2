package catalog

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"mingzhang/content"

	"golang.org/x/sync/errgroup"
)

// Load makes the snapshot of a content folder. What the cache holds of files
// that did not change in size and time is used as it is; the others are read on
// all cores, and the cache is renewed. A file that cannot be used becomes a
// [Problem] and hides no other disclosure; an older revision never takes its
// place, since it may have been corrected for a reason. So does a cache that is
// damaged, outdated or cannot be written. Problems come in the order of paths.
//
// The error is not nil only when the folder cannot be read at all or ctx ends.
func Load(ctx context.Context, config Config) (*Snapshot, []Problem, error) {
	old, records, problems := openCache(config)
	return reload(ctx, config, old, records, problems)
}

// Reload makes the snapshot of the same folder as it is now, like [Load], using
// s for all files that did not change.
func (s *Snapshot) Reload(ctx context.Context) (*Snapshot, []Problem, error) {
	return reload(ctx, s.config, s.table, s.records, nil)
}

func reload(ctx context.Context, config Config, old *table, kept *records, problems []Problem) (*Snapshot, []Problem, error) {
	files, scanProblems, err := scan(ctx, config.Content)
	if err != nil {
		return nil, problems, err
	}
	problems = append(problems, scanProblems...)
	keep, changed := old.compare(files)
	store := newStore(config.CacheDir, kept)
	fresh, readProblems, err := readFiles(ctx, config, old, changed, store)
	problems = append(problems, readProblems...)
	if err != nil {
		store.abandon()
		return nil, problems, err
	}
	t := old
	if fresh.len() > 0 || keep.Len() < old.len() {
		t = merge(old, keep, fresh)
		if err := store.save(t, config); err != nil {
			problems = append(problems, Problem{Path: indexName, Err: err})
		}
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	return newSnapshot(config, t, store.records), problems, nil
}

// compare tells which rows are still good and which files must be read.
func (t *table) compare(files []file) (keep Set, changed []file) {
	keep = newSet(t.len())
	for _, f := range files {
		row, found := t.find(f.id)
		if found && int(t.revisions[row]) == f.revision && t.sizes[row] == f.size && t.modified[row] == f.modified {
			keep.add(Row(row))
		} else {
			changed = append(changed, f)
		}
	}
	return keep, changed
}

// loaded is what came of one file.
type loaded struct {
	file    file
	summary *content.Summary
	record  []byte
	text    string
	err     error
}

// readFiles reads files on all cores into a table that shares the names of old.
func readFiles(ctx context.Context, config Config, old *table, files []file, store *store) (*table, []Problem, error) {
	b := newBuilder(old, len(files))
	results := make(chan loaded, 64)
	var next atomic.Int64
	var work errgroup.Group
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		work.Go(func() error {
			for i := int(next.Add(1)) - 1; i < len(files) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				results <- readFile(config, files[i])
			}
			return nil
		})
	}
	go func() {
		_ = work.Wait() // workers report through results
		close(results)
	}()
	var problems []Problem
	for l := range results {
		if l.err == nil {
			l.err = b.add(l.summary, l.file, store.put(l.record, l.text))
		}
		if l.err != nil {
			problems = append(problems, problem(content.RevisionPath(l.file.id, l.file.revision), l.err))
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, problems, fmt.Errorf("reading revisions: %w", err)
	}
	return b.table, problems, nil
}

func readFile(config Config, f file) loaded {
	d, err := config.read(content.RevisionPath(f.id, f.revision))
	if err != nil {
		return loaded{file: f, err: err}
	}
	record, err := encodeRecord(&d.Summary)
	return loaded{f, &d.Summary, record, config.text(d.Sections), err}
}

// With gives a snapshot in which disclosures, with their derived fields, stand
// in the place of older revisions of the same ids; withdrawn ones leave all sets
// and sums. A revision older than the present one changes nothing. Nothing is
// written: the next [Snapshot.Reload] or [Load] puts the changes in the cache.
func (s *Snapshot) With(ds ...*content.Disclosure) (*Snapshot, error) {
	newest := map[string]*content.Disclosure{}
	keep := newSet(s.table.len())
	for row := range s.table.len() {
		keep.add(Row(row))
	}
	for _, d := range ds {
		row, found := s.find(d.ID)
		if known := newest[d.ID]; found && int(s.revisions[row]) > d.Revision || known != nil && known.Revision > d.Revision {
			continue
		}
		newest[d.ID] = d
		if found {
			keep.remove(Row(row))
		}
	}
	b, more := newBuilder(s.table, len(newest)), &records{s.records.segments, clip(s.records.memory)}
	for id, d := range newest {
		record, err := encodeRecord(&d.Summary)
		if err != nil {
			return nil, err
		}
		if err := b.add(&d.Summary, file{}, more.keep(record)); err != nil {
			return nil, fmt.Errorf("adding %s to the catalog: %w", id, err)
		}
	}
	return newSnapshot(s.config, merge(s.table, keep, b.table), more), nil
}
