package ingest

import (
	"bytes"
	"context"
	"strings"

	"mingzhang/ingest/doc"
	"mingzhang/ingest/docx"
	"mingzhang/ingest/guard"
	"mingzhang/ingest/odt"
	"mingzhang/ingest/ofd"
	"mingzhang/ingest/plain"
	"mingzhang/ingest/source"
	"mingzhang/ingest/webpage"
	"mingzhang/ingest/xlsx"
)

// format is a kind of file that is known, and how it is read.
type format struct {
	name, media string
	extract     func(r *Reader, ctx context.Context, b []byte) (*source.Document, error)
}

const formatText, formatMarkdown = "txt", "md"

// with reads a format by a reader that needs nothing else.
func with(read source.Reader) func(*Reader, context.Context, []byte) (*source.Document, error) {
	return func(_ *Reader, ctx context.Context, b []byte) (*source.Document, error) { return read(ctx, b) }
}

// refused makes a format that is known and not read; advice says what to send
// instead.
func refused(name, media, chinese, english string) format {
	return format{name, media, func(*Reader, context.Context, []byte) (*source.Document, error) {
		return nil, source.Refuse(chinese, english)
	}}
}

// readPDF reads PDF by the reader that was given from outside.
func readPDF(r *Reader, ctx context.Context, b []byte) (*source.Document, error) {
	if r.PDF == nil {
		return nil, source.Refuse("这里不能读取PDF；请提交Word文件", "PDF is not read here; send the Word file")
	}
	return r.PDF(ctx, b)
}

// signature is how a format is known: how its bytes begin, or what its package
// names.
type signature struct {
	start  string
	format format
}

func signatures() []signature {
	picture := func(name, media string) format {
		return refused(name, media, "这是图片，读不出文字；请提交Word文件或由Word导出的PDF", "this is a picture; send the Word file, or a PDF exported from it")
	}
	packed := func(name, media string) format {
		return refused(name, media, "这是压缩包；请解压后逐个提交里面的文件", "this is an archive; unpack it and send the files in it")
	}
	return []signature{
		{"{\\rtf", refused("rtf", "application/rtf", "暂不能读取RTF文件；请在Word或WPS中另存为.docx后再提交", "RTF is not read; save it as .docx")},
		{"MIME-Version:", refused("mht", "multipart/related", "暂不能读取单个网页文件（.mht）；请在Word或WPS中另存为.docx后再提交", "web archives (.mht) are not read; save it as .docx")},
		{"\x89PNG", picture("png", "image/png")},
		{"\xff\xd8\xff", picture("jpg", "image/jpeg")},
		{"GIF8", picture("gif", "image/gif")},
		{"BM", picture("bmp", "image/bmp")},
		{"II*\x00", picture("tif", "image/tiff")},
		{"MM\x00*", picture("tif", "image/tiff")},
		{"\x1f\x8b", packed("gz", "application/gzip")},
		{"Rar!", packed("rar", "application/vnd.rar")},
		{"7z\xbc\xaf", packed("7z", "application/x-7z-compressed")},
	}
}

// sniff tells what a file is from its bytes. Only Markdown is told from plain
// text by the name, since both read alike.
func sniff(name string, b []byte) (format, error) {
	text := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(text) == 0 {
		return format{}, source.Refuse("文件是空的；请提交有正文的文件", "the file is empty; send one with text")
	}
	for _, s := range signatures() {
		if bytes.HasPrefix(b, []byte(s.start)) && (s.start != "BM" || bytes.IndexByte(b, 0) >= 0) {
			return s.format, nil
		}
	}
	name = strings.ToLower(name)
	switch {
	case bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")):
		return format{"pdf", "application/pdf", readPDF}, nil
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return sniffArchive(b)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if strings.HasSuffix(name, ".wps") {
			return format{"wps", "application/vnd.ms-works", with(doc.Read)}, nil
		}
		return format{"doc", "application/msword", with(doc.Read)}, nil
	case isWebPage(text):
		return format{"html", "text/html", with(webpage.Read)}, nil
	}
	if strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".markdown") {
		return format{formatMarkdown, "text/markdown", with(plain.Read)}, nil
	}
	return format{formatText, "text/plain", with(plain.Read)}, nil
}

// sniffArchive tells what an office program packed.
func sniffArchive(b []byte) (format, error) {
	a, err := guard.OpenZip("文件", b)
	if err != nil {
		return format{name: "zip", media: "application/zip"}, err
	}
	types := ""
	for _, name := range []string{"mimetype", "[Content_Types].xml"} {
		if !a.Has(name) {
			continue
		}
		part, err := a.Read(name)
		if err != nil {
			return format{name: "zip", media: "application/zip"}, err
		}
		types += string(part)
	}
	for _, f := range packages() {
		if strings.Contains(types, f.start) {
			return f.format, nil
		}
	}
	if a.Has("OFD.xml") {
		return format{"ofd", "application/ofd", with(ofd.Read)}, nil
	}
	return refused("zip", "application/zip", "这是压缩包；请解压后逐个提交里面的文件", "this is an archive; unpack it and send the files in it"), nil
}

// packages says by which words in its list of types an office format is known.
func packages() []signature {
	return []signature{
		{"wordprocessingml", format{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", with(docx.Read)}},
		{"ms-word.document", format{"docx", "application/vnd.ms-word.document.macroEnabled.12", with(docx.Read)}},
		{"spreadsheetml", format{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", with(xlsx.Read)}},
		{"ms-excel.sheet", format{"xlsx", "application/vnd.ms-excel.sheet.macroEnabled.12", with(xlsx.Read)}},
		{"presentationml", refused("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
			"这是演示文稿；请把公开文本另存为Word文件后再提交", "this is a presentation; send the text as a Word file")},
		{"opendocument.presentation", refused("odp", "application/vnd.oasis.opendocument.presentation",
			"这是演示文稿；请把公开文本另存为Word文件后再提交", "this is a presentation; send the text as a Word file")},
		{"opendocument.text", format{"odt", "application/vnd.oasis.opendocument.text", with(odt.Read)}},
		{"opendocument.spreadsheet", refused("ods", "application/vnd.oasis.opendocument.spreadsheet",
			"暂不能读取.ods表格；请另存为.xlsx后再提交", "ods is not read; save it as .xlsx")},
	}
}

// isWebPage tells whether text, as far as ASCII tells, begins as a page of the
// web does. Pages that Word writes begin with a long root element.
func isWebPage(text []byte) bool {
	start := strings.ToLower(string(text[:min(len(text), 4096)]))
	if strings.Contains(start[:min(len(start), 4)], "\x00") { // UTF-16
		start = strings.ReplaceAll(start, "\x00", "")
	}
	start = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(start, "\xff\xfe"), "\xfe\xff"), " \t\r\n")
	if !strings.HasPrefix(start, "<") {
		return false
	}
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<div", "<table", "<p>", "<p "} {
		if strings.Contains(start, mark) {
			return true
		}
	}
	return false
}

// isCanonical tells whether bytes are a Markdown revision with front matter.
func isCanonical(b []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), []byte("---"))
	if !ok || !bytes.HasPrefix(bytes.TrimLeft(rest, "\r"), []byte("\n")) {
		return false
	}
	head, _, closed := bytes.Cut(rest, []byte("\n---"))
	return closed && bytes.Contains(head, []byte("\nkind:"))
}
