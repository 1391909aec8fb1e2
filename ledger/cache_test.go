package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"

	"mingzhang/database"
)

// readWith runs f on the log as it is, through a cache.
func (b *bench) readWith(cache *Cache, f func(*View) error) error {
	return b.db.Read(b.Context(), func(tx *database.Tx) error {
		view, err := cache.Read(tx)
		if err != nil {
			return err
		}
		return f(view)
	})
}

// served is everything that a log of a size serves beside its checkpoint.
func served(v *View) (map[string][]byte, error) {
	all := map[string][]byte{}
	size := v.Checkpoint().Size
	for i := range size {
		proof, err := v.Proof(i)
		if err != nil {
			return nil, err
		}
		all[fmt.Sprint("proof ", i)] = proof
	}
	for index := int64(0); index*tileWidth < size; index++ {
		width := int(min(tileWidth, size-index*tileWidth))
		bundle, err := v.EntryBundle(index, width)
		if err != nil {
			return nil, err
		}
		tile, err := v.Tile(0, index, width)
		if err != nil {
			return nil, err
		}
		all[fmt.Sprint("bundle ", index)], all[fmt.Sprint("tile ", index)] = bundle, tile
	}
	for older := int64(1); older < size; older += 37 {
		proof, err := v.ConsistencyProof(older, size)
		if err != nil {
			return nil, err
		}
		all[fmt.Sprint("from ", older)] = fmt.Append(nil, proof)
	}
	return all, nil
}

// TestCacheChangesNothing compares what a growing log serves through a cache,
// twice, with what it serves without.
func TestCacheChangesNothing(t *testing.T) {
	b, cache := newBench(t), NewCache()
	for _, size := range []int{1, 2, 255, 256, 257, 300, 511, 512, 770} {
		b.growTo(size)
		var want map[string][]byte
		b.read(func(v *View) (err error) { want, err = served(v); return err })
		for range 2 {
			err := b.readWith(cache, func(v *View) error {
				got, err := served(v)
				for name, data := range want {
					if !bytes.Equal(got[name], data) {
						t.Errorf("%d entries: %s is another one through the cache", size, name)
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestCacheHoldsToItsCheckpoint has a reader of a short log beside one of a
// longer log, both with one cache.
func TestCacheHoldsToItsCheckpoint(t *testing.T) {
	b, cache := newBench(t), NewCache()
	b.growTo(250)
	err := b.readWith(cache, func(before *View) error {
		b.growTo(600)
		err := b.readWith(cache, func(after *View) error { _, err := served(after); return err })
		if err != nil {
			return err
		}
		if _, err := before.EntryBundle(0, tileWidth); !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("a full bundle of 250 entries: %v, want ErrNotFound", err)
		}
		for i := range before.Checkpoint().Size {
			proof, err := before.Proof(i)
			if err != nil {
				return err
			}
			if p, err := VerifyProof(proof, nil, b.key.VerifierKey()); err != nil || p.Checkpoint.Size != 250 {
				return fmt.Errorf("proof of entry %d in %d entries: %w", i, p.Checkpoint.Size, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestCacheDoesNotHideDamage damages a tile that was never asked for, and checks
// the whole log after one that was.
func TestCacheDoesNotHideDamage(t *testing.T) {
	b, cache := newBench(t), NewCache()
	b.growTo(600)
	first := func(v *View) error { _, err := v.Proof(0); return err }
	if err := b.readWith(cache, first); err != nil {
		t.Fatal(err)
	}
	b.damage("UPDATE tile SET data = zeroblob(length(data)) WHERE l = 0")
	if err := b.readWith(cache, first); err != nil {
		t.Errorf("a proof of what was read before: %v", err)
	}
	if err := b.readWith(cache, func(v *View) error { _, err := v.Proof(300); return err }); !errors.Is(err, ErrDamaged) {
		t.Errorf("a proof from a damaged tile: %v, want ErrDamaged", err)
	}
	if _, err := b.fsck(); !errors.Is(err, ErrDamaged) {
		t.Errorf("the check of the log: %v, want ErrDamaged", err)
	}
}

// TestGenerations bounds what is kept and keeps what is asked for.
func TestGenerations(t *testing.T) {
	const room = 1000
	g := generations[[]byte]{room: room, cost: func(b []byte) int { return len(b) }}
	often := Resource{Index: -1}
	g.put(often, make([]byte, 10))
	for i := range int64(1000) {
		g.put(Resource{Index: i}, make([]byte, 50))
		if v, ok := g.get(often); !ok || len(v) != 10 {
			t.Fatalf("what is asked for all the time is forgotten after %d others", i)
		}
		if n := len(g.young) + len(g.old); n > room/50+2 {
			t.Fatalf("%d values are kept after %d", n, i)
		}
	}
	if _, ok := g.get(Resource{Index: 1}); ok {
		t.Error("what nobody asked for is still kept")
	}
}

// TestCacheOfMany reads from many goroutines while the log grows.
func TestCacheOfMany(t *testing.T) {
	b, cache := newBench(t), NewCache()
	b.growTo(1)
	var work sync.WaitGroup
	for i := range int64(8) {
		work.Go(func() {
			for n := range int64(40) {
				err := b.readWith(cache, func(v *View) error {
					proof, err := v.Proof((i*31 + n*17) % v.Checkpoint().Size)
					if err == nil {
						_, err = VerifyProof(proof, nil, b.key.VerifierKey())
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for size := 50; size <= 700; size += 50 {
		b.growTo(size)
	}
	work.Wait()
}
