package hostile

import (
	"fmt"
	"strings"
)

// workbook makes a workbook of one sheet.
func workbook(sheet string, more ...part) []byte {
	return pack(append(bookParts(), append(more, part{"xl/worksheets/sheet1.xml", bookSheet(sheet)})...)...)
}

func bookSheet(content string) string {
	return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + content + `</worksheet>`
}

func bookParts() []part {
	const types = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return []part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + types + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + types + `worksheet+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + relations +
			`"><sheets><sheet name="公开" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="` + relations + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
	}
}

// rows are the disclosure, a line in a row.
func rows() string {
	var b strings.Builder
	for i, line := range lines() {
		fmt.Fprintf(&b, `<row r="%d">%s</row>`, i+1, inline(fmt.Sprintf("A%d", i+1), line))
	}
	return b.String()
}

func inline(ref, text string) string {
	return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
}

func workbooks(url string) []File {
	sheet := func(name, want string, content func() string) File {
		return File{name, func() []byte { return workbook(content()) }, want}
	}
	return []File{
		sheet("a cell in the last corner.xlsx", "", func() string {
			return "<sheetData>" + rows() + `<row r="1048576">` + inline("XFD1048576", "账") + "</row></sheetData>"
		}),
		{"600 MB of spaces.xlsx", func() []byte {
			before, after, _ := strings.Cut(bookSheet("<sheetData>"+rows()+"|</sheetData>"), "|")
			return bomb("xl/worksheets/sheet1.xml", ' ', 600, before, after, bookParts()...)
		}, unsafe},
		{"30 MB of spaces.xlsx", func() []byte {
			before, after, _ := strings.Cut(bookSheet("<sheetData>"+rows()+"|</sheetData>"), "|")
			return bomb("xl/worksheets/sheet1.xml", ' ', 30, before, after, bookParts()...)
		}, ""},
		sheet("merged over everything.xlsx", "几乎没有中文", func() string {
			return "<sheetData>" + rows() + `</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`
		}),
		sheet("a formula that asks.xlsx", "", func() string {
			return "<sheetData>" + rows() + `<row r="40"><c r="A40" t="str"><f>WEBSERVICE("` + url + `/formula")</f><v>账</v></c></row></sheetData>`
		}),
		{"an entity from the network.xlsx", func() []byte {
			return pack(append(bookParts(), part{"xl/worksheets/sheet1.xml", `<!DOCTYPE a SYSTEM "` + url + `/a.dtd">` + bookSheet("<sheetData/>")})...)
		}, unsafe},
		{"links to other books.xlsx", func() []byte {
			return workbook("<sheetData>"+rows()+"</sheetData>", part{"xl/externalLinks/externalLink1.xml", `<externalLink/>`},
				part{"xl/externalLinks/_rels/externalLink1.xml.rels", `<Relationships><Relationship Id="x" Target="` + url + `/book.xlsx" TargetMode="External"/></Relationships>`},
				part{"xl/vbaProject.bin", "Sub Auto_Open()"})
		}, ""},
		sheet("no rows.xlsx", "没有文字", func() string { return "<sheetData/>" }),
	}
}
