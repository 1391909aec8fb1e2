package embedded

import (
	"context"
	"fmt"
	"math/bits"
	"slices"

	"mingzhang/search"

	"github.com/RoaringBitmap/roaring/v2"
)

// Search returns every document that matches the plan, best first.
func (x *Index) Search(ctx context.Context, plan search.Plan) (search.Result, error) {
	if err := ctx.Err(); err != nil {
		return search.Result{}, err
	}
	s := x.acquire()
	if s == nil {
		return search.Result{}, errClosed
	}
	defer s.release()
	if len(plan.Groups) == 0 {
		return search.Result{IDs: slices.Clone(s.ids)}, nil
	}
	answers := make([]ranking, len(s.parts))
	for i, p := range s.parts {
		q := query{ctx: ctx, part: p}
		r, err := q.run(plan)
		if err != nil && ctx.Err() != nil {
			return search.Result{}, ctx.Err()
		}
		if err != nil {
			return search.Result{}, fmt.Errorf("%w: segment %s: %w", search.ErrUnavailable, p.name, err)
		}
		answers[i] = r
	}
	return search.Result{IDs: s.collect(answers)}, nil
}

// The tiers of a match, best first. Each is divided into texts in which every
// group stands often, and the others.
const (
	tierWholeTitle = iota // the query is the title
	tierTitle             // every group in the title, or a number or amount of the document
	tierWholeUnit         // the query is the publisher
	tierHead              // every group in the title or the publisher
	tierSome              // some group there
	tierBody
	tiers
)

// ranking is the answer of one segment: disjoint sets of documents, best first.
type ranking [2 * tiers]*roaring.Bitmap

// collect puts the answers of all segments in one order. The documents of a tier
// are laid into a bit set by rank, which sorts them.
func (s *snapshot) collect(answers []ranking) []string {
	total := uint64(0)
	for _, a := range answers {
		for _, docs := range a {
			total += docs.GetCardinality()
		}
	}
	out := make([]string, 0, total)
	set := make([]uint64, (len(s.ids)+63)/64)
	for tier := range 2 * tiers {
		any := false
		for i, p := range s.parts {
			any = p.mark(set, answers[i][tier]) || any
		}
		if any {
			out = s.take(set, out)
		}
	}
	return out
}

// mark sets the ranks of docs in set and tells whether there were any.
func (p part) mark(set []uint64, docs *roaring.Bitmap) bool {
	var buf [256]uint32
	it := docs.ManyIterator()
	marked := false
	for n := it.NextMany(buf[:]); n > 0; n = it.NextMany(buf[:]) {
		for _, doc := range buf[:n] {
			rank := p.rank[doc]
			set[rank/64] |= 1 << (rank % 64)
		}
		marked = true
	}
	return marked
}

// take appends the ids of the ranks in set, and empties it.
func (s *snapshot) take(set []uint64, out []string) []string {
	for i, word := range set {
		if word == 0 {
			continue
		}
		set[i] = 0
		for ; word != 0; word &= word - 1 {
			out = append(out, s.ids[64*i+bits.TrailingZeros64(word)])
		}
	}
	return out
}

// query executes a plan on one segment.
type query struct {
	ctx context.Context
	part
}

// matches are the documents that a group or term stands in.
type matches struct {
	any       *roaring.Bitmap // at all
	title     *roaring.Bitmap // in the title
	publisher *roaring.Bitmap
	often     *roaring.Bitmap // at least oftenCount times; a superset where phrases are long
}

// run answers the plan. No bitmap of it is shared with the file.
func (q query) run(plan search.Plan) (ranking, error) {
	groups := make([]matches, 0, len(plan.Groups))
	var all *roaring.Bitmap
	for _, g := range plan.Groups {
		m, err := q.group(g)
		if err != nil {
			return ranking{}, err
		}
		if all == nil {
			all = m.any.Clone()
		} else {
			all.And(m.any)
		}
		if all.IsEmpty() {
			break // the other groups cannot add any
		}
		groups = append(groups, m)
	}
	if q.dead != nil {
		all.AndNot(q.dead)
	}
	return q.rank(plan, groups, all)
}

// rank divides the documents in all, which match every group, into tiers.
func (q query) rank(plan search.Plan, groups []matches, all *roaring.Bitmap) (ranking, error) {
	var r ranking
	for i := range r {
		r[i] = roaring.New()
	}
	if all.IsEmpty() {
		return r, nil
	}
	var sets [tiers]*roaring.Bitmap
	title, head, some, often := all.Clone(), all.Clone(), roaring.New(), all.Clone()
	for _, m := range groups {
		either := roaring.Or(m.title, m.publisher)
		title.And(m.title)
		head.And(either)
		some.Or(either)
		often.And(m.often)
	}
	sets[tierTitle], sets[tierHead], sets[tierSome], sets[tierBody] = title, head, some, all
	var err error
	if sets[tierWholeTitle], err = q.whole(plan, fieldWhole); err != nil {
		return r, err
	}
	if sets[tierWholeUnit], err = q.whole(plan, fieldWholeUnit); err != nil {
		return r, err
	}
	rest := all.Clone()
	for tier, set := range sets {
		in := roaring.And(rest, set)
		rest.AndNot(in)
		r[2*tier], r[2*tier+1] = roaring.And(in, often), roaring.AndNot(in, often)
	}
	return r, nil
}

// whole returns the documents of which field is a term of the plan's only group.
func (q query) whole(plan search.Plan, f field) (*roaring.Bitmap, error) {
	out := roaring.New()
	if len(plan.Groups) != 1 {
		return out, nil
	}
	for _, t := range plan.Groups[0].Terms {
		list, err := q.list(wordKey(t.Text).in(f))
		if err != nil {
			return nil, err
		}
		out.Or(list)
	}
	return out, nil
}

// group returns where at least one term of g stands.
func (q query) group(g search.Group) (matches, error) {
	out := matches{roaring.New(), roaring.New(), roaring.New(), roaring.New()}
	for i, t := range g.Terms {
		m, err := q.term(t)
		if err != nil {
			return out, err
		}
		if i == 0 {
			out = m
			continue
		}
		out.any = roaring.Or(out.any, m.any)
		out.title = roaring.Or(out.title, m.title)
		out.publisher = roaring.Or(out.publisher, m.publisher)
		out.often = roaring.Or(out.often, m.often)
	}
	return out, nil
}

// term returns where t stands. A number or an amount is what the document is
// about, so it ranks like the title.
func (q query) term(t search.Term) (matches, error) {
	f := fieldNumber
	switch t.In {
	case search.InText:
		return q.phrase(t.Text)
	case search.InKeys:
		f = fieldQuantity
	}
	list, err := q.list(wordKey(t.Text).in(f))
	if err != nil {
		return matches{}, err
	}
	return matches{any: list, title: list, publisher: roaring.New(), often: roaring.New()}, nil
}
