package hostile

import (
	"fmt"
	"strings"
)

// others are open documents, OFD and what is known but not read.
func others(url string) []File {
	open := func(kind, content string) []byte {
		return pack(part{"mimetype", "application/vnd.oasis.opendocument." + kind}, part{"content.xml", content})
	}
	odt := func(name, want string, body func() string) File {
		return File{name, func() []byte { return open("text", openText(body())) }, want}
	}
	ofd := func(name, want string, page func() string) File {
		return File{name, func() []byte { return fixed(page()) }, want}
	}
	return []File{
		odt("pictures from the network.odt", "", func() string {
			return openParagraphs() + `<text:p><draw:frame><draw:image xlink:href="` + url + `/picture.png"/></draw:frame></text:p>`
		}),
		odt("a cell repeated for ever.odt", "", func() string {
			return openParagraphs() + `<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p/></table:table-cell></table:table-row></table:table>`
		}),
		odt("a full cell repeated for ever.odt", "行", func() string {
			return openParagraphs() + `<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>账</text:p></table:table-cell></table:table-row></table:table>`
		}),
		odt("a space repeated for ever.odt", "", func() string {
			return openParagraphs() + strings.Repeat(`<text:p>账<text:s text:c="2147483647"/>账</text:p>`, 1000)
		}),
		{"an entity.odt", func() []byte {
			return open("text", `<!DOCTYPE a [<!ENTITY x SYSTEM "`+url+`/x">]>`+openText("<text:p>&x;</text:p>"))
		}, unsafe},
		{"a sheet.ods", func() []byte { return open("spreadsheet", openText("")) }, ".ods"},
		{"slides.odp", func() []byte { return open("presentation", openText("")) }, "演示文稿"},
		{"slides.pptx", func() []byte {
			return pack(part{"[Content_Types].xml", `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>`})
		}, "演示文稿"},
		ofd("a hundred thousand letters.ofd", unsafe, func() string {
			return fixedLines() + strings.Repeat(`<ofd:TextObject Boundary="30 250 100 5" Size="4"><ofd:TextCode X="0" Y="4"> </ofd:TextCode></ofd:TextObject>`, 100_000)
		}),
		ofd("steps without end.ofd", "", func() string {
			return fixedLines() + `<ofd:TextObject Boundary="30 280 100 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 2147483647 1">账</ofd:TextCode></ofd:TextObject>`
		}),
		ofd("deep.ofd", unsafe, func() string { return strings.Repeat("<ofd:PageBlock>", 10_000) }),
		{"signed by nobody.ofd", func() []byte { return pack(part{"OFD.xml", "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"/>"}) }, damaged},
		of("rich text.rtf", "RTF", `{\rtf1\ansi `+strings.Repeat("{", 100_000)),
		of("a web archive.mht", "mht", "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"+text()),
		of("a picture.jpg", "图片", "\xff\xd8\xff\xe0"+text()),
	}
}

func openText(body string) string {
	const oasis = "urn:oasis:names:tc:opendocument:xmlns:"
	return `<office:document-content xmlns:office="` + oasis + `office:1.0" xmlns:text="` + oasis + `text:1.0" xmlns:table="` + oasis +
		`table:1.0" xmlns:draw="` + oasis + `drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>` + body +
		`</office:text></office:body></office:document-content>`
}

func openParagraphs() string {
	return "<text:p>" + strings.Join(lines(), "</text:p><text:p>") + "</text:p>"
}

// fixed is an OFD file of one page.
func fixed(page string) []byte {
	const space = `xmlns:ofd="http://www.ofdspec.org/2016"`
	return pack(
		part{"OFD.xml", `<ofd:OFD ` + space + `><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`},
		part{"Doc_0/Document.xml", `<ofd:Document ` + space + `><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>` +
			`<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`},
		part{"Doc_0/Pages/Page_0/Content.xml", `<ofd:Page ` + space + `><ofd:Content><ofd:Layer>` + page + `</ofd:Layer></ofd:Content></ofd:Page>`},
	)
}

func fixedLines() string {
	var b strings.Builder
	for i, line := range lines() {
		fmt.Fprintf(&b, `<ofd:TextObject Boundary="30 %d 150 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g %d 4">%s</ofd:TextCode></ofd:TextObject>`,
			30+8*i, len([]rune(line)), line)
	}
	return b.String()
}
