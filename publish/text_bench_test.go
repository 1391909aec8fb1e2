package publish_test

import (
	"fmt"
	"strings"
	"testing"

	"mingzhang/content"
	"mingzhang/content/sample"
	"mingzhang/ingest"
	"mingzhang/publish"
)

// BenchmarkText takes texts as units send them from bytes to drafts.
func BenchmarkText(b *testing.B) {
	const number = 200
	var files [][]byte
	for d := range sample.Generate(number, 1) {
		files = append(files, []byte(plainFile(d)))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		publish.Drafts(b.Context(), new(ingest.Reader), "公开.txt", files[i%number])
	}
}

// plainFile writes a disclosure with a numbered heading above each section.
func plainFile(d *content.Disclosure) string {
	var text strings.Builder
	fmt.Fprintln(&text, d.DocumentTitle)
	for i, s := range d.Sections {
		fmt.Fprintf(&text, "%c、%s\n%s\n", []rune("一二三四五六七八九十")[i%10], s.Heading, strings.ReplaceAll(s.Markdown, "\n\n", "\n"))
	}
	return text.String()
}
