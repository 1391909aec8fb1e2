package meili

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"

	"github.com/meilisearch/meilisearch-go"

	"mingzhang/search"
)

// Update implements [search.Index]. Everything goes to the server in one task,
// which it applies as one step; only what exceeds 24 MB is applied in several,
// the revision with the last. The order is safe when this process dies: the
// revision is never newer than the content.
func (x *Index) Update(ctx context.Context, revision string, put []search.Document, remove []string) error {
	if err := x.lock(ctx); err != nil {
		return err
	}
	defer x.unlock()
	if err := x.prepare(ctx); err != nil {
		return err
	}
	b := &batch{index: x, uid: x.name}
	for _, doc := range put {
		data, err := encode(doc)
		if err != nil {
			return err
		}
		if err := b.add(ctx, data); err != nil {
			return err
		}
	}
	return x.removeAndRecord(ctx, b, revision, remove)
}

// removeAndRecord ends an update: removed documents become tombstones together
// with what is put, and are deleted once that is done.
func (x *Index) removeAndRecord(ctx context.Context, b *batch, revision string, remove []string) error {
	var dead []string
	for _, id := range remove {
		if !isDocumentID(id) {
			continue // cannot be in the index
		}
		dead = append(dead, id)
		if err := b.add(ctx, tombstone(id)); err != nil {
			return err
		}
	}
	if err := b.add(ctx, newState(revision, rand.Text())); err != nil {
		return err
	}
	if err := b.finish(ctx); err != nil {
		return err
	}
	x.markSeen()
	if len(dead) == 0 {
		return nil
	}
	return x.do(ctx, "deleting removed documents", func() (*meilisearch.TaskInfo, error) {
		return x.client.Index(x.name).DeleteDocumentsWithContext(ctx, dead, nil)
	})
}

// newState returns the record that says what the index holds.
func newState(revision, stamp string) []byte {
	data, err := json.Marshal(state{ID: stateID, Format: format, Revision: revision, Stamp: stamp, Body: bodyFields([]string{""})})
	if err != nil {
		return nil // cannot be: the struct holds only strings and a number
	}
	return data
}

// prepare makes sure that the index exists and is ours before it is changed. It
// creates a missing one only when this process has not seen it before: an index
// that has vanished must be rebuilt, or it would hold the update and nothing else.
func (x *Index) prepare(ctx context.Context) error {
	now, err := x.state(ctx)
	switch {
	case err != nil:
		return err
	case now.Format == format:
		return nil
	case now.Format != 0 || len(x.seen) > 0:
		return fmt.Errorf("%w: the index %q was lost or is of another version, it must be rebuilt", search.ErrUnavailable, x.name)
	}
	if err := x.create(ctx, x.name); err != nil {
		return err
	}
	return x.setUp(ctx, x.name)
}

// create makes sure that the index uid exists.
func (x *Index) create(ctx context.Context, uid string) error {
	_, err := x.client.GetIndexWithContext(ctx, uid)
	switch {
	case err == nil:
		return nil
	case !isMissing(err):
		return x.fault(ctx, "looking for the index", err)
	}
	return x.do(ctx, "creating the index", func() (*meilisearch.TaskInfo, error) {
		return x.client.CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: uid, PrimaryKey: fieldID})
	})
}

// setUp gives the index uid our settings. Searching for the values of facets,
// which nobody does, would cost most of every update; the client leaves a no out
// of the settings, so it is said by itself.
func (x *Index) setUp(ctx context.Context, uid string) error {
	err := x.do(ctx, "setting up the index", func() (*meilisearch.TaskInfo, error) {
		return x.client.Index(uid).UpdateSettingsWithContext(ctx, settings())
	})
	if err != nil {
		return err
	}
	return x.do(ctx, "turning the search for facet values off", func() (*meilisearch.TaskInfo, error) {
		return x.client.Index(uid).UpdateFacetSearchWithContext(ctx, false)
	})
}
