package ledger

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"mingzhang/database"
)

// TestBatchesDoNotMatter appends the same entries in batches of chance: the root
// is always the same.
func TestBatchesDoNotMatter(t *testing.T) {
	const size = 600
	tree := &compact{}
	for i := range size {
		tree.append(tlog.RecordHash(entry(i).Data), nil)
	}
	random := rand.New(rand.NewPCG(5, 6))
	for range 5 {
		b := newBench(t)
		for have := 0; have < size; {
			have = min(size, have+1+random.IntN(300))
			b.growTo(have)
		}
		b.read(func(v *View) error {
			if v.Checkpoint().Root != tree.root() {
				t.Errorf("the root is %v; want %v", v.Checkpoint().Root, tree.root())
			}
			return nil
		})
		if _, err := b.fsck(); err != nil {
			t.Error(err)
		}
	}
}

// TestReadersBesideTheWriter proves entries while the log grows: every proof
// verifies, and no reader ever sees the log shrink.
func TestReadersBesideTheWriter(t *testing.T) {
	b := newBench(t)
	b.growTo(1)
	var readers sync.WaitGroup
	done := make(chan struct{})
	for range 3 {
		readers.Go(func() {
			follower, err := NewFollower(b.key.VerifierKey(), nil)
			if err != nil {
				t.Error(err)
				return
			}
			for running := true; running; {
				select {
				case <-done:
					running = false // once more, on what is there at the end
				default:
				}
				if err := follower.Follow(t.Context(), source{bench: b}, nil); err != nil {
					t.Error(err)
				}
				if err := b.proveLast(); err != nil {
					t.Error(err)
				}
			}
			if follower.Size() != 150 {
				t.Errorf("followed to %d; want 150", follower.Size())
			}
		})
	}
	for size := 2; size <= 150; size++ {
		b.growTo(size)
	}
	close(done)
	readers.Wait()
}

// proveLast verifies the proof of the last entry that a transaction sees.
func (b *bench) proveLast() error {
	return b.db.Read(b.Context(), func(tx *database.Tx) error {
		view, err := Read(tx)
		if err != nil {
			return err
		}
		last := view.Checkpoint().Size - 1
		proof, err := view.Proof(last)
		if err != nil {
			return err
		}
		_, err = VerifyProof(proof, entry(int(last)).Data, b.key.VerifierKey())
		return err
	})
}

// TestOpenWithAnotherKey refuses a log that another key signed.
func TestOpenWithAnotherKey(t *testing.T) {
	b := newBench(t)
	b.growTo(3)
	for _, c := range []struct{ origin, want string }{
		{origin, "is not signed by the key"},
		{"other.example", "give the key file of the log"},
	} {
		key, err := LoadOrCreateKey(filepath.Join(t.TempDir(), "log.key"), c.origin)
		if err != nil {
			t.Fatal(err)
		}
		err = b.db.Write(t.Context(), func(tx *database.Tx) error {
			_, err := Open(tx, key, noon())
			return err
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the key of %s: %v; want %q", c.origin, err, c.want)
		}
	}
}

// TestReadBeforeOpen finds no log in a database that never had one.
func TestReadBeforeOpen(t *testing.T) {
	db, err := openDatabase(t, filepath.Join(t.TempDir(), "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Read(t.Context(), func(tx *database.Tx) error {
		_, err := Read(tx)
		return err
	})
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("Read gave %v; want %v", err, ErrNotFound)
	}
}
