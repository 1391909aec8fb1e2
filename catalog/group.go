package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"mingzhang/content"
)

// maxDimensions is how many dimensions may be combined.
const maxDimensions = 3

// GroupOrder says how groups are ordered.
type GroupOrder int

// The orders of groups. Equal groups stand by key, Unknown last.
const (
	ByKey GroupOrder = iota
	ByLargestAmount
	ByLargestCount
)

// Grouping says how [Snapshot.Group] groups.
type Grouping struct {
	By    []Dimension   // at most three, none twice; none gives one group
	Level content.Level // of region
	Order GroupOrder
}

// Group is one group with its sums.
type Group struct {
	Keys []string // one for each dimension: its value, or Unknown
	Totals
}

// Group sums a set by the combinations of values that occur in it. Counts,
// amounts and people of all groups add up to the total exactly:
//
//   - A disclosure that does not state a value is in the group Unknown; at a
//     level of regions so is one whose unit stands above that level.
//   - By source, the amount goes to each source as stated and the rest to
//     Unknown; where the stated shares exceed the total, that rest is negative.
//     The disclosure itself and its people count once: under its main source,
//     the one with the largest stated share, or the first named.
func (s *Snapshot) Group(set Set, by Grouping) ([]Group, Totals, error) {
	axes, err := s.axes(by)
	if err != nil {
		return nil, Totals{}, err
	}
	cells, sums := s.accumulate(set, axes, true)
	groups := make([]Group, len(cells.keys))
	names := make([]string, len(axes)*len(groups))
	for i, at := range sums.order(cells, axes, by.Order) {
		keys := names[i*len(axes) : (i+1)*len(axes)]
		setKeys(keys, cells.keys[at], axes)
		groups[i] = Group{Keys: keys, Totals: s.totals(sums, at)}
	}
	return groups, s.totals(sums.total(), 0), nil
}

// Total sums a set.
func (s *Snapshot) Total(set Set) Totals {
	if set.same(s.live) && s.whole.Count > 0 { // over all: at hand
		whole := s.whole
		whole.People = maps.Clone(whole.People)
		return whole
	}
	_, sums := s.accumulate(set, nil, true)
	return s.totals(sums.total(), 0)
}

func (s *Snapshot) axes(by Grouping) ([]axis, error) {
	if len(by.By) > maxDimensions {
		return nil, fmt.Errorf("grouping by %d dimensions: at most %d can be combined", len(by.By), maxDimensions)
	}
	var axes []axis
	for i, d := range by.By {
		if slices.Contains(by.By[:i], d) {
			return nil, fmt.Errorf("grouping by %s twice: name each dimension once", d)
		}
		a, err := s.axis(d, by.Level)
		if err != nil {
			return nil, err
		}
		axes = append(axes, a)
	}
	return axes, nil
}

// setKeys takes the key of a group apart into the names of the axes.
func setKeys(names []string, key uint64, axes []axis) {
	for i := len(axes) - 1; i >= 0; i-- {
		size := uint64(len(axes[i].names))
		names[i], key = axes[i].names[key%size], key/size
	}
}

// order gives the groups in an order; the ranks of their codes break ties.
func (a *sums) order(c *cells, axes []axis, by GroupOrder) []uint32 {
	type entry struct {
		measure int64
		rank    uint64
		group   uint32
	}
	entries := make([]entry, len(c.keys))
	for i, key := range c.keys {
		entries[i] = entry{a.measure(i, by), rankOf(key, axes), uint32(i)}
	}
	slices.SortFunc(entries, func(x, y entry) int {
		return cmp.Or(cmp.Compare(y.measure, x.measure), cmp.Compare(x.rank, y.rank))
	})
	order := make([]uint32, len(entries))
	for i, e := range entries {
		order[i] = e.group
	}
	return order
}

func (a *sums) measure(group int, by GroupOrder) int64 {
	switch by {
	case ByLargestAmount:
		return a.cells[group].amount
	case ByLargestCount:
		return int64(a.cells[group].count)
	default:
		return 0
	}
}

func rankOf(key uint64, axes []axis) uint64 {
	rank, weight := uint64(0), uint64(1)
	for i := len(axes) - 1; i >= 0; i-- {
		size := uint64(len(axes[i].names))
		rank += uint64(axes[i].ranks[key%size]) * weight
		key, weight = key/size, weight*size
	}
	return rank
}
