package doc

import (
	"errors"
	"fmt"

	"golang.org/x/text/encoding/charmap"

	"mingzhang/ingest/source"
)

// pieced is the text of a document as UTF-16, with the place in the stream of each
// character, by which its properties are found.
type pieced struct {
	units  []uint16
	pieces []piece
}

// piece is a run of characters that lies together in the stream.
type piece struct {
	span
	fc    int    // offset of its first character
	width int    // bytes of a character: 1 or 2
	prls  []byte // changes that a fast save put on the whole piece
}

// readText puts the pieces together ([MS-DOC] 2.8.35, PlcPcd).
func readText(f *fib) (*pieced, error) {
	plc, prcs := splitClx(f.part(inClx))
	n := (len(plc) - 4) / 12
	if n < 1 {
		return nil, source.Broken(formatName, errors.New("it has no piece table"))
	}
	t := &pieced{}
	for i := range n {
		from, to := u32(plc, 4*i), u32(plc, 4*i+4)
		if from != len(t.units) || to < from {
			return nil, source.Broken(formatName, fmt.Errorf("piece %d is out of order", i))
		}
		if to > maxChars {
			return nil, source.TooLong()
		}
		if err := t.add(f.main, piece{span: span{from, to}, prls: modifier(u16(plc, 4*(n+1)+8*i+6), prcs)}, u32(plc, 4*(n+1)+8*i+2)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// maxModifier is how many bytes of changes to a piece are read; a fast save
// writes some ten.
const maxModifier = 512

// splitClx finds the piece table behind the property modifiers.
func splitClx(clx []byte) (plc []byte, prcs [][]byte) {
	for len(clx) > 0 {
		switch clx[0] {
		case 1:
			n := u16(clx, 1)
			if n+3 > len(clx) {
				return nil, nil
			}
			prcs = append(prcs, clx[3:3+min(n, maxModifier)])
			clx = clx[3+n:]
		case 2:
			return cut(clx, 5, u32(clx, 1)), prcs
		default:
			return nil, nil
		}
	}
	return nil, nil
}

// modifier gives the properties that a Prm stands for: one of a few short forms,
// or a list stored before the piece table.
func modifier(prm int, prcs [][]byte) []byte {
	if prm&1 != 0 {
		if i := prm >> 1; i < len(prcs) {
			return prcs[i]
		}
		return nil
	}
	short := map[int]int{0x18: sprmPFInTable, 0x19: sprmPFTtp, 0x41: sprmCFRMarkDel, 0x5C: sprmCFVanish}
	if sprm := short[prm>>1&0x7F]; sprm != 0 {
		return []byte{byte(sprm), byte(sprm >> 8), byte(prm >> 8)}
	}
	return nil
}

func (t *pieced) add(main []byte, p piece, fc int) error {
	const compressed = 1 << 30
	p.fc, p.width = fc&(compressed-1), 2
	if fc&compressed != 0 {
		p.fc, p.width = p.fc/2, 1
	}
	n := p.to - p.from
	b := cut(main, p.fc, n*p.width)
	if b == nil && n > 0 {
		return source.Broken(formatName, fmt.Errorf("text at character %d lies outside the file", p.from))
	}
	for i := range n {
		if p.width == 1 {
			t.units = append(t.units, uint16(charmap.Windows1252.DecodeByte(b[i])))
		} else {
			t.units = append(t.units, uint16(u16(b, 2*i)))
		}
	}
	t.pieces = append(t.pieces, p)
	return nil
}
