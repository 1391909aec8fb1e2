package xlsx

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/ingest/source"
)

// maxTitle is how long a line over a table may be to be its title, in characters.
const maxTitle = 80

// plainName is how a sheet is called that nobody gave a name.
var plainName = regexp.MustCompile(`^(?i:sheet|工作表) ?\(?[0-9]*\)?$`)

// emit adds the blocks of a sheet: its name, and the lines before, in and after
// each of its tables.
func (r *reader) emit(s *sheet) error {
	cells := slices.DeleteFunc(s.cells, func(c cell) bool { return c.text == "" })
	if len(cells) == 0 {
		return nil
	}
	level := 1
	if s.name != "" && !plainName.MatchString(s.name) && len(r.sheets) > 1 {
		if err := r.out.Add(source.Block{Kind: source.Heading, Text: s.name, Level: level}); err != nil {
			return err
		}
		level++
	}
	for _, part := range parts(rowsOf(cells)) {
		if err := r.emitPart(part, level); err != nil {
			return err
		}
	}
	return nil
}

// parts splits the rows of a sheet where an empty row is followed by a row with
// one cell only, as above the next table.
func parts(rows [][]cell) [][][]cell {
	var all [][][]cell
	start, bottom := 0, 0
	for i, row := range rows {
		if i > 0 && row[0].row > bottom+1 && len(row) == 1 {
			all = append(all, rows[start:i])
			start = i
		}
		for _, c := range row {
			bottom = max(bottom, c.row+c.tall-1)
		}
	}
	return append(all, rows[start:])
}

// emitPart adds the lines before a table, the table, and the lines after it.
func (r *reader) emitPart(rows [][]cell, level int) error {
	left, right := columns(rows)
	first := 0
	for first < len(rows) && isLine(rows[first]) {
		first++
	}
	last := len(rows)
	for last > first && isNote(rows[last-1], left, right) {
		last--
	}
	titled := false
	for _, row := range rows[:first] {
		title := !titled && isTitle(row, left, right)
		titled = titled || title
		if err := r.addLine(row, title, level); err != nil {
			return err
		}
	}
	if err := r.out.Add(source.Block{Kind: source.Table, Rows: table(rows[first:last])}); err != nil {
		return err
	}
	for _, row := range rows[last:] {
		if err := r.addLine(row, false, level); err != nil {
			return err
		}
	}
	return nil
}

// columns gives the first and last column that rows fill, by the rows of several
// cells if there are any: a line may run over the edge of its table.
func columns(rows [][]cell) (left, right int) {
	left = maxColumns
	for _, row := range rows {
		if len(row) > 1 {
			left, right = min(left, row[0].col), max(right, row[len(row)-1].col)
		}
	}
	if right > 0 {
		return left, right
	}
	for _, row := range rows {
		left, right = min(left, row[0].col), max(right, row[0].col)
	}
	return left, right
}

// isLine tells whether a row above a table is no row of it: one cell, or cells
// that each say 标签：值.
func isLine(row []cell) bool {
	return len(row) == 1 && row[0].tall == 1 || allLabelled(row)
}

// isNote tells whether the last row of a table is a line below it. A label whose
// value is missing is none.
func isNote(row []cell, left, right int) bool {
	if allLabelled(row) {
		return len(row) > 1 || row[0].col == left
	}
	return len(row) == 1 && row[0].col == left && row[0].col+row[0].wide-1 >= right
}

// allLabelled tells whether every cell holds a colon that something follows.
func allLabelled(row []cell) bool {
	return !slices.ContainsFunc(row, func(c cell) bool {
		label, value, found := strings.Cut(strings.ReplaceAll(c.text, ":", "："), "：")
		return !found || label == "" || strings.TrimSpace(value) == "" || endsInDigit(label)
	})
}

func endsInDigit(text string) bool {
	c := text[len(text)-1]
	return c >= '0' && c <= '9'
}

// isTitle tells whether a line stands over the whole width of a table, in one
// merged cell, and is short and no label.
func isTitle(row []cell, left, right int) bool {
	c := row[0]
	return len(row) == 1 && c.wide > 1 && c.col <= left && c.col+c.wide-1 >= right &&
		utf8.RuneCountInString(c.text) <= maxTitle && !strings.ContainsAny(c.text, "：。；")
}

// addLine adds the cells of a row as a title or as one paragraph a line.
func (r *reader) addLine(row []cell, title bool, level int) error {
	texts := make([]string, len(row))
	for i, c := range row {
		texts[i] = c.text
	}
	text := strings.Join(texts, "　")
	if title {
		joined := strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", " ")), " ")
		return r.out.Add(source.Block{Kind: source.Heading, Text: joined, Level: level})
	}
	for line := range strings.SplitSeq(text, "\n") {
		if err := r.out.Add(source.Block{Kind: source.Paragraph, Text: strings.TrimSpace(line)}); err != nil {
			return err
		}
	}
	return nil
}
