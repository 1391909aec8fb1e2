package embedded

import (
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"
)

const (
	mergeWidth   = 8   // segments of about one size that are joined
	mergeDead    = 3   // a segment is rewritten when one in so many documents is deleted
	minMergeDead = 256 // and these are at least so many
)

// mergeInBackground joins small segments after updates, until the index closes.
func (x *Index) mergeInBackground() {
	for {
		select {
		case <-x.stopped.Done():
			return
		case <-x.wake:
		}
		for x.mergeOnce() {
		}
	}
}

// mergeOnce joins segments if some should be, and tells whether it did.
func (x *Index) mergeOnce() bool {
	s := x.acquire()
	if s == nil {
		return false
	}
	defer s.release()
	chosen := choose(s.parts)
	if len(chosen) == 0 {
		return false
	}
	merged, err := x.join(x.stopped, chosen)
	if err != nil {
		if x.stopped.Err() == nil {
			x.log.Error("merge segments of the search index", "error", err)
		}
		return false
	}
	if err := x.replace(chosen, merged); err != nil {
		x.log.Error("merge segments of the search index", "error", err)
		return false
	}
	return true
}

// choose returns the segments to join next: the smallest size class, by powers
// of eight, that has mergeWidth of them, or one with many deleted documents.
func choose(parts []part) []input {
	classes := map[int][]input{}
	for _, p := range parts {
		dead := p.n - p.live()
		if dead >= minMergeDead && dead*mergeDead >= p.n {
			return []input{{p.segment, p.dead}}
		}
		class := bits.Len32(p.live()) / 3
		classes[class] = append(classes[class], input{p.segment, p.dead})
	}
	for class := range 12 {
		if len(classes[class]) >= mergeWidth {
			return classes[class]
		}
	}
	return nil
}

// replace puts merged in the place of the segments in old. What was deleted from
// these meanwhile is deleted from merged. If the index was rebuilt meanwhile,
// merged is dropped.
func (x *Index) replace(old []input, merged input) error {
	if err := x.begin(x.stopped); err != nil {
		drop(merged.seg)
		return nil // closing: the next start merges again
	}
	defer x.end()
	s := x.acquire()
	defer s.release()
	kept, found := apart(s.parts, old)
	if len(found) != len(old) {
		drop(merged.seg)
		return nil
	}
	merged.dead = carryDead(old, found, merged.seg)
	for _, in := range kept {
		in.seg.refs.Add(1)
	}
	return x.commit(s.revision, append(kept, merged))
}

func drop(s *segment) {
	s.obsolete.Store(true)
	s.release()
}

// apart divides parts into those that are not in old and those that are.
func apart(parts []part, old []input) (kept, found []input) {
	merged := map[*segment]bool{}
	for _, in := range old {
		merged[in.seg] = true
	}
	for _, p := range parts {
		in := input{p.segment, p.dead}
		if merged[p.segment] {
			found = append(found, in)
		} else {
			kept = append(kept, in)
		}
	}
	return kept, found
}

// carryDead returns the documents of merged that were deleted from its sources
// since before was taken; nil if none.
func carryDead(before, now []input, merged *segment) *roaring.Bitmap {
	known := map[*segment]*roaring.Bitmap{}
	for _, in := range before {
		known[in.seg] = cloned(in.dead)
	}
	dead := roaring.New()
	for _, in := range now {
		if in.dead == nil {
			continue
		}
		news := roaring.AndNot(in.dead, known[in.seg])
		for it := news.Iterator(); it.HasNext(); {
			if doc, ok := merged.find(in.seg.ids[it.Next()]); ok {
				dead.Add(doc)
			}
		}
	}
	if dead.IsEmpty() {
		return nil
	}
	return dead
}
