package doc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"mingzhang/ingest/source"
)

// formatName names the format for people.
const formatName = "Word文档"

// chunk is what one call reads of a stream. mscfb joins the sectors of a call in
// time that grows with their square, so calls are kept small.
const chunk = 32 << 10

// compound is an opened OLE compound file, its streams by name; names know no
// small letters.
type compound struct {
	streams map[string]*mscfb.File
	folders map[string]bool // storages that hold something
	limit   int             // bytes of one stream: no more than the file has
}

func openCompound(b []byte) (c *compound, err error) {
	if !bytes.HasPrefix(b, []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}) {
		return nil, source.Refuse("这不是Word 97-2003文档；请用Word或WPS另存为.docx后再提交",
			"this is no Word 97-2003 document; save it as .docx")
	}
	if len(b) > source.MaxFile {
		return nil, source.Refuse("文件超过20兆字节的上限；请拆分后再提交", "the file exceeds 20 MiB; split it")
	}
	defer catch(&err)
	r, err := mscfb.New(bytes.NewReader(whole(b)))
	if err != nil {
		return nil, source.Broken(formatName, err)
	}
	c = &compound{streams: map[string]*mscfb.File{}, folders: map[string]bool{}, limit: len(b)}
	for _, f := range r.File {
		if len(f.Path) > 0 { // embedded documents have streams of the same names
			c.folders[strings.ToUpper(f.Path[0])] = true
		} else if name := strings.ToUpper(f.Name); c.streams[name] == nil {
			c.streams[name] = f
		}
	}
	return c, c.refuseOthers()
}

// whole fills the last sector, which some programs leave short.
func whole(b []byte) []byte {
	const sector = 512
	if short := len(b) % sector; short != 0 {
		return append(b[:len(b):len(b)], make([]byte, sector-short)...)
	}
	return b
}

// catch turns a panic of the library, which trusts its input here and there, into
// the refusal of a broken file.
func catch(err *error) {
	if p := recover(); p != nil {
		*err = source.Broken(formatName, fmt.Errorf("compound file: %v", p))
	}
}

// refuseOthers refuses compound files that hold something else.
func (c *compound) refuseOthers() error {
	switch {
	case c.has("EncryptedPackage"):
		return locked()
	case c.has("WordDocument"):
		return nil
	case c.has("Workbook"), c.has("Book"):
		return source.Refuse("这是旧版Excel表格（.xls）；请另存为.xlsx后再提交", "this is an old Excel workbook (.xls); save it as .xlsx")
	case c.has("PowerPoint Document"):
		return source.Refuse("这是演示文稿（.ppt），不是公开文本；请把正文另存为.docx后再提交", "this is a presentation (.ppt); save its text as .docx")
	case c.hasPrefix("__properties_version"), c.hasPrefix("__substg1"):
		return source.Refuse("这是电子邮件（.msg）；请提交邮件中的附件", "this is an e-mail (.msg); send the file attached to it")
	case c.has("CONTENTS"), c.has("MatOST"), c.hasPrefix("WPS"), c.hasPrefix("PageInfo"):
		return source.Refuse("这是旧版WPS或Works专用格式，无法读取；请用WPS另存为.docx后再提交", "this is a private format of old WPS or Works; save it as .docx")
	}
	return source.Refuse("文件里没有Word正文；请用Word或WPS打开并另存为.docx后再提交", "the file holds no Word text; open it and save it as .docx")
}

func locked() error {
	return source.Refuse("文档加了密码，无法读取；请取消密码保护后再提交", "the document is protected by a password; remove it and send the file again")
}

func (c *compound) has(name string) bool { return c.streams[strings.ToUpper(name)] != nil }

// holds tells whether a storage has anything in it.
func (c *compound) holds(folder string) bool { return c.folders[strings.ToUpper(folder)] }

func (c *compound) hasPrefix(prefix string) bool {
	for name := range c.streams {
		if strings.HasPrefix(name, strings.ToUpper(prefix)) {
			return true
		}
	}
	return false
}

// read gives a whole stream. Its stated size is not believed: chains of sectors
// may run in circles.
func (c *compound) read(name string) (b []byte, err error) {
	f := c.streams[strings.ToUpper(name)]
	if f == nil {
		return nil, source.Broken(formatName, fmt.Errorf("it lacks the stream %s", name))
	}
	if f.Size > int64(c.limit) {
		return nil, source.Broken(formatName, fmt.Errorf("the stream %s claims %d bytes", name, f.Size))
	}
	defer catch(&err)
	b = make([]byte, 0, f.Size)
	for len(b) < cap(b) {
		n, err := f.Read(b[len(b):min(len(b)+chunk, cap(b))])
		b = b[:len(b)+n]
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, source.Broken(formatName, fmt.Errorf("reading the stream %s: %w", name, err))
		}
		if n == 0 {
			break
		}
	}
	return b, nil
}
