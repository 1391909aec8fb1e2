package ingest

import (
	"slices"
	"strings"

	"mingzhang/ingest/source"
)

// take makes the blocks of the stages from what a reader found.
func take(doc *source.Document) *document {
	d := &document{notes: slices.Clone(doc.Notes)}
	for _, bl := range doc.Blocks {
		if bl.Kind == source.Table {
			for _, one := range splitAtHeadings(tableRows(bl.Rows)) {
				one.line, one.page = bl.Line, bl.Page
				d.blocks = append(d.blocks, one)
			}
			continue
		}
		for text := range strings.SplitSeq(bl.Text, "\n") {
			if one := lineOf(bl, text); one.text != "" {
				d.blocks = append(d.blocks, one)
			}
		}
	}
	d.joinRows()
	return d
}

// splitAtHeadings parts a table in which numbered headings of the text stand in rows
// of their own, as in a sheet without gaps: the headings and the lines below them
// become lines, the rows between them tables.
func splitAtHeadings(rows [][]string) []block {
	isLine := func(row []string) bool { return row[0] != "" && len(filled(row)) == 1 }
	isHead := func(row []string) bool {
		return isLine(row) && splitStyle(row[0]) == partStyle && len([]rune(row[0])) <= 30
	}
	if len(rows) == 0 || len(rows[0]) < 2 || !slices.ContainsFunc(rows, isHead) {
		return []block{{kind: tableBlock, rows: rows}}
	}
	var out []block
	lines := false // below a heading, and no table has begun
	from := 0
	flush := func(to int) {
		if to > from {
			out = append(out, block{kind: tableBlock, rows: withoutEmpty(rows[from:to])})
		}
	}
	for i, row := range rows {
		if lines = isHead(row) || lines && isLine(row); lines {
			flush(i)
			out = append(out, block{text: strings.ReplaceAll(row[0], "\n", ""), whole: true})
			from = i + 1
		}
	}
	flush(len(rows))
	return out
}

// withoutEmpty drops the columns of a table in which nothing stands.
func withoutEmpty(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for column := range rows[0] {
		if slices.ContainsFunc(rows, func(row []string) bool { return column < len(row) && row[column] != "" }) {
			for i, row := range rows {
				out[i] = append(out[i], cell(row, column))
			}
		}
	}
	return out
}

// tableRows folds the characters of cells. A cell stays on several lines where
// its file has several.
func tableRows(rows [][]string) [][]string {
	folded := make([][]string, len(rows))
	for i, row := range rows {
		folded[i] = make([]string, len(row))
		for j, cell := range row {
			folded[i][j] = foldCell(cell)
		}
	}
	return folded
}

func foldCell(cell string) string {
	var lines []string
	for line := range strings.SplitSeq(cell, "\n") {
		if line = strings.TrimSpace(untab(normaliseLine(line))); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// maxHeading is the length in characters beyond which a paragraph is no heading,
// whatever style it was given.
const maxHeading = 60

// lineOf makes one line of a block, with the number signs and stars of Markdown
// understood.
func lineOf(bl source.Block, text string) block {
	one := block{line: bl.Line, page: bl.Page, indent: bl.Indent, whole: bl.Kind != source.Line}
	if bl.Kind == source.Line && text == "\f" {
		one.text = text
		return one
	}
	if rest := strings.TrimLeft(text, "#"); bl.Kind == source.Line && rest != text && len(text)-len(rest) <= 6 && (rest == "" || rest[0] == ' ') {
		one.marks = len(text) - len(rest)
		text = rest
	}
	if bl.Kind == source.Heading && len([]rune(text)) <= maxHeading {
		one.marks = min(max(bl.Level, 1), 6)
	}
	point := ""
	if rest, ok := strings.CutPrefix(text, "- "); ok {
		point, text = "- ", rest
	}
	row := 0 // empty cells in front
	if bl.Kind == source.Line && strings.Count(strings.Trim(text, "\t \r"), "\t") >= 3 {
		row = len(text) - len(strings.TrimLeft(text, "\t"))
	}
	if text = strings.TrimSpace(dropStars(normaliseLine(text))); text != "" {
		one.text = point + text
		if row > 0 {
			one.text = strings.Repeat("\t", row) + text
		}
	}
	return one
}

// dropStars drops the pairs of stars that make text bold in Markdown.
func dropStars(s string) string {
	if strings.Count(s, "**")%2 != 0 {
		return s
	}
	return strings.ReplaceAll(s, "**", "")
}

// joinRows joins lines that are rows and stand together into tables. As a table
// is as wide as its widest row, a short text could make an endless one: such
// lines stay lines.
func (d *document) joinRows() {
	var out []block
	room := source.MaxText // cells
	for i := 0; i < len(d.blocks); {
		end, width := tableEnd(d.blocks, i)
		if end-i < 2 || (end-i)*width > room {
			end = max(end, i+1)
			out = append(out, d.blocks[i:end]...)
			i = end
			continue
		}
		room -= (end - i) * width
		table := block{kind: tableBlock, line: d.blocks[i].line, page: d.blocks[i].page}
		for _, bl := range d.blocks[i:end] {
			if row := cells(bl.text); !isRule(row) {
				table.rows = append(table.rows, row)
			}
		}
		if len(table.rows) > 0 {
			out = append(out, table)
		}
		i = end
	}
	d.blocks = out
}

// tableEnd gives the index after the last row of the table that begins at i, and
// the number of its columns.
func tableEnd(blocks []block, i int) (end, width int) {
	first := cells(blocks[i].text)
	for end = i; end < len(blocks); end++ {
		row := cells(blocks[end].text)
		short := len(row) < len(first) && len(first) >= 3 // empty cells at the end
		if len(row) < 2 || (len(row) != len(first) && !short && !piped(blocks[end].text)) {
			break
		}
		width = max(width, len(row))
	}
	return end, width
}

func piped(s string) bool { return len(s) > 1 && s[0] == '|' && s[len(s)-1] == '|' }

// cells gives the cells of a row, which pipes or wide gaps part; nil for a line
// that is no row, or has more of them than any table.
func cells(s string) []string {
	sep := "\t"
	if piped(s) {
		s, sep = s[1:len(s)-1], "|"
	}
	if n := strings.Count(s, sep); n == 0 || n >= source.MaxColumns {
		return nil
	}
	row := strings.Split(s, sep)
	for i := range row {
		row[i] = strings.TrimSpace(untab(row[i]))
	}
	return row
}

// isRule tells whether a row is the line below the head of a Markdown table.
func isRule(row []string) bool {
	for _, c := range row {
		if c == "" || strings.Trim(c, "-:") != "" {
			return false
		}
	}
	return true
}
