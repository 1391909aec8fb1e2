package embedded

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"mingzhang/search"

	"github.com/RoaringBitmap/roaring/v2"
)

// begin waits until the caller is the only one that changes the index.
func (x *Index) begin(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case x.writing <- struct{}{}:
		if x.stopped.Err() != nil { // both were ready
			x.end()
			return errClosed
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-x.stopped.Done():
		return errClosed
	}
}

func (x *Index) end() { <-x.writing }

// newName returns the name of a new segment file.
func (x *Index) newName() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	n := x.next
	x.next++
	return fmt.Sprintf("%08d%s", n, segmentSuffix)
}

// commit makes inputs the content of the index, durably, and takes over their
// uses. The caller is the only one that writes. On an error nothing has changed
// and the uses are dropped.
func (x *Index) commit(revision string, inputs []input) error {
	inputs = slices.DeleteFunc(inputs, func(in input) bool {
		empty := in.seg.n == 0 || in.dead != nil && uint32(in.dead.GetCardinality()) == in.seg.n
		if empty {
			in.seg.release()
		}
		return empty
	})
	x.mu.RLock()
	next := x.next
	x.mu.RUnlock()
	m, err := manifestOf(revision, next, inputs)
	if err == nil {
		err = m.write(x.dir)
	}
	if err != nil {
		releaseAll(inputs)
		return err
	}
	x.swap(newSnapshot(revision, inputs))
	return nil
}

// swap puts the new state in force; files that only older states use will go.
func (x *Index) swap(s *snapshot) {
	x.mu.Lock()
	old := x.current
	x.current = s
	x.mu.Unlock()
	used := map[*segment]bool{}
	for _, p := range s.parts {
		used[p.segment] = true
	}
	for _, p := range old.parts {
		if !used[p.segment] {
			p.obsolete.Store(true)
		}
	}
	old.release()
}

// Update replaces or adds the documents in put, deletes the ids in remove that
// put does not hold, and records revision, in one durable step.
func (x *Index) Update(ctx context.Context, revision string, put []search.Document, remove []string) error {
	if err := x.begin(ctx); err != nil {
		return err
	}
	defer x.end()
	s := x.acquire()
	if s == nil {
		return errClosed
	}
	defer s.release()
	added, err := x.build(ctx, put)
	if err != nil {
		return fmt.Errorf("update search index: %w", err)
	}
	inputs := without(s.inputs(), func(yield func(string) bool) {
		for _, d := range put {
			if !yield(d.ID) {
				return
			}
		}
		for _, id := range remove {
			if !yield(id) {
				return
			}
		}
	})
	if err := x.commit(revision, append(inputs, added...)); err != nil {
		return fmt.Errorf("update search index: %w", err)
	}
	select {
	case x.wake <- struct{}{}:
	default: // it is awake
	}
	return nil
}

// build writes docs as a segment; none when there are none.
func (x *Index) build(ctx context.Context, docs []search.Document) ([]input, error) {
	r := rebuild{index: x}
	defer r.discard()
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := r.add(d); err != nil {
			return nil, err
		}
	}
	return r.finish(ctx)
}

// Rebuild replaces the whole content by docs. It writes runs of documents as
// they come, then joins them, so memory stays bounded; of documents with the
// same id the last one counts.
func (x *Index) Rebuild(ctx context.Context, revision string, docs iter.Seq2[search.Document, error]) error {
	if err := x.begin(ctx); err != nil {
		return err
	}
	defer x.end()
	r := rebuild{index: x}
	defer r.discard()
	for d, err := range docs {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = r.add(d)
		}
		if err != nil {
			return fmt.Errorf("rebuild search index: %w", err)
		}
	}
	inputs, err := r.finish(ctx)
	if err != nil {
		return fmt.Errorf("rebuild search index: %w", err)
	}
	if err := x.commit(revision, inputs); err != nil {
		return fmt.Errorf("rebuild search index: %w", err)
	}
	x.sweep()
	return nil
}

// rebuild turns a stream of documents into one segment.
type rebuild struct {
	index *Index
	fill  *builder
	runs  []input
}

// runBytes is what is held in memory before it is written as a run.
const runBytes = 80 << 20

func (r *rebuild) add(d search.Document) error {
	if r.fill == nil {
		r.fill = newBuilder()
	}
	r.fill.add(d)
	if r.fill.bytes < runBytes {
		return nil
	}
	return r.flush()
}

// flush writes what is in memory as a run.
func (r *rebuild) flush() error {
	b := r.fill
	r.fill = nil
	name := r.index.newName()
	path := filepath.Join(r.index.dir, name)
	if err := b.writeTo(path); err != nil {
		return err
	}
	r.replace(b.byID)
	seg, err := openSegment(path, name)
	if err != nil {
		return err
	}
	in := input{seg: seg}
	if len(b.dead) > 0 {
		in.dead = roaring.BitmapOf(b.dead...)
	}
	r.runs = append(r.runs, in)
	return nil
}

// replace marks the documents of earlier runs that have one of ids.
func (r *rebuild) replace(ids map[string]uint32) {
	for i := range r.runs {
		run := &r.runs[i]
		for doc, id := range run.seg.ids {
			if _, again := ids[id]; !again {
				continue
			}
			if run.dead == nil {
				run.dead = roaring.New()
			}
			run.dead.Add(uint32(doc))
		}
	}
}

// finish returns the segment of all documents, none if there were none, with a
// use for the caller.
func (r *rebuild) finish(ctx context.Context) ([]input, error) {
	if r.fill != nil {
		if err := r.flush(); err != nil {
			return nil, err
		}
	}
	if len(r.runs) == 0 || len(r.runs) == 1 && r.runs[0].dead == nil {
		out := r.runs
		r.runs = nil
		return out, nil
	}
	in, err := r.index.join(ctx, r.runs)
	if err != nil {
		return nil, err
	}
	return []input{in}, nil
}

// discard drops the runs and their files.
func (r *rebuild) discard() {
	for _, run := range r.runs {
		run.seg.obsolete.Store(true)
		run.seg.release()
	}
}

// join merges inputs into a new open segment.
func (x *Index) join(ctx context.Context, inputs []input) (input, error) {
	name := x.newName()
	path := filepath.Join(x.dir, name)
	if err := merge(ctx, path, inputs); err != nil {
		return input{}, err
	}
	seg, err := openSegment(path, name)
	if err != nil {
		_ = os.Remove(path) // the error that counts is why it cannot be used
		return input{}, err
	}
	return input{seg: seg}, nil
}
