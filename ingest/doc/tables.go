package doc

import (
	"fmt"

	"mingzhang/ingest/source"
)

// openTable is a table whose end has not come yet.
type openTable struct {
	rows  []tableRow
	cells []cell
	cell  cell // the one being read
}

func (t *openTable) endCell() {
	t.cells = append(t.cells, t.cell)
	t.cell = nil
}

// endRow takes the cells as a row; a deleted row is dropped.
func (t *openTable) endRow(shape rowShape, deleted bool) error {
	if len(t.cell) > 0 {
		t.endCell()
	}
	if !deleted && len(t.cells) > 0 {
		t.rows = append(t.rows, tableRow{shape: shape, cells: t.cells})
	}
	t.cells = nil
	if len(t.rows) > source.MaxRows {
		return source.Refuse(fmt.Sprintf("有一个表格超过%d行；请拆分后再提交", source.MaxRows), fmt.Sprintf("a table has more than %d rows; split it", source.MaxRows))
	}
	return nil
}

// tables are the open tables, each in a cell of the one before it.
type tables struct {
	open []*openTable
	add  func(source.Block) error
}

// at gives the table at a depth from 1; deeper ones end, missing ones begin.
func (ts *tables) at(depth int) (*openTable, error) {
	if err := ts.closeTo(depth); err != nil {
		return nil, err
	}
	for len(ts.open) < depth {
		ts.open = append(ts.open, &openTable{})
	}
	return ts.open[depth-1], nil
}

// closeTo ends the tables that lie deeper than depth; an inner one goes into its
// cell.
func (ts *tables) closeTo(depth int) error {
	for len(ts.open) > depth {
		n := len(ts.open) - 1
		last := ts.open[n]
		if err := last.endRow(rowShape{}, false); err != nil {
			return err
		}
		ts.open = ts.open[:n]
		if n > 0 {
			ts.open[n-1].cell = append(ts.open[n-1].cell, part{inner: last.rows})
			continue
		}
		if err := ts.emit(last.rows); err != nil {
			return err
		}
	}
	return nil
}

// emit adds a table and then those in its cells. A table of one cell is a frame:
// what it holds comes as if it stood alone.
func (ts *tables) emit(rows []tableRow) error {
	if len(rows) == 1 && len(rows[0].cells) == 1 {
		return ts.emitFrame(rows[0].cells[0])
	}
	out, err := grid(rows)
	if err != nil {
		return err
	}
	if err := ts.add(source.Block{Kind: source.Table, Rows: out}); err != nil {
		return err
	}
	for _, row := range rows {
		if err := ts.emitInner(row.cells); err != nil {
			return err
		}
	}
	return nil
}

func (ts *tables) emitInner(cells []cell) error {
	for _, c := range cells {
		for _, p := range c {
			if len(p.inner) == 0 {
				continue
			}
			if err := ts.emit(p.inner); err != nil {
				return err
			}
		}
	}
	return nil
}

func (ts *tables) emitFrame(c cell) error {
	for _, p := range c {
		err := ts.add(source.Block{Kind: source.Paragraph, Text: p.text})
		if err == nil && len(p.inner) > 0 {
			err = ts.emit(p.inner)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
