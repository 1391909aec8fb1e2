package chart

import "testing"

func BenchmarkSVG(b *testing.B) {
	for _, c := range samples() {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			var size int
			for b.Loop() {
				size = len(mustDraw(b, c.chart, c.o))
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
