package doc

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
)

// Offsets in the header of a compound file.
const (
	numFAT, firstDir, miniFAT, numMiniFAT, numDIFAT, firstFAT = 44, 48, 60, 64, 72, 76
)

// change gives a copy of b that f has changed.
func change(b []byte, f func(b []byte)) []byte {
	b = bytes.Clone(b)
	f(b)
	return b
}

// sector gives the offset of a sector.
func sector(n uint32) int { return 512 * (int(n) + 1) }

// eachFAT calls do with each entry of the sector table.
func eachFAT(b []byte, do func(i int, entry []byte)) {
	for s := range int(binary.LittleEndian.Uint32(b[numFAT:])) {
		at := sector(binary.LittleEndian.Uint32(b[firstFAT+4*s:]))
		for i := range 128 {
			do(128*s+i, b[at+4*i:at+4*i+4])
		}
	}
}

// entry gives the directory entry of a stream.
func entry(t *testing.T, b []byte, name string) []byte {
	t.Helper()
	at := bytes.Index(b, encode(name))
	if at < 0 {
		t.Fatalf("the sample has no stream %s", name)
	}
	return b[at : at+128]
}

func encode(name string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(name)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

func rename(t *testing.T, b []byte, from, to string) []byte {
	return change(b, func(b []byte) {
		e := entry(t, b, from)
		clear(e[:64])
		copy(e, encode(to))
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(to)+2))
	})
}

// head gives the start of the stream WordDocument.
func head(t *testing.T, b []byte) []byte {
	t.Helper()
	return b[sector(binary.LittleEndian.Uint32(entry(t, b, "WordDocument")[116:])):]
}

func TestRefusals(t *testing.T) {
	doc := sample(t, "rich.doc")
	renamed := func(to string) []byte { return rename(t, doc, "WordDocument", to) }
	flagged := func(at int, value byte) []byte {
		return change(doc, func(b []byte) { head(t, b)[at] = value })
	}
	table := "1Table"
	if head(t, doc)[11]&2 == 0 {
		table = "0Table"
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":             {nil, "不是Word 97-2003"},
		"packed":            {[]byte("PK\x03\x04"), "不是Word 97-2003"},
		"signature only":    {doc[:8], "损坏"},
		"workbook":          {renamed("Workbook"), ".xls"},
		"old workbook":      {renamed("Book"), ".xls"},
		"slides":            {renamed("PowerPoint Document"), ".ppt"},
		"mail":              {renamed("__properties_version1.0"), ".msg"},
		"locked package":    {renamed("EncryptedPackage"), "密码"},
		"works":             {renamed("CONTENTS"), "专用格式"},
		"other":             {renamed("Other"), "没有Word正文"},
		"locked":            {flagged(11, head(t, doc)[11]|1), "密码"},
		"obscured":          {flagged(11, head(t, doc)[11]|0x80), "密码"},
		"word 95":           {change(doc, func(b []byte) { binary.LittleEndian.PutUint16(head(t, b)[2:], 0x68) }), "Word 95"},
		"word 6 mark":       {flagged(0, 0xDC), "Word 95"},
		"no table stream":   {rename(t, doc, table, "2Table"), "损坏"},
		"no piece table":    {change(doc, func(b []byte) { binary.LittleEndian.PutUint32(head(t, b)[0x1A6:], 0) }), "损坏"},
		"huge text":         {change(doc, func(b []byte) { binary.LittleEndian.PutUint32(head(t, b)[76:], 1<<31) }), "上限"},
		"huge comments":     {change(doc, func(b []byte) { binary.LittleEndian.PutUint32(head(t, b)[92:], 1<<32-1) }), "上限"},
		"huge stream":       {change(doc, func(b []byte) { binary.LittleEndian.PutUint32(entry(t, b, "WordDocument")[120:], 1<<31) }), "损坏"},
		"stream in circles": {change(doc, func(b []byte) { eachFAT(b, func(i int, e []byte) { binary.LittleEndian.PutUint32(e, uint32(i)) }) }), "损坏"},
		"all to the first":  {change(doc, func(b []byte) { eachFAT(b, func(_ int, e []byte) { clear(e) }) }), "损坏"},
		"folder in circles": {change(doc, func(b []byte) { e := entry(t, b, "WordDocument"); e[68], e[69], e[70], e[71] = 0, 0, 0, 0 }), "损坏"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(t.Context(), c.file)
			if !isRefusal(err) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Read gave %v, want a refusal with %s", err, c.want)
			}
		})
	}
}

func TestLyingHeaders(t *testing.T) {
	doc := sample(t, "rich.doc")
	for _, at := range []int{numFAT, firstDir, miniFAT, numMiniFAT, 68, numDIFAT, firstFAT} {
		for _, value := range []uint32{0, 1, 7, 0x7FFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFF} {
			checkRead(t, change(doc, func(b []byte) { binary.LittleEndian.PutUint32(b[at:], value) }))
		}
	}
}

// TestLyingFIB puts wild numbers into each field of the file information block.
func TestLyingFIB(t *testing.T) {
	doc := sample(t, "rich.doc")
	for at := 32; at < 154+8*93; at += 2 {
		for _, value := range []uint32{0, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFF0} {
			checkRead(t, change(doc, func(b []byte) { binary.LittleEndian.PutUint32(head(t, b)[at:], value) }))
		}
	}
}

func TestCutOff(t *testing.T) {
	for _, name := range []string{"rich.doc", "plain.wps"} {
		doc := sample(t, name)
		for i := range 20 {
			if _, err := Read(t.Context(), doc[:len(doc)*i/20]); !isRefusal(err) {
				t.Errorf("%s cut at %d/20 gave %v, want a refusal", name, i, err)
			}
		}
	}
}

func TestShortLastSector(t *testing.T) {
	doc := sample(t, "rich.doc")
	end := len(bytes.TrimRight(doc, "\x00\xff"))
	if end%512 == 0 {
		t.Fatal("the sample fills its last sector; take another")
	}
	mustRead(t, doc[:end])
}

func TestFlippedBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range []string{"rich.doc", "nested.doc", "plain.wps"} {
		doc := sample(t, name)
		for range 1_000 {
			checkRead(t, change(doc, func(b []byte) {
				for range 1 + random.IntN(8) {
					b[random.IntN(len(b))] = byte(random.Uint32())
				}
			}))
		}
	}
}
