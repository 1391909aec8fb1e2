package api

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
)

// The limits of a sheet (ECMA-376; Excel specifications and limits).
const (
	maxSheetRows = 1_048_576
	maxCell      = 32_767 // characters
	deflateLevel = 3      // a third faster than 6 for files a third larger
)

// sheet writes a workbook of one sheet row by row, in little memory. Text stands
// in its cell, so there is no table of strings to be kept.
type sheet struct {
	zip  *zip.Writer
	out  *bufio.Writer
	cols []column
	rows int
}

// The parts of a workbook that are always the same (ECMA-376, SpreadsheetML).
const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsMain        = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	nsRels        = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsOffice      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	typeWorkbook  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	contentTypes  = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + typeWorkbook + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + typeWorkbook + `worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="` + typeWorkbook + `styles+xml"/></Types>`
	rootRels      = xmlHead + `<Relationships xmlns="` + nsRels + `"><Relationship Id="rId1" Type="` + nsOffice + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	workbook      = xmlHead + `<workbook xmlns="` + nsMain + `" xmlns:r="` + nsOffice + `"><sheets><sheet name="disclosures" sheetId="1" r:id="rId1"/></sheets></workbook>`
	workbookRels  = xmlHead + `<Relationships xmlns="` + nsRels + `"><Relationship Id="rId1" Type="` + nsOffice + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + nsOffice + `/styles" Target="styles.xml"/></Relationships>`
	styles        = xmlHead + `<styleSheet xmlns="` + nsMain + `"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="1" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`
	sheetHead     = xmlHead + `<worksheet xmlns="` + nsMain + `"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
	sheetTail     = `</sheetData></worksheet>`
	styleMoney    = 1 // #,##0.00
	styleCount    = 2 // 0
	styleHeadings = 3 // bold
)

// newSheet begins a workbook with the columns' names as its first row.
func newSheet(w io.Writer, cols []column) (*sheet, error) {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, deflateLevel) })
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", rootRels}, {"xl/workbook.xml", workbook},
		{"xl/_rels/workbook.xml.rels", workbookRels}, {"xl/styles.xml", styles},
	} {
		f, err := z.Create(part.name)
		if err != nil {
			return nil, fmt.Errorf("writing %s of a workbook: %w", part.name, err)
		}
		if _, err := io.WriteString(f, part.text); err != nil {
			return nil, fmt.Errorf("writing %s of a workbook: %w", part.name, err)
		}
	}
	f, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return nil, fmt.Errorf("writing the sheet of a workbook: %w", err)
	}
	s := &sheet{zip: z, out: bufio.NewWriter(f), cols: cols}
	_, _ = s.out.WriteString(sheetHead) // a bufio.Writer shows its error at the next write and at Flush
	return s, s.headings()
}

func (s *sheet) headings() error {
	s.begin()
	for _, col := range s.cols {
		s.text(col.name, styleHeadings)
	}
	return s.end()
}

// row writes the cells of one row, in the order of the columns.
func (s *sheet) row(cells []string) error {
	if s.rows >= maxSheetRows {
		return fmt.Errorf("a sheet holds %d rows", maxSheetRows)
	}
	s.begin()
	for i, cell := range cells {
		switch kind := s.cols[i].kind; {
		case cell == "":
			_, _ = s.out.WriteString(`<c/>`)
		case kind == cellMoney:
			s.number(cell, styleMoney)
		case kind == cellCount:
			s.number(cell, styleCount)
		default:
			s.text(cell, 0)
		}
	}
	return s.end()
}

func (s *sheet) begin() {
	s.rows++
	_, _ = s.out.WriteString(`<row r="` + strconv.Itoa(s.rows) + `">`)
}

func (s *sheet) end() error {
	_, err := s.out.WriteString(`</row>`)
	return err
}

func (s *sheet) number(digits string, style int) {
	_, _ = s.out.WriteString(`<c s="` + strconv.Itoa(style) + `"><v>` + digits + `</v></c>`)
}

func (s *sheet) text(words string, style int) {
	_, _ = s.out.WriteString(`<c t="inlineStr" s="` + strconv.Itoa(style) + `"><is><t xml:space="preserve">`)
	_ = xml.EscapeText(s.out, []byte(shorten(plain(words))))
	_, _ = s.out.WriteString(`</t></is></c>`)
}

// shorten cuts a text that no cell can hold.
func shorten(text string) string {
	if utf8.RuneCountInString(text) <= maxCell {
		return text
	}
	return string([]rune(text)[:maxCell-1]) + "…"
}

func (s *sheet) close() error {
	_, _ = s.out.WriteString(sheetTail)
	if err := s.out.Flush(); err != nil {
		return err
	}
	return s.zip.Close()
}
