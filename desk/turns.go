package desk

import (
	"context"
	"fmt"
	"sync"
)

// uploadsOfUnit is how many uploads of one unit may be under way, each with its
// files in memory.
const uploadsOfUnit = 8

// turns shares out the places at which files are read. A unit never has all of
// them, unless there is only one, and has a bounded number of uploads under way: who
// hands in many files that take long keeps other units from nothing.
type turns struct {
	all   chan struct{} // a place for each file that is being read
	mu    sync.Mutex
	units map[string]*turnsOfUnit // those with an upload under way
}

type turnsOfUnit struct {
	uploads int
	files   chan struct{}
}

// newTurns lets some files be read at a time.
func newTurns(places int) *turns {
	return &turns{all: make(chan struct{}, places), units: map[string]*turnsOfUnit{}}
}

// begin lets an upload of a unit begin, or refuses it: ErrBusy. The caller calls
// end when it is over.
func (t *turns) begin(unit string) (own *turnsOfUnit, end func(), err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	own = t.units[unit]
	if own == nil {
		own = &turnsOfUnit{files: make(chan struct{}, max(1, cap(t.all)-1))}
		t.units[unit] = own
	}
	if own.uploads == uploadsOfUnit {
		return nil, nil, ErrBusy
	}
	own.uploads++
	return own, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if own.uploads--; own.uploads == 0 {
			delete(t.units, unit)
		}
	}, nil
}

// take waits for a place to read one file of a unit; the caller gives it back.
func (t *turns) take(ctx context.Context, own *turnsOfUnit) (giveBack func(), err error) {
	for i, places := range []chan struct{}{own.files, t.all} {
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			if i > 0 {
				<-own.files
			}
			return nil, fmt.Errorf("waiting to read a file: %w", ctx.Err())
		}
	}
	return func() { <-t.all; <-own.files }, nil
}
