package registry

import (
	"context"
	"fmt"
	"sync"
)

// places lets one act at a time work on a disclosure, from its first look at
// the newest revision until it is published or refused.
type places struct {
	mu   sync.Mutex
	held map[string]*hold
}

// hold is a disclosure that acts work on or wait for.
type hold struct {
	turn chan struct{} // capacity 1: full while somebody works
	uses int           // who works and who waits
}

func newPlaces() *places { return &places{held: map[string]*hold{}} }

// lock waits for the disclosure. The caller must call free.
func (p *places) lock(ctx context.Context, id string) (free func(), err error) {
	p.mu.Lock()
	h := p.held[id]
	if h == nil {
		h = &hold{turn: make(chan struct{}, 1)}
		p.held[id] = h
	}
	h.uses++
	p.mu.Unlock()
	select {
	case h.turn <- struct{}{}:
		return func() { <-h.turn; p.leave(id, h) }, nil
	case <-ctx.Done():
		p.leave(id, h)
		return nil, fmt.Errorf("waiting for another act on %s: %w", id, ctx.Err())
	}
}

// leave forgets a disclosure that nobody needs any more.
func (p *places) leave(id string, h *hold) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h.uses--; h.uses == 0 {
		delete(p.held, id)
	}
}

// bell wakes everybody who waits for the next publication.
type bell struct {
	mu   sync.Mutex
	wait chan struct{}
}

func newBell() *bell { return &bell{wait: make(chan struct{})} }

// next gives a channel that is closed when the bell rings.
func (b *bell) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wait
}

// ring wakes those who wait.
func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.wait)
	b.wait = make(chan struct{})
}
