package odt

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"mingzhang/ingest/source"
)

// parts are the files of a package by name.
type parts map[string]string

func (p parts) zip(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const namespaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"` +
	` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"` +
	` xmlns:xlink="http://www.w3.org/1999/xlink"`

// root wraps the content of a part in its root element.
func root(name, content string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><office:%s%s>%s</office:%s>`, name, namespaces, content, name)
}

// content is a part with automatic styles and a body.
func content(styles, body string) string {
	return root("document-content", "<office:automatic-styles>"+styles+"</office:automatic-styles><office:body><office:text>"+body+"</office:text></office:body>")
}

// p is a paragraph of a style.
func p(style, text string) string {
	return `<text:p text:style-name="` + style + `">` + text + "</text:p>"
}

func h(level, text string) string {
	return `<text:h text:outline-level="` + level + `">` + text + "</text:h>"
}

// list is a list with attributes and items.
func list(attributes string, items ...string) string {
	return "<text:list " + attributes + ">" + strings.Join(items, "") + "</text:list>"
}

func li(content ...string) string {
	return "<text:list-item>" + strings.Join(content, "") + "</text:list-item>"
}

func tr(cells ...string) string {
	return "<table:table-row>" + strings.Join(cells, "") + "</table:table-row>"
}

func td(attributes string, paragraphs ...string) string {
	return "<table:table-cell " + attributes + ">" + strings.Join(paragraphs, "") + "</table:table-cell>"
}

func cellOf(text string) string { return td("", p("", text)) }

func tbl(rows ...string) string {
	return "<table:table><table:table-column/>" + strings.Join(rows, "") + "</table:table>"
}

// shown writes a document as a test can state it: a line for each block.
func shown(d *source.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch block.Kind {
		case source.Table:
			for _, cells := range block.Rows {
				b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
			}
			continue
		case source.Heading:
			b.WriteString(strings.Repeat("#", block.Level) + " ")
		case source.ListItem:
			b.WriteString(strings.Repeat("*", block.Level) + " ")
		case source.Line:
			b.WriteString("~ ")
		}
		if block.Indent > 0 {
			fmt.Fprintf(&b, "<%d>", block.Indent)
		}
		b.WriteString(block.Text + "\n")
	}
	for _, note := range d.Notes {
		chinese, _, _ := strings.Cut(note, " / ")
		b.WriteString("! " + chinese + "\n")
	}
	return b.String()
}

func read(t testing.TB, files parts) string {
	t.Helper()
	d, err := Read(context.Background(), files.zip(t))
	if err != nil {
		t.Fatal(err)
	}
	return shown(d)
}

func refused(err error) bool {
	var refusal *source.Refusal
	return errors.As(err, &refusal)
}
