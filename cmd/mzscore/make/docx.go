package main

import (
	"fmt"
	"strings"
)

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// docx writes Word's format with what clerks' files have: styles, automatic
// numbers, merged cells, tracked changes, hidden text, remarks, heads and feet.
func docx(d *document) ([]byte, error) {
	return archive([]part{
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", docxRels},
		{"word/document.xml", docxBody(d)},
		{"word/_rels/document.xml.rels", docxParts},
		{"word/styles.xml", docxStyles},
		{"word/numbering.xml", docxNumbering(d)},
		{"word/header1.xml", xmlHead + `<w:hdr ` + wordNS + `><w:p>` + run(d.header, "") + `</w:p></w:hdr>`},
		{"word/footer1.xml", xmlHead + `<w:ftr ` + wordNS + `><w:p>` + docxFoot(d) + `</w:p></w:ftr>`},
		{"word/comments.xml", docxComments(d)},
	})
}

func docxBody(d *document) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document ` + wordNS + `><w:body>`)
	for n, i := range d.items {
		switch i.kind {
		case table:
			b.WriteString(docxTable(i.rows))
		case pageBreak:
			b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		default:
			b.WriteString(docxParagraph(d, n, i))
		}
	}
	b.WriteString(`<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1588" w:bottom="1440" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return b.String()
}

func docxParagraph(d *document, n int, i item) string {
	var b strings.Builder
	b.WriteString("<w:p><w:pPr>" + docxStyle(d, i) + "</w:pPr>")
	if i.comment != "" {
		fmt.Fprintf(&b, `<w:commentRangeStart w:id="%d"/>`, n)
	}
	for k, s := range i.spans {
		b.WriteString(docxSpan(s, docxLook(d, i), n*100+k))
	}
	if i.comment != "" {
		fmt.Fprintf(&b, `<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>`, n, n)
	}
	return b.String() + "</w:p>"
}

// docxStyle is the style or the automatic number of a paragraph.
func docxStyle(d *document, i item) string {
	switch {
	case i.kind == numbered:
		return fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, i.list)
	case i.kind == title && d.plain:
		return `<w:jc w:val="center"/>`
	case i.kind == title:
		return `<w:pStyle w:val="Title"/>`
	case i.kind == heading && !d.plain:
		return fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, i.level)
	}
	return `<w:ind w:firstLineChars="200" w:firstLine="640"/>`
}

// docxLook is the bold of headings that have no style.
func docxLook(d *document, i item) string {
	if d.plain && (i.kind == title || i.kind == heading) {
		return "<w:b/>"
	}
	return ""
}

func docxSpan(s span, look string, id int) string {
	change := fmt.Sprintf(`w:id="%d" w:author="核稿" w:date="2024-01-01T00:00:00Z"`, id)
	switch {
	case s.deleted:
		return "<w:del " + change + `><w:r><w:delText xml:space="preserve">` + escape(s.text) + "</w:delText></w:r></w:del>"
	case s.inserted:
		return "<w:ins " + change + ">" + run(s.text, look) + "</w:ins>"
	case s.hidden:
		return run(s.text, look+"<w:vanish/>")
	}
	return run(s.text, look)
}

func run(text, look string) string {
	if look != "" {
		look = "<w:rPr>" + look + "</w:rPr>"
	}
	return "<w:r>" + look + `<w:t xml:space="preserve">` + escape(text) + "</w:t></w:r>"
}

func docxTable(rows [][]cell) string {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="8700" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid>`)
	width := 8700 / len(rows[0])
	b.WriteString(strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, width), len(rows[0])) + `</w:tblGrid>`)
	for y, row := range rows {
		b.WriteString("<w:tr>")
		for x, c := range row {
			if c.covered && !c.below {
				continue
			}
			b.WriteString(docxCell(rows, y, x, width))
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl><w:p/>"
}

func docxCell(rows [][]cell, y, x, width int) string {
	c, merge := rows[y][x], ""
	if c.cols > 1 {
		merge = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, c.cols)
	}
	switch {
	case c.rows > 1:
		merge += `<w:vMerge w:val="restart"/>`
	case c.below:
		merge += `<w:vMerge/>`
	}
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr><w:p>%s</w:p></w:tc>`, width*c.cols, merge, run(c.text, `<w:sz w:val="21"/>`))
}

func docxFoot(d *document) string {
	if d.footer == "page" {
		return run("— ", "") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>` + run(" —", "")
	}
	return run(d.footer, "")
}

func docxComments(d *document) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:comments ` + wordNS + `>`)
	for n, i := range d.items {
		if i.comment != "" {
			fmt.Fprintf(&b, `<w:comment w:id="%d" w:author="核稿" w:date="2024-01-01T00:00:00Z"><w:p>%s</w:p></w:comment>`, n, run(i.comment, ""))
		}
	}
	return b.String() + `</w:comments>`
}

// docxNumbering has one list for every run of automatic numbers.
func docxNumbering(d *document) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:numbering ` + wordNS + `>`)
	b.WriteString(docxNumber(0, "chineseCountingThousand", "%1、") + docxNumber(1, "chineseCountingThousand", "（%1）") + docxNumber(2, "decimal", "%1."))
	abstract := map[string]int{"一": 0, "(一)": 1, "1": 2}
	for _, i := range d.items {
		if i.kind == numbered && i.n == 1 {
			fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, i.list, abstract[i.style])
		}
	}
	return b.String() + `</w:numbering>`
}

func docxNumber(id int, format, text string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:suff w:val="nothing"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>`, id, format, text)
}
