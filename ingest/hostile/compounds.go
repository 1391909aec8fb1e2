package hostile

import (
	"encoding/binary"
	"unicode/utf16"
)

// compounds are OLE files, as Word 97 wrote them and as locked ones of today are.
func compounds() []File {
	holding := func(name, want, stream string) File {
		return File{name, func() []byte { return compound(stream) }, want}
	}
	changed := func(name, want string, change func(b []byte)) File {
		return File{name, func() []byte {
			b := compound("WordDocument")
			change(b)
			return b
		}, want}
	}
	fat := sectorSize // the first sector after the head
	return []File{
		holding("locked.docx", "密码", "EncryptedPackage"),
		holding("locked.xlsx", "密码", "EncryptedPackage"),
		holding("an old workbook.xls", "xls", "Workbook"),
		holding("old slides.ppt", "演示文稿", "PowerPoint Document"),
		holding("a letter.msg", "邮件", "__properties_version1.0"),
		holding("something else.doc", "Word正文", "Catalog"),
		holding("no text.doc", "Word 95", "WordDocument"),
		changed("a chain in a circle.doc", "Word 95", func(b []byte) {
			for i := 2; i < 10; i++ {
				binary.LittleEndian.PutUint32(b[fat+4*i:], 2)
			}
		}),
		changed("a directory in a circle.doc", damaged, func(b []byte) { binary.LittleEndian.PutUint32(b[fat+4:], 1) }),
		changed("a table of sectors in a circle.doc", damaged, func(b []byte) {
			binary.LittleEndian.PutUint32(b[44:], 0x7fffffff)
			binary.LittleEndian.PutUint32(b[68:], 0)
			binary.LittleEndian.PutUint32(b[72:], 0x7fffffff)
		}),
		changed("a stream beyond the file.doc", damaged, func(b []byte) { binary.LittleEndian.PutUint64(b[fat+sectorSize+128+120:], 1<<40) }),
		changed("sectors of a byte.doc", damaged, func(b []byte) { binary.LittleEndian.PutUint16(b[30:], 0) }),
		changed("sectors of a GiB.doc", damaged, func(b []byte) { binary.LittleEndian.PutUint16(b[30:], 30) }),
	}
}

const sectorSize = 512

// compound is an OLE file with one stream of 4 KiB.
func compound(stream string) []byte {
	const end, none, table = 0xfffffffe, 0xffffffff, 0xfffffffd
	b := make([]byte, 11*sectorSize) // head, table of sectors, directory, eight sectors of the stream
	le := binary.LittleEndian
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for at, v := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: 6} {
		le.PutUint16(b[at:], v)
	}
	for at, v := range map[int]uint32{44: 1, 48: 1, 56: 4096, 60: end, 68: end} {
		le.PutUint32(b[at:], v)
	}
	for at := 80; at < sectorSize; at += 4 { // the table is sector 0
		le.PutUint32(b[at:], none)
	}
	for i := range sectorSize / 4 {
		le.PutUint32(b[sectorSize+4*i:], none)
	}
	le.PutUint32(b[sectorSize:], table)
	le.PutUint32(b[sectorSize+4:], end)
	for i := uint32(2); i < 9; i++ {
		le.PutUint32(b[sectorSize+4*i:], i+1)
	}
	le.PutUint32(b[sectorSize+4*9:], end)
	entry(b[2*sectorSize:], "Root Entry", 5, end, 0)
	entry(b[2*sectorSize+128:], stream, 2, 2, 4096)
	le.PutUint32(b[2*sectorSize+76:], 1) // the root's child
	return b
}

func entry(b []byte, name string, kind byte, start uint32, size uint64) {
	units := append(utf16.Encode([]rune(name)), 0)
	for i, u := range units {
		binary.LittleEndian.PutUint16(b[2*i:], u)
	}
	binary.LittleEndian.PutUint16(b[64:], uint16(2*len(units)))
	b[66], b[67] = kind, 1
	for at := 68; at < 80; at += 4 {
		binary.LittleEndian.PutUint32(b[at:], 0xffffffff)
	}
	binary.LittleEndian.PutUint32(b[116:], start)
	binary.LittleEndian.PutUint64(b[120:], size)
}
