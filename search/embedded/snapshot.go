package embedded

import (
	"bytes"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
)

// snapshot is one state of the index. It never changes; searches hold on to the
// one that they started with.
type snapshot struct {
	refs     atomic.Int64
	revision string
	parts    []part
	ids      []string // of the live documents, newest first
}

// part is a segment within a snapshot.
type part struct {
	*segment
	dead *roaring.Bitmap // nil if none
	rank []uint32        // per document: its place in ids, or gone
}

// newSnapshot takes over one use of each segment.
func newSnapshot(revision string, inputs []input) *snapshot {
	s := &snapshot{revision: revision}
	s.refs.Store(1)
	live := 0
	for _, in := range inputs {
		p := part{segment: in.seg, dead: in.dead, rank: make([]uint32, in.seg.n)}
		live += int(p.live())
		s.parts = append(s.parts, p)
	}
	s.ids = make([]string, 0, live)
	for _, at := range s.ordered() {
		p := s.parts[at.part]
		p.rank[at.doc] = uint32(len(s.ids))
		s.ids = append(s.ids, p.ids[at.doc])
	}
	return s
}

// live returns the number of documents that are not deleted.
func (p part) live() uint32 {
	if p.dead == nil {
		return p.n
	}
	return p.n - uint32(p.dead.GetCardinality())
}

// place is where a document is.
type place struct {
	part, doc uint32
}

// ordered returns the live documents, newest first, then by id. Every segment
// knows its own order, so this merges, small segments first.
func (s *snapshot) ordered() []place {
	lists := make([][]place, len(s.parts))
	for i := range s.parts {
		lists[i] = s.partOrder(uint32(i))
	}
	for len(lists) > 1 {
		a := takeShortest(&lists)
		b := takeShortest(&lists)
		lists = append(lists, s.zip(a, b))
	}
	if len(lists) == 0 {
		return nil
	}
	return lists[0]
}

// partOrder returns the live documents of one segment in order, and marks the
// others as gone.
func (s *snapshot) partOrder(i uint32) []place {
	p := s.parts[i]
	out := make([]place, 0, p.live())
	for at := range p.n {
		doc := p.uint32(sectionByDate, at)
		if p.dead != nil && p.dead.Contains(doc) {
			p.rank[doc] = gone
			continue
		}
		out = append(out, place{i, doc})
	}
	return out
}

func takeShortest(lists *[][]place) []place {
	all := *lists
	least := 0
	for i, l := range all {
		if len(l) < len(all[least]) {
			least = i
		}
	}
	out := all[least]
	all[least] = all[len(all)-1]
	*lists = all[:len(all)-1]
	return out
}

// zip merges two ordered lists.
func (s *snapshot) zip(a, b []place) []place {
	out := make([]place, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if s.before(a[0], b[0]) {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

func (s *snapshot) before(a, b place) bool {
	p, q := s.parts[a.part], s.parts[b.part]
	if x, y := p.date(a.doc), q.date(b.doc); x != y {
		return x > y
	}
	return strings.Compare(p.ids[a.doc], q.ids[b.doc]) < 0
}

// release drops one use; the last one lets the segments go.
func (s *snapshot) release() {
	if s.refs.Add(-1) > 0 {
		return
	}
	for _, p := range s.parts {
		p.segment.release()
	}
}

// inputs returns the segments with a use each for the caller.
func (s *snapshot) inputs() []input {
	out := make([]input, len(s.parts))
	for i, p := range s.parts {
		p.refs.Add(1)
		out[i] = input{p.segment, p.dead}
	}
	return out
}

// releaseAll drops the uses of inputs.
func releaseAll(inputs []input) {
	for _, in := range inputs {
		in.seg.release()
	}
}

// without returns inputs with the documents that have one of ids deleted as well.
// The bitmaps of the inputs given are left alone.
func without(inputs []input, ids func(yield func(string) bool)) []input {
	out := append([]input(nil), inputs...)
	owned := make([]bool, len(out))
	for id := range ids {
		for i := range out {
			doc, ok := out[i].seg.find(id)
			if !ok || out[i].dead != nil && out[i].dead.Contains(doc) {
				continue
			}
			if !owned[i] {
				owned[i] = true
				out[i].dead = cloned(out[i].dead)
			}
			out[i].dead.Add(doc)
		}
	}
	return out
}

func cloned(b *roaring.Bitmap) *roaring.Bitmap {
	if b == nil {
		return roaring.New()
	}
	return b.Clone()
}

// manifestOf describes inputs as they are to stand on disk.
func manifestOf(revision string, next uint64, inputs []input) (manifest, error) {
	m := manifest{Revision: revision, Next: next}
	for _, in := range inputs {
		s := manifestSegment{Name: in.seg.name}
		if in.dead != nil && !in.dead.IsEmpty() {
			var raw bytes.Buffer
			if _, err := in.dead.WriteTo(&raw); err != nil {
				return m, fmt.Errorf("write deleted documents: %w", err)
			}
			s.Dead = raw.Bytes()
		}
		m.Segments = append(m.Segments, s)
	}
	return m, nil
}
