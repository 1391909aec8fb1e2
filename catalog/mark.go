package catalog

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// Mark stands for a set of texts: the sum of a hash of each, 64 bits by 64 bits.
// Whoever knows the mark of a set and what was added and taken away knows that of
// the new set, in any order. The zero value is that of no texts.
type Mark [4]uint64

// MarkOf gives the mark of one text: that of a disclosure's revision with a
// SHA-256 in hexadecimal.
func MarkOf(id, sha256 string) Mark {
	sum := hashBytes(sha256)
	return markOf([]byte(id), sum[:])
}

func markOf(id, text []byte) (m Mark) {
	var both [idSize + sha256.Size]byte
	sum := sha256.Sum256(append(append(both[:0], id...), text...))
	for i := range m {
		m[i] = binary.BigEndian.Uint64(sum[8*i:])
	}
	return m
}

// Add gives the mark of both sets.
func (m Mark) Add(other Mark) Mark {
	for i := range m {
		m[i] += other[i]
	}
	return m
}

// Sub gives the mark of the set without the texts of other, which are in it.
func (m Mark) Sub(other Mark) Mark {
	for i := range m {
		m[i] -= other[i]
	}
	return m
}

// String writes the mark in hexadecimal.
func (m Mark) String() string {
	b := make([]byte, 0, sha256.Size)
	for _, part := range m {
		b = binary.BigEndian.AppendUint64(b, part)
	}
	return hex.EncodeToString(b)
}

// Texts gives the mark of all published texts. It follows from them alone,
// whatever the rules by which facts are derived.
func (s *Snapshot) Texts() Mark { return s.texts }

func (s *Snapshot) mark() (m Mark) {
	for row := range s.live.All() {
		m = m.Add(markOf(s.idBytes(int(row)), s.sha256[row*32:(row+1)*32]))
	}
	return m
}
