package embedded

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/RoaringBitmap/roaring/v2"
)

// A posting list is an ascending list of documents. Short ones are differences
// as varints; long ones a serialised roaring bitmap, which is used where it
// lies, behind a checksum that every use looks at.
const (
	tagShort  = 0
	tagLong   = 1
	tagPlaces = 2 // no list: see placeReader

	maxShort = 200 // documents in a short list
)

var errPosting = errors.New("posting list is damaged")

// appendPosting appends the serialised list of docs.
func appendPosting(out []byte, docs []uint32) []byte {
	if len(docs) <= maxShort {
		out = append(out, tagShort)
		last := uint32(0)
		for _, d := range docs {
			out = binary.AppendUvarint(out, uint64(d+1-last))
			last = d + 1
		}
		return out
	}
	b := roaring.New()
	b.AddMany(docs)
	b.RunOptimize()
	raw, err := b.ToBytes()
	if err != nil { // never: it is written to memory
		return append(out, tagLong)
	}
	out = append(out, tagLong)
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(raw, castagnoli()))
	return append(out, raw...)
}

// readPosting reads a list over fewer than limit documents. The bitmap may share
// memory with raw: it must not be changed, nor outlive it.
func readPosting(raw []byte, limit uint32) (*roaring.Bitmap, error) {
	b := roaring.New()
	if len(raw) == 0 {
		return nil, errPosting
	}
	if raw[0] == tagShort {
		return b, readShort(b, raw[1:], limit)
	}
	if raw[0] != tagLong || len(raw) < 5 {
		return nil, errPosting
	}
	if crc32.Checksum(raw[5:], castagnoli()) != binary.LittleEndian.Uint32(raw[1:]) {
		return nil, fmt.Errorf("%w: checksum", errPosting)
	}
	if _, err := b.FromBuffer(raw[5:]); err != nil {
		return nil, fmt.Errorf("%w: %w", errPosting, err)
	}
	if !b.IsEmpty() && b.Maximum() >= limit {
		return nil, fmt.Errorf("%w: document out of range", errPosting)
	}
	return b, nil
}

func readShort(b *roaring.Bitmap, raw []byte, limit uint32) error {
	var docs [maxShort]uint32
	n := 0
	last := uint64(0)
	for ; len(raw) > 0; n++ {
		delta, size := binary.Uvarint(raw)
		if size <= 0 || delta == 0 || delta > uint64(limit) || last+delta > uint64(limit) || n == maxShort {
			return errPosting
		}
		last += delta
		docs[n] = uint32(last - 1)
		raw = raw[size:]
	}
	b.AddMany(docs[:n])
	return nil
}
