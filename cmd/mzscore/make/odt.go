package main

import (
	"fmt"
	"strings"
)

// odt writes OpenDocument text with lists, spans, tracked deletions and hidden text.
func odt(d *document) ([]byte, error) {
	return archive([]part{
		{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"content.xml", odtContent(d)},
		{"styles.xml", odtStyles(d)},
		{"META-INF/manifest.xml", xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>`},
	})
}

const odtNS = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"`

func odtContent(d *document) string {
	var body, changes strings.Builder
	for n, i := range d.items {
		switch i.kind {
		case table:
			body.WriteString(odtTable(n, i.rows))
		case pageBreak:
			body.WriteString(`<text:p text:style-name="Break"/>`)
		default:
			body.WriteString(odtParagraph(d, n, i, &changes))
		}
	}
	tracked := changes.String()
	if tracked != "" {
		tracked = "<text:tracked-changes>" + tracked + "</text:tracked-changes>"
	}
	return xmlHead + `<office:document-content ` + odtNS + `><office:automatic-styles>` +
		`<style:style style:name="Break" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>` +
		`<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>` +
		odtListStyle("一", "一, 二, 三, ...", "", "、") + odtListStyle("(一)", "一, 二, 三, ...", "（", "）") + odtListStyle("1", "1", "", ".") +
		`</office:automatic-styles><office:body><office:text>` + tracked + body.String() + `</office:text></office:body></office:document-content>`
}

func odtListName(style string) string {
	return map[string]string{"一": "LHan", "(一)": "LHanB", "1": "LNum"}[style]
}

func odtListStyle(style, format, before, after string) string {
	return fmt.Sprintf(`<text:list-style style:name="%s"><text:list-level-style-number text:level="1" style:num-format="%s" style:num-prefix="%s" style:num-suffix="%s"/></text:list-style>`, odtListName(style), format, before, after)
}

func odtParagraph(d *document, n int, i item, changes *strings.Builder) string {
	var b strings.Builder
	for k, s := range i.spans {
		b.WriteString(odtSpan(s, fmt.Sprintf("ct%d", n*100+k), changes))
	}
	switch {
	case i.kind == numbered:
		return fmt.Sprintf(`<text:list text:style-name="%s"><text:list-item text:start-value="%d"><text:p>%s</text:p></text:list-item></text:list>`, odtListName(i.style), i.n, b.String())
	case i.kind == title && !d.plain:
		return `<text:p text:style-name="Title">` + b.String() + `</text:p>`
	case i.kind == heading && !d.plain:
		return fmt.Sprintf(`<text:h text:outline-level="%d">%s</text:h>`, i.level, b.String())
	}
	return "<text:p>" + b.String() + "</text:p>"
}

func odtSpan(s span, id string, changes *strings.Builder) string {
	info := `<office:change-info><dc:creator>核稿</dc:creator><dc:date>2024-01-01T00:00:00</dc:date></office:change-info>`
	switch {
	case s.deleted:
		fmt.Fprintf(changes, `<text:changed-region text:id="%s"><text:deletion>%s<text:p>%s</text:p></text:deletion></text:changed-region>`, id, info, escape(s.text))
		return fmt.Sprintf(`<text:change text:change-id="%s"/>`, id)
	case s.inserted:
		fmt.Fprintf(changes, `<text:changed-region text:id="%s"><text:insertion>%s</text:insertion></text:changed-region>`, id, info)
		return fmt.Sprintf(`<text:change-start text:change-id="%s"/>%s<text:change-end text:change-id="%s"/>`, id, escape(s.text), id)
	case s.hidden:
		return `<text:span text:style-name="Hidden">` + escape(s.text) + `</text:span>`
	}
	return escape(s.text)
}

func odtTable(n int, rows [][]cell) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<table:table table:name="T%d"><table:table-column table:number-columns-repeated="%d"/>`, n, len(rows[0]))
	for _, row := range rows {
		b.WriteString("<table:table-row>")
		for _, c := range row {
			b.WriteString(odtCell(c))
		}
		b.WriteString("</table:table-row>")
	}
	return b.String() + "</table:table>"
}

func odtCell(c cell) string {
	if c.covered {
		return "<table:covered-table-cell/>"
	}
	spans := ""
	if c.cols > 1 {
		spans += fmt.Sprintf(` table:number-columns-spanned="%d"`, c.cols)
	}
	if c.rows > 1 {
		spans += fmt.Sprintf(` table:number-rows-spanned="%d"`, c.rows)
	}
	return fmt.Sprintf(`<table:table-cell%s office:value-type="string"><text:p>%s</text:p></table:table-cell>`, spans, escape(c.text))
}

func odtStyles(d *document) string {
	foot := escape(d.footer)
	if d.footer == "page" {
		foot = `— <text:page-number text:select-page="current">1</text:page-number> —`
	}
	return xmlHead + `<office:document-styles ` + odtNS + `><office:styles><style:style style:name="Title" style:family="paragraph"/></office:styles>` +
		`<office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"/></style:page-layout></office:automatic-styles>` +
		`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"><style:header><text:p>` + escape(d.header) + `</text:p></style:header><style:footer><text:p>` + foot + `</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`
}
