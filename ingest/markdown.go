package ingest

import "strings"

// markdown writes blocks as Markdown: paragraphs, headings of the third level
// and tables. The characters stay those of the text; a backslash is put only
// where Markdown would take the beginning of a paragraph for something else.
func markdown(blocks []block) string {
	var parts []string
	for _, bl := range blocks {
		switch {
		case bl.kind == tableBlock:
			parts = append(parts, markdownTable(bl.rows))
		case bl.kind == subBlock:
			parts = append(parts, "### "+untab(bl.text))
		case bl.text != "":
			parts = append(parts, escapeStart(untab(bl.text)))
		}
	}
	return strings.Join(parts, "\n\n")
}

// escapeStart keeps a paragraph from being read as a heading, quotation, rule,
// block of code or table.
func escapeStart(s string) string {
	switch s[0] {
	case '#', '>', '|':
		return `\` + s
	case '=', '-', '*', '_', '+', '`', '~':
		if len(s) == 1 || s[1] == s[0] || strings.Trim(s, "=-*_ ") == "" {
			return `\` + s
		}
	}
	return s
}

func markdownTable(rows [][]string) string {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	var b strings.Builder
	for i, row := range rows {
		writeRow(&b, row, width)
		if i == 0 {
			b.WriteString("|" + strings.Repeat(" --- |", width) + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func writeRow(b *strings.Builder, row []string, width int) {
	b.WriteByte('|')
	for i := range width {
		cell := ""
		if i < len(row) {
			cell = strings.ReplaceAll(strings.ReplaceAll(row[i], "|", `\|`), "\n", " ")
		}
		b.WriteString(" " + cell + " |")
	}
	b.WriteByte('\n')
}
