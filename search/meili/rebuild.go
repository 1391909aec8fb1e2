package meili

import (
	"context"
	"crypto/rand"
	"errors"
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
	stamp := rand.Text()
	if err := x.fill(ctx, newState(revision, stamp), docs); err != nil {
		x.dropAfter(ctx)
		return fmt.Errorf("rebuilding the index: %w", err)
	}
	err := x.swap(ctx, stamp)
	x.dropAfter(ctx)
	if err == nil {
		x.markSeen()
	}
	return err
}

// fill makes the next index and puts docs and then the state in it.
func (x *Index) fill(ctx context.Context, state []byte, docs iter.Seq2[search.Document, error]) error {
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
	if err := b.add(ctx, state); err != nil {
		return err
	}
	if err := b.finish(ctx); err != nil {
		return err
	}
	return x.create(ctx, x.name) // a swap needs both
}

// swap exchanges the two indexes; stamp is that of the next one. From here on the
// end of ctx does not matter: once the server has the task it will do it, and the
// caller must know.
func (x *Index) swap(ctx context.Context, stamp string) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("rebuilding the index: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTimeout)
	defer cancel()
	err := x.do(ctx, "swapping the indexes", func() (*meilisearch.TaskInfo, error) {
		return x.client.SwapIndexesWithContext(ctx, []*meilisearch.SwapIndexesParams{{Indexes: []string{x.name, x.nextName()}}})
	})
	if errors.Is(err, errNoTask) { // belongs to two indexes, so a key for these two may not see it
		return x.awaitStamp(ctx, stamp)
	}
	return err
}

// awaitStamp returns when the index has the state with stamp.
func (x *Index) awaitStamp(ctx context.Context, stamp string) error {
	for {
		now, err := x.state(ctx)
		if err != nil || now.Stamp == stamp {
			return err
		}
		if err := sleep(ctx, firstLook); err != nil {
			return x.fault(ctx, "swapping the indexes", err)
		}
	}
}

// drop deletes an index if it exists, and whatever an earlier process still has
// waiting for it.
func (x *Index) drop(ctx context.Context, uid string) error {
	err := x.do(ctx, "deleting the remains of a rebuild", func() (*meilisearch.TaskInfo, error) {
		return x.client.DeleteIndexWithContext(ctx, uid)
	})
	if errors.Is(err, errNoIndex) {
		return nil
	}
	return err
}

// dropAfter deletes the next index, also when ctx has ended. That it may fail
// does no harm: nothing searches there, and the next rebuild begins with it.
func (x *Index) dropAfter(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTimeout)
	defer cancel()
	_ = x.drop(ctx, x.nextName())
}
