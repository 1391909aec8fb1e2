package desk

import (
	"context"
	"errors"
	"testing"
)

// TestTurnsOfOneUnit: a unit whose files take for ever leaves a place to others.
func TestTurnsOfOneUnit(t *testing.T) {
	for _, places := range []int{2, 3, 8} {
		k := newTurns(places)
		greedy, endGreedy, err := k.begin("greedy")
		if err != nil {
			t.Fatal(err)
		}
		var held []func()
		for range places - 1 {
			giveBack, err := k.take(t.Context(), greedy)
			if err != nil {
				t.Fatal(err)
			}
			held = append(held, giveBack)
		}
		over, stop := context.WithCancel(t.Context())
		stop()
		if _, err := k.take(over, greedy); !errors.Is(err, context.Canceled) {
			t.Errorf("%d places: the greedy unit took all: %v", places, err)
		}
		modest, endModest, err := k.begin("modest")
		if err != nil {
			t.Fatal(err)
		}
		giveBack, err := k.take(t.Context(), modest) // waits for ever without a place
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.take(over, modest); !errors.Is(err, context.Canceled) {
			t.Errorf("%d places: more were given out: %v", places, err)
		}
		for _, back := range append(held, giveBack, endGreedy, endModest) {
			back()
		}
		if len(k.all) != 0 || len(greedy.files) != 0 || len(modest.files) != 0 || len(k.units) != 0 {
			t.Errorf("%d places: some were not given back", places)
		}
	}
}

// TestTurnsAlone: with one place a unit alone can read.
func TestTurnsAlone(t *testing.T) {
	k := newTurns(1)
	own, end, err := k.begin("one")
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	giveBack, err := k.take(t.Context(), own)
	if err != nil {
		t.Fatal(err)
	}
	giveBack()
}

// TestUploadsUnderWay: a unit has a bounded number of uploads under way, and those
// of others are not counted.
func TestUploadsUnderWay(t *testing.T) {
	k := newTurns(2)
	var ends []func()
	for range uploadsOfUnit {
		_, end, err := k.begin("one")
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, end)
	}
	if _, _, err := k.begin("one"); !errors.Is(err, ErrBusy) {
		t.Errorf("one too many: %v", err)
	}
	_, end, err := k.begin("another")
	if err != nil {
		t.Fatalf("another unit: %v", err)
	}
	end()
	ends[0]()
	if _, _, err := k.begin("one"); err != nil {
		t.Errorf("after one ended: %v", err)
	}
}
