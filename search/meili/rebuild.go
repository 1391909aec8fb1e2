package meili

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"mingzhang/search"
)

// settleTimeout is how long a rebuild waits for its last steps, which take the
// server a moment, after its context has ended.
const settleTimeout = 30 * time.Second

// nextName is the index that a rebuild fills before it takes the place of the
// one that is searched. What a crash left there is deleted by the next rebuild.
func (x *Index) nextName() string { return x.name + "_next" }

// Rebuild implements [search.Index]. It fills a second index and swaps the two,
// which the server does in one step.
func (x *Index) Rebuild(ctx context.Context, revision string, docs iter.Seq2[search.Document, error]) error {
	if err := x.lock(ctx); err != nil {
		return err
	}
	defer x.unlock()
	if err := x.drop(ctx, x.nextName()); err != nil {
		return err
	}
	if err := x.fill(ctx, revision, docs); err != nil {
		x.dropAfter(ctx)
		return fmt.Errorf("rebuilding the index: %w", err)
	}
	err := x.swap(ctx)
	x.dropAfter(ctx)
	return err
}

// fill makes the next index and puts docs and the state in it.
func (x *Index) fill(ctx context.Context, revision string, docs iter.Seq2[search.Document, error]) error {
	if err := x.create(ctx, x.nextName()); err != nil {
		return err
	}
	if err := x.setUp(ctx, x.nextName()); err != nil {
		return err
	}
	b := &batch{index: x, uid: x.nextName()}
	for doc, err := range docs {
		if err != nil {
			return err
		}
		data, err := encode(doc)
		if err != nil {
			return err
		}
		if err := b.add(ctx, data); err != nil {
			return err
		}
	}
	if err := b.add(ctx, newState(revision)); err != nil {
		return err
	}
	if err := b.finish(ctx); err != nil {
		return err
	}
	return x.create(ctx, x.name) // a swap needs both
}

// swap exchanges the two indexes. From here on the end of ctx does not matter:
// once the server has the task it will do it, and the caller must know.
func (x *Index) swap(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("rebuilding the index: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTimeout)
	defer cancel()
	err := x.do(ctx, "swapping the indexes", func() (*meilisearch.TaskInfo, error) {
		return x.client.SwapIndexesWithContext(ctx, []*meilisearch.SwapIndexesParams{{Indexes: []string{x.name, x.nextName()}}})
	})
	if err == nil {
		x.markSeen()
	}
	return err
}

// drop deletes an index if it exists.
func (x *Index) drop(ctx context.Context, uid string) error {
	_, err := x.client.GetIndexWithContext(ctx, uid)
	if isMissing(err) {
		return nil
	}
	if err != nil {
		return x.fault(ctx, "looking for the remains of a rebuild", err)
	}
	return x.do(ctx, "deleting the remains of a rebuild", func() (*meilisearch.TaskInfo, error) {
		return x.client.DeleteIndexWithContext(ctx, uid)
	})
}

// dropAfter deletes the next index, also when ctx has ended. That it may fail
// does no harm: nothing searches there, and the next rebuild begins with it.
func (x *Index) dropAfter(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTimeout)
	defer cancel()
	_ = x.drop(ctx, x.nextName())
}
