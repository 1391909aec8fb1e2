package portal

import (
	"context"
	"iter"
	"strings"

	"mingzhang/catalog"
	"mingzhang/content"
	"mingzhang/search"
)

// documents gives what the search index should know of every disclosure of the
// model. A file that has become unreadable ends the sequence with an error, so
// that an index never silently lacks one.
func (p *Portal) documents(ctx context.Context, m *model) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for _, row := range m.order() {
			doc, err := m.document(row)
			if err == nil {
				err = ctx.Err()
			}
			if !yield(doc, err) || err != nil {
				return
			}
		}
	}
}

func (m *model) document(row catalog.Row) (search.Document, error) {
	record, text, err := m.snap.RecordAndText(row)
	if err != nil {
		return search.Document{}, err
	}
	summary, err := m.decode(row, record)
	if err != nil {
		return search.Document{}, err
	}
	doc := search.Document{
		ID: summary.ID, Title: summary.Title, Publisher: summary.Publisher.Name,
		Numbers: summary.DocumentNumbers, Body: text, Date: summary.UpdatedAt,
	}
	for _, q := range content.FindQuantities(text) {
		doc.Keys = append(doc.Keys, q.Text)
	}
	return doc, nil
}

// plainText gives the words of a disclosure's sections as a reader sees them.
func plainText(sections []content.Section) string {
	var b strings.Builder
	for _, s := range sections {
		b.WriteString(s.Markdown)
		b.WriteString("\n\n")
	}
	return content.PlainText(b.String())
}
