package ledger

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"mingzhang/database"
)

// benchEntry is as large as an entry of the portal.
func benchEntry(i int64) Entry {
	return Entry{ActionID: fmt.Sprintf("act-%020d", i), Data: fmt.Appendf(nil, `{"v":1,"action":"publish","id":"act-%020d","pad":"%0200d"}`, i, i)}
}

// BenchmarkAppend keeps one entry a transaction and tells the median.
func BenchmarkAppend(b *testing.B) {
	l := newBench(b)
	l.growTo(1000)
	var times []time.Duration
	next := int64(1000)
	for b.Loop() {
		start := time.Now()
		l.write(func(tx *database.Tx) error {
			_, err := l.log.Append(tx, noon(), benchEntry(next))
			return err
		})
		times = append(times, time.Since(start))
		next++
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds()), "p95-µs")
}

// BenchmarkAppendBatched keeps many entries a transaction.
func BenchmarkAppendBatched(b *testing.B) {
	for _, size := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			l := newBench(b)
			next := int64(0)
			for b.Loop() {
				l.appendBatch(next, size)
				next += int64(size)
			}
			b.ReportMetric(float64(next)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}

// appendBatch keeps entries in one transaction.
func (b *bench) appendBatch(next int64, size int) {
	b.Helper()
	entries := make([]Entry, size)
	for i := range entries {
		entries[i] = benchEntry(next + int64(i))
	}
	b.write(func(tx *database.Tx) error {
		_, err := b.log.Append(tx, noon(), entries...)
		return err
	})
}

// grown makes a log of many entries, in transactions of a thousand.
func grown(b *testing.B, size int64) *bench {
	b.Helper()
	l := newBench(b)
	for next := int64(0); next < size; next += 1000 {
		l.appendBatch(next, 1000)
	}
	return l
}

// memory is a Source of a log that was read before.
type memory struct {
	checkpoint []byte
	bundles    [][]byte
}

// Checkpoint gives what was read.
func (m memory) Checkpoint(context.Context) ([]byte, error) { return m.checkpoint, nil }

// EntryBundle gives what was read.
func (m memory) EntryBundle(_ context.Context, index int64, _ int) ([]byte, error) {
	return m.bundles[index], nil
}

// inMemory reads a whole log.
func (b *bench) inMemory() (m memory) {
	b.Helper()
	b.read(func(v *View) error {
		m.checkpoint = v.Checkpoint().Note
		for at := int64(0); at < v.Checkpoint().Size; at += tileWidth {
			bundle, err := v.EntryBundle(at/tileWidth, int(min(tileWidth, v.Checkpoint().Size-at)))
			if err != nil {
				return err
			}
			m.bundles = append(m.bundles, bundle)
		}
		return nil
	})
	return m
}

// BenchmarkFollow verifies a log of bundles in memory.
func BenchmarkFollow(b *testing.B) {
	const size = 200_000
	l := grown(b, size)
	from := l.inMemory()
	b.ResetTimer()
	for b.Loop() {
		f, err := NewFollower(l.key.VerifierKey(), nil)
		if err == nil {
			err = f.Follow(b.Context(), from, nil)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(size*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkFsck verifies a whole log in its database.
func BenchmarkFsck(b *testing.B) {
	const size = 200_000
	l := grown(b, size)
	b.ResetTimer()
	for b.Loop() {
		if _, err := l.fsck(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(size*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkVerifyProof verifies an offline proof.
func BenchmarkVerifyProof(b *testing.B) {
	l := grown(b, 100_000)
	var proof []byte
	l.read(func(v *View) (err error) { proof, err = v.Proof(54_321); return err })
	data := benchEntry(54_321).Data
	for b.Loop() {
		if _, err := VerifyProof(proof, data, l.key.VerifierKey()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead reads what the log serves, from several goroutines, with and
// without what was read before. Of proofs few tiles are asked for again.
func BenchmarkRead(b *testing.B) {
	const size = 100_000
	l := grown(b, size)
	for _, c := range []struct {
		name string
		read func(*View, int64) error
	}{
		{"checkpoint", func(*View, int64) error { return nil }},
		{"tile", func(v *View, i int64) error { _, err := v.Tile(0, i%(size/tileWidth), tileWidth); return err }},
		{"bundle", func(v *View, i int64) error { _, err := v.EntryBundle(i%(size/tileWidth), tileWidth); return err }},
		{"entry", func(v *View, i int64) error { _, err := v.Entry(i * 7919 % size); return err }},
		{"proof", func(v *View, i int64) error { _, err := v.Proof(i * 7919 % size); return err }},
	} {
		b.Run(c.name, func(b *testing.B) { benchRead(b, l, Read, c.read) })
		b.Run(c.name+" cached", func(b *testing.B) { benchRead(b, l, NewCache().Read, c.read) })
	}
}

// benchRead reads through views that open gives.
func benchRead(b *testing.B, l *bench, open func(Tx) (*View, error), read func(*View, int64) error) {
	var next atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			err := l.db.Read(b.Context(), func(tx *database.Tx) error {
				view, err := open(tx)
				if err != nil {
					return err
				}
				return read(view, next.Add(1))
			})
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reads/s")
}
