package portal

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"mingzhang/catalog"
	"mingzhang/content"
	"mingzhang/search"
)

// facetTop is how many publishers and categories a facet names at most.
const facetTop = 12

// snippetLength is the length of a snippet in characters.
const snippetLength = 110

// Find lists and searches: one page of the matches of q, with facets and sums.
func (p *Portal) Find(ctx context.Context, q Query) (*Page, error) {
	from, err := readCursor(q)
	if err != nil {
		return nil, err
	}
	m, err := p.match(ctx, q)
	if err != nil {
		return nil, err
	}
	rows, next, err := m.page(q, from)
	if err != nil {
		return nil, err
	}
	page := &Page{
		Totals: totals(m.snap.Total(m.set)), Facets: m.facets(q), Next: next, Notice: m.notice(),
		Rows: make([]Row, len(rows)),
	}
	page.Total = page.Totals.Count
	return page, m.fillRows(rows, page.Rows)
}

// fillRows reads the rows of a page, on all cores where words are to be marked.
func (m *match) fillRows(rows []catalog.Row, to []Row) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	if m.found == nil {
		g.SetLimit(1)
	}
	for i, row := range rows {
		g.Go(func() (err error) {
			to[i], err = m.row(row)
			return err
		})
	}
	return g.Wait()
}

func (q Query) limit() int {
	if q.Limit == 0 {
		return DefaultLimit
	}
	return q.Limit
}

// ranked tells whether the best match comes first.
func (m *match) ranked(q Query) bool {
	return m.found != nil && (q.Sort == "" || q.Sort == "relevance")
}

// order gives the order of a query that is not ranked. Without words nothing is
// more relevant than the newest.
func (q Query) order() (catalog.Order, error) {
	if q.Sort == "" || q.Sort == "relevance" {
		return catalog.NewestYear, nil
	}
	return catalog.ParseOrder(q.Sort)
}

// page gives the rows of one page and the cursor of the next.
func (m *match) page(q Query, from cursor) (rows []catalog.Row, next string, err error) {
	if m.ranked(q) {
		return m.rankedPage(q, from)
	}
	order, err := q.order()
	if err != nil {
		return nil, "", err
	}
	rows = m.snap.Page(m.set, order, from.After, q.limit()+1)
	if len(rows) <= q.limit() {
		return rows, "", nil
	}
	rows = rows[:q.limit()]
	after := m.snap.Position(order, rows[len(rows)-1])
	next, err = cursor{After: &after, Query: from.Query}.String()
	return rows, next, err
}

func (m *match) rankedPage(q Query, from cursor) (rows []catalog.Row, next string, err error) {
	rest := m.rankedAfter(from)
	if len(rest) <= q.limit() {
		return rest, "", nil
	}
	rows = rest[:q.limit()]
	last := m.snap.Facts(rows[len(rows)-1]).ID
	next, err = cursor{Last: last, Shown: from.Shown + len(rows), Query: from.Query}.String()
	return rows, next, err
}

// rankedAfter gives the matches that come after a cursor, best first.
func (m *match) rankedAfter(from cursor) []catalog.Row {
	rows := m.inRank()
	if from.Shown == 0 {
		return rows
	}
	if last, ok := m.snap.Find(from.Last); ok {
		if i := slices.Index(rows, last); i >= 0 {
			return rows[i+1:]
		}
	}
	return rows[min(from.Shown, len(rows)):]
}

// inRank gives the matches, best first.
func (m *match) inRank() []catalog.Row {
	if m.set.Len() == len(m.found.rows) {
		return m.found.rows
	}
	rows := make([]catalog.Row, 0, m.set.Len())
	for _, row := range m.found.rows {
		if m.set.Has(row) {
			rows = append(rows, row)
		}
	}
	return rows
}

func (m *match) row(row catalog.Row) (Row, error) {
	facts := m.snap.Facts(row)
	if m.found == nil {
		record, err := m.snap.Record(row)
		return Row{ID: facts.ID, JSON: record}, err
	}
	record, text, err := m.snap.RecordAndText(row)
	if err != nil { // the text may have been erased a moment ago
		record, err = m.snap.Record(row)
	}
	return Row{ID: facts.ID, JSON: record, Hit: m.found.hit(facts.Title, text)}, err
}

// hit marks the words of the query in a title and in the best part of a text.
func (f *found) hit(title, text string) *Hit {
	snippet, marks := search.Snippet(text, f.plan, snippetLength)
	return &Hit{
		Title:   Marked{title, ranges(search.Marks(title, f.plan))},
		Snippet: Marked{snippet, ranges(marks)},
	}
}

func ranges(spans []search.Span) [][2]int {
	out := make([][2]int, 0, len(spans))
	for _, s := range spans {
		out = append(out, [2]int{s.Start, s.End})
	}
	return out
}

// Each calls yield for every match of q in its order, for exports.
func (p *Portal) Each(ctx context.Context, q Query, yield func(*content.Summary) error) error {
	m, err := p.match(ctx, q)
	if err != nil {
		return err
	}
	var rows []catalog.Row
	if m.ranked(q) {
		rows = m.inRank()
	} else {
		order, err := q.order()
		if err != nil {
			return err
		}
		rows = m.snap.Page(m.set, order, nil, m.set.Len())
	}
	for _, row := range rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		summary, err := m.summary(row)
		if err != nil {
			return err
		}
		if err := yield(summary); err != nil {
			return err
		}
	}
	return nil
}
