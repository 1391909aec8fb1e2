package registry

import (
	"fmt"
	"os"
	"path/filepath"
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
		b.StopTimer()
		_ = r.db.Close()
		_ = os.RemoveAll(filepath.Join(r.folder))
		b.StartTimer()
	}
	b.ReportMetric(files*float64(b.N)/b.Elapsed().Seconds(), "files/s")
}
