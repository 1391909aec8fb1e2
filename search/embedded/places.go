package embedded

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"unicode/utf8"

	"mingzhang/search"

	"github.com/RoaringBitmap/roaring/v2"
)

// The places of a triple of Han characters are kept when many documents have
// it: then a longer phrase is found by comparing places, which is a hundred
// times less to read than the texts. For each document in the order of the
// triple's posting list they are the differences of the ascending places, as
// varints, and between two documents a zero byte, which no difference holds.
const placesEnd = 0

const (
	leastPlaces = 8   // documents that have the triple
	placesShare = 256 // and one in so many of all
)

// minPlaces returns how many documents of n must have a triple for its places to
// be kept.
func minPlaces(n int) uint32 { return uint32(max(leastPlaces, n/placesShare)) }

// placeReader reads places, document by document.
type placeReader struct {
	raw []byte
	at  int
}

// skip passes the next document over.
func (r *placeReader) skip() {
	if i := bytes.IndexByte(r.raw[r.at:], placesEnd); i >= 0 {
		r.at += i + 1
		return
	}
	r.at = len(r.raw)
}

// next appends the places in the next document to out.
func (r *placeReader) next(out []uint32) []uint32 {
	raw, at := r.raw, r.at
	last := uint64(0)
	for at < len(raw) {
		delta, n := uint64(raw[at]), 1
		if delta >= 0x80 {
			delta, n = binary.Uvarint(raw[at:])
		}
		if n <= 0 { // no varint: nothing after it can be read
			at = len(raw)
			break
		}
		at += n
		if delta == 0 {
			break
		}
		last += delta
		out = append(out, uint32(last-1))
	}
	r.at = at
	return out
}

// places returns the places of a triple; nil when they are not kept.
func (s *segment) places(k key) ([]byte, error) {
	i, ok := s.findKey(k.in(fieldPlaces))
	if !ok {
		return nil, nil
	}
	return s.placesAt(i)
}

func (s *segment) placesAt(i int) ([]byte, error) {
	raw := s.rawAt(i)
	if len(raw) < 6 || raw[0] != tagPlaces {
		return nil, errPosting
	}
	if crc32.Checksum(raw[5:], castagnoli()) != binary.LittleEndian.Uint32(raw[1:]) {
		return nil, fmt.Errorf("%w: checksum", errPosting)
	}
	return raw[5:], nil
}

// placed keeps the documents of set in which phrase, Han characters only, stands,
// by the places of its triples; ok is false when they are not all kept.
func (q query) placed(set *roaring.Bitmap, phrase string) (found *roaring.Bitmap, ok bool, err error) {
	if !isHanPhrase(phrase) {
		return nil, false, nil
	}
	runes := []rune(phrase)
	starts := candidates{docs: set.ToArray()}
	for offset := 0; ; offset = min(offset+longestGram, len(runes)-longestGram) {
		k := gramKey(runes[offset : offset+longestGram]...)
		raw, err := q.places(k)
		if raw == nil || err != nil {
			return nil, false, err
		}
		list, err := q.list(k)
		if err != nil {
			return nil, false, err
		}
		if err := q.ctx.Err(); err != nil {
			return nil, false, err
		}
		starts.narrow(list, &placeReader{raw: raw}, uint32(offset))
		if offset == len(runes)-longestGram {
			return roaring.BitmapOf(starts.docs...), true, nil
		}
	}
}

// candidates are documents, and the places in each where the phrase may start.
type candidates struct {
	docs   []uint32
	places []uint32
	ends   []int // per document: where its places end; nil before the first narrowing
}

// narrow keeps the candidates where a triple stands offset characters behind a start.
func (c *candidates) narrow(list *roaring.Bitmap, reader *placeReader, offset uint32) {
	var next candidates
	next.docs, next.ends = c.docs[:0], make([]int, 0, len(c.docs))
	next.places = make([]uint32, 0, max(len(c.places), len(c.docs)))
	var here []uint32
	at, start := 0, 0
	it := list.Iterator()
	for it.HasNext() && at < len(c.docs) {
		doc := it.Next()
		for at < len(c.docs) && c.docs[at] < doc {
			start = c.end(at)
			at++
		}
		if at == len(c.docs) || c.docs[at] != doc {
			reader.skip()
			continue
		}
		before := len(next.places)
		here = reader.next(here[:0])
		next.places = follow(next.places, c.from(start, at), here, offset)
		start = c.end(at)
		at++
		if len(next.places) > before {
			next.docs = append(next.docs, doc)
			next.ends = append(next.ends, len(next.places))
		}
	}
	*c = next
}

// end returns where the places of the candidate with the index end.
func (c *candidates) end(i int) int {
	if c.ends == nil {
		return 0
	}
	return c.ends[i]
}

// from returns the places of the candidate with the index, which begin at start;
// nil when every place may be one.
func (c *candidates) from(start, i int) []uint32 {
	if c.ends == nil {
		return nil
	}
	return c.places[start:c.ends[i]]
}

// follow appends the starts that one of here follows by offset; all of here when
// starts is nil, as for the first triple.
func follow(out, starts, here []uint32, offset uint32) []uint32 {
	if starts == nil {
		return append(out, here...)
	}
	for _, s := range starts {
		for len(here) > 0 && here[0] < s+offset {
			here = here[1:]
		}
		if len(here) == 0 {
			break
		}
		if here[0] == s+offset {
			out = append(out, s)
		}
	}
	return out
}

// joinPlaces writes the joined places of k, unless one of the segments does not
// keep them for documents that have the triple, or too few documents are left.
func (m *merger) joinPlaces(k key, w *writer) error {
	m.places = m.places[:0]
	docs, complete := 0, true
	for i, in := range m.inputs {
		list, err := in.seg.list(k.in(fieldText))
		if err != nil {
			return err
		}
		other, ok := m.peek(i, in)
		switch {
		case ok && other == k:
			raw, err := in.seg.placesAt(m.next[i])
			if err != nil {
				return err
			}
			m.next[i]++
			docs += m.takePlaces(list, &placeReader{raw: raw}, m.renamed[i])
		case !list.IsEmpty():
			complete = false
		}
	}
	if !complete || docs < int(minPlaces(m.live)) {
		return nil
	}
	return w.places(k, m.places)
}

// takePlaces appends the places in the live documents of list and returns how
// many these are.
func (m *merger) takePlaces(list *roaring.Bitmap, reader *placeReader, renamed []uint32) int {
	docs := 0
	for it := list.Iterator(); it.HasNext(); {
		before := reader.at
		reader.skip()
		if renamed[it.Next()] == gone {
			continue
		}
		if len(m.places) > 0 {
			m.places = append(m.places, placesEnd)
		}
		one := reader.raw[before:reader.at]
		m.places = append(m.places, bytes.TrimSuffix(one, []byte{placesEnd})...)
		docs++
	}
	return docs
}

// isHanPhrase tells whether places can find phrase.
func isHanPhrase(phrase string) bool {
	for _, r := range phrase {
		if !search.IsHan(r) {
			return false
		}
	}
	return utf8.RuneCountInString(phrase) > longestGram
}
