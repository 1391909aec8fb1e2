package registry

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// maxTogether is how many acts one transaction keeps at most.
const maxTogether = 256

// queue holds the acts that wait for a commit. Who has the turn commits for all.
type queue struct {
	turn    chan struct{} // capacity 1: full while somebody commits
	mu      sync.Mutex
	waiting []*work
}

func newQueue() *queue { return &queue{turn: make(chan struct{}, 1)} }

// add makes an act wait.
func (q *queue) add(w *work) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, w)
}

// remove takes an act back, unless somebody commits it already.
func (q *queue) remove(w *work) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.waiting, w)
	if i >= 0 {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
	return i >= 0
}

// take gives the acts to commit now. Of two with one id the second stays: it
// will be answered from the log.
func (q *queue) take() []*work {
	q.mu.Lock()
	defer q.mu.Unlock()
	ids := map[string]bool{}
	var batch, rest []*work
	for _, w := range q.waiting {
		if len(batch) == maxTogether || ids[w.act.ID] {
			rest = append(rest, w)
			continue
		}
		ids[w.act.ID] = true
		batch = append(batch, w)
	}
	q.waiting = rest
	return batch
}

// join waits until the act is committed or refused, and commits for all who
// wait when nobody else does.
func (r *Registry) join(ctx context.Context, w *work) error {
	r.queue.add(w)
	for {
		select {
		case <-w.done:
			return w.err
		case <-ctx.Done():
			if r.queue.remove(w) {
				return fmt.Errorf("waiting for the commit: %w", ctx.Err())
			}
			<-w.done
			return w.err
		case r.queue.turn <- struct{}{}:
			r.commitWaiting(w)
		}
	}
}

// commitWaiting uses the turn and gives it back.
func (r *Registry) commitWaiting(w *work) {
	defer func() { <-r.queue.turn }()
	select {
	case <-w.done: // by who had the turn before
	default:
		r.commit(r.queue.take())
	}
}
