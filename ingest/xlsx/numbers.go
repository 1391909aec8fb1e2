package xlsx

import (
	"context"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"mingzhang/ingest/source"
)

// maxFormats is how many different number formats are followed; numbers beyond
// are shown with all their digits.
const maxFormats = 1_000

// number is what decides how a number is shown.
type number struct {
	format format
	raw    string
}

// showNumbers turns the numbers of all sheets into what a reader of the workbook
// sees.
func (r *reader) showNumbers(ctx context.Context) error {
	asked, seen := []number{}, map[number]bool{}
	for _, s := range r.sheets {
		for _, c := range s.cells {
			n := number{r.formatOf(c), c.raw}
			if c.raw != "" && !n.format.isGeneral() && !seen[n] {
				seen[n] = true
				asked = append(asked, n)
			}
		}
	}
	shown, err := render(ctx, asked, r.is1904)
	if err != nil {
		return err
	}
	for _, s := range r.sheets {
		for i := range s.cells {
			if c := &s.cells[i]; c.raw != "" {
				n := number{r.formatOf(*c), c.raw}
				text, known := shown[n]
				r.show(c, n, text, known)
			}
		}
	}
	return nil
}

// show sets the text of a cell with a number.
func (r *reader) show(c *cell, n number, formatted string, known bool) {
	exact, ok := decimal(n.raw)
	switch {
	case !ok: // no number after all
		c.text = n.raw
	case !known:
		c.text = plain(exact)
	case formatted == "": // by a format such as ;;;
		if exact.Sign() != 0 {
			r.left.hiddenCells++
		}
	default:
		text, rounded := n.format.settle(formatted, exact)
		c.text = text
		if rounded {
			r.left.rounded++
		}
	}
}

// render lets excelize write numbers by their formats, in a workbook of its own.
// What it cannot write is missing from the answer.
func render(ctx context.Context, numbers []number, is1904 bool) (shown map[number]string, err error) {
	shown = map[number]string{}
	if len(numbers) == 0 {
		return shown, nil
	}
	defer func() {
		if fault := recover(); fault != nil { // of the library, on a format that it cannot read
			shown, err = nil, source.Broken(formatName, fmt.Errorf("a number format: %v", fault))
		}
	}()
	book := excelize.NewFile(excelize.Options{
		CultureInfo: excelize.CultureNameZhCN, ShortDatePattern: "yyyy/m/d",
		LongDatePattern: `yyyy"年"m"月"d"日"`, LongTimePattern: "h:mm:ss",
	})
	defer book.Close()
	if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &is1904}); err != nil {
		return nil, fmt.Errorf("set the first day of a workbook: %w", err)
	}
	written, err := write(ctx, book, numbers)
	if err != nil {
		return nil, fmt.Errorf("write numbers to be formatted: %w", err)
	}
	rows, err := book.Rows("Sheet1")
	if err != nil {
		return nil, fmt.Errorf("read formatted numbers: %w", err)
	}
	defer rows.Close()
	for _, n := range written {
		if !rows.Next() {
			break
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, fmt.Errorf("read formatted numbers: %w", err)
		}
		shown[n] = ""
		if len(cells) > 0 {
			shown[n] = cells[0]
		}
	}
	return shown, ctx.Err()
}

// write puts one number into each row and tells which they are.
func write(ctx context.Context, book *excelize.File, numbers []number) ([]number, error) {
	out, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return nil, err
	}
	var written []number
	styles := map[format]int{} // 0 for those that cannot be followed
	for _, n := range numbers {
		if _, known := styles[n.format]; !known && len(styles) < maxFormats {
			styles[n.format] = newStyle(book, n.format)
		}
		style := styles[n.format]
		value, err := strconv.ParseFloat(n.raw, 64)
		if err != nil || style == 0 {
			continue
		}
		if err := out.SetRow("A"+strconv.Itoa(len(written)+1), []any{excelize.Cell{StyleID: style, Value: value}}); err != nil {
			return nil, err
		}
		if written = append(written, n); len(written)%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return written, out.Flush()
}

// newStyle gives the style of a format, 0 if the library does not know it.
func newStyle(book *excelize.File, f format) int {
	style := &excelize.Style{NumFmt: f.id}
	if f.code != "" {
		style.CustomNumFmt = &f.code
	}
	id, err := book.NewStyle(style)
	if err != nil {
		return 0
	}
	return id
}
