package chart

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTicks(t *testing.T) {
	cases := []struct {
		top   float64
		whole bool
		want  []float64
	}{
		{0, true, []float64{0, 1}},
		{1, true, []float64{0, 1}},
		{3, true, []float64{0, 1, 2, 3}},
		{4, true, []float64{0, 1, 2, 3, 4}},
		{7, true, []float64{0, 2, 4, 6, 8}},
		{9, true, []float64{0, 5, 10}}, // 2.5 is no number of projects
		{9, false, []float64{0, 2.5, 5, 7.5, 10}},
		{10, true, []float64{0, 5, 10}},
		{99, true, []float64{0, 25, 50, 75, 100}},
		{934, true, []float64{0, 250, 500, 750, 1000}},
		{1, false, []float64{0, 0.25, 0.5, 0.75, 1}},
		{0.3, false, []float64{0, 0.1, 0.2, 0.3}},
		{0.0007, false, []float64{0, 0.0002, 0.0004, 0.0006, 0.0008}},
		{1e15, true, []float64{0, 2.5e14, 5e14, 7.5e14, 1e15}},
		{1e18, true, []float64{0, 2.5e17, 5e17, 7.5e17, 1e18}},
	}
	for _, c := range cases {
		if got := ticks(c.top, 4, c.whole); !slices.Equal(got, c.want) {
			t.Errorf("ticks(%v, whole %v) = %v, want %v", c.top, c.whole, got, c.want)
		}
	}
}

func TestTicksCoverAnyTop(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		top := math.Pow(10, rng.Float64()*24-6)
		whole := rng.IntN(2) == 0
		if whole {
			top = math.Ceil(top)
		}
		got := ticks(top, 4, whole)
		last := len(got) - 1
		if got[0] != 0 || got[last] < top || got[last-1] >= top || last > 5 {
			t.Fatalf("ticks(%v, whole %v) = %v", top, whole, got)
		}
		if whole && !allWhole(got) {
			t.Fatalf("ticks(%v) has fractions: %v", top, got)
		}
	}
}

func TestGrouped(t *testing.T) {
	cases := []struct {
		in   float64
		want string
	}{
		{0, "0"}, {7, "7"}, {999, "999"}, {1000, "1,000"}, {-1000, "-1,000"}, {-100, "-100"},
		{1234567.5, "1,234,567.5"}, {0.1 + 0.2, "0.3"}, {1e15, "1,000,000,000,000,000"},
		{999999999999999, "999,999,999,999,999"}, {2466.9, "2,466.9"}, {0.0002, "0.0002"},
	}
	for _, c := range cases {
		if got := grouped(c.in); got != c.want {
			t.Errorf("grouped(%v) = %q, want %q", c.in, got, c.want)
		}
	}
}
