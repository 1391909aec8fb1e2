// Package xlsx reads workbooks of Excel and WPS (.xlsx, .xlsm): each visible
// sheet as its tables and the lines around them, cells as they are shown.
//
// The parts of the workbook are unpacked and scanned within the limits of
// [guard]; excelize sees only numbers and their formats, never the file, for it
// sizes its memory by what a cell reference claims.
package xlsx

import (
	"context"
	"fmt"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// formatName names the format for people.
const formatName = "Excel工作簿"

// Limits beyond those of source and guard.
const (
	maxSheets  = 100
	maxColumns = 16_384 // of a sheet, as Excel has them
	maxRows    = 1_048_576
	maxMerges  = 20_000 // merged areas of a sheet
)

// Read reads a workbook. Formulas give the value that was saved with them and
// are never calculated; nothing outside the file is opened. An error is a
// [source.Refusal], or that of ctx.
func Read(ctx context.Context, b []byte) (*source.Document, error) {
	a, err := guard.OpenZip(formatName, b)
	if err != nil {
		return nil, err
	}
	r := &reader{archive: a}
	if err := r.open(); err != nil {
		return nil, err
	}
	if err := r.scanAll(ctx); err != nil {
		return nil, err
	}
	if err := r.showNumbers(ctx); err != nil {
		return nil, err
	}
	for _, s := range r.sheets {
		if err := r.emit(s); err != nil {
			return nil, err
		}
	}
	r.noteAll()
	return r.out.Document(), nil
}

// reader holds what is known of one workbook.
type reader struct {
	archive *guard.Archive
	main    string   // the workbook part
	formats []format // by style
	strings []string // by index
	sheets  []*sheet // the visible ones, in order
	is1904  bool     // days are counted from 1904
	left    leftOut
	out     source.Builder
}

// scanAll reads the cells of all visible sheets.
func (r *reader) scanAll(ctx context.Context) error {
	for _, s := range r.sheets {
		part, err := r.archive.Read(s.part)
		if err != nil {
			return err
		}
		if err := r.scan(ctx, s, part); err != nil {
			return fmt.Errorf("read sheet %q: %w", s.name, err)
		}
		r.left.covered += s.merge()
		r.left.hiddenCells += s.dropHidden()
	}
	return nil
}
