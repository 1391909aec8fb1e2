package chart

import (
	"cmp"
	"slices"
)

// sankey is the layout of a flow, in pixels.
type sankey struct {
	columns [3][]stop
	ribbons []ribbon
	height  float64
}

// stop is one node: its bar, and the slot that bar and words share.
type stop struct {
	node   int // index into the nodes of the column
	value  float64
	bar    box
	slot   box
	name   []string // lines of the name
	number string
	inLine bool // the number stands behind the name
}

// ribbon is one link between two stops.
type ribbon struct {
	stage          int
	link           Link
	thick          float64
	fromY, toY     float64 // upper ends
	fromBar, toBar box
}

// sankeyStyle is what the layout needs to know of the page.
type sankeyStyle struct {
	columnX [3]float64
	nodeW   float64
	labelW  [3]float64
	line    float64 // height of one line of words
	gap     float64 // between slots
	target  float64 // height of the fullest column without gaps
	lines   func(n Node, value float64, room float64) (name []string, number string, inLine bool)
}

// layout places the nodes of a balanced flow. Each gets a slot as high as its
// bar and its words need, so neither can lie on a neighbour; the height follows.
func layout(f Flow, st sankeyStyle) sankey {
	var s sankey
	sums := nodeSums(f)
	scale := 0.0
	if total := sumOf(sums[1]); total > 0 {
		scale = st.target / total
	}
	for c := range f.Nodes {
		s.columns[c] = stops(f.Nodes[c], sums[c], scale, c, st)
		s.height = max(s.height, columnHeight(s.columns[c], st.gap))
	}
	for _, column := range s.columns {
		spread(column, s.height, st.gap)
	}
	for stage := range f.Links {
		s.ribbons = append(s.ribbons, s.stage(f, stage, scale)...)
	}
	return s
}

// nodeSums is what passes each node of each column.
func nodeSums(f Flow) [3][]float64 {
	var sums [3][]float64
	for c, nodes := range f.Nodes {
		sums[c] = make([]float64, len(nodes))
	}
	for _, l := range f.Links[0] {
		sums[0][l.From] += l.Value
		sums[1][l.To] += l.Value
	}
	for _, l := range f.Links[1] {
		sums[2][l.To] += l.Value
	}
	return sums
}

// stops makes the stops of one column; nodes without money have none.
func stops(nodes []Node, sums []float64, scale float64, c int, st sankeyStyle) []stop {
	var out []stop
	for i, n := range nodes {
		if sums[i] <= 0 {
			continue
		}
		t := stop{node: i, value: sums[i]}
		t.name, t.number, t.inLine = st.lines(n, sums[i], st.labelW[c])
		words := float64(len(t.name))
		if t.number != "" && !t.inLine {
			words++
		}
		t.bar = box{x: st.columnX[c], w: st.nodeW, h: max(1, sums[i]*scale)}
		t.slot = box{x: st.columnX[c], w: st.nodeW + st.labelW[c], h: max(t.bar.h, words*st.line)}
		out = append(out, t)
	}
	return out
}

func columnHeight(column []stop, gap float64) float64 {
	h := gap * float64(len(column)-1)
	for _, t := range column {
		h += t.slot.h
	}
	return h
}

// spread sets the stops of a column below each other, in the middle of height,
// with wider gaps where there is room.
func spread(column []stop, height, gap float64) {
	const widest = 28
	spare := height - columnHeight(column, gap)
	if n := len(column) - 1; n > 0 {
		more := min(spare/float64(n), widest-gap)
		gap, spare = gap+more, spare-more*float64(n)
	}
	y := spare / 2
	for i := range column {
		t := &column[i]
		t.slot.y = y
		t.bar.y = y + (t.slot.h-t.bar.h)/2
		y += t.slot.h + gap
	}
}

// stage makes the ribbons between two columns. At each end they lie in the
// order of the stops at the other end, so that they cross as little as they can.
func (s *sankey) stage(f Flow, stage int, scale float64) []ribbon {
	from, to := byNode(s.columns[stage]), byNode(s.columns[stage+1])
	var out []ribbon
	for _, l := range f.Links[stage] {
		if l.Value > 0 {
			out = append(out, ribbon{stage: stage, link: l, thick: l.Value * scale, fromBar: from[l.From], toBar: to[l.To]})
		}
	}
	slices.SortStableFunc(out, func(a, b ribbon) int { return cmp.Compare(a.toBar.y, b.toBar.y) })
	used := map[int]float64{}
	for i := range out {
		r := &out[i]
		r.fromY = r.fromBar.y + used[r.link.From]
		used[r.link.From] += r.thick
	}
	slices.SortStableFunc(out, func(a, b ribbon) int { return cmp.Compare(a.fromBar.y, b.fromBar.y) })
	clear(used)
	for i := range out {
		r := &out[i]
		r.toY = r.toBar.y + used[r.link.To]
		used[r.link.To] += r.thick
	}
	return out
}

func byNode(column []stop) map[int]box {
	bars := make(map[int]box, len(column))
	for _, t := range column {
		bars[t.node] = t.bar
	}
	return bars
}
