package catalog

import (
	"math/bits"

	"mingzhang/content"
)

// Totals are exact sums over a set of disclosures.
type Totals struct {
	Count  int
	Amount content.Fen    // sum of the counted totals that are stated
	Stated int            // how many disclosures state one
	People map[string]int // by unit; units are never added together; nil when none are stated
}

// sums holds the sums of many groups.
type sums struct {
	cells  []cell
	people []int64 // units for each group
	units  int     // 0 when people are not asked for
}

type cell struct {
	amount        int64 // fen
	count, stated uint32
}

func (a *sums) grow() {
	a.cells = append(a.cells, cell{})
	for range a.units {
		a.people = append(a.people, 0)
	}
}

// cells finds the group of a key, making it when it is new: by a plain table
// while keys are few, by hashing with open addressing otherwise.
type cells struct {
	keys  []uint64 // of the groups, in order of appearance
	slots []uint32 // group+1, by key or by hash
	dense bool
	shift int
}

// denseLimit is how many keys are looked up in a plain table.
const denseLimit = 1 << 17

func newCells(keys uint64) *cells {
	if keys <= denseLimit {
		return &cells{slots: make([]uint32, keys), dense: true}
	}
	return &cells{slots: make([]uint32, 1<<12), shift: 64 - 12}
}

// group gives the group of a key and whether it is new.
func (c *cells) group(key uint64) (group uint32, isNew bool) {
	at := key
	if !c.dense {
		at = c.probe(key)
	}
	if g := c.slots[at]; g != 0 {
		return g - 1, false
	}
	c.keys = append(c.keys, key)
	c.slots[at] = uint32(len(c.keys))
	if !c.dense && len(c.keys)*2 > len(c.slots) {
		c.rehash()
	}
	return uint32(len(c.keys) - 1), true
}

func (c *cells) probe(key uint64) uint64 {
	last := uint64(len(c.slots) - 1)
	at := key * 0x9e3779b97f4a7c15 >> c.shift // Fibonacci hashing
	for c.slots[at] != 0 && c.keys[c.slots[at]-1] != key {
		at = (at + 1) & last
	}
	return at
}

func (c *cells) rehash() {
	c.slots, c.shift = make([]uint32, len(c.slots)*4), c.shift-2
	for i, key := range c.keys {
		c.slots[c.probe(key)] = uint32(i + 1)
	}
}

// accumulate sums a set by the combined codes of axes. The key of a group is
// the codes as digits, the first axis highest; see digits.
func (s *Snapshot) accumulate(set Set, axes []axis, people bool) (*cells, *sums) {
	size := uint64(1)
	for i := range axes {
		size *= uint64(len(axes[i].names))
	}
	run := &accumulation{Snapshot: s, axes: axes, cells: newCells(size), sums: &sums{}}
	if people {
		run.sums.units = len(s.unit.names)
	}
	run.findSource()
	for i, w := range set.words {
		for ; w != 0; w &= w - 1 {
			run.rows[run.n] = Row(i<<6 | bits.TrailingZeros64(w))
			run.n++
		}
		if run.n > batch-64 {
			run.flush()
		}
	}
	run.flush()
	return run.cells, run.sums
}

// batch is how many rows are summed at once: column after column, which is
// several times faster than row after row.
const batch = 512

type accumulation struct {
	*Snapshot
	axes   []axis
	cells  *cells
	sums   *sums
	source *axis
	weight uint64 // of the source's digit
	rows   [batch]Row
	keys   [batch]uint64
	groups [batch]uint32
	n      int // rows in the batch
}

func (a *accumulation) findSource() {
	weight := uint64(1)
	for i := len(a.axes) - 1; i >= 0; i-- {
		if a.axes[i].source {
			a.source, a.weight = &a.axes[i], weight
		}
		weight *= uint64(len(a.axes[i].names))
	}
}

func (a *accumulation) flush() {
	rows, keys := a.rows[:a.n], a.keys[:a.n]
	clear(keys)
	for i := range a.axes {
		a.axes[i].digit(rows, keys)
	}
	for i, key := range keys {
		a.groups[i] = a.group(key)
	}
	a.count(rows)
	if a.source != nil {
		for i, r := range rows {
			a.share(keys[i], r)
		}
	}
	a.n = 0
}

// digit appends the codes of an axis to keys.
func (a *axis) digit(rows []Row, keys []uint64) {
	size, codes := uint64(len(a.names)), a.codes
	if a.remap == nil {
		for i, r := range rows {
			keys[i] = keys[i]*size + uint64(codes[r])
		}
		return
	}
	for i, r := range rows {
		keys[i] = keys[i]*size + uint64(a.remap[codes[r]])
	}
}

func (a *accumulation) count(rows []Row) {
	whole := int64(indexOf(a.source == nil)) // amounts are not split
	for i, r := range rows {
		c := &a.sums.cells[a.groups[i]]
		c.count++
		if fen := a.amounts[r]; fen != noAmount {
			c.stated++
			c.amount += fen * whole
		}
	}
	if units := a.sums.units; units > 0 {
		for i, r := range rows {
			a.sums.people[int(a.groups[i])*units+int(a.unit.codes[r])] += int64(a.people[r])
		}
	}
}

// share adds the amount of a row to the groups of its sources; key is that of
// the main source.
func (a *accumulation) share(key uint64, r Row) {
	key -= uint64(a.source.at(a.source.codes[r])) * a.weight
	from, to := a.parts.of(int(r))
	for i := from; i < to; i++ {
		g := a.group(key + uint64(a.source.at(a.partSource[i]))*a.weight)
		a.sums.cells[g].amount += a.partAmount[i]
	}
}

func (a *accumulation) group(key uint64) uint32 {
	if a.cells.dense { // the usual case, in line
		if g := a.cells.slots[key]; g != 0 {
			return g - 1
		}
	}
	g, isNew := a.cells.group(key)
	if isNew {
		a.sums.grow()
	}
	return g
}

// total adds up all groups.
func (a *sums) total() *sums {
	t := &sums{units: a.units}
	t.grow()
	for g, c := range a.cells {
		t.cells[0].amount += c.amount
		t.cells[0].count += c.count
		t.cells[0].stated += c.stated
		for unit := range a.units {
			t.people[unit] += a.people[g*a.units+unit]
		}
	}
	return t
}

// totals gives the sums of group g.
func (s *Snapshot) totals(a *sums, g uint32) Totals {
	c := a.cells[g]
	t := Totals{Count: int(c.count), Amount: content.Fen(c.amount), Stated: int(c.stated)}
	for unit := 1; unit < a.units; unit++ {
		if n := a.people[int(g)*a.units+unit]; n != 0 {
			if t.People == nil {
				t.People = map[string]int{}
			}
			t.People[s.unit.names[unit]] = int(n)
		}
	}
	return t
}
