package ledger

import (
	"encoding/binary"
	"fmt"
)

// appendEntry adds an entry to a bundle: its length in two bytes, then itself.
func appendEntry(bundle, entry []byte) []byte {
	bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
	return append(bundle, entry...)
}

// ParseBundle takes a bundle of c2sp.org/tlog-tiles@v0.1.0 apart. It must hold
// exactly width entries; else the error is ErrInvalid. The entries share the
// memory of the bundle.
func ParseBundle(bundle []byte, width int) ([][]byte, error) {
	if width < 1 || width > tileWidth {
		return nil, fmt.Errorf("%w: a bundle has 1 to %d entries, not %d", ErrInvalid, tileWidth, width)
	}
	entries := make([][]byte, 0, width)
	for rest := bundle; len(rest) > 0; {
		if len(rest) < 2 {
			return nil, fmt.Errorf("%w: the bundle ends within a length", ErrInvalid)
		}
		length := 2 + int(binary.BigEndian.Uint16(rest))
		if len(rest) < length {
			return nil, fmt.Errorf("%w: the bundle ends within an entry", ErrInvalid)
		}
		if len(entries) == width {
			return nil, fmt.Errorf("%w: the bundle has more than %d entries", ErrInvalid, width)
		}
		entries = append(entries, rest[2:length:length])
		rest = rest[length:]
	}
	if len(entries) != width {
		return nil, fmt.Errorf("%w: the bundle has %d entries, not %d", ErrInvalid, len(entries), width)
	}
	return entries, nil
}
