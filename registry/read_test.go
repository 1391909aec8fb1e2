package registry

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// TestCursors keeps how far followers have come, and wakes them.
func TestCursors(t *testing.T) {
	b := newBench(t)
	for _, next := range []int64{0, 7, 5} {
		if err := b.SetCursor(b.ctx, "search", next); err != nil {
			t.Fatal(err)
		}
		if err := b.reopen(); err != nil {
			t.Fatal(err)
		}
		if got, err := b.Cursor(b.ctx, "search"); err != nil || got != next {
			t.Errorf("Cursor = %d, %v; want %d", got, err, next)
		}
	}
	for _, name := range []string{"", adoptCursor, strings.Repeat("x", 101)} {
		if err := b.SetCursor(b.ctx, name, 1); !errors.Is(err, ErrAct) {
			t.Errorf("a cursor named %.20q: %v", name, err)
		}
	}
	if next, err := b.Cursor(b.ctx, "new"); err != nil || next != 0 {
		t.Errorf("a new cursor: %d, %v", next, err)
	}
	select {
	case <-b.Watch():
		t.Error("woken by nothing")
	default:
	}
	woken := make(chan int64)
	go func() {
		wait := b.Watch()
		woken <- 0
		<-wait
		size, err := b.Size(b.ctx)
		if err != nil {
			size = -1
		}
		woken <- size
	}()
	<-woken
	b.mustDo(publishing(1))
	if size := <-woken; size != 1 {
		t.Errorf("woken at %d entries", size)
	}
}

// TestReadsOfNothing asks for what is not there.
func TestReadsOfNothing(t *testing.T) {
	b := newBench(t)
	if list, err := b.Revisions(b.ctx, project(1).ID); !errors.Is(err, ErrNotFound) || list != nil {
		t.Errorf("Revisions = %v, %v", list, err)
	}
	if revision, err := b.Revision(b.ctx, project(1).ID, 0); !errors.Is(err, ErrNotFound) {
		t.Errorf("Revision = %v, %v", revision, err)
	}
	if changes, err := b.Changes(b.ctx, 0, 10); err != nil || changes != nil {
		t.Errorf("Changes = %v, %v", changes, err)
	}
	if _, err := b.Changes(b.ctx, -1, 10); !errors.Is(err, ErrAct) {
		t.Errorf("Changes from -1: %v", err)
	}
	for revision, err := range b.Newest(b.ctx) {
		t.Errorf("Newest gives %v, %v", revision, err)
	}
	for i := range 3 {
		b.mustDo(publishing(i))
	}
	seen := 0
	for _, err := range b.Newest(b.ctx) {
		if seen++; err != nil || seen == 2 {
			break
		}
	}
	if changes, err := b.Changes(b.ctx, 1, 1); err != nil || len(changes) != 1 || changes[0].Index != 1 || seen != 2 {
		t.Errorf("Changes = %v, %v after %d of Newest", changes, err, seen)
	}
	ended, cancel := context.WithCancel(b.ctx)
	cancel()
	for revision, err := range b.Newest(ended) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Newest without time gives %v, %v", revision, err)
		}
	}
}
