package xlsx

import (
	"cmp"
	"slices"
	"sort"
)

// maxReach is how far into a merged area its value is looked for when its first
// rows or columns are hidden.
const maxReach = 200

// merge gives each value its merged area and removes the values that such areas
// cover, which nobody sees; it tells how many it removed.
func (s *sheet) merge() int {
	covered := map[int]bool{} // by index
	for _, m := range s.merges {
		i := sort.Search(len(s.cells), func(i int) bool { return s.cells[i].row >= m.top })
		for ; i < len(s.cells) && s.cells[i].row <= m.bottom; i++ {
			c := &s.cells[i]
			switch {
			case c.col < m.left || c.col > m.right:
			case c.row == m.top && c.col == m.left:
				c.wide, c.tall = m.right-m.left+1, m.bottom-m.top+1
			default:
				covered[i] = true
			}
		}
	}
	kept := s.cells[:0:0]
	for i, c := range s.cells {
		if !covered[i] {
			kept = append(kept, c)
		}
	}
	s.cells = kept
	return len(covered)
}

// dropHidden removes the cells of hidden rows and columns and tells how many.
// The value of a merged area stays if any of the area is seen.
func (s *sheet) dropHidden() int {
	if len(s.hiddenCols) == 0 && len(s.hiddenRows) == 0 {
		return 0
	}
	known := map[int]bool{}
	hiddenCol := func(col int) bool {
		hidden, seen := known[col]
		if !seen {
			hidden = slices.ContainsFunc(s.hiddenCols, func(a area) bool { return a.left <= col && col <= a.right })
			known[col] = hidden
		}
		return hidden
	}
	before := len(s.cells)
	s.cells = slices.DeleteFunc(s.cells, func(c cell) bool {
		return firstSeen(c.row, c.tall, func(row int) bool { return s.hiddenRows[row] }) == 0 ||
			firstSeen(c.col, c.wide, hiddenCol) == 0
	})
	for i := range s.cells {
		c := &s.cells[i]
		row := firstSeen(c.row, c.tall, func(row int) bool { return s.hiddenRows[row] })
		col := firstSeen(c.col, c.wide, hiddenCol)
		c.tall, c.wide = c.tall-(row-c.row), c.wide-(col-c.col)
		c.row, c.col = row, col
	}
	slices.SortStableFunc(s.cells, func(a, b cell) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
	return before - len(s.cells)
}

// firstSeen gives the first of n places from start that is not hidden, or 0.
func firstSeen(start, n int, hidden func(int) bool) int {
	for place := start; place < start+min(n, maxReach); place++ {
		if !hidden(place) {
			return place
		}
	}
	return 0
}

// rowsOf gives the cells of each filled row.
func rowsOf(cells []cell) [][]cell {
	var rows [][]cell
	for i, c := range cells {
		if i == 0 || c.row != cells[i-1].row {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], c)
	}
	return rows
}

// table lays rows out as a grid without its empty rows and columns.
func table(rows [][]cell) [][]string {
	var used []int
	for _, row := range rows {
		for _, c := range row {
			used = append(used, c.col)
		}
	}
	slices.Sort(used)
	used = slices.Compact(used)
	grid := make([][]string, len(rows))
	for i, row := range rows {
		for _, c := range row {
			place, _ := slices.BinarySearch(used, c.col)
			grid[i] = append(grid[i], make([]string, place+1-len(grid[i]))...)
			grid[i][place] = c.text
		}
	}
	return grid
}
