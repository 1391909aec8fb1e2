package chart

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The example of the paper that the rule comes from.
func TestSquarifyPaperExample(t *testing.T) {
	got := squarify([]float64{6, 6, 4, 3, 2, 2, 1}, box{0, 0, 6, 4})
	want := []box{{0, 0, 3, 2}, {0, 2, 3, 2}, {3, 0, 12.0 / 7, 7.0 / 3}, {3 + 12.0/7, 0, 9.0 / 7, 7.0 / 3}}
	for i, w := range want {
		if g := got[i]; math.Abs(g.x-w.x)+math.Abs(g.y-w.y)+math.Abs(g.w-w.w)+math.Abs(g.h-w.h) > 1e-9 {
			t.Errorf("box %d = %v, want %v", i, g, w)
		}
	}
	if len(got) != 7 {
		t.Errorf("%d boxes for 7 weights", len(got))
	}
}

func TestSquarifyIsAFairPartition(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		area := box{rng.Float64() * 50, rng.Float64() * 50, 50 + rng.Float64()*700, 50 + rng.Float64()*400}
		weights := make([]float64, 1+rng.IntN(60))
		for i := range weights {
			weights[i] = math.Pow(10, rng.Float64()*8)
		}
		slices.SortFunc(weights, later)
		checkPartition(t, weights, area)
	}
}

func checkPartition(t *testing.T, weights []float64, area box) {
	t.Helper()
	boxes, total := squarify(weights, area), sumOf(weights)
	if len(boxes) != len(weights) {
		t.Fatalf("%d boxes for %d weights", len(boxes), len(weights))
	}
	const slack = 1e-6
	for i, b := range boxes {
		want := weights[i] / total * area.w * area.h
		if math.Abs(b.w*b.h-want) > slack*area.w*area.h {
			t.Fatalf("box %d has area %v, want %v", i, b.w*b.h, want)
		}
		if b.x < area.x-slack || b.y < area.y-slack || b.right() > area.right()+slack || b.bottom() > area.bottom()+slack {
			t.Fatalf("box %d %v leaves %v", i, b, area)
		}
		for j, c := range boxes[:i] {
			if b.overlaps(c) {
				t.Fatalf("boxes %d %v and %d %v overlap", i, b, j, c)
			}
		}
	}
}

func TestSquarifyEdges(t *testing.T) {
	area := box{0, 0, 100, 60}
	if got := squarify(nil, area); len(got) != 0 {
		t.Errorf("boxes for nothing: %v", got)
	}
	if got := squarify([]float64{5}, area); got[0] != area {
		t.Errorf("one weight has %v, want all of %v", got[0], area)
	}
	for _, b := range squarify([]float64{1e18, 1, 1e-6, 1e-300}, area) {
		if math.IsNaN(b.x+b.y+b.w+b.h) || b.w < 0 || b.h < 0 {
			t.Errorf("a giant next to dwarfs gave %v", b)
		}
	}
}
