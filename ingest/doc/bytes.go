package doc

import "encoding/binary"

// The format is full of offsets and counts that a file may lie about. These
// helpers read little-endian numbers and give 0 for what lies outside, so that a
// lie costs text and never more.

func u8(b []byte, i int) int {
	if i < 0 || i >= len(b) {
		return 0
	}
	return int(b[i])
}

func u16(b []byte, i int) int {
	if i < 0 || i+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[i:]))
}

func i16(b []byte, i int) int { return int(int16(u16(b, i))) }

func u32(b []byte, i int) int {
	if i < 0 || i+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[i:]))
}

// cut gives n bytes from i, or nil when they are not all there.
func cut(b []byte, i, n int) []byte {
	if i < 0 || n <= 0 || i > len(b) || n > len(b)-i {
		return nil
	}
	return b[i : i+n : i+n]
}
