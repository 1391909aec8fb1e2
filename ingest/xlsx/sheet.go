package xlsx

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// cell is one filled cell; rows and columns count from 1.
type cell struct {
	row, col   int
	text       string // as shown
	raw        string // of a number, as stored
	style      int
	wide, tall int // places that it covers
}

// sheet is one visible worksheet.
type sheet struct {
	name, part string
	cells      []cell // in order of rows, then columns
	hiddenRows map[int]bool
	hiddenCols []area // of which the columns count
	merges     []area
}

// area is a rectangle of cells, all four included.
type area struct{ top, left, bottom, right int }

// manyEmpty is from how many empty elements on a sheet its empty cells are cut out
// before it is scanned.
const manyEmpty = 50_000

// cutEmpty removes the cells with a format and without a value. Sheets may have a
// million of them, which would use up the limit on marks.
func cutEmpty(part []byte) []byte {
	kept := make([]byte, 0, len(part))
	for {
		start := bytes.Index(part, []byte(`<c r="`))
		if start < 0 {
			return append(kept, part...)
		}
		kept, part = append(kept, part[:start]...), part[start:]
		end := bytes.IndexByte(part, '>')
		if end < 0 {
			return append(kept, part...)
		}
		if part[end-1] != '/' {
			kept = append(kept, part[:end+1]...)
		}
		part = part[end+1:]
	}
}

// scan reads the cells of a sheet, its hidden rows and columns and merged areas.
func (r *reader) scan(ctx context.Context, s *sheet, part []byte) error {
	s.hiddenRows = map[int]bool{}
	if bytes.Count(part, []byte("/>")) > manyEmpty {
		part = cutEmpty(part)
	}
	x := guard.NewXML(formatName, part)
	row, col := 0, 0
	for {
		token, err := x.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "row":
			if err := ctx.Err(); err != nil {
				return err
			}
			row, col = s.startRow(e, row), 0
		case "c":
			if col, err = r.scanCell(x, s, e, row, col); err != nil {
				return err
			}
		default:
			if err := s.scanOther(e); err != nil {
				return err
			}
		}
	}
}

// startRow gives the number of a row that opens after row last.
func (s *sheet) startRow(e xml.StartElement, last int) int {
	row := last + 1
	if n, err := strconv.Atoi(guard.Attr(e, "r")); err == nil && n > last {
		row = n
	}
	if isTrue(guard.Attr(e, "hidden")) || guard.Attr(e, "ht") == "0" {
		s.hiddenRows[row] = true
	}
	return row
}

func isTrue(value string) bool { return value == "1" || value == "true" }

func (s *sheet) scanOther(e xml.StartElement) error {
	switch e.Name.Local {
	case "col":
		left, err1 := strconv.Atoi(guard.Attr(e, "min"))
		right, err2 := strconv.Atoi(guard.Attr(e, "max"))
		hidden := isTrue(guard.Attr(e, "hidden")) || guard.Attr(e, "width") == "0"
		if hidden && err1 == nil && err2 == nil {
			s.hiddenCols = append(s.hiddenCols, area{left: left, right: right})
		}
	case "mergeCell":
		if merged, ok := parseArea(guard.Attr(e, "ref")); ok {
			s.merges = append(s.merges, merged)
		}
	}
	if len(s.merges) > maxMerges || len(s.hiddenCols) > maxMerges {
		return source.Refuse("工作表的合并单元格超过2万处；请取消不必要的合并后再提交",
			"a sheet has more than 20,000 merged areas; undo those that are not needed")
	}
	return nil
}

// scanCell reads a cell and gives its column, which follows col if it names none.
func (r *reader) scanCell(x *guard.XML, s *sheet, e xml.StartElement, row, col int) (int, error) {
	c := cell{row: row, col: col + 1, wide: 1, tall: 1}
	if _, named, ok := parseRef(guard.Attr(e, "r")); ok && named > col {
		c.col = named
	}
	if style, err := strconv.Atoi(guard.Attr(e, "s")); err == nil {
		c.style = style
	}
	value, formula, err := cellValue(x)
	if err != nil {
		return 0, err
	}
	if c.col > maxColumns || c.row > maxRows {
		return 0, source.Broken(formatName, errors.New("a cell lies outside the sheet"))
	}
	if formula && value == "" {
		r.left.formulas++
	}
	r.fill(&c, guard.Attr(e, "t"), value)
	if c.text != "" || c.raw != "" {
		s.cells = append(s.cells, c)
	}
	return c.col, nil
}

// fill sets what a cell of a type shows; a number waits for its format.
func (r *reader) fill(c *cell, kind, value string) {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && i >= 0 && i < len(r.strings) {
			c.text = r.strings[i]
		}
	case "b":
		c.text = map[string]string{"0": "FALSE", "1": "TRUE"}[value]
	case "e":
		c.text = value
		r.left.faults++
	case "", "n":
		c.raw = value
	default: // str, inlineStr, d
		c.text = value
	}
}

// cellValue reads a cell up to its end: the stored value and whether a formula
// stands behind it.
func cellValue(x *guard.XML) (value string, formula bool, err error) {
	for {
		token, err := next(x)
		if err != nil {
			return "", false, err
		}
		if _, end := token.(xml.EndElement); end {
			return value, formula, nil
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "v":
			value, err = plainText(x)
		case "is":
			value, err = richText(x)
		case "f":
			formula = true
			err = x.Skip()
		default:
			err = x.Skip()
		}
		if err != nil {
			return "", false, err
		}
	}
}

// plainText reads the characters of the element that was just opened.
func plainText(x *guard.XML) (string, error) {
	var text strings.Builder
	for depth := 1; depth > 0; {
		token, err := next(x)
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			text.Write(token)
		}
	}
	return unescape(text.String()), nil
}
