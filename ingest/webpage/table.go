package webpage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingzhang/ingest/source"
)

// table reads a table as data, or walks into it when it only lays the page out.
func (w *walker) table(n *html.Node) {
	rows := rowsOf(n)
	if w.isLayout(n, rows) {
		for _, row := range rows {
			for _, cell := range row {
				w.flush()
				w.visit(cell)
				w.flush()
			}
		}
		return
	}
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Caption {
			w.visit(c)
			w.flush()
		}
	}
	grid := w.grid(rows)
	if w.err != nil {
		return
	}
	w.blocks = append(w.blocks, source.Block{Kind: source.Table, Rows: grid})
}

// rowsOf gives the cells of the rows of a table that are not hidden.
func rowsOf(n *html.Node) [][]*html.Node {
	var rows [][]*html.Node
	for c := range n.ChildNodes() {
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, rowsOf(c)...)
		case atom.Tr:
			var row []*html.Node
			for cell := range c.ChildNodes() {
				if cell.DataAtom == atom.Td || cell.DataAtom == atom.Th {
					row = append(row, cell)
				}
			}
			if !isHidden(c) {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// isLayout tells whether a table is no data: it has one column or one cell, holds
// the article or headings, or a table within it says most of what it says.
func (w *walker) isLayout(n *html.Node, rows [][]*html.Node) bool {
	if attr(n, "role") == "presentation" || w.page.holdsArticle(n) {
		return true
	}
	width, filled := 0, 0
	for _, row := range rows {
		width = max(width, len(row))
		for _, cell := range row {
			if w.page.weights[cell].text > 0 {
				filled++
			}
		}
	}
	if width <= 1 || filled <= 1 {
		return true
	}
	own := w.page.weights[n].text
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Article, atom.Main:
			return true
		case atom.H1, atom.H2:
			if filled <= 6 {
				return true
			}
		case atom.Table:
			if w.page.weights[d].text*2 > own {
				return true
			}
		}
	}
	return filled <= 4 && w.oneSaysAll(rows, own)
}

// oneSaysAll tells whether one cell has nearly all the text of a table, in several
// blocks, as the middle of a page between its sides.
func (w *walker) oneSaysAll(rows [][]*html.Node, all int) bool {
	for _, row := range rows {
		for _, cell := range row {
			if w.page.weights[cell].text*10 < all*9 || w.page.weights[cell].text < 400 {
				continue
			}
			blocks := 0
			for d := range cell.Descendants() {
				if d.DataAtom == atom.P || d.DataAtom == atom.Div || d.DataAtom == atom.Table {
					blocks++
				}
			}
			label := len(row) > 1 && row[0] != cell && w.page.weights[row[0]].text <= 12
			if blocks >= 3 && !label {
				return true
			}
		}
	}
	return false
}

// grid lays the cells out by their spans. A span is believed up to the limit on
// columns, and for as many rows as there are.
func (w *walker) grid(rows [][]*html.Node) [][]string {
	var taken [source.MaxColumns + 1]int   // rows that a cell above still covers
	var starts [source.MaxColumns + 1]bool // columns in which a cell starts
	grid := make([][]string, 0, min(len(rows), source.MaxRows+1))
	for _, row := range rows {
		if len(grid) > source.MaxRows || w.err != nil {
			break // the limit is reported when the table is added
		}
		var line []string
		col := 0
		next := taken
		for i := range next {
			next[i] = max(next[i]-1, 0)
		}
		for _, cell := range row {
			for col < len(taken) && taken[col] > 0 {
				col++
			}
			if col >= len(taken) {
				w.err = tooWide()
				return nil
			}
			wide, tall := span(cell, "colspan", source.MaxColumns), span(cell, "rowspan", source.MaxRows)
			starts[col] = true
			line = append(line, make([]string, col-len(line))...)
			line = append(line, w.cellText(cell))
			for range wide {
				if col < len(taken) {
					next[col] = max(next[col], tall-1)
				}
				col++
			}
			col = min(col, len(taken))
		}
		grid, taken = append(grid, line), next
	}
	return narrowed(grid, starts)
}

// narrowed leaves out the columns in which no cell starts, which only wide cells
// cover, and the rows without a word, and makes the rows equally long.
func narrowed(grid [][]string, starts [source.MaxColumns + 1]bool) [][]string {
	grid = slices.DeleteFunc(grid, func(row []string) bool {
		return !slices.ContainsFunc(row, func(cell string) bool { return cell != "" })
	})
	for i, row := range grid {
		var kept []string
		for col, start := range starts {
			if start && col < len(row) {
				kept = append(kept, row[col])
			} else if start {
				kept = append(kept, "")
			}
		}
		grid[i] = kept
	}
	return grid
}

func tooWide() error {
	return source.Refuse(fmt.Sprintf("有一个表格超过%d列；请检查表格后再提交", source.MaxColumns),
		fmt.Sprintf("a table has more than %d columns; check it", source.MaxColumns))
}

func span(cell *html.Node, key string, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(attr(cell, key)))
	switch {
	case err != nil || n < 0:
		return 1
	case n == 0 && key == "rowspan": // to the end of the table
		return most
	}
	return min(max(n, 1), most)
}

// cellText reads a cell with the same rules as the page, one line a block
// and one line a row of a table within.
func (w *walker) cellText(cell *html.Node) string {
	inner := &walker{ctx: w.ctx, page: w.page, inCell: true}
	if isHidden(cell) {
		if hasText(cell) {
			w.left.hidden++
		}
		return ""
	}
	inner.children(cell)
	inner.flush()
	w.left.hidden += inner.left.hidden
	w.left.deleted += inner.left.deleted
	w.left.site += inner.left.site
	w.left.pictures += inner.left.pictures
	if w.err == nil {
		w.err = inner.err
	}
	var lines []string
	for _, b := range inner.blocks {
		if b.Kind == source.Table {
			for _, row := range b.Rows {
				lines = append(lines, strings.TrimSpace(strings.Join(row, " ")))
			}
			continue
		}
		lines = append(lines, b.Text)
	}
	return strings.Join(lines, "\n")
}
