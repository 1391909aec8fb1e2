package audit

import (
	"strings"
	"unicode/utf8"
)

// grid is a Markdown table of a section.
type grid struct {
	span          // its bytes in the section
	unit   string // 万元, 元 ... from the words before it or its section's heading
	heads  []string
	groups []string // heads that stand over several columns, or the same as heads
	rows   [][]cell // the rows below the heads
}

// cell is one cell with its place.
type cell struct {
	text string
	span
}

// maxRows and maxColumns limit a table that is looked at.
const (
	maxRows    = 500
	maxColumns = 40
)

// inTable tells whether a number stands in a table.
func (p *part) inTable(q quantity) bool {
	for _, g := range p.grids {
		if q.start >= g.start && q.end <= g.end {
			return true
		}
	}
	return false
}

// readGrids finds the Markdown tables of a section.
func readGrids(heading, text, stated string) []grid {
	if !strings.ContainsAny(text, "|\t") {
		return nil
	}
	var out []grid
	var rows [][]cell
	at, start := 0, 0
	flush := func(end int) {
		caption, below := captionOf(rows)
		if rows = below; len(rows) >= 2 && len(rows) <= maxRows {
			g := newGrid(rows)
			g.span = span{start, end}
			if g.unit = unitIn(lastRunes(text[:start], 40) + heading + caption); g.unit == "" {
				g.unit = stated
			}
			if n := len(out); n > 0 && out[n-1].continuesWith(rows) && strings.TrimSpace(text[out[n-1].end:start]) == "" {
				out[n-1].extend(rows, end)
			} else {
				out = append(out, g)
			}
		}
		rows = nil
	}
	for line := range strings.SplitAfterSeq(text, "\n") {
		row := rowOf(line, at)
		switch {
		case row == nil:
			flush(at)
		case len(rows) == 0:
			start = at
			rows = [][]cell{row}
		default:
			rows = append(rows, row)
		}
		at += len(line)
	}
	flush(at)
	return out
}

// captionOf parts the rows above the head of a table in which one cell only is
// filled from those below: they are its caption.
func captionOf(rows [][]cell) (caption string, below [][]cell) {
	for len(rows) > 3 && len(rows[0]) > 1 && rows[0][0].text != "" && isRule(rows[0][1:]) && len(rows[1]) > 1 && (isRule(rows[1]) || noNumbers(rows[1])) {
		caption += " " + rows[0][0].text
		if rows = rows[1:]; isRule(rows[0]) {
			rows = rows[1:]
		}
	}
	return caption, rows
}

// continuesWith tells whether rows that stand below a gap are more of the table: as
// wide as it, and without heads of their own.
func (g grid) continuesWith(rows [][]cell) bool {
	if len(rows[0]) != len(g.heads) {
		return false
	}
	for _, c := range rows[0] {
		if c.text != "" && isDigit(c.text[0]) {
			return true
		}
	}
	return false
}

func (g *grid) extend(rows [][]cell, end int) {
	for _, row := range rows {
		if !isRule(row) {
			g.rows = append(g.rows, row)
		}
	}
	g.end = end
}

// rowOf gives the cells of a line of a table; nil for other lines.
func rowOf(line string, at int) []cell {
	body := strings.TrimRight(line, " \r\n")
	if strings.Contains(body, "\t") && !strings.Contains(body, "|") {
		return tabbed(body, at)
	}
	if !strings.HasPrefix(body, "|") || len(body) < 2 {
		return nil
	}
	var row []cell
	from := 1
	for i := 1; i <= len(body); i++ {
		if i < len(body) && (body[i] != '|' || body[i-1] == '\\') || i == len(body) && body[len(body)-1] == '|' {
			continue
		}
		words := strings.Trim(body[from:i], " *_")
		start := at + from + max(0, strings.Index(body[from:i], words))
		row = append(row, cell{words, span{start, start + len(words)}})
		from = i + 1
		if len(row) == maxColumns {
			break
		}
	}
	return row
}

// tabbed gives the cells of a line that tabs part.
func tabbed(body string, at int) []cell {
	var row []cell
	for words := range strings.SplitSeq(body, "\t") {
		kept := strings.TrimSpace(words)
		start := at + strings.Index(words, kept)
		if row = append(row, cell{kept, span{start, start + len(kept)}}); len(row) == maxColumns {
			break
		}
		at += len(words) + 1
	}
	return row
}

// newGrid parts the heads of a table from its rows. Heads may stand in two rows.
func newGrid(rows [][]cell) grid {
	var g grid
	headless := false
	for _, c := range rows[0] {
		g.heads = append(g.heads, strings.ReplaceAll(c.text, " ", ""))
		headless = headless || c.text != "" && isDigit(c.text[0]) && strings.Trim(c.text, "0123456789.,") == ""
	}
	first := rows[0]
	if rows = rows[1:]; isRule(rows[0]) {
		rows = rows[1:]
	}
	if headless {
		g.heads = make([]string, len(first))
		rows = append([][]cell{first}, rows...)
	}
	g.groups = append(g.groups, g.heads...)
	if len(rows) > 0 && rows[0][0].text == "" && noNumbers(rows[0]) {
		for i := range g.heads {
			if i > 0 && g.heads[i] == "" {
				g.groups[i] = g.groups[i-1]
			}
			if i < len(rows[0]) && rows[0][i].text != "" {
				g.heads[i] = rows[0][i].text
			}
		}
		rows = rows[1:]
	}
	g.rows = rows[:len(rows):len(rows)]
	for i, row := range g.rows {
		g.rows[i] = g.align(row)
	}
	return g
}

// align fills a row that is short of cells behind its first: a merged 合计 in a
// text without cells.
func (g grid) align(row []cell) []cell {
	missing := len(g.heads) - len(row)
	if missing <= 0 || len(row) < 2 || !isTotal(row[0].text) {
		return row
	}
	out := append(make([]cell, 0, len(g.heads)), row[0])
	out = append(out, make([]cell, missing)...)
	return append(out, row[1:]...)
}

func isRule(row []cell) bool {
	for _, c := range row {
		if strings.Trim(c.text, "-: ") != "" {
			return false
		}
	}
	return true
}

func noNumbers(row []cell) bool {
	words := 0
	for _, c := range row {
		if strings.ContainsAny(c.text, "0123456789") {
			return false
		}
		words += len(c.text)
	}
	return words > 0
}

// unitIn finds the unit of money that words set for a table: 单位：万元, （元）.
func unitIn(s string) string {
	at, unit := -1, ""
	for _, u := range []string{"亿元", "万元", "元"} {
		if i := strings.LastIndex(s, u); i > at && namesUnit(s, i, u) {
			at, unit = i, u
		}
	}
	return unit
}

// namesUnit tells whether the unit at i is named as such: behind a bracket, a colon or
// another unit.
func namesUnit(s string, i int, unit string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:i], " "))
	return strings.ContainsRune("（(：:、/，位", r) && (unit != "元" || !strings.HasPrefix(s[i:], "元/"))
}

// at gives the cell of a row in a column; empty where there is none.
func at(row []cell, column int) cell {
	if column < len(row) {
		return row[column]
	}
	return cell{}
}
