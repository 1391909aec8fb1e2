package main

import (
	"math"
	"testing"
)

func TestRate(t *testing.T) {
	yes, best, no := mark{relevant: true}, mark{relevant: true, best: true}, mark{}
	many := make([]mark, 20)
	for i := range many {
		many[i] = best
	}
	for name, c := range map[string]struct {
		results []mark
		known   known
		want    score
	}{
		"all found":               {[]mark{best, yes}, known{2, 1}, score{true, 1, 1, 0}},
		"nothing found":           {nil, known{3, 1}, score{true, 0, 0, 0}},
		"best one third":          {[]mark{yes, no, best}, known{2, 1}, score{true, 1, 1. / 3, 1}},
		"none is the best":        {[]mark{no, yes}, known{1, 0}, score{true, 1, 0.5, 1}},
		"nothing answers":         {[]mark{no, no}, known{}, score{false, 0, 0, 2}},
		"nothing answers, right":  {nil, known{}, score{}},
		"more than ten":           {many, known{400, 400}, score{true, 1, 1, 0}},
		"behind the ten is late":  {append(make([]mark, 10), best), known{1, 1}, score{true, 0, 0, 10}},
		"half of ten of hundreds": {append(make([]mark, 5), many[:5]...), known{400, 400}, score{true, 0.5, 1. / 6, 5}},
	} {
		if got := rate(c.results, c.known); got != c.want {
			t.Errorf("%s: %+v; want %+v", name, got, c.want)
		}
	}
}

func TestSummaryLeavesUnanswerableOut(t *testing.T) {
	var s summary
	if recall, mrr := s.means(); recall != 1 || mrr != 1 {
		t.Errorf("of nothing: %v, %v; want 1, 1", recall, mrr)
	}
	s.add(score{true, 1, 0.5, 1})
	s.add(score{true, 0.5, 1, 0})
	s.add(score{wrong: 3})
	recall, mrr := s.means()
	if recall != 0.75 || mrr != 0.75 || s.wrong != 4 || s.queries != 3 {
		t.Errorf("recall %v, MRR %v, %+v", recall, mrr, s)
	}
}

func TestFailuresWorstFirst(t *testing.T) {
	verdicts := []verdict{
		{query{text: "perfect"}, score{true, 1, 1, 0}, known{1, 1}},
		{query{text: "late"}, score{true, 1, 0.5, 0}, known{1, 1}},
		{query{text: "lost"}, score{true, 0, 0, 0}, known{1, 1}},
		{query{text: "right to be empty"}, score{}, known{}},
		{query{text: "noise"}, score{false, 0, 0, 2}, known{}},
	}
	var got []string
	for _, v := range failures(verdicts) {
		got = append(got, v.query.text)
	}
	if len(got) != 3 || got[0] != "lost" || got[1] != "late" || got[2] != "noise" {
		t.Errorf("failures are %q", got)
	}
}

func TestSeries(t *testing.T) {
	s := series{5, 1, 4, 2, 3}
	for q, want := range map[float64]float64{0: 1, 0.2: 1, 0.21: 2, 0.5: 3, 0.99: 5, 1: 5} {
		if got := s.quantile(q); got != want {
			t.Errorf("quantile %v is %v; want %v", q, got, want)
		}
	}
	if got := s.spread(); got != "1.00 / 3.00 / 5.00" {
		t.Errorf("spread is %s", got)
	}
	if !math.IsNaN(series(nil).median()) {
		t.Error("the median of nothing is a number")
	}
	if r := ratios(series{1, 4, 9}, series{2, 2}); len(r) != 2 || r[0] != 0.5 || r[1] != 2 {
		t.Errorf("ratios are %v", r)
	}
}
