package main

import (
	"math"
	"slices"
	"time"
)

// series is a set of measured values.
type series []float64

// quantile gives the value that a share q of the values does not exceed, by the
// nearest rank; NaN of an empty one.
func (s series) quantile(q float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	rank := int(math.Ceil(q * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

func (s series) median() float64 { return s.quantile(0.5) }
func (s series) min() float64    { return s.quantile(0) }
func (s series) max() float64    { return s.quantile(1) }

// ms is a duration in milliseconds.
func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// timed gives how long a call took, in milliseconds.
func timed(call func() error) (float64, error) {
	began := time.Now()
	err := call()
	return ms(time.Since(began)), err
}

// spread writes minimum, median and maximum.
func (s series) spread() string {
	return figure(s.min()) + " / " + figure(s.median()) + " / " + figure(s.max())
}

// ratios divides two series pair by pair, as of rounds that were interleaved.
func ratios(a, b series) series {
	r := make(series, min(len(a), len(b)))
	for i := range r {
		r[i] = a[i] / b[i]
	}
	return r
}
