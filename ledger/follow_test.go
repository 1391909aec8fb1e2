package ledger

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// source is a Source within a test: a log with something done to it.
type source struct {
	bench      *bench
	checkpoint func([]byte) []byte
	bundle     func(index int64, bundle []byte) []byte
}

// Checkpoint gives the checkpoint, changed if so wished.
func (s source) Checkpoint(ctx context.Context) ([]byte, error) {
	data, err := s.bench.get(ctx, "checkpoint")
	if s.checkpoint != nil {
		data = s.checkpoint(data)
	}
	return data, err
}

// EntryBundle gives a bundle, changed if so wished.
func (s source) EntryBundle(ctx context.Context, index int64, width int) ([]byte, error) {
	data, err := s.bench.get(ctx, Resource{EntriesLevel, index, width}.Path())
	if s.bundle != nil {
		data = s.bundle(index, data)
	}
	return data, err
}

// made is a Source whose nine entries are all the same.
type made struct{ checkpoint, entry []byte }

// Checkpoint gives what was made.
func (m made) Checkpoint(context.Context) ([]byte, error) { return m.checkpoint, nil }

// EntryBundle gives the entries.
func (m made) EntryBundle(_ context.Context, _ int64, width int) (bundle []byte, err error) {
	for range width {
		bundle = appendEntry(bundle, m.entry)
	}
	return bundle, nil
}

// TestFollowing follows a growing log, resuming from the state each time: every
// entry comes once, in order.
func TestFollowing(t *testing.T) {
	b := newBench(t)
	var state []byte
	next := 0
	for _, size := range []int{0, 1, 3, 3, 255, 256, 257, 600, 1024, 1025} {
		b.growTo(size)
		f, err := NewFollower(b.key.VerifierKey(), state)
		if err != nil {
			t.Fatal(err)
		}
		err = f.Follow(t.Context(), source{bench: b}, func(index int64, data []byte) error {
			if index != int64(next) || !bytes.Equal(data, entry(next).Data) {
				t.Errorf("entry %d is %s; want entry %d", index, data, next)
			}
			next++
			return nil
		})
		if err != nil || next != size || f.Size() != int64(size) {
			t.Fatalf("at size %d: %v, %d entries, Size %d", size, err, next, f.Size())
		}
		if state = f.State(); len(state) > 1000 {
			t.Errorf("the state has %d bytes", len(state))
		}
	}
}

// TestFollowerKeepsItsStateOnFailure fails in the middle and goes on later.
func TestFollowerKeepsItsStateOnFailure(t *testing.T) {
	b := newBench(t)
	b.growTo(10)
	f, err := NewFollower(b.key.VerifierKey(), nil)
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("full")
	err = f.Follow(t.Context(), source{bench: b}, func(index int64, _ []byte) error {
		if index == 5 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || f.Size() != 0 || f.State() != nil {
		t.Errorf("Follow gave %v, size %d, state %q", err, f.Size(), f.State())
	}
	if err := f.Follow(t.Context(), source{bench: b}, nil); err != nil || f.Size() != 10 {
		t.Errorf("again: %v, size %d", err, f.Size())
	}
}

// TestEveryByteOfABundleCounts changes each byte of what a follower reads.
func TestEveryByteOfABundleCounts(t *testing.T) {
	b := newBench(t)
	b.growTo(5)
	bundle, err := b.get(t.Context(), "tile/entries/000.p/5")
	if err != nil {
		t.Fatal(err)
	}
	signed, err := b.get(t.Context(), "checkpoint")
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, place int, from Source) {
		f, err := NewFollower(b.key.VerifierKey(), nil)
		if err == nil {
			err = f.Follow(t.Context(), from, nil)
		}
		if !errors.Is(err, ErrInvalid) || f.State() != nil {
			t.Errorf("byte %d of the %s changed: %v; want %v", place, what, err, ErrInvalid)
		}
	}
	everyFlip(bundle, func(i int, flipped []byte) {
		refused("bundle", i, source{bench: b, bundle: func(int64, []byte) []byte { return flipped }})
	})
	everyFlip(signed, func(i int, flipped []byte) {
		refused("checkpoint", i, source{bench: b, checkpoint: func([]byte) []byte { return flipped }})
	})
	for i := range bundle {
		refused("bundle (cut)", i, source{bench: b, bundle: func(int64, []byte) []byte { return bundle[:i] }})
	}
}

// TestEveryByteOfAStateCounts resumes from no state that was changed.
func TestEveryByteOfAStateCounts(t *testing.T) {
	b := newBench(t)
	b.growTo(7)
	f, err := NewFollower(b.key.VerifierKey(), nil)
	if err == nil {
		err = f.Follow(t.Context(), source{bench: b}, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	everyFlip(f.State(), func(i int, flipped []byte) {
		if _, err := NewFollower(b.key.VerifierKey(), flipped); !errors.Is(err, ErrInvalid) {
			t.Errorf("byte %d of the state changed: %v; want %v", i, err, ErrInvalid)
		}
	})
	if _, err := NewFollower(newBench(t).key.VerifierKey(), f.State()); !errors.Is(err, ErrInvalid) {
		t.Errorf("the state of another log: %v; want %v", err, ErrInvalid)
	}
}

// TestFollowerHalts shows that a log that shrinks, forks or lies about an entry
// is not followed again, even when it is honest later.
func TestFollowerHalts(t *testing.T) {
	b := newBench(t)
	b.growTo(5)
	old, err := b.get(t.Context(), "checkpoint")
	if err != nil {
		t.Fatal(err)
	}
	b.growTo(8)
	sign := func(size int64) []byte {
		signed, err := note.Sign(&note.Note{Text: Checkpoint{Origin: origin, Size: size}.text()}, b.key.signer)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	for name, lie := range map[string]Source{
		"shrinks":         source{bench: b, checkpoint: func([]byte) []byte { return old }},
		"forks":           source{bench: b, checkpoint: func([]byte) []byte { return sign(8) }},
		"hides its end":   made{sign(9), entry(8).Data},
		"another history": made{sign(9), []byte("other")},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := NewFollower(b.key.VerifierKey(), nil)
			if err == nil {
				err = f.Follow(t.Context(), source{bench: b}, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			before := f.State()
			if err := f.Follow(t.Context(), lie, nil); !errors.Is(err, ErrInvalid) {
				t.Errorf("the lie: %v; want %v", err, ErrInvalid)
			}
			if err := f.Follow(t.Context(), source{bench: b}, nil); !errors.Is(err, ErrInvalid) {
				t.Errorf("honest again: %v; want %v", err, ErrInvalid)
			}
			if !slices.Equal(before, f.State()) {
				t.Error("the lie changed the state")
			}
		})
	}
}
