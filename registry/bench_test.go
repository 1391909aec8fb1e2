package registry

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/content/sample"
)

// sampleAct publishes an invented disclosure of a real length. A unit of few
// regions publishes for one year, so that folders are made once.
func sampleAct(g *sample.Generator, i int) Act {
	d := g.At(i)
	d.Region, d.Year = project(i).Region, content.Year(2020+i%16)
	d.Title = fmt.Sprintf("%s（%d）", d.Title, i)
	d.ID = content.NewID(&d.Summary)
	return Act{ID: fmt.Sprintf("publish-%d", i), Action: Publish, Disclosure: d}
}

// BenchmarkDo publishes one disclosure after the other.
func BenchmarkDo(b *testing.B) {
	r, g := newBench(b), sample.New(1)
	var times []time.Duration
	for b.Loop() {
		b.StopTimer()
		act := sampleAct(g, len(times))
		b.StartTimer()
		start := time.Now()
		r.mustDo(act)
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds()), "p95-µs")
}

// BenchmarkDoTogether publishes from many goroutines.
func BenchmarkDoTogether(b *testing.B) {
	for _, callers := range []int{8, 32, 128} {
		b.Run(fmt.Sprint(callers), func(b *testing.B) {
			r, g := newBench(b), sample.New(1)
			acts := make([]Act, b.N)
			for i := range acts {
				acts[i] = sampleAct(g, i)
			}
			b.ResetTimer()
			var next atomic.Int64
			var work sync.WaitGroup
			for range callers {
				work.Go(func() {
					for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
						r.mustDo(acts[i])
					}
				})
			}
			work.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "acts/s")
		})
	}
}

// BenchmarkAdopt makes entries of a content folder of 100,000 files.
func BenchmarkAdopt(b *testing.B) {
	const files = 100_000
	for b.Loop() {
		b.StopTimer()
		r := newBench(b)
		if err := sample.WriteTo(r.content, files, 1); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if done, err := r.Adopt(r.ctx, nil); err != nil || done.Revisions != files {
			b.Fatal(done, err)
		}
	}
	b.ReportMetric(files*float64(b.N)/b.Elapsed().Seconds(), "files/s")
}

// adopted makes a registry of many invented disclosures.
func adopted(b *testing.B, files int) *bench {
	b.Helper()
	r := newBench(b)
	if err := sample.WriteTo(r.content, files, 1); err != nil {
		b.Fatal(err)
	}
	if done, err := r.Adopt(r.ctx, nil); err != nil || done.Revisions != files {
		b.Fatal(done, err)
	}
	return r
}

// BenchmarkFsck checks a whole registry.
func BenchmarkFsck(b *testing.B) {
	const files = 20_000
	r := adopted(b, files)
	b.ResetTimer()
	for b.Loop() {
		if report, err := r.Fsck(r.ctx); err != nil || report.Texts != files {
			b.Fatal(report, err)
		}
	}
	b.ReportMetric(files*float64(b.N)/b.Elapsed().Seconds(), "revisions/s")
}

// BenchmarkRead answers what pages, the API and followers ask, from several
// goroutines.
func BenchmarkRead(b *testing.B) {
	const files = 20_000
	r := adopted(b, files)
	var all []Revision
	for revision, err := range r.Newest(r.ctx) {
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, revision)
	}
	for _, c := range []struct {
		name string
		ask  func(i int64) error
	}{
		{"checkpoint", func(int64) error { _, err := r.Checkpoint(r.ctx); return err }},
		{"proof", func(i int64) error { _, err := r.Proof(r.ctx, i*7919%files); return err }},
		{"tile", func(i int64) error { _, err := r.Tile(r.ctx, 0, i%(files/256), 256); return err }},
		{"bundle", func(i int64) error { _, err := r.EntryBundle(r.ctx, i%(files/256), 256); return err }},
		{"changes", func(i int64) error { _, err := r.Changes(r.ctx, i*7919%files, 100); return err }},
		{"revision", func(i int64) error { _, err := r.Revision(r.ctx, all[i*7919%files].Disclosure, 0); return err }},
		{"content", func(i int64) error { _, err := r.Content(r.ctx, all[i*7919%files]); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var next atomic.Int64
			b.RunParallel(func(p *testing.PB) {
				for p.Next() {
					if err := c.ask(next.Add(1)); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "asked/s")
		})
	}
	b.Run("newest", func(b *testing.B) {
		for b.Loop() {
			for _, err := range r.Newest(r.ctx) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(files*float64(b.N)/b.Elapsed().Seconds(), "revisions/s")
	})
}
