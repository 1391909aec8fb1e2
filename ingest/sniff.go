package ingest

import (
	"bytes"
	"strings"
)

// signature is how a format that is not read begins.
type signature struct{ start, format, media, name string }

func signatures() []signature {
	return []signature{
		{"%PDF-", "pdf", "application/pdf", "PDF"},
		{"PK\x03\x04", "zip", "application/zip", "Word、Excel、OFD或压缩包"},
		{"\xd0\xcf\x11\xe0", "doc", "application/x-ole-storage", "旧版Word或WPS文档"},
		{"{\\rtf", "rtf", "application/rtf", "RTF"},
		{"\x89PNG", "png", "image/png", "图片"},
		{"\xff\xd8\xff", "jpg", "image/jpeg", "图片"},
		{"GIF8", "gif", "image/gif", "图片"},
		{"\x1f\x8b", "gz", "application/gzip", "压缩包"},
		{"Rar!", "rar", "application/vnd.rar", "压缩包"},
		{"7z\xbc\xaf", "7z", "application/x-7z-compressed", "压缩包"},
	}
}

// sniff tells what a file is from its bytes and refuses what is no text.
func (rep *Report) sniff(b []byte) error {
	head := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(head) == 0 {
		return refuse("文件是空的；请提交有正文的文件", "the file is empty")
	}
	for _, s := range signatures() {
		if bytes.HasPrefix(b, []byte(s.start)) {
			rep.Format, rep.MediaType = s.format, s.media
			return refuse("暂不能读取"+s.name+"；请另存为纯文本（.txt）或Markdown（.md）后再提交",
				"files of type "+s.format+" are not read; save it as .txt or .md")
		}
	}
	start := strings.ToLower(string(head[:min(len(head), 64)]))
	if strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") {
		rep.Format, rep.MediaType = "html", "text/html"
		return refuse("暂不能读取网页文件；请另存为纯文本（.txt）或Markdown（.md）后再提交",
			"web pages are not read; save it as .txt or .md")
	}
	return nil
}

// isCanonical tells whether a text is a Markdown revision with front matter.
func isCanonical(text string) bool {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(text, "\ufeff"), "---")
	if !ok || !strings.HasPrefix(strings.TrimLeft(rest, "\r"), "\n") {
		return false
	}
	head, _, closed := strings.Cut(rest, "\n---")
	return closed && strings.Contains(head, "\nkind:")
}
