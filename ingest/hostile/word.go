package hostile

import (
	"fmt"
	"strings"
)

func wordTypes(more ...string) part {
	return part{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		strings.Join(more, "") + `</Types>`}
}

// document is the main part of a Word file.
func document(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` + body + `</w:body></w:document>`
}

// body is the disclosure in paragraphs.
func body() string {
	var b strings.Builder
	for _, line := range lines() {
		b.WriteString(paragraph(line))
	}
	return b.String()
}

func paragraph(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func wordFile(body string, more ...part) []byte {
	return pack(append([]part{wordTypes(), {"word/document.xml", document(body)}}, more...)...)
}

// withDocument makes a Word file whose main part is given whole.
func withDocument(name, want string, main func() string) File {
	return File{name, func() []byte { return pack(wordTypes(), part{"word/document.xml", main()}) }, want}
}

// wordFiles are Word documents.
func wordFiles(url string) []File {
	laughs := `<!DOCTYPE a [<!ENTITY a "账账账账账账账账账账">`
	for c := 'b'; c < 'k'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	entity := func(system string) func() string {
		return func() string {
			return `<!DOCTYPE a [<!ENTITY x SYSTEM "` + system + `">]>` + document(body()+paragraph("&x;"))
		}
	}
	return []File{
		withDocument("a billion laughs.docx", unsafe, func() string { return laughs + `]>` + document(body()+paragraph("&j;")) }),
		withDocument("an entity that is a file.docx", unsafe, entity("file:///etc/passwd")),
		withDocument("an entity from the network.docx", unsafe, entity(url+"/entity")),
		withDocument("a type from the network.docx", unsafe, func() string {
			return `<!DOCTYPE a SYSTEM "` + url + `/a.dtd">` + document(body())
		}),
		withDocument("an entity that nobody knows.docx", damaged, func() string { return document(paragraph("&nbsp;")) }),
		withDocument("millions of marks.docx", unsafe, func() string { return document(strings.Repeat("<w:r/>", 4_500_000)) }),
		withDocument("many paragraphs.docx", "上限", func() string { return document(strings.Repeat(paragraph("账"), 70_000)) }),
		withDocument("many empty paragraphs.docx", "", func() string { return document(body() + strings.Repeat("<w:p/>", 200_000)) }),
		withDocument("deep elements.docx", unsafe, func() string { return document(strings.Repeat("<w:a>", 100_000)) }),
		withDocument("tables in tables.docx", "", func() string {
			return document(body() + strings.Repeat("<w:tbl><w:tr><w:tc>", 60) + paragraph("账") + strings.Repeat("</w:tc></w:tr></w:tbl>", 60))
		}),
		withDocument("wide cells.docx", "", func() string {
			return document(body() + "<w:tbl>" + strings.Repeat(`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>`+paragraph("账")+"</w:tc></w:tr>", 100) + "</w:tbl>")
		}),
		withDocument("attributes.docx", "", func() string {
			return document(`<w:p a="` + strings.Repeat("x", 8<<20) + `"/>` + body())
		}),
		withDocument("not XML.docx", damaged, func() string { return strings.Repeat("\x00\xff<", 10_000) }),
		{"links and macros.docx", func() []byte { return linked(url) }, ""},
	}
}

// linked is a Word file that would fetch pictures and a template, and run macros.
func linked(url string) []byte {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relation := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + office + kind + `" Target="` + target + `" TargetMode="External"/>`
	}
	space := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	picture := `<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="p"/></w:drawing></w:r></w:p>`
	field := `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "` + url + `/field"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
	return pack(
		wordTypes(`<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>`),
		part{"word/document.xml", document(body() + picture + field + `<w:p><w:r><w:object/></w:r></w:p>`)},
		part{"word/_rels/document.xml.rels", space + relation("p", "image", url+"/picture.png") + relation("s", "styles", url+"/styles.xml") +
			relation("o", "oleObject", url+"/object") + `<Relationship Id="t" Type="` + office + `settings" Target="settings.xml"/></Relationships>`},
		part{"word/settings.xml", `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`},
		part{"word/_rels/settings.xml.rels", space + relation("t", "attachedTemplate", url+"/template.dotm") + `</Relationships>`},
		part{"word/vbaProject.bin", "Sub AutoOpen()"},
		part{"word/embeddings/oleObject1.bin", "\xd0\xcf\x11\xe0"},
	)
}
