package embedded

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
)

// input is a segment to merge, without its dead documents.
type input struct {
	seg  *segment
	dead *roaring.Bitmap // nil if none
}

// gone is what a dead document is renumbered to.
const gone = ^uint32(0)

// merger joins segments. The documents keep their order, one segment after the
// other, so that a joined posting list is the lists one after the other.
type merger struct {
	inputs  []input
	renamed [][]uint32 // per input and document: the number in the result, or gone
	next    []int      // per input: index of the key that comes next
	docs    []uint32
	places  []byte
	live    int // documents of the result
}

// merge writes the live documents of inputs as one segment.
func merge(ctx context.Context, path string, inputs []input) error {
	m := merger{inputs: inputs, next: make([]int, len(inputs))}
	n := uint32(0)
	for _, in := range inputs {
		renamed := make([]uint32, in.seg.n)
		for doc := range renamed {
			if in.dead != nil && in.dead.Contains(uint32(doc)) {
				renamed[doc] = gone
				continue
			}
			renamed[doc] = n
			n++
		}
		m.renamed = append(m.renamed, renamed)
	}
	m.live = int(n)
	w, err := createSegment(path)
	if err != nil {
		return err
	}
	w.columns(m.records)
	if err := m.lists(ctx, w); err != nil {
		w.discard()
		return fmt.Errorf("merge segments: %w", err)
	}
	w.endLists()
	return w.close()
}

// records yields the live documents in their new order.
func (m *merger) records(found func(record)) {
	for i, in := range m.inputs {
		for doc, to := range m.renamed[i] {
			if to != gone {
				found(in.seg.record(uint32(doc)))
			}
		}
	}
}

// lists joins the posting lists, key by key.
func (m *merger) lists(ctx context.Context, w *writer) error {
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		k, ok := m.least()
		if !ok {
			return nil
		}
		if k.field() == fieldPlaces {
			if err := m.joinPlaces(k, w); err != nil {
				return err
			}
			continue
		}
		if err := m.join(k); err != nil {
			return err
		}
		if len(m.docs) == 0 {
			continue
		}
		if err := w.list(k, m.docs); err != nil {
			return err
		}
	}
}

// least returns the least key that is still to come.
func (m *merger) least() (key, bool) {
	var least key
	found := false
	for i, in := range m.inputs {
		if k, ok := m.peek(i, in); ok && (!found || k < least) {
			least, found = k, true
		}
	}
	return least, found
}

func (m *merger) peek(i int, in input) (key, bool) {
	if 8*m.next[i] >= len(in.seg.parts[sectionKeys]) {
		return 0, false
	}
	return key(in.seg.uint64(sectionKeys, m.next[i])), true
}

// join gathers the renumbered documents of k, and moves on.
func (m *merger) join(k key) error {
	m.docs = m.docs[:0]
	for i, in := range m.inputs {
		if other, ok := m.peek(i, in); !ok || other != k {
			continue
		}
		list, err := in.seg.listAt(m.next[i])
		if err != nil {
			return err
		}
		m.next[i]++
		m.take(list, m.renamed[i])
	}
	return nil
}

func (m *merger) take(list *roaring.Bitmap, renamed []uint32) {
	var buf [256]uint32
	it := list.ManyIterator()
	for n := it.NextMany(buf[:]); n > 0; n = it.NextMany(buf[:]) {
		for _, doc := range buf[:n] {
			if to := renamed[doc]; to != gone {
				m.docs = append(m.docs, to)
			}
		}
	}
}
