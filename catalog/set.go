package catalog

import (
	"iter"
	"math/bits"
)

// Row is the place of a disclosure in one snapshot: rows ascend with ids. It
// means nothing in another snapshot.
type Row uint32

// Set is an immutable set of rows of one snapshot, one bit each. Filters on
// columns give dense sets, for which this is smaller and faster than lists or
// compressed bitmaps up to millions of rows.
type Set struct{ words []uint64 }

func newSet(rows int) Set { return Set{make([]uint64, (rows+63)/64)} }

// Len counts the rows.
func (s Set) Len() int {
	n := 0
	for _, w := range s.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// Has tells whether a row is in the set.
func (s Set) Has(r Row) bool {
	return int(r>>6) < len(s.words) && s.words[r>>6]>>(r&63)&1 == 1
}

// And gives the rows that are in both sets of one snapshot.
func (s Set) And(other Set) Set {
	both := Set{make([]uint64, min(len(s.words), len(other.words)))}
	for i := range both.words {
		both.words[i] = s.words[i] & other.words[i]
	}
	return both
}

// All gives the rows, ascending.
func (s Set) All() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for i, w := range s.words {
			for ; w != 0; w &= w - 1 {
				if !yield(Row(i<<6 | bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

func (s Set) add(r Row)    { s.words[r>>6] |= 1 << (r & 63) }
func (s Set) remove(r Row) { s.words[r>>6] &^= 1 << (r & 63) }

func (s Set) clone() Set { return Set{append([]uint64(nil), s.words...)} }

// intersect takes the rows that are not in other out of s itself.
func (s Set) intersect(other Set) {
	for i := range s.words {
		s.words[i] &= other.words[i]
	}
}

// same tells whether two sets are one in memory.
func (s Set) same(other Set) bool {
	return len(s.words) == len(other.words) && (len(s.words) == 0 || &s.words[0] == &other.words[0])
}

// allowed gives the rows whose code is allowed (1, not 0).
func allowed[C uint8 | uint32](codes []C, allow []uint8) Set {
	s := newSet(len(codes))
	for i := range s.words {
		w := uint64(0)
		for at, code := range codes[i<<6 : min(len(codes), (i+1)<<6)] {
			w |= uint64(allow[code]) << at // no branch to mispredict
		}
		s.words[i] = w
	}
	return s
}
