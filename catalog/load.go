package catalog

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"mingzhang/content"

	"golang.org/x/sync/errgroup"
)

// Revision is one published revision, as the log has it.
type Revision struct {
	ID     string // of the disclosure
	Number int    // from 1
	SHA256 string // of the bytes of its file, in hexadecimal
}

// path gives the place of the revision below the content folder.
func (r Revision) path() string { return content.RevisionPath(r.ID, r.Number) }

// Load makes the snapshot of the newest revisions of all disclosures, each id
// once. What the cache holds of them is used as it is, without a look at their
// files; the others are read on all cores, and the cache is renewed. A file that
// is missing, cannot be used or has other bytes than were published becomes a
// [Problem] and hides its disclosure and no other; an older revision never takes
// its place, since it may have been corrected for a reason. So does a cache that
// is damaged, outdated or cannot be written. Problems come in the order of paths.
//
// The error is not nil only when ctx ends.
func Load(ctx context.Context, config Config, newest []Revision) (*Snapshot, []Problem, error) {
	old, kept, problems := openCache(config)
	keep, changed := old.compare(newest)
	store := newStore(config.CacheDir, kept)
	fresh, readProblems, err := readRevisions(ctx, config, old, changed, store)
	problems = append(problems, readProblems...)
	if err != nil {
		store.abandon()
		return nil, problems, err
	}
	t := old
	forget := old.gone(newest) || len(kept.segments) >= maxSegments
	if forget || fresh.len() > 0 || keep.Len() < old.len() {
		t = merge(old, keep, fresh)
		save := store.save
		if forget {
			save = store.rewrite
		}
		if err := save(t, config); err != nil {
			problems = append(problems, Problem{Path: indexName, Err: err})
		}
	}
	sortProblems(problems)
	return newSnapshot(config, t, store), problems, nil
}

// Apply gives a snapshot in which the newest revisions of some disclosures, each
// id once, stand in the place of older ones, and the disclosures named in hidden
// are gone; withdrawn ones leave all sets and sums. A revision that is older than
// the present one changes nothing. What cannot be read is a [Problem] as in
// [Load].
//
// Apply is for one goroutine, on the snapshot that was made last; readers of any
// snapshot go on meanwhile. The cache holds the changes after [Snapshot.Save].
func (s *Snapshot) Apply(ctx context.Context, newest []Revision, hidden ...string) (*Snapshot, []Problem, error) {
	keep, changed := s.without(newest, hidden)
	fresh, problems, err := readRevisions(ctx, s.config, s.table, changed, s.store)
	if err != nil {
		return nil, problems, err
	}
	sortProblems(problems)
	return newSnapshot(s.config, merge(s.table, keep, fresh), s.store), problems, nil
}

// Save puts what [Snapshot.Apply] changed into the cache, so that the next [Load]
// need not read it. It is for the goroutine of Apply, on the snapshot that was
// made last.
func (s *Snapshot) Save() error { return s.store.save(s.table, s.config) }

// Rewrite gives the same snapshot with a cache that holds nothing else, on disk
// too: no text that was replaced, withdrawn or erased. It reads and writes all
// records. It is for the goroutine of Apply, on the snapshot that was made last.
func (s *Snapshot) Rewrite() (*Snapshot, error) {
	t := s.table.movable()
	if err := s.store.rewrite(t, s.config); err != nil {
		return nil, err
	}
	return newSnapshot(s.config, t, s.store), nil
}

func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
}

// compare tells which rows are still good and which revisions must be read.
func (t *table) compare(newest []Revision) (keep Set, changed []Revision) {
	keep = newSet(t.len())
	for _, r := range newest {
		if row, found := t.find(r.ID); found && t.holds(row, r) {
			keep.add(Row(row))
		} else {
			changed = append(changed, r)
		}
	}
	return keep, changed
}

// gone tells whether a disclosure of the table has no revision any more: its text
// was erased.
func (t *table) gone(newest []Revision) bool {
	there := 0
	for _, r := range newest {
		if _, found := t.find(r.ID); found {
			there++
		}
	}
	return there < t.len()
}

// without gives the rows that neither newer revisions replace nor anything hides,
// and those of the revisions that are newer.
func (t *table) without(newest []Revision, hidden []string) (keep Set, changed []Revision) {
	keep = newSet(t.len())
	for row := range t.len() {
		keep.add(Row(row))
	}
	for _, r := range newest {
		row, found := t.find(r.ID)
		switch {
		case found && (int(t.revisions[row]) > r.Number || t.holds(row, r)):
			continue
		case found:
			keep.remove(Row(row))
		}
		changed = append(changed, r)
	}
	for _, id := range hidden {
		if row, found := t.find(id); found {
			keep.remove(Row(row))
		}
	}
	return keep, changed
}

// holds tells whether a row was made from the revision.
func (t *table) holds(row int, r Revision) bool {
	return int(t.revisions[row]) == r.Number && hex.EncodeToString(t.sha256[row*32:(row+1)*32]) == r.SHA256
}

// loaded is what came of one revision.
type loaded struct {
	revision Revision
	summary  *content.Summary
	record   []byte
	text     string
	err      error
}

// readRevisions reads revisions on all cores into a table that shares the names of old.
func readRevisions(ctx context.Context, config Config, old *table, list []Revision, store *store) (*table, []Problem, error) {
	b := newBuilder(old, len(list))
	results := make(chan loaded, 64)
	var next atomic.Int64
	var work errgroup.Group
	for range min(runtime.GOMAXPROCS(0), len(list)) {
		work.Go(func() error {
			for i := int(next.Add(1)) - 1; i < len(list) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				results <- readRevision(config, list[i])
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
			l.err = b.add(l.summary, store.put(l.record, l.text))
		}
		if l.err != nil {
			problems = append(problems, problem(l.revision, l.err))
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, problems, fmt.Errorf("reading revisions: %w", err)
	}
	return b.table, problems, nil
}

func readRevision(config Config, r Revision) loaded {
	d, err := config.read(r)
	if err != nil {
		return loaded{revision: r, err: err}
	}
	record, err := encodeRecord(&d.Summary)
	return loaded{r, &d.Summary, record, config.text(d.Sections), err}
}

// errOther says that a file was changed after it was published.
var errOther = errors.New("the file has other bytes than were published; bring the published ones back from a backup")
