package ingest

import (
	"html"
	"strings"
)

// extractLines reads plain text and Markdown: a block a line, with Markdown's
// number signs, stars and tables understood.
func extractLines(text string) *document {
	d := &document{}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\f", "\n\f\n", "\v", "\n").Replace(text)
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line == "\f" {
			d.blocks = append(d.blocks, block{text: "\f", line: n})
			continue
		}
		if strings.Contains(line, "&") {
			line = html.UnescapeString(line) // &nbsp; and the like, copied from a page's source
		}
		if bl, ok := lineOf(line, n); ok {
			d.blocks = append(d.blocks, bl)
		}
	}
	d.tables()
	return d
}

// lineOf reads one line; false for an empty one.
func lineOf(line string, n int) (block, bool) {
	trimmed := strings.TrimLeft(line, " \t\u3000\u00a0")
	bl := block{line: n, indent: len([]rune(line)) - len([]rune(trimmed))}
	if rest := strings.TrimLeft(trimmed, "#"); rest != trimmed && len(trimmed)-len(rest) <= 6 && (rest == "" || rest[0] == ' ') {
		bl.marks = len(trimmed) - len(rest)
		trimmed = rest
	}
	point := ""
	if rest, ok := strings.CutPrefix(trimmed, "- "); ok {
		point, trimmed = "- ", rest
	}
	if bl.text = strings.TrimSpace(dropStars(normaliseLine(trimmed))); bl.text != "" {
		bl.text = point + bl.text
	}
	return bl, bl.text != ""
}

// dropStars drops the pairs of stars that make text bold in Markdown.
func dropStars(s string) string {
	if strings.Count(s, "**")%2 != 0 {
		return s
	}
	return strings.ReplaceAll(s, "**", "")
}

// tables joins rows that stand together into tables.
func (d *document) tables() {
	var out []block
	for i := 0; i < len(d.blocks); {
		end := tableEnd(d.blocks, i)
		if end-i < 2 {
			out = append(out, d.blocks[i])
			i++
			continue
		}
		table := block{kind: tableBlock, line: d.blocks[i].line}
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

// tableEnd gives the index after the last row of the table that begins at i.
func tableEnd(blocks []block, i int) int {
	first := cells(blocks[i].text)
	end := i
	for end < len(blocks) {
		row := cells(blocks[end].text)
		short := len(row) < len(first) && len(first) >= 3 // empty cells at the end
		if len(row) < 2 || (len(row) != len(first) && !short && !piped(blocks[end].text)) {
			break
		}
		end++
	}
	return end
}

func piped(s string) bool { return len(s) > 1 && s[0] == '|' && s[len(s)-1] == '|' }

// cells gives the cells of a row, which pipes or wide gaps part; nil for a line
// that is no row.
func cells(s string) []string {
	sep := "\t"
	if piped(s) {
		s, sep = s[1:len(s)-1], "|"
	}
	if !strings.Contains(s, sep) {
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
