package main

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const (
	wrapAt   = 35 // characters of a hard-wrapped line
	pageRows = 40 // lines of a page in plain text
)

func textUTF8(d *document) ([]byte, error) { return []byte(plainText(d, 0)), nil }

func textWrapped(d *document) ([]byte, error) { return []byte(plainText(d, wrapAt)), nil }

// textGBK is how old Windows programs save: GBK and CRLF.
func textGBK(d *document) ([]byte, error) {
	s := strings.ReplaceAll(plainText(d, 0), "\n", "\r\n")
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		return nil, fmt.Errorf("encoding as GBK: %w", err)
	}
	return b, nil
}

// textUTF16 is UTF-16LE without a byte order mark, which nothing announces.
func textUTF16(d *document) ([]byte, error) {
	var b []byte
	for _, u := range utf16.Encode([]rune(strings.ReplaceAll(plainText(d, 0), "\n", "\r\n"))) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b, nil
}

// plainText writes the document as a copy out of a word processor looks: tables
// become lines with tabs, and heads and feet stand between the pages. wrap is the
// width of a line in characters; 0 for whole paragraphs.
func plainText(d *document, wrap int) string {
	var lines []string
	for _, i := range d.items {
		lines = append(lines, textLines(d, i, wrap)...)
	}
	return strings.Join(paged(d, lines), "\n") + "\n"
}

func textLines(d *document, i item, wrap int) []string {
	switch i.kind {
	case table:
		var lines []string
		for _, row := range i.rows {
			lines = append(lines, strings.TrimRight(strings.Join(rowTexts(row), "\t"), "\t"))
		}
		return lines
	case pageBreak:
		return nil
	}
	text := i.visible()
	if (d.indent || wrap > 0) && i.kind == paragraph {
		text = "　　" + text
	}
	return wrapped(text, wrap)
}

// rowTexts are the texts of the cells that begin at their place; a place that is
// covered from above stays empty.
func rowTexts(row []cell) []string {
	var texts []string
	for _, c := range row {
		if !c.covered || c.below {
			texts = append(texts, c.text)
		}
	}
	return texts
}

func wrapped(text string, width int) []string {
	r := []rune(text)
	if width <= 0 || len(r) <= width {
		return []string{text}
	}
	var lines []string
	for len(r) > width {
		lines = append(lines, string(r[:width]))
		r = r[width:]
	}
	return append(lines, string(r))
}

// paged puts the running head and foot between pages.
func paged(d *document, lines []string) []string {
	if d.header == "" && d.footer == "" {
		return lines
	}
	var out []string
	for page := 1; len(lines) > 0; page++ {
		n := min(pageRows, len(lines))
		if d.header != "" {
			out = append(out, d.header)
		}
		out = append(out, lines[:n]...)
		if foot := d.foot(page); foot != "" {
			out = append(out, foot)
		}
		lines = lines[n:]
	}
	return out
}

// foot is the running foot of a page.
func (d *document) foot(page int) string {
	if d.footer == "page" {
		return fmt.Sprintf("— %d —", page)
	}
	return d.footer
}

// markdown writes ordinary Markdown; merged cells are left empty.
func markdown(d *document) ([]byte, error) {
	var b strings.Builder
	for _, i := range d.items {
		switch i.kind {
		case title:
			b.WriteString("# " + i.visible())
		case heading:
			b.WriteString(strings.Repeat("#", i.level+1) + " " + i.visible())
		case table:
			b.WriteString(strings.TrimRight(markdownTable(i.rows), "\n"))
		case pageBreak:
			b.WriteString("---")
		default:
			b.WriteString(i.visible())
		}
		b.WriteString("\n\n")
	}
	return []byte(b.String()), nil
}

func markdownTable(rows [][]cell) string {
	var b strings.Builder
	for y, row := range rows {
		for _, c := range row {
			b.WriteString("| " + c.text + " ")
		}
		b.WriteString("|\n")
		if y == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return b.String()
}
