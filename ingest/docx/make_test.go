package docx

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

const transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

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

// root wraps the content of a part in its root element.
func root(name, content string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:%s xmlns:w=%q`+
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`+
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`+
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`+
		` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`+
		` xmlns:v="urn:schemas-microsoft-com:vml">%s</w:%s>`, name, transitional, content, name)
}

func document(body string) string {
	return root("document", "<w:body>"+body+"</w:body>")
}

// p is a paragraph with properties and text.
func p(props, text string) string {
	return "<w:p><w:pPr>" + props + "</w:pPr>" + run(text) + "</w:p>"
}

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + "</w:t></w:r>" }

func tr(cells ...string) string {
	return "<w:tr>" + strings.Join(cells, "") + "</w:tr>"
}

func td(props string, paragraphs ...string) string {
	if len(paragraphs) == 0 {
		paragraphs = []string{"<w:p/>"}
	}
	return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + strings.Join(paragraphs, "") + "</w:tc>"
}

func cellOf(text string) string { return td("", p("", text)) }

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
