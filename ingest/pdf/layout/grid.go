package layout

import (
	"cmp"
	"math"
	"slices"
)

// grid is a table whose cells are drawn: xs and ys are its lines.
type grid struct {
	xs, ys []float64
	cell   [][]int // which cell a place of the grid belongs to, by row and column
	cells  int
}

// How far drawn lines may miss each other, in points.
const (
	sameRule  = 1.5 // two lines that are one
	ruleGap   = 2.5 // between the pieces of one line
	touch     = 3.0 // of crossing lines
	openSide  = 8.0 // by which level lines stick out of a table without side lines
	maxRules  = 4_000
	maxPlaces = 100_000 // of one grid
)

// gridsOf finds the tables that are drawn on a page, the smallest first, for one
// may stand within another.
func gridsOf(rules []Rule) []*grid {
	level, upright := merged(rules, false), merged(rules, true)
	if len(level) > maxRules || len(upright) > maxRules {
		return nil // a drawing or a map
	}
	var grids []*grid
	for _, part := range crossing(level, upright) {
		if g := gridOf(part); g != nil {
			grids = append(grids, g)
		}
	}
	slices.SortStableFunc(grids, func(a, b *grid) int { return cmp.Compare(a.area(), b.area()) })
	return grids
}

// merged joins the pieces of lines of one direction.
func merged(rules []Rule, upright bool) []Rule {
	var same []Rule
	for _, r := range rules {
		if r.Upright == upright {
			same = append(same, r)
		}
	}
	slices.SortStableFunc(same, func(a, b Rule) int { return cmp.Compare(a.At, b.At) })
	var out []Rule
	for i := 0; i < len(same); {
		end := i + 1
		for end < len(same) && same[end].At-same[i].At <= sameRule {
			end++
		}
		out = append(out, pieced(same[i:end])...)
		i = end
	}
	return out
}

// pieced joins lines at about the same place.
func pieced(rules []Rule) []Rule {
	slices.SortStableFunc(rules, func(a, b Rule) int { return cmp.Compare(a.From, b.From) })
	out := []Rule{rules[0]}
	for _, r := range rules[1:] {
		if last := &out[len(out)-1]; r.From <= last.To+ruleGap {
			last.To = max(last.To, r.To)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// crossed is a set of lines that hang together.
type crossed struct{ level, upright []Rule }

// crossing parts lines into sets that hang together.
func crossing(level, upright []Rule) []crossed {
	sets := newSets(len(level) + len(upright))
	for i, h := range level {
		for j, v := range upright {
			if v.At >= h.From-touch && v.At <= h.To+touch && h.At >= v.From-touch && h.At <= v.To+touch {
				sets.join(i, len(level)+j)
			}
		}
	}
	parts, at := []crossed{}, map[int]int{}
	for i := range len(level) + len(upright) {
		root := sets.find(i)
		if _, known := at[root]; !known {
			at[root] = len(parts)
			parts = append(parts, crossed{})
		}
		if p := &parts[at[root]]; i < len(level) {
			p.level = append(p.level, level[i])
		} else {
			p.upright = append(p.upright, upright[i-len(level)])
		}
	}
	return parts
}

// gridOf makes the grid of lines that hang together; nil when they bound fewer
// than two columns or two cells.
func gridOf(c crossed) *grid {
	g := &grid{xs: places(c.upright, c.level), ys: places(c.level, c.upright)}
	rows, columns := len(g.ys)-1, len(g.xs)-1
	if rows < 1 || columns < 2 || rows*columns > maxPlaces {
		return nil
	}
	sets := newSets(rows * columns)
	walls := wallsOf(c.upright, g.xs, g.ys)
	for row := range rows {
		for x := 1; x < columns; x++ {
			if !walls[x][row] {
				sets.join(row*columns+x-1, row*columns+x)
			}
		}
	}
	floors := wallsOf(c.level, g.ys, g.xs)
	for y := 1; y < rows; y++ {
		for column := range columns {
			if !floors[y][column] {
				sets.join((y-1)*columns+column, y*columns+column)
			}
		}
	}
	if g.number(sets); g.cells < 2 {
		return nil
	}
	return g
}

// places gives where lines stand, and where the crossing ones end when they
// stick out: tables often have no lines at their sides.
func places(rules, across []Rule) []float64 {
	if len(rules) == 0 || len(across) == 0 {
		return nil
	}
	var at []float64
	for _, r := range rules {
		if len(at) == 0 || r.At-at[len(at)-1] > ruleGap {
			at = append(at, r.At)
		}
	}
	from, to := math.Inf(1), math.Inf(-1)
	for _, r := range across {
		from, to = min(from, r.From), max(to, r.To)
	}
	if from < at[0]-openSide {
		at = append([]float64{from}, at...)
	}
	if to > at[len(at)-1]+openSide {
		at = append(at, to)
	}
	return at
}

// wallsOf tells for each place of lines which spans between the crossing places
// they close.
func wallsOf(rules []Rule, at, across []float64) [][]bool {
	walls := make([][]bool, len(at))
	for i := range walls {
		walls[i] = make([]bool, len(across)-1)
	}
	for _, r := range rules {
		i := nearest(at, r.At)
		for j := range walls[i] {
			middle := (across[j] + across[j+1]) / 2
			walls[i][j] = walls[i][j] || (r.From <= middle && middle <= r.To)
		}
	}
	return walls
}

func nearest(at []float64, v float64) int {
	i, _ := slices.BinarySearch(at, v)
	if i == len(at) || (i > 0 && v-at[i-1] < at[i]-v) {
		i--
	}
	return i
}

// number gives each set of places a number, from the upper left.
func (g *grid) number(sets *sets) {
	columns, known := len(g.xs)-1, map[int]int{}
	g.cell = make([][]int, len(g.ys)-1)
	for row := range g.cell {
		g.cell[row] = make([]int, columns)
		for column := range columns {
			root := sets.find(row*columns + column)
			if _, seen := known[root]; !seen {
				known[root] = len(known)
			}
			g.cell[row][column] = known[root]
		}
	}
	g.cells = len(known)
}

func (g *grid) area() float64 {
	return (g.xs[len(g.xs)-1] - g.xs[0]) * (g.ys[len(g.ys)-1] - g.ys[0])
}

// cellAt gives the cell in which a character stands; false outside the grid.
func (g *grid) cellAt(c Glyph) (int, bool) {
	x, y := (c.X0+c.X1)/2, c.Base-0.35*c.Size
	if x < g.xs[0] || x >= g.xs[len(g.xs)-1] || y < g.ys[0] || y >= g.ys[len(g.ys)-1] {
		return 0, false
	}
	return g.cell[span(g.ys, y)][span(g.xs, x)], true
}

// span gives the index of the span in which v lies; it must lie in one.
func span(at []float64, v float64) int {
	i, found := slices.BinarySearch(at, v)
	if found {
		return i
	}
	return i - 1
}

// table takes the characters that stand in the grid and gives the others. No
// table is given when fewer than two cells have text: that is a frame.
func (g *grid) table(glyphs []Glyph) (*table, []Glyph) {
	in, rest := make([][]Glyph, g.cells), []Glyph(nil)
	for _, c := range glyphs {
		if cell, inside := g.cellAt(c); inside {
			in[cell] = append(in[cell], c)
		} else {
			rest = append(rest, c)
		}
	}
	texts, filled := make([]string, g.cells), 0
	for i, cell := range in {
		if texts[i] = joined(bandsOf(cell)); texts[i] != "" {
			filled++
		}
	}
	if filled < 2 {
		return nil, glyphs
	}
	t := &table{top: g.ys[0], bottom: g.ys[len(g.ys)-1], ruled: true}
	t.rows, t.edges = g.rows(texts)
	return t, rest
}

// rows puts each text into the first place of its cell, and drops the columns
// and rows in which no cell begins: lines that are only a little aslant make them.
func (g *grid) rows(texts []string) ([][]string, []float64) {
	placed := make([]bool, g.cells)
	rows := make([][]string, len(g.cell))
	begins := make([]bool, len(g.xs)-1)
	for i, cells := range g.cell {
		rows[i] = make([]string, len(cells))
		for j, cell := range cells {
			if !placed[cell] {
				placed[cell], begins[j] = true, true
				rows[i][j] = texts[cell]
			}
		}
	}
	var edges []float64
	for j, begun := range begins {
		if begun {
			edges = append(edges, g.xs[j])
		}
	}
	out := rows[:0]
	for i, row := range rows {
		if i > 0 && slices.Equal(g.cell[i], g.cell[i-1]) {
			continue
		}
		kept := row[:0]
		for j, text := range row {
			if begins[j] {
				kept = append(kept, text)
			}
		}
		out = append(out, kept)
	}
	return out, append(edges, g.xs[len(g.xs)-1])
}
