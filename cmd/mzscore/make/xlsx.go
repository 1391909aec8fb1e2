package main

import (
	"fmt"
	"regexp"
	"strings"
)

// xlsx writes one sheet: a paragraph is a row whose cells are merged, a table is
// a table, and plain numbers are numbers.
func xlsx(d *document) ([]byte, error) {
	s := sheet{width: 1}
	for _, i := range d.items {
		if i.kind == table {
			s.width = max(s.width, len(i.rows[0]))
		}
	}
	for _, i := range d.items {
		s.item(i)
	}
	return archive([]part{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", s.xml()},
		{"xl/sharedStrings.xml", xmlHead + `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + s.strings.String() + `</sst>`},
	})
}

// sheet grows row by row.
type sheet struct {
	width, row, count int
	rows, strings     strings.Builder
	merges            []string
}

func (s *sheet) item(i item) {
	switch i.kind {
	case pageBreak:
	case table:
		top := s.row
		for y, row := range i.rows {
			s.begin()
			for x, c := range row {
				s.cell(x, c.text)
				s.merge(x, top+y+1, c)
			}
			s.rows.WriteString("</row>")
		}
	default:
		s.begin()
		s.cell(0, i.visible())
		s.merge(0, s.row, cell{cols: s.width, rows: 1})
		s.rows.WriteString("</row>")
	}
}

func (s *sheet) begin() {
	s.row++
	fmt.Fprintf(&s.rows, `<row r="%d">`, s.row)
}

// plainNumber is what a clerk types as a number; one with a leading zero or of
// more than 11 digits is text, such as an account.
var plainNumber = regexp.MustCompile(`^(0|[1-9]\d{0,10})(\.\d+)?$`)

func (s *sheet) cell(x int, text string) {
	at := place(x, s.row)
	switch {
	case text == "":
	case plainNumber.MatchString(text):
		fmt.Fprintf(&s.rows, `<c r="%s"><v>%s</v></c>`, at, text)
	default:
		fmt.Fprintf(&s.rows, `<c r="%s" t="s"><v>%d</v></c>`, at, s.count)
		s.strings.WriteString(`<si><t xml:space="preserve">` + escape(text) + `</t></si>`)
		s.count++
	}
}

func (s *sheet) merge(x, row int, c cell) {
	if c.cols > 1 || c.rows > 1 {
		s.merges = append(s.merges, fmt.Sprintf(`<mergeCell ref="%s:%s"/>`, place(x, row), place(x+c.cols-1, row+c.rows-1)))
	}
}

// place is the name of a cell: A1. Sheets have at most 26 columns here.
func place(x, row int) string { return fmt.Sprintf("%c%d", 'A'+x, row) }

func (s *sheet) xml() string {
	merges := ""
	if len(s.merges) > 0 {
		merges = fmt.Sprintf(`<mergeCells count="%d">%s</mergeCells>`, len(s.merges), strings.Join(s.merges, ""))
	}
	return xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + s.rows.String() + `</sheetData>` + merges + `</worksheet>`
}
