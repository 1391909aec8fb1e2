package ofd

import (
	"slices"
	"strings"

	"mingzhang/ingest/source"
)

// near is how far apart, in millimetres, lines may stand that are meant as one.
const near = 1.0

// table is a table that ruled lines enclose.
type table struct {
	left, top float64
	rows      [][]string
}

// lattice is ruled lines that touch: the places of the upright and level ones,
// and which of them are drawn where.
type lattice struct {
	xs, ys []float64
	rules  []segment
}

// takeTables finds the tables of a page and gives the characters outside them.
func takeTables(p *page) (tables []table, rest []glyph) {
	rest = p.glyphs
	for _, l := range lattices(p.rules) {
		var inside []glyph
		if inside, rest = l.part(rest); len(inside) > 0 {
			tables = append(tables, table{left: l.xs[0], top: l.ys[0], rows: l.fill(inside)})
		}
	}
	return tables, rest
}

// lattices groups lines that touch and keeps groups with two cells or more.
func lattices(rules []segment) []*lattice {
	var out []*lattice
	for _, group := range touching(rules) {
		l := &lattice{rules: group, xs: places(group, true), ys: places(group, false)}
		cells := (len(l.xs) - 1) * (len(l.ys) - 1)
		if cells >= 2 && len(l.xs) > 2 && len(l.xs)-1 <= source.MaxColumns && len(l.ys)-1 <= source.MaxRows {
			out = append(out, l)
		}
	}
	return out
}

// places gives where the lines of one direction stand, those near each other
// taken as one.
func places(rules []segment, upright bool) []float64 {
	var all, out []float64
	for _, s := range rules {
		if s.upright == upright {
			all = append(all, s.at)
		}
	}
	slices.Sort(all)
	for _, at := range all {
		if n := len(out); n == 0 || at-out[n-1] > near {
			out = append(out, at)
		}
	}
	return out
}

// part parts the characters inside from those outside.
func (l *lattice) part(glyphs []glyph) (inside, outside []glyph) {
	for _, g := range glyphs {
		x, y := g.x+g.width/2, g.y-g.size/3
		if x > l.xs[0] && x < l.xs[len(l.xs)-1] && y > l.ys[0] && y < l.ys[len(l.ys)-1] {
			inside = append(inside, g)
		} else {
			outside = append(outside, g)
		}
	}
	return inside, outside
}

// fill sorts characters into cells. A cell without a line to the next one goes on
// there, and its text stands in the first of its places.
func (l *lattice) fill(glyphs []glyph) [][]string {
	rows, columns := len(l.ys)-1, len(l.xs)-1
	owner := l.owners(rows, columns)
	cells := make([][]glyph, rows*columns)
	for _, g := range glyphs {
		at := owner[band(l.ys, g.y-g.size/3)*columns+band(l.xs, g.x+g.width/2)]
		cells[at] = append(cells[at], g)
	}
	out := make([][]string, rows)
	for i := range out {
		for j := range columns {
			out[i] = append(out[i], cellText(cells[i*columns+j]))
		}
	}
	return out
}

// owners gives, for each place of the grid, the first place of its cell.
func (l *lattice) owners(rows, columns int) []int {
	owner := make([]int, rows*columns)
	right, below := l.walls(rows, columns)
	for i := range rows {
		for j := range columns {
			at := i*columns + j
			switch {
			case j > 0 && !right[at-1]:
				owner[at] = owner[at-1]
			case i > 0 && !below[at-columns]:
				owner[at] = owner[at-columns]
			default:
				owner[at] = at
			}
		}
	}
	return owner
}

// walls tells at which places of the grid a line is drawn to the right and below.
func (l *lattice) walls(rows, columns int) (right, below []bool) {
	right, below = make([]bool, rows*columns), make([]bool, rows*columns)
	for _, s := range l.rules {
		if s.upright {
			for i := range rows {
				if j := index(l.xs, s.at) - 1; j >= 0 && j < columns && s.covers(l.ys[i], l.ys[i+1]) {
					right[i*columns+j] = true
				}
			}
			continue
		}
		for j := range columns {
			if i := index(l.ys, s.at) - 1; i >= 0 && i < rows && s.covers(l.xs[j], l.xs[j+1]) {
				below[i*columns+j] = true
			}
		}
	}
	return right, below
}

// covers tells whether a line runs past the middle between two places.
func (s segment) covers(from, to float64) bool {
	middle := (from + to) / 2
	return s.from < middle && s.to > middle
}

// index gives the place that a line was taken for.
func index(places []float64, at float64) int {
	i, found := slices.BinarySearch(places, at)
	if !found {
		i--
	}
	return max(i, 0)
}

// band gives between which two places a point lies.
func band(places []float64, at float64) int {
	return min(index(places, at), len(places)-2)
}

func cellText(glyphs []glyph) string {
	var texts []string
	for _, l := range lines(glyphs) {
		texts = append(texts, strings.ReplaceAll(l.text(), "\t", " "))
	}
	return strings.Join(texts, "\n")
}

// touching groups lines that cross or meet.
func touching(rules []segment) [][]segment {
	levels, uprights := split(rules)
	group := make([]int, len(rules))
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for _, u := range uprights {
		for _, v := range levels {
			if rules[u].meets(rules[v]) {
				group[find(u)] = find(v)
			}
		}
	}
	var order []int
	byRoot := map[int][]segment{}
	for i, s := range rules {
		root := find(i)
		if byRoot[root] == nil {
			order = append(order, root)
		}
		byRoot[root] = append(byRoot[root], s)
	}
	var out [][]segment
	for _, root := range order {
		out = append(out, byRoot[root])
	}
	return out
}

func split(rules []segment) (levels, uprights []int) {
	for i, s := range rules {
		if s.upright {
			uprights = append(uprights, i)
		} else {
			levels = append(levels, i)
		}
	}
	return levels, uprights
}

// meets tells whether an upright line crosses or touches a level one.
func (s segment) meets(level segment) bool {
	return s.at > level.from-near && s.at < level.to+near && level.at > s.from-near && level.at < s.to+near
}
