package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
	"mingzhang/content/sample"
	"mingzhang/ingest/hostile"
)

// inboxKind is a folder of files as units send them.
type inboxKind struct {
	name, folder string
	files        []string
	rounds       int
}

// How many files there are of each format. Of the last folder, of all formats,
// there are as many as disclosures, and mixedFiles at most.
const (
	textFiles  = 2_000
	wordFiles  = 1_000
	pdfFiles   = 100
	mixedFiles = 10_000
)

// fourPages is a PDF file of four pages with two tables.
const fourPages = "cmd/mzscore/testdata/corpus/25-six-projects/file.pdf"

// inbox writes the files that are read.
func (b *bench) inbox() ([]inboxKind, error) {
	pdf, err := os.ReadFile(fourPages)
	if err != nil {
		return nil, fmt.Errorf("run mzbench in the root of the repository: %w", err)
	}
	asText := func(_ int, d *content.Disclosure) (string, []byte) { return "txt", []byte(textFile(d)) }
	asWord := func(_ int, d *content.Disclosure) (string, []byte) { return "docx", wordFile(d) }
	asPDF := func(i int, _ *content.Disclosure) (string, []byte) {
		return "pdf", fmt.Appendf(bytes.Clone(pdf), "\n%% %d\n", i) // no two alike
	}
	asAny := func(i int, d *content.Disclosure) (string, []byte) {
		switch {
		case i%20 == 0:
			return asPDF(i, d)
		case i%3 == 0:
			return asWord(i, d)
		}
		return asText(i, d)
	}
	var kinds []inboxKind
	for _, k := range []struct {
		name   string
		number int
		rounds int
		write  func(i int, d *content.Disclosure) (string, []byte)
	}{
		{"text", textFiles, b.rounds, asText},
		{"docx", wordFiles, b.rounds, asWord},
		{"pdf of four pages", pdfFiles, b.rounds, asPDF},
		{"all three mixed", min(b.n, mixedFiles), 1, asAny},
	} {
		kind := inboxKind{name: k.name, folder: b.folder("inbox", strings.Fields(k.name)[0]), rounds: k.rounds}
		if err := os.MkdirAll(kind.folder, 0o755); err != nil {
			return nil, fmt.Errorf("making a folder of files to read: %w", err)
		}
		i := 0
		for d := range sample.Generate(k.number, b.seed) {
			ending, file := k.write(i, d)
			path := filepath.Join(kind.folder, fmt.Sprintf("%05d.%s", i, ending))
			if err := os.WriteFile(path, file, 0o600); err != nil {
				return nil, fmt.Errorf("writing a file to read: %w", err)
			}
			kind.files = append(kind.files, path)
			i++
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

// hostileFiles writes the hostile files whose names a folder can hold.
func (b *bench) hostileFiles() ([]string, error) {
	folder := b.folder("hostile")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("making a folder of hostile files: %w", err)
	}
	var paths []string
	for _, f := range hostile.Files("http://127.0.0.1:9") {
		if f.Name == "" || f.Name == "." || len(f.Name) > 200 || !utf8.ValidString(f.Name) || strings.ContainsAny(f.Name, "/\\\x00\r\n\x1b\u202e") {
			continue
		}
		path := filepath.Join(folder, f.Name)
		if err := os.WriteFile(path, f.Bytes(), 0o600); err != nil {
			return nil, fmt.Errorf("writing a hostile file: %w", err)
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// paragraphs are the lines of a disclosure as a unit would send it.
func paragraphs(d *content.Disclosure) []string {
	all := []string{string(d.DocumentTitle)}
	for i, s := range d.Sections {
		all = append(all, fmt.Sprintf("%c、%s", []rune("一二三四五六七八九十")[i%10], s.Heading))
		all = append(all, strings.Split(strings.ReplaceAll(s.Markdown, "\n\n", "\n"), "\n")...)
	}
	return all
}

func textFile(d *content.Disclosure) string { return strings.Join(paragraphs(d), "\n") + "\n" }

// wordFile writes a disclosure as Word does: each paragraph in several runs,
// with their fonts named each time.
func wordFile(d *content.Disclosure) []byte {
	const face = `<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:cs="仿宋_GB2312" w:hint="eastAsia"/><w:color w:val="000000"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>`
	const runLength = 20 // characters
	var body strings.Builder
	for _, text := range paragraphs(d) {
		body.WriteString(`<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>` + face + `</w:pPr>`)
		for runes := []rune(text); len(runes) > 0; {
			n := min(runLength, len(runes))
			body.WriteString(`<w:r w:rsidRPr="00B54D2C">` + face + `<w:t xml:space="preserve">` + html.EscapeString(string(runes[:n])) + `</w:t></w:r>`)
			runes = runes[n:]
		}
		body.WriteString("</w:p>")
	}
	const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	var styles strings.Builder
	for i := range 60 {
		fmt.Fprintf(&styles, `<w:style w:type="paragraph" w:styleId="s%d"><w:name w:val="Style %d"/><w:basedOn w:val="s0"/><w:pPr><w:jc w:val="both"/></w:pPr>%s</w:style>`, i, i, face)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document ` + space + `><w:body>` + body.String() + `</w:body></w:document>`},
		{"word/styles.xml", `<w:styles ` + space + `>` + styles.String() + `</w:styles>`},
	} {
		if f, err := w.Create(part[0]); err == nil { // into memory, where nothing fails
			io.WriteString(f, part[1])
		}
	}
	w.Close()
	return out.Bytes()
}

// eachLine calls use with each line of what is read, however long.
func eachLine(in io.Reader, use func(line string)) error {
	r := bufio.NewReader(in)
	for {
		line, err := r.ReadString('\n')
		if line != "" {
			use(line)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading what a program prints: %w", err)
		}
	}
}
