package meili

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"mingzhang/search"
)

// How long to wait between two looks at a task, at first and at most.
const (
	firstLook = 4 * time.Millisecond
	lastLook  = 50 * time.Millisecond
)

// wait returns when the server has done the task, with an error when it failed.
func (x *Index) wait(ctx context.Context, doing string, task *meilisearch.TaskInfo) error {
	for pause := firstLook; ; pause = min(2*pause, lastLook) {
		done, err := again(ctx, func() (*meilisearch.Task, error) {
			return x.client.TaskReader().GetTaskWithContext(ctx, task.TaskUID)
		})
		switch {
		case isMissing(err):
			return fmt.Errorf("%s: %w: %w", doing, search.ErrUnavailable, errNoTask)
		case err != nil:
			return x.fault(ctx, doing, err)
		}
		switch done.Status {
		case meilisearch.TaskStatusSucceeded:
			return nil
		case meilisearch.TaskStatusFailed, meilisearch.TaskStatusCanceled:
			return taskError(doing, done)
		}
		if err := sleep(ctx, pause); err != nil {
			return x.fault(ctx, doing, err)
		}
	}
}

// do starts a task and waits for it.
func (x *Index) do(ctx context.Context, doing string, start func() (*meilisearch.TaskInfo, error)) error {
	task, err := start()
	if err != nil {
		return x.fault(ctx, doing, err)
	}
	return x.wait(ctx, doing, task)
}

// errNoTask is wrapped by the error of a task that the server does not show.
var errNoTask = errors.New("there is no such task, or the key may not see it")

// errNoIndex is wrapped by the error of a task on an index that does not exist.
var errNoIndex = errors.New("there is no such index")

func taskError(doing string, task *meilisearch.Task) error {
	if task.Error.Code == "index_not_found" {
		return fmt.Errorf("%s: %w: %w", doing, search.ErrUnavailable, errNoIndex)
	}
	return fmt.Errorf("%s: %w: the task %d of Meilisearch %s: %s (%s)", doing, search.ErrUnavailable,
		task.UID, task.Status, shorten(task.Error.Message), task.Error.Code)
}

func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
