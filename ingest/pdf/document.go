package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"mingzhang/ingest/pdf/layout"
	"mingzhang/ingest/source"
)

func hasMark(b []byte) bool { return bytes.Contains(b, []byte("%PDF-")) }

// Faults of opening a file in PDFium.
const (
	needsPassword = 4
	badSecurity   = 5
)

// read reads a whole file.
func (s *sandbox) read(b []byte) (*source.Document, error) {
	doc := s.call("FPDF_LoadMemDocument", uint64(s.place(b)), uint64(len(b)), 0)
	if s.fault != nil {
		return nil, s.fault
	}
	if doc == 0 {
		return nil, openFault(s.number("FPDF_GetLastError"))
	}
	n := s.number("FPDF_GetPageCount", doc)
	switch {
	case s.fault != nil:
		return nil, s.fault
	case n < 1:
		return nil, source.Broken(name, errors.New("it has no pages"))
	case n > source.MaxPages:
		return nil, source.Refuse(fmt.Sprintf("PDF文件有%d页，超过%d页的上限；请拆分后再提交", n, source.MaxPages),
			fmt.Sprintf("the PDF has %d pages, more than %d; split it", n, source.MaxPages))
	}
	r := reading{}
	if err := s.readPages(doc, n, &r); err != nil {
		return nil, err
	}
	r.attachments = s.number("FPDFDoc_GetAttachmentCount", doc)
	r.scripts = s.number("FPDFDoc_GetJavaScriptActionCount", doc) > 0 || hasScript(b)
	if s.fault != nil {
		return nil, s.fault
	}
	return r.document()
}

// hasScript tells whether a file says in its own bytes that it runs something.
func hasScript(b []byte) bool {
	return bytes.Contains(b, []byte("/JavaScript")) || bytes.Contains(b, []byte("/Launch"))
}

func openFault(code int) error {
	switch code {
	case needsPassword:
		return source.Refuse("PDF文件有打开密码，无法读取；请取消密码后再提交", "the PDF needs a password; save it without one")
	case badSecurity:
		return source.Refuse("PDF文件的加密方式不受支持；请取消加密后再提交", "the PDF's encryption is not supported; save it without")
	}
	return source.Broken(name, fmt.Errorf("PDFium gives error %d", code))
}

// reading is what has been read of a file.
type reading struct {
	pages       []layout.Page
	text        int // letters given
	scans       []int
	unreadable  []int
	damaged     []int
	left        leftOut
	images      int
	attachments int
	scripts     bool
}

func (s *sandbox) readPages(doc uint64, n int, r *reading) error {
	for i := range n {
		page := s.call("FPDF_LoadPage", doc, uint64(i))
		if s.fault != nil {
			return s.fault
		}
		if page == 0 {
			r.damaged = append(r.damaged, i+1)
			continue
		}
		sh, err := s.readSheet(page, i+1)
		if err != nil {
			return err
		}
		s.call("FPDF_ClosePage", page)
		r.take(sh)
		if r.text > source.MaxText {
			return source.TooLong()
		}
	}
	return s.fault
}

// A page is a scan when pictures fill scanPicture of it and it has fewer letters
// than scanLetters, such as the name of the program that made it.
const (
	scanPicture = 0.5
	scanLetters = 15
)

// take adds a page and judges it. Only letters that are seen count: programs lay
// invisible ones over scans, which they have guessed.
func (r *reading) take(sh *sheet) {
	p := sh.page()
	r.text += len(p.Glyphs)
	r.left.add(sh.left)
	r.images += len(sh.drawing.images)
	letters := 0
	for _, g := range p.Glyphs {
		if !unicode.IsSpace(g.Rune) {
			letters++
		}
	}
	switch {
	case sh.unknown > 5 && sh.unknown > letters/4:
		r.unreadable = append(r.unreadable, sh.number)
	case letters < scanLetters && sh.pictured() > scanPicture:
		r.scans = append(r.scans, sh.number)
	}
	r.pages = append(r.pages, p)
}

// pictured gives the part of a page, from 0 to 1, that its pictures fill.
func (sh *sheet) pictured() float64 {
	area := 0.0
	for _, im := range sh.drawing.images {
		w := min(im.right, sh.box.right) - max(im.left, sh.box.left)
		h := min(im.top, sh.box.top) - max(im.bottom, sh.box.bottom)
		area += max(w, 0) * max(h, 0)
	}
	return min(1, area/max(1, sh.box.width()*sh.box.height()))
}

func (r *reading) document() (*source.Document, error) {
	if err := r.refusal(); err != nil {
		return nil, err
	}
	var b source.Builder
	if err := layout.Read(&b, r.pages); err != nil {
		return nil, err
	}
	if len(b.Document().Blocks) == 0 {
		return nil, noText()
	}
	r.note(&b)
	return b.Document(), nil
}

// refusal gives the reason not to take a file from which a part would be missing.
func (r *reading) refusal() error {
	switch {
	case len(r.damaged) > 0:
		return source.Broken(name, fmt.Errorf("pages %s cannot be opened", ranges(r.damaged)))
	case len(r.scans) > 0:
		return source.Refuse(
			fmt.Sprintf("第%s页是扫描件或图片，没有可读取的文字；请提交Word原文件，或由Word另存为的PDF文件", ranges(r.scans)),
			fmt.Sprintf("pages %s are scans without text; send the Word file, or a PDF exported from Word", ranges(r.scans)))
	case len(r.unreadable) > 0:
		return source.Refuse(
			fmt.Sprintf("第%s页的字体没有文字编码，读出的是乱码；请提交Word原文件", ranges(r.unreadable)),
			fmt.Sprintf("the fonts of pages %s do not say which characters they draw; send the Word file", ranges(r.unreadable)))
	}
	return nil
}

func noText() error {
	return source.Refuse("PDF文件中没有可读取的文字；请提交Word原文件，或由Word另存为的PDF文件",
		"the PDF has no text; send the Word file, or a PDF exported from Word")
}

// ranges writes page numbers for people: 1-3、7.
func ranges(pages []int) string {
	var parts []string
	for i := 0; i < len(pages); {
		end := i
		for end+1 < len(pages) && pages[end+1] == pages[end]+1 {
			end++
		}
		if end == i {
			parts = append(parts, fmt.Sprint(pages[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", pages[i], pages[end]))
		}
		i = end + 1
	}
	if len(parts) > 20 {
		parts = append(parts[:20], "…")
	}
	return strings.Join(parts, "、")
}

// note says what stands in the file and was not given.
func (r *reading) note(b *source.Builder) {
	b.NoteCount(r.left.hidden, "略去看不见的文字%d字", "%d characters that cannot be seen were left out")
	b.NoteCount(r.left.covered, "略去被图形遮盖的文字%d字", "%d characters covered by drawings were left out")
	b.NoteCount(r.left.outside, "略去页面以外的文字%d字", "%d characters beyond the page were left out")
	b.NoteCount(r.left.slanted, "略去斜排或水印文字%d字", "%d characters set aslant, such as watermarks, were left out")
	b.NoteCount(r.left.comments, "略去批注%d处", "%d comments were left out")
	b.NoteCount(r.images, "略去图片%d张", "%d pictures were left out")
	b.NoteCount(r.attachments, "略去附件%d个", "%d attached files were left out")
	if r.scripts {
		b.Note("文件含有脚本或启动命令，未运行", "the file has scripts or launch commands, which were not run")
	}
}
