package doc

import (
	"fmt"
	"slices"
	"strings"

	"mingzhang/ingest/source"
)

// Limits on tables.
const (
	maxDepth = 8   // of tables within tables
	tooClose = 100 // twips: two edges closer than this are one; no character fits between
)

// rowShape says where the cells of a row lie.
type rowShape struct {
	edges   []int  // in twips, one more than cells
	covered []bool // cells that continue the one above
}

// readRow reads the operand of sprmTDefTable ([MS-DOC] 2.9.327).
func readRow(operand []byte) rowShape {
	const cellSize, continues, starts = 20, 0x20, 0x40
	n := u8(operand, 2)
	if len(operand) < 3+2*(n+1) {
		return rowShape{}
	}
	shape := rowShape{covered: make([]bool, n)}
	for i := range n + 1 {
		shape.edges = append(shape.edges, i16(operand, 3+2*i))
	}
	for i := range n {
		flags := u16(operand, 3+2*(n+1)+cellSize*i)
		shape.covered[i] = flags&continues != 0 && flags&starts == 0
	}
	return shape
}

// mergeDown applies sprmTVertMerge: 1 continues the cell above.
func (s *rowShape) mergeDown(cell, merge int) {
	if cell < len(s.covered) {
		s.covered[cell] = merge == 1
	}
}

// tableRow is a row that was read.
type tableRow struct {
	shape rowShape
	cells []cell
}

// cell is what a cell holds, in order.
type cell []part

// part is a paragraph or an inner table.
type part struct {
	text  string
	inner []tableRow
}

// text gives the paragraphs, each on a line.
func (c cell) text() string {
	var lines []string
	for _, p := range c {
		if p.text != "" {
			lines = append(lines, p.text)
		}
	}
	return strings.Join(lines, "\n")
}

// grid puts the cells of all rows into one grid by where they lie, so that a
// wide cell takes the first of its places. It refuses a grid that is too wide.
func grid(rows []tableRow) ([][]string, error) {
	edges := columns(rows)
	if len(edges) > source.MaxColumns {
		return nil, source.Refuse(fmt.Sprintf("有一个表格超过%d列；请检查表格后再提交", source.MaxColumns),
			fmt.Sprintf("a table has more than %d columns; check it", source.MaxColumns))
	}
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = row.place(edges)
	}
	return out, nil
}

// columns gives the left edges of the columns.
func columns(rows []tableRow) []int {
	var all, edges []int
	for _, row := range rows {
		if n := len(row.shape.edges); n > 0 {
			all = append(all, row.shape.edges[:n-1]...)
		}
	}
	slices.Sort(all)
	for _, x := range all {
		if n := len(edges); n == 0 || x-edges[n-1] > tooClose {
			edges = append(edges, x)
		}
	}
	return edges
}

func (row tableRow) place(edges []int) []string {
	out := make([]string, 0, len(edges))
	for i, c := range row.cells {
		text := c.text()
		column := len(out) // the next one, for a cell without a place
		if i < len(row.shape.covered) {
			column = columnOf(edges, row.shape.edges[i])
			if row.shape.covered[i] {
				text = ""
			}
		}
		if column < len(out) { // two narrow cells in one place
			out[column] += text
			continue
		}
		for len(out) < column {
			out = append(out, "")
		}
		out = append(out, text)
	}
	return out
}

// columnOf gives the last column that begins at x or left of it.
func columnOf(edges []int, x int) int {
	i, found := slices.BinarySearch(edges, x)
	if !found {
		i--
	}
	return max(i, 0)
}
