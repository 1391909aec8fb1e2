package api

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"

	"mingzhang/content"
	"mingzhang/portal"
)

// ExportInput are the parameters of an export.
type ExportInput struct {
	Filters
	Sorting
}

// CSVInput are the parameters of an export as CSV.
type CSVInput struct {
	ExportInput
	Marking
}

// AggregateCSVInput are the parameters of sums as CSV.
type AggregateCSVInput struct {
	Filters
	Grouping
	Marking
}

// Marking marks a file as UTF-8, which Excel in China needs to read Chinese.
type Marking struct {
	BOM string `query:"bom" enum:"0,1" doc:"1 加 UTF-8 BOM，供 Excel 打开 · 1 puts a UTF-8 byte order mark first, for Excel; 0 without it"`
}

// byteOrderMark is U+FEFF in UTF-8.
const byteOrderMark = "\xEF\xBB\xBF"

func (ex *exchange) wantsBOM() (bool, error) {
	bom, err := ex.one("bom")
	if err != nil {
		return false, err
	}
	if bom != "" && bom != "0" && bom != "1" {
		return false, wrong("bom", printable(bom), "wants 0 or 1")
	}
	return bom == "1", nil
}

func (s *server) exportCSV(ctx context.Context, _ *CSVInput) (*export, error) {
	q, err := queryOf(ctx, "bom")
	if err != nil {
		return nil, err
	}
	bom, err := exchangeOf(ctx).wantsBOM()
	if err != nil {
		return nil, err
	}
	return &export{"disclosures.csv", func(ctx context.Context, w io.Writer) error { return s.writeCSV(ctx, w, q, bom) }}, nil
}

func (s *server) writeCSV(ctx context.Context, w io.Writer, q portal.Query, bom bool) error {
	out, cols := newCSV(w, bom), columns()
	cells := make([]string, len(cols))
	for i, col := range cols {
		cells[i] = col.name
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	err := s.Each(ctx, q, func(d *content.Summary) error {
		for i, col := range cols {
			cells[i] = defused(col.of(d))
		}
		return out.Write(cells)
	})
	if err != nil {
		return fmt.Errorf("exporting as CSV: %w", err)
	}
	out.Flush()
	return out.Error()
}

// newCSV begins a CSV file by RFC 4180. Errors of writing the mark show at the
// next write.
func newCSV(w io.Writer, bom bool) *csv.Writer {
	buffered := bufio.NewWriter(w)
	if bom {
		_, _ = buffered.WriteString(byteOrderMark)
	}
	out := csv.NewWriter(buffered) // csv uses the buffer as it is
	out.UseCRLF = true
	return out
}

func (s *server) exportNDJSON(ctx context.Context, _ *ExportInput) (*export, error) {
	q, err := queryOf(ctx)
	if err != nil {
		return nil, err
	}
	return &export{"disclosures.ndjson", func(ctx context.Context, w io.Writer) error {
		err := s.Each(ctx, q, func(d *content.Summary) error { return writeJSON(w, d) })
		if err != nil {
			return fmt.Errorf("exporting as NDJSON: %w", err)
		}
		return nil
	}}, nil
}

func (s *server) exportXLSX(ctx context.Context, _ *ExportInput) (*export, error) {
	q, err := queryOf(ctx)
	if err != nil {
		return nil, err
	}
	first := q
	first.Limit = 1
	page, err := s.Find(ctx, first)
	if err != nil {
		return nil, err
	}
	if page.Total >= maxSheetRows {
		return nil, &refusal{status: 400, detail: fmt.Sprintf("A sheet holds %d rows and this query matches %d records; narrow it, or take /disclosures.csv.", maxSheetRows-1, page.Total)}
	}
	return &export{"disclosures.xlsx", func(ctx context.Context, w io.Writer) error { return s.writeXLSX(ctx, w, q) }}, nil
}

func (s *server) writeXLSX(ctx context.Context, w io.Writer, q portal.Query) error {
	cols := columns()
	sheet, err := newSheet(w, cols)
	if err != nil {
		return err
	}
	cells := make([]string, len(cols))
	err = s.Each(ctx, q, func(d *content.Summary) error {
		for i, col := range cols {
			cells[i] = col.of(d)
		}
		return sheet.row(cells)
	})
	if err != nil {
		return fmt.Errorf("exporting as XLSX: %w", err)
	}
	return sheet.close()
}

func (s *server) aggregatesCSV(ctx context.Context, _ *AggregateCSVInput) (*export, error) {
	agg, err := s.aggregate(ctx, "bom")
	if err != nil {
		return nil, err
	}
	bom, err := exchangeOf(ctx).wantsBOM()
	if err != nil {
		return nil, err
	}
	return &export{"aggregates.csv", func(_ context.Context, w io.Writer) error {
		out := newCSV(w, bom)
		header, rows := aggregateCells(agg)
		if err := out.Write(header); err != nil {
			return err
		}
		for _, row := range rows {
			for i := range row {
				row[i] = defused(row[i])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	}}, nil
}
