package catalog

import (
	"cmp"
	"fmt"
	"math"
	"sort"
)

// Order is a total order of disclosures. Equal ones stand by date of
// publication, the newest first, then by id; an unknown value comes last.
type Order int

// The orders; their names are those of the query parameter sort.
const (
	NewestYear     Order = iota // -year
	LargestAmount               // -amount
	SmallestAmount              // amount
	NewestUpdate                // -updated
	orderCount
)

// ParseOrder reads the value of the query parameter sort.
func ParseOrder(s string) (Order, error) {
	for i, name := range []string{"-year", "-amount", "amount", "-updated"} {
		if s == name {
			return Order(i), nil
		}
	}
	return 0, fmt.Errorf("reading %q as an order: want -year, -amount, amount or -updated", s)
}

// Position is the place of a disclosure in an order. It stays good when the
// snapshot changes, even when that disclosure is gone.
type Position struct {
	Key       int64  `json:"k"` // ascends in the order
	Published int64  `json:"p"` // Unix seconds
	ID        string `json:"i"`
}

func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Key, q.Key), cmp.Compare(q.Published, p.Published), cmp.Compare(p.ID, q.ID))
}

// Position gives the place of a row.
func (s *Snapshot) Position(order Order, r Row) Position {
	return Position{s.sortKey(order, r), s.published[r], s.id(int(r))}
}

func (s *Snapshot) sortKey(order Order, r Row) int64 {
	switch order {
	case NewestUpdate:
		return -s.updated[r]
	case NewestYear:
		if year := s.yearOf(r); year != 0 {
			return -int64(year)
		}
	case LargestAmount:
		if s.amounts[r] != noAmount {
			return -s.amounts[r]
		}
	case SmallestAmount:
		if s.amounts[r] != noAmount {
			return s.amounts[r]
		}
	}
	return math.MaxInt64
}

// sorted gives all rows in an order. Rows ascend with ids, and sorting by
// digits keeps equal rows as they stand, so that the last criterion comes first.
func (s *Snapshot) sorted(order Order) []Row {
	entries := make([]keyed, 0, s.count)
	for r := range s.live.All() {
		entries = append(entries, keyed{ascending(-s.published[r]), r})
	}
	entries = sortByDigits(entries)
	for i, e := range entries {
		entries[i].key = ascending(s.sortKey(order, e.row))
	}
	entries = sortByDigits(entries)
	rows := make([]Row, len(entries))
	for i, e := range entries {
		rows[i] = e.row
	}
	return rows
}

type keyed struct {
	key uint64
	row Row
}

// ascending maps integers to unsigned ones in the same order.
func ascending(n int64) uint64 { return uint64(n) ^ 1<<63 }

// sortByDigits sorts by key, byte by byte from the lowest, and keeps equal keys
// as they stand. It is many times faster than comparing, because most bytes of
// years, dates and amounts are the same in all rows and need no pass.
func sortByDigits(entries []keyed) []keyed {
	var counts [8][256]int
	for _, e := range entries {
		for digit := range counts {
			counts[digit][byte(e.key>>(8*digit))]++
		}
	}
	other := make([]keyed, len(entries))
	for digit := range counts {
		next := &counts[digit]
		if len(entries) == 0 || next[byte(entries[0].key>>(8*digit))] == len(entries) {
			continue
		}
		start := 0
		for value, n := range next {
			next[value], start = start, start+n
		}
		for _, e := range entries {
			value := byte(e.key >> (8 * digit))
			other[next[value]] = e
			next[value]++
		}
		entries, other = other, entries
	}
	return entries
}

// Page gives at most limit rows of a set in an order: the first ones, or those
// that come after a position. Following the position of the last row visits
// every row of the set once, however many there are.
func (s *Snapshot) Page(set Set, order Order, after *Position, limit int) []Row {
	rows := s.orders[order]
	if after != nil {
		rows = rows[sort.Search(len(rows), func(i int) bool {
			return s.Position(order, rows[i]).compare(*after) > 0
		}):]
	}
	var page []Row
	for _, r := range rows {
		if len(page) >= limit {
			break
		}
		if set.Has(r) {
			page = append(page, r)
		}
	}
	return page
}

// Rank gives the rows of ids that are in the set, in the order of ids and each
// once: the way from a search engine's answer to rows. Other ids are left out.
func (s *Snapshot) Rank(ids []string, set Set) []Row {
	left := set.clone()
	rows := make([]Row, 0, len(ids))
	for _, id := range ids {
		if r, found := s.Find(id); found && left.Has(r) {
			left.remove(r)
			rows = append(rows, r)
		}
	}
	return rows
}

// SetOf gives the set of the rows.
func (s *Snapshot) SetOf(rows []Row) Set {
	set := newSet(s.table.len())
	for _, r := range rows {
		set.add(r)
	}
	return set
}
