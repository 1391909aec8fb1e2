// Package plain reads plain text and Markdown, in any encoding in which Chinese
// is written.
package plain

import (
	"context"
	"html"
	"strings"
	"unicode/utf8"

	"mingzhang/ingest/source"
)

// Read gives a block a line: blank ones are left out, a form feed stays as a line
// of its own. It implements [source.Reader].
func Read(ctx context.Context, b []byte) (*source.Document, error) {
	text, err := Decode(b)
	if err != nil {
		return nil, err
	}
	var doc source.Builder
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\f", "\n\f\n", "\v", "\n").Replace(text)
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if err := add(&doc, line, n); err != nil {
			return nil, err
		}
	}
	return doc.Document(), ctx.Err()
}

func add(doc *source.Builder, line string, n int) error {
	if line == "\f" {
		return doc.Add(source.Block{Kind: source.Line, Text: line, Line: n})
	}
	if strings.Contains(line, "&") {
		line = html.UnescapeString(line) // &nbsp; and the like, copied from a page's source
	}
	text := strings.TrimLeft(line, " \t\u3000\u00a0")
	indent := utf8.RuneCountInString(line) - utf8.RuneCountInString(text)
	text = strings.TrimRight(text, " \t\u3000\u00a0")
	if empty := len(line) - len(strings.TrimLeft(line, "\t")); empty > 0 && empty == indent && strings.Count(text, "\t") >= 3 {
		text = line[:empty] + text // a row whose first cells are empty
	}
	return doc.Add(source.Block{Kind: source.Line, Text: text, Line: n, Indent: indent})
}
