package ingest

import (
	"bytes"
	"context"
	"strings"

	"mingzhang/ingest/plain"
	"mingzhang/ingest/source"
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

// signature is how the bytes of a format begin.
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
		return format{}, source.Refuse("文件是空的；请提交有正文的文件", "the file is empty")
	}
	for _, s := range signatures() {
		if bytes.HasPrefix(b, []byte(s.start)) && (s.start != "BM" || bytes.IndexByte(b, 0) >= 0) {
			return s.format, nil
		}
	}
	name = strings.ToLower(name)
	if strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".markdown") {
		return format{formatMarkdown, "text/markdown", with(plain.Read)}, nil
	}
	return format{formatText, "text/plain", with(plain.Read)}, nil
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
