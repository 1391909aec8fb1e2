package hostile

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

const (
	unsafe  = "不安全"
	damaged = "损坏"
)

// archives are packages that hurt before anybody knows what they hold.
func archives() []File {
	return []File{
		{"a GiB of zeros.docx", func() []byte { return bomb("word/document.xml", 0, 1024, "", "", wordTypes()) }, unsafe},
		{"a GiB that says it is small.docx", func() []byte { return lying(bomb("word/document.xml", 0, 1024, "", "", wordTypes()), 24, 1000) }, damaged},
		{"a GiB in the list of types.docx", func() []byte { return bomb("[Content_Types].xml", ' ', 1024, "", "") }, unsafe},
		{"archives in archives.docx", nested, "压缩包"},
		{"60000 entries.docx", manyEntries, unsafe},
		{"a name twice.docx", func() []byte { return wordFile(body(), part{"word/document.xml", "<x/>"}) }, unsafe},
		{"a name that climbs.docx", func() []byte { return wordFile(body(), part{"../../../tmp/climbed.txt", "x"}) }, unsafe},
		{"a name from the root.docx", func() []byte { return wordFile(body(), part{"/tmp/climbed.txt", "x"}) }, unsafe},
		{"a name with backslashes.docx", func() []byte { return wordFile(body(), part{`..\..\climbed.txt`, "x"}) }, unsafe},
		{"encrypted entries.docx", encrypted, "密码"},
		{"entries longer than the file.docx", func() []byte { return lying(wordFile(body()), 24, 0xfffffff0) }, unsafe},
		{"entries that begin nowhere.docx", func() []byte { return lying(wordFile(body()), 42, 0x7fffffff) }, damaged},
		{"a directory cut off.docx", func() []byte { b := wordFile(body()); return b[:len(b)-30] }, damaged},
		{"an archive.zip", func() []byte { return pack(part{"公开文本.txt", text()}) }, "压缩包"},
		{"an empty archive.zip", func() []byte { return pack() }, "压缩包"},
		of("an archive.rar", "压缩包", "Rar!\x1a\x07\x00"+text()),
		of("an archive.7z", "压缩包", "7z\xbc\xaf\x27\x1c"+text()),
		of("an archive.gz", "压缩包", "\x1f\x8b\x08\x00"+text()),
	}
}

func nested() []byte {
	b := pack(part{"zeros", string(bytes.Repeat([]byte{0}, 1<<20))})
	for i := range 40 {
		b = pack(part{fmt.Sprintf("%d.zip", i), string(b)}, part{fmt.Sprintf("again%d.zip", i), string(b[:min(len(b), 4096)])})
	}
	return b
}

func manyEntries() []byte {
	parts := []part{wordTypes(), {"word/document.xml", document(body())}}
	for i := range 60_000 {
		parts = append(parts, part{fmt.Sprintf("word/media/%d.png", i), ""})
	}
	return pack(parts...)
}

// directory marks an entry in the list at the end of an archive.
const directory = "PK\x01\x02"

// lying writes a number into every entry of the list at an archive's end.
func lying(b []byte, at int, number uint32) []byte {
	for from := 0; ; {
		next := bytes.Index(b[from:], []byte(directory))
		if next < 0 {
			return b
		}
		from += next
		binary.LittleEndian.PutUint32(b[from+at:], number)
		from += len(directory)
	}
}

// encrypted sets the mark of a password on every entry.
func encrypted() []byte {
	b := wordFile(body())
	for i := range len(b) - len(directory) {
		if string(b[i:i+len(directory)]) == directory {
			b[i+8] |= 1
		}
	}
	return b
}
