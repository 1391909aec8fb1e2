package portal

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"mingzhang/content/sample"
	"mingzhang/registry"
)

// benchSize is the dataset that publications are added to.
const benchSize = 100_000

// BenchmarkVisible measures how long after its commit a publication stands in
// lists and is found by its words. Its folder takes minutes to make.
func BenchmarkVisible(b *testing.B) {
	f := newFolder(b, benchSize)
	p := openWith(b, f, Config{Index: newIndex(b), CacheDir: filepath.Join(f.path, "cache"), Rules: "r"})
	if err := p.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.Follow(ctx)
	}()
	for _, at := range []int{1, 50} {
		b.Run(fmt.Sprintf("%d at once", at), func(b *testing.B) { benchVisible(b, f, p, at) })
	}
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			openWith(b, f, Config{Index: p.index, CacheDir: filepath.Join(f.path, "cache"), Rules: "r"})
		}
	})
	stop()
	<-ended
}

func benchVisible(b *testing.B, f *folder, p *Portal, at int) {
	var list, found, worst time.Duration
	next := p.State().Disclosures
	for b.Loop() {
		for range at {
			next++
			d := sample.New(7).At(next)
			d.Sections[0].Markdown = fmt.Sprintf("可见%d号。", next)
			f.do(b, nil, registry.Act{ID: fmt.Sprintf("visible-%d", next), Action: registry.Publish, Disclosure: d})
		}
		began, id := time.Now(), sample.New(7).At(next).ID
		for missing := true; missing; time.Sleep(time.Millisecond) {
			_, known := p.model.Load().snap.Find(id)
			missing = !known
		}
		list += time.Since(began)
		for total := 0; total == 0; time.Sleep(time.Millisecond) {
			page, err := p.Find(b.Context(), Query{Text: fmt.Sprintf("可见%d号", next)})
			if err != nil {
				b.Fatal(err)
			}
			total = page.Total
		}
		found, worst = found+time.Since(began), max(worst, time.Since(began))
	}
	b.ReportMetric(float64(list.Milliseconds())/float64(b.N), "ms-list")
	b.ReportMetric(float64(found.Milliseconds())/float64(b.N), "ms-search")
	b.ReportMetric(float64(worst.Milliseconds()), "ms-worst")
}
