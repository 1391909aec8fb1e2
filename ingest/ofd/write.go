package ofd

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"mingzhang/ingest/source"
)

// points is how many points a millimetre has.
const points = 72 / 25.4

// write adds the lines and tables of pages in order.
func (r *reader) write(ctx context.Context, pages []*page) error {
	laid := make([]*layout, len(pages))
	common := math.Inf(1)
	for i, p := range pages {
		laid[i] = newLayout(p)
		common = math.Min(common, laid[i].edge)
	}
	for _, l := range laid {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("reading an OFD: %w", err)
		}
		if len(l.lines) < fewLines { // too little to tell the edge by
			l.edge = math.Min(l.edge, common)
		}
		if err := r.writePage(l); err != nil {
			return err
		}
	}
	return nil
}

// fewLines is how many lines a page needs to show where its text begins.
const fewLines = 5

// layout is a page read as lines and tables.
type layout struct {
	number int
	lines  []line // outside tables
	tables []table
	edge   float64 // left edge of the text; infinite for a page without
}

func newLayout(p *page) *layout {
	tables, rest := takeTables(p)
	l := &layout{number: p.number, lines: lines(rest), tables: tables, edge: math.Inf(1)}
	for _, one := range l.lines {
		l.edge = math.Min(l.edge, one[0].x)
	}
	return l
}

// writePage adds what stands on a page from top to bottom.
func (r *reader) writePage(l *layout) error {
	var blocks []source.Block
	for _, one := range l.lines {
		blocks = append(blocks, one.block(l))
	}
	for _, t := range l.tables {
		r.tally.tables++
		blocks = append(blocks, source.Block{Kind: source.Table, Rows: t.rows, Page: l.number, X: round(t.left * points), Y: round(t.top * points)})
	}
	slices.SortStableFunc(blocks, func(a, b source.Block) int { return cmp.Compare(a.Y, b.Y) })
	for i := range blocks {
		if blocks[i].Kind == source.Line {
			blocks[i].Line = i + 1
		}
		if err := r.out.Add(blocks[i]); err != nil {
			return err
		}
	}
	return nil
}

func (l line) block(on *layout) source.Block {
	first := l[0]
	indent := 0
	if first.size > 0 {
		indent = int(math.Round((first.x - on.edge) / first.size))
	}
	return source.Block{
		Kind: source.Line, Text: l.text(), Page: on.number, Indent: max(indent, 0),
		X: round(first.x * points), Y: round((first.y - first.size) * points),
	}
}

// round keeps hundredths of a point.
func round(v float64) float64 { return math.Round(v*100) / 100 }
