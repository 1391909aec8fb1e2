package hostile

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// paper writes PDF files.
type paper struct{ objects []string }

// add adds an object; the first is number 1.
func (p *paper) add(content string) { p.objects = append(p.objects, content) }

func (p *paper) stream(entries, content string) {
	p.add(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(content), content))
}

// bytes gives the file, whose first object is its root.
func (p *paper) bytes(trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	places := make([]int, len(p.objects))
	for i, content := range p.objects {
		places[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, content)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, place := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, trailer, start)
	return b.Bytes()
}

// onePage makes a file of a page with a Chinese font, which the file lacks as
// those of old writers do. The content's own entries and bytes are given.
func onePage(catalogue, page, entries, content string, more ...string) []byte {
	var p paper
	p.add("<< /Type /Catalog /Pages 2 0 R " + catalogue + " >>")
	p.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	p.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R " + page + " >>")
	p.stream(entries, content)
	p.add("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>")
	p.add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>")
	p.add("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>")
	for _, object := range more {
		p.add(object)
	}
	return p.bytes("")
}

// printed is the disclosure as a page shows it.
func printed() string {
	var b strings.Builder
	for i, line := range lines() {
		fmt.Fprintf(&b, "BT /F1 12 Tf 1 0 0 1 72 %d Tm <", 780-20*i)
		for _, c := range line {
			fmt.Fprintf(&b, "%04X", c)
		}
		b.WriteString("> Tj ET\n")
	}
	return b.String()
}

func flated(content string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	w.Write([]byte(content))
	w.Close()
	return out.String()
}

func pdfs(url string) []File {
	made := func(name, want string, content func() []byte) File { return File{name, content, want} }
	return []File{
		made("no text.pdf", "没有可读取的文字", func() []byte { return onePage("", "", "", "") }),
		made("a bomb.pdf", "过于复杂", func() []byte {
			return onePage("", "", "/Filter /FlateDecode", flated(printed()+strings.Repeat(" ", 200<<20)))
		}),
		made("a bomb in a bomb.pdf", "PDF", func() []byte {
			return onePage("", "", "/Filter [/FlateDecode /FlateDecode]", flated(flated(strings.Repeat(" ", 500<<20))))
		}),
		made("arrays in arrays.pdf", "", func() []byte { return onePage("", "/X "+strings.Repeat("[", 2_000_000), "", printed()) }),
		made("arrays in the content.pdf", "", func() []byte { return onePage("", "", "", printed()+strings.Repeat("[", 2_000_000)) }),
		made("much text.pdf", "拆分后再提交", func() []byte { return onePage("", "", "", strings.Repeat(printed(), 3_000)) }),
		made("pages in a circle.pdf", damaged, circle),
		made("forms in forms.pdf", "PDF", forms),
		made("100000 pages.pdf", "300页", manyPages),
		made("says it has a million pages.pdf", "PDF", func() []byte {
			return bytes.Replace(onePage("", "", "", printed()), []byte("/Count 1 "), []byte("/Count 1000000 "), 1)
		}),
		made("scripts and programs.pdf", "", func() []byte {
			return onePage("/OpenAction << /S /JavaScript /JS (app.launchURL\\(\""+url+"/js\"\\)) >> /AA << /WC << /S /Launch /F (/bin/sh) >> >>",
				"/AA << /O << /S /URI /URI ("+url+"/page) >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /SubmitForm /F ("+url+"/form) >> >>]", "", printed())
		}),
		made("a stream from elsewhere.pdf", "没有可读取的文字", func() []byte { return onePage("", "", "/F << /FS /URL /F ("+url+"/stream) >>", "") }),
		made("locked.pdf", "密码", func() []byte {
			var p paper
			p.add("<< /Type /Catalog /Pages 2 0 R >>")
			p.add("<< /Type /Pages /Kids [] /Count 0 >>")
			key := strings.Repeat("41", 32)
			p.add("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + key + "> /U <" + key + "> >>")
			return p.bytes("/Encrypt 3 0 R /ID [<41> <41>]")
		}),
		made("a picture.pdf", "扫描", func() []byte {
			return onePage("", "", "", "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")
		}),
		made("a huge page.pdf", "", func() []byte {
			return bytes.Replace(onePage("", "", "", printed()), []byte("595 842"), []byte("2e9 842"), 1)
		}),
		made("places beyond all numbers.pdf", "PDF", func() []byte {
			return onePage("", "", "", strings.ReplaceAll(printed(), "1 0 0 1 72", "1e38 0 0 1e38 1e38"))
		}),
		made("a printed page that is called.txt", "", func() []byte { return onePage("", "", "", printed()) }),
		of("a mark and no more.pdf", damaged, "%PDF-1.7\n"),
	}
}

func circle() []byte {
	var p paper
	p.add("<< /Type /Catalog /Pages 2 0 R >>")
	p.add("<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 3 0 R >>")
	p.add("<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>")
	return p.bytes("")
}

// forms paint each other, ten times each.
func forms() []byte {
	var p paper
	p.add("<< /Type /Catalog /Pages 2 0 R >>")
	p.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	p.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >> >>")
	p.stream("", "/A Do /A Do")
	for i := 5; i < 40; i++ {
		p.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A %d 0 R >> >>", i+1), strings.Repeat("/A Do ", 10))
	}
	p.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "0 0 1 1 re f")
	return p.bytes("")
}

func manyPages() []byte {
	var p paper
	p.add("<< /Type /Catalog /Pages 2 0 R >>")
	p.add("<< /Type /Pages /Kids [" + strings.Repeat("3 0 R ", 100_000) + "] /Count 100000 >>")
	p.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
	return p.bytes("")
}
