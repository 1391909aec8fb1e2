package portal

import (
	"context"
	"testing"
)

func BenchmarkFind(b *testing.B) {
	p, err := readyPortal()
	if err != nil {
		b.Fatal(err)
	}
	for name, q := range map[string]Query{"words": {Text: "困难职工"}, "all": {}, "sorted": {Text: "工作", Sort: "-amount"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.model.Load().found.lists = nil // as if nobody had asked before
				p.model.Load().found.order = nil
				if _, err := p.Find(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRelated(b *testing.B) {
	p, err := readyPortal()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	rows := p.model.Load().order()
	for i := 0; b.Loop(); i++ {
		id := p.model.Load().snap.Facts(rows[i%len(rows)]).ID
		if _, err := p.Related(context.Background(), id); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	p, err := readyPortal()
	if err != nil {
		b.Fatal(err)
	}
	rows := p.model.Load().order()
	for i := 0; b.Loop(); i++ {
		id := p.model.Load().snap.Facts(rows[i%len(rows)]).ID
		if _, err := p.Read(context.Background(), id); err != nil {
			b.Fatal(err)
		}
	}
}
