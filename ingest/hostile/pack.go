package hostile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
)

// part is an entry of an archive.
type part struct{ name, content string }

// pack makes an archive. It writes to memory, where nothing can fail.
func pack(parts ...part) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		if f, err := w.Create(p.name); err == nil {
			f.Write([]byte(p.content))
		}
	}
	w.Close()
	return out.Bytes()
}

// bomb makes an archive whose entry at the end unpacks to many MiB of one byte
// between two texts.
func bomb(name string, fill byte, mebibytes int, before, after string, parts ...part) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		if f, err := w.Create(p.name); err == nil {
			f.Write([]byte(p.content))
		}
	}
	packed, sum := deflated(fill, mebibytes, before, after)
	f, err := w.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Deflate, CompressedSize64: uint64(len(packed)), CRC32: sum,
		UncompressedSize64: uint64(len(before) + mebibytes<<20 + len(after)),
	})
	if err == nil {
		f.Write(packed)
	}
	w.Close()
	return out.Bytes()
}

// deflated packs a text, many MiB of one byte and another text without having
// them: a packed MiB that follows its like is the same bytes each time. It gives
// their checksum too.
func deflated(fill byte, mebibytes int, before, after string) (packed []byte, sum uint32) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, 0
	}
	one := bytes.Repeat([]byte{fill}, 1<<20)
	w.Write([]byte(before))
	w.Write(one)
	w.Flush()
	from := out.Len()
	w.Write(one)
	w.Flush()
	again := bytes.Clone(out.Bytes()[from:])
	sum = crc32.ChecksumIEEE([]byte(before))
	for i := range mebibytes {
		sum = crc32.Update(sum, crc32.IEEETable, one)
		if i > 1 {
			out.Write(again)
		}
	}
	w.Write([]byte(after))
	w.Close()
	return out.Bytes(), crc32.Update(sum, crc32.IEEETable, []byte(after))
}
