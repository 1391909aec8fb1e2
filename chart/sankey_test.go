package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// randomFlow has sides that do not balance, nodes without money and tiny links.
func randomFlow(rng *rand.Rand) Flow {
	var f Flow
	for c := range f.Nodes {
		for i := range 1 + rng.IntN(25) {
			f.Nodes[c] = append(f.Nodes[c], Node{Label: fmt.Sprintf("某市第%d号单位%d", i, c), Unknown: rng.IntN(30) == 0})
		}
	}
	for stage := range f.Links {
		for range rng.IntN(60) {
			l := Link{From: rng.IntN(len(f.Nodes[stage])), To: rng.IntN(len(f.Nodes[stage+1])), Value: math.Floor(math.Pow(10, rng.Float64()*6))}
			f.Links[stage] = append(f.Links[stage], l)
		}
	}
	return f
}

func testStyle() sankeyStyle {
	return sankeyStyle{
		columnX: [3]float64{0, 200, 400}, labelW: [3]float64{170, 170, 100}, nodeW: 12, line: 15, gap: 10, target: 300,
		lines: func(n Node, _, _ float64) ([]string, string, bool) { return []string{n.Label}, "1", false },
	}
}

func TestFlowConservesMoney(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		f := randomFlow(rng)
		sums := nodeSums(f.balanced(Options{}))
		out := make([]float64, len(sums[1]))
		for _, l := range f.balanced(Options{}).Links[1] {
			out[l.From] += l.Value
		}
		for i := range out {
			if math.Abs(out[i]-sums[1][i]) > 1e-6 {
				t.Fatalf("node %d takes in %v and gives out %v", i, sums[1][i], out[i])
			}
		}
		left, mid, right := sumOf(sums[0]), sumOf(sums[1]), sumOf(sums[2])
		if math.Abs(left-mid) > 1e-6*mid || math.Abs(right-mid) > 1e-6*mid {
			t.Fatalf("columns hold %v, %v and %v", left, mid, right)
		}
	}
}

func TestBalanced(t *testing.T) {
	f := Flow{
		Nodes: [3][]Node{{{Label: "甲"}}, {{Label: "乙"}, {Label: "丙"}}, {{Label: "丁"}, {Label: "未知", Unknown: true}}},
		Links: [2][]Link{{{From: 0, To: 0, Value: 10}}, {{From: 0, To: 0, Value: 7}, {From: 1, To: 0, Value: 4}}},
	}
	got := f.balanced(Options{Words: testWords()})
	if n := len(got.Nodes[0]); n != 2 || got.Nodes[0][1] != (Node{Label: "未分类", Unknown: true}) {
		t.Errorf("sources are %v, want an unknown one at the end", got.Nodes[0])
	}
	if l := got.Links[0][1]; l != (Link{From: 1, To: 1, Value: 4}) {
		t.Errorf("the missing source is %v", l)
	}
	if l := got.Links[1][2]; l != (Link{From: 0, To: 1, Value: 3}) || len(got.Nodes[2]) != 2 {
		t.Errorf("the missing use is %v among %v, want it in the unknown node that is there", l, got.Nodes[2])
	}
	if len(f.Nodes[0]) != 1 || len(f.Links[0]) != 1 || len(f.Links[1]) != 2 {
		t.Error("the flow of the caller was changed")
	}
}

func TestLayoutOverlapsNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for range 300 {
		l := layout(randomFlow(rng).balanced(Options{}), testStyle())
		for _, column := range l.columns {
			checkColumn(t, column, l.height)
		}
		for _, r := range l.ribbons {
			checkEnd(t, r.fromY, r.thick, r.fromBar)
			checkEnd(t, r.toY, r.thick, r.toBar)
		}
	}
}

func checkColumn(t *testing.T, column []stop, height float64) {
	t.Helper()
	y := 0.0
	for _, s := range column {
		if s.slot.y < y-1e-6 || s.slot.bottom() > height+1e-6 {
			t.Fatalf("slot %v starts above %v or ends below %v", s.slot, y, height)
		}
		if s.bar.y < s.slot.y-1e-6 || s.bar.bottom() > s.slot.bottom()+1e-6 {
			t.Fatalf("bar %v leaves its slot %v", s.bar, s.slot)
		}
		if s.slot.h < 30 {
			t.Fatalf("slot %v has no room for two lines", s.slot)
		}
		y = s.slot.bottom() + 10
	}
}

// checkEnd allows a ribbon to leave a bar only where the bar was made visible.
func checkEnd(t *testing.T, y, thick float64, bar box) {
	t.Helper()
	if y < bar.y-1e-6 || y+thick > bar.bottom()+1e-6 {
		t.Fatalf("ribbon from %v, %v thick, leaves its bar %v", y, thick, bar)
	}
}

func TestBarsAreToScale(t *testing.T) {
	l := layout(sampleFlow(), testStyle())
	scale := l.columns[1][0].bar.h / l.columns[1][0].value
	for _, column := range l.columns {
		for _, s := range column {
			if math.Abs(s.bar.h-s.value*scale) > 1e-9 {
				t.Errorf("bar of %v is %v high, want %v", s.value, s.bar.h, s.value*scale)
			}
		}
	}
}
