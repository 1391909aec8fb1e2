package meili

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/meilisearch/meilisearch-go"
)

// maxBatch is the size in bytes at which records are sent; the server takes
// 100 MB at once unless it is told otherwise.
const maxBatch = 24 << 20

// maxTasks is how many batches may wait on the server before the next is made.
const maxTasks = 3

// batch collects records for one index and sends them in order.
type batch struct {
	index *Index
	uid   string
	size  int
	data  [][]byte
	tasks []*meilisearch.TaskInfo
}

// add puts a record in the batch, and sends the batch when it is full.
func (b *batch) add(ctx context.Context, data []byte) error {
	if b.size+len(data) > maxBatch && len(b.data) > 0 {
		if err := b.send(ctx); err != nil {
			return err
		}
	}
	b.data = append(b.data, data)
	b.size += len(data) + 1
	return nil
}

// finish sends what is left and waits until the server has indexed everything.
func (b *batch) finish(ctx context.Context) error {
	if err := b.send(ctx); err != nil {
		return err
	}
	return b.settle(ctx, 0)
}

// send posts the records, and waits while too many tasks are under way.
func (b *batch) send(ctx context.Context) error {
	if err := b.post(ctx, b.data); err != nil {
		return err
	}
	b.data, b.size = nil, 0
	return b.settle(ctx, maxTasks)
}

// settle waits until no more than n tasks are left.
func (b *batch) settle(ctx context.Context, n int) error {
	for len(b.tasks) > n {
		if err := b.index.wait(ctx, "indexing documents", b.tasks[0]); err != nil {
			return err
		}
		b.tasks = b.tasks[1:]
	}
	return nil
}

// post sends records as one task; a server that takes no payload of that size
// gets them in halves.
func (b *batch) post(ctx context.Context, records [][]byte) error {
	payload := bytes.Join([][]byte{[]byte("["), bytes.Join(records, []byte(",")), []byte("]")}, nil)
	task, err := again(ctx, func() (*meilisearch.TaskInfo, error) {
		return b.index.client.Index(b.uid).AddDocumentsWithContext(ctx, payload, nil)
	})
	switch {
	case hasStatus(err, http.StatusRequestEntityTooLarge) && len(records) > 1:
		half := len(records) / 2
		if err := b.post(ctx, records[:half]); err != nil {
			return err
		}
		return b.post(ctx, records[half:])
	case err != nil:
		return b.index.fault(ctx, fmt.Sprintf("sending %d records of %d bytes", len(records), len(payload)), err)
	}
	b.tasks = append(b.tasks, task)
	return nil
}
