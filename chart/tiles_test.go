package chart

import (
	"strings"
	"testing"
)

func TestGridHoldsEveryUnitOnce(t *testing.T) {
	codes, names, places := map[string]bool{}, map[string]bool{}, map[[2]int]bool{}
	last := ""
	for _, u := range tiles() {
		codes[u.code], names[u.name], places[[2]int{u.column, u.row}] = true, true, true
		if u.column < 0 || u.column >= tileColumns || u.row < 0 || u.row >= tileRows {
			t.Errorf("%s lies outside the grid", u.name)
		}
		if u.code <= last {
			t.Errorf("%s is not in the order of the codes", u.code)
		}
		last = u.code
	}
	if len(codes) != 34 || len(names) != 34 || len(places) != 34 {
		t.Errorf("%d codes, %d names, %d places, want 34 of each", len(codes), len(names), len(places))
	}
}

func TestQuantileClasses(t *testing.T) {
	cases := []struct {
		name   string
		values []float64
		want   []int
	}{
		{"ten", []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, []int{1, 1, 2, 2, 3, 3, 4, 4, 5, 5}},
		{"zero has a class of its own", []float64{0, 1, 2}, []int{0, 3, 5}},
		{"ties share", []float64{3, 3, 3, 9}, []int{4, 4, 4, 5}},
		{"one", []float64{7}, []int{5}},
		{"all the same", []float64{7, 7, 7}, []int{5, 5, 5}},
		{"only zeros", []float64{0, 0}, []int{0, 0}},
		{"an outlier does not squeeze the rest", []float64{1, 2, 3, 4, 1e15}, []int{1, 2, 3, 4, 5}},
	}
	for _, c := range cases {
		marks := map[string]Mark{}
		for i, v := range c.values {
			marks[tiles()[i].code] = Mark{Value: v}
		}
		q := quantiles(marks)
		for i, v := range c.values {
			if got := q.of(v); got != c.want[i] {
				t.Errorf("%s: class of %v is %d, want %d", c.name, v, got, c.want[i])
			}
		}
	}
}

func TestTileLegend(t *testing.T) {
	m := TileMap{Marks: map[string]Mark{"11": {Value: 0}, "12": {Value: 5}, "13": {Value: 5}, "14": {Value: 12, ValueText: "一打"}, "15": {Value: 30}}}
	var got []string
	for _, k := range m.keys(Options{Words: Words{NoData: "暂无数据"}}, quantiles(m.Marks)) {
		got = append(got, k.text)
	}
	if s := strings.Join(got, "|"); s != "0|5|一打|30|暂无数据" {
		t.Errorf("legend is %s", s)
	}
}
