package catalog

import (
	"encoding/hex"
	"slices"
	"strings"

	"mingzhang/content"
)

// idSize is the length of every disclosure id.
const idSize = len("530400-2023-k7q2m9")

// noAmount stands in the amount column where no total is stated.
const noAmount int64 = -1

// column holds one fact of every row as a code into names. Code 0 is Unknown.
type column struct {
	codes []uint32
	names []string
}

// The columns that rows are filtered and grouped by.
const (
	kindColumn = iota
	yearColumn
	regionColumn
	publisherColumn
	categoryColumn
	sourceColumn // the main source: see mainSource
	columnCount
)

// table is the newest revision of every disclosure, withdrawn ones too, in the
// order of ids. It is what the cache keeps.
type table struct {
	ids        []byte // idSize bytes a row
	sha256     []byte // 32 bytes a row
	withdrawn  []uint8
	verdicts   []uint8 // one bit each, in the order of content.Verdicts
	revisions  []uint32
	columns    [columnCount]column
	titles     []string
	unitNames  []string // of publishers, by code
	amounts    []int64  // fen, or noAmount
	people     []uint32
	unit       column  // of people; code 0 where no people are stated
	published  []int64 // Unix seconds
	updated    []int64
	stems      []uint64 // hash of the title without its year
	parts      ragged   // shares of the amount by source: see split
	partSource []uint32 // code in columns[sourceColumn]
	partAmount []int64  // fen
	numbered   ragged   // document numbers
	numberCode []uint32 // into numbers
	numbers    []string // document numbers in normal form
	segments   []uint32 // of the record: see records
	offsets    []int64  // of the record in its segment
	lengths    []uint32 // of the record in bytes
	checksums  []uint32 // of the record
	textLength []uint32 // of the text behind the record, in bytes
	textChecks []uint32 // checksums of the texts
	weight     int64    // sum of all that sums could add up, in fen
}

// ragged says where the values of each row begin; values of row i lie in
// [ragged[i], ragged[i+1]).
type ragged []uint32

func (r ragged) of(row int) (from, to uint32) { return r[row], r[row+1] }

func newTable() *table {
	t := &table{parts: ragged{0}, numbered: ragged{0}, unitNames: []string{""}, unit: column{names: []string{""}}}
	for i := range t.columns {
		t.columns[i].names = []string{Unknown}
	}
	return t
}

func (t *table) len() int { return len(t.amounts) }

func (t *table) id(row int) string { return string(t.idBytes(row)) }

// revisionOf names the revision that a row was made from.
func (t *table) revisionOf(r Row) Revision {
	return Revision{t.id(int(r)), int(t.revisions[r]), hex.EncodeToString(t.sha256[r*32 : (r+1)*32])}
}

func (t *table) idBytes(row int) []byte { return t.ids[row*idSize : (row+1)*idSize] }

// find gives the first row whose id is not below id, and whether it is id.
func (t *table) find(id string) (row int, found bool) {
	low, high := 0, t.len()
	for low < high {
		mid := int(uint(low+high) >> 1)
		if string(t.idBytes(mid)) < id {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < t.len() && string(t.idBytes(low)) == id
}

// sharing gives an empty table with the names of t, so that rows of both can
// stand in one.
func (t *table) sharing() *table {
	n := newTable()
	for i := range n.columns {
		n.columns[i].names = clip(t.columns[i].names)
	}
	n.unitNames, n.unit.names, n.numbers = clip(t.unitNames), clip(t.unit.names), clip(t.numbers)
	return n
}

// clip makes sure that appending copies: names of a snapshot never change.
func clip[T any](s []T) []T { return s[:len(s):len(s)] }

// copyRow appends a row of another table that shares the names.
func (t *table) copyRow(from *table, row int) {
	t.ids = append(t.ids, from.idBytes(row)...)
	t.sha256 = append(t.sha256, from.sha256[row*32:(row+1)*32]...)
	t.withdrawn = append(t.withdrawn, from.withdrawn[row])
	t.verdicts = append(t.verdicts, from.verdicts[row])
	t.revisions = append(t.revisions, from.revisions[row])
	for i := range t.columns {
		t.columns[i].codes = append(t.columns[i].codes, from.columns[i].codes[row])
	}
	t.amounts = append(t.amounts, from.amounts[row])
	t.people = append(t.people, from.people[row])
	t.unit.codes = append(t.unit.codes, from.unit.codes[row])
	t.published = append(t.published, from.published[row])
	t.updated = append(t.updated, from.updated[row])
	t.titles = append(t.titles, from.titles[row])
	t.stems = append(t.stems, from.stems[row])
	low, high := from.parts.of(row)
	t.partSource = append(t.partSource, from.partSource[low:high]...)
	t.partAmount = append(t.partAmount, from.partAmount[low:high]...)
	t.parts = append(t.parts, uint32(len(t.partSource)))
	low, high = from.numbered.of(row)
	t.numberCode = append(t.numberCode, from.numberCode[low:high]...)
	t.numbered = append(t.numbered, uint32(len(t.numberCode)))
	t.setRecord(from.record(row))
	t.weight += from.rowWeight(row)
}

// rowWeight is all that a row can add to any sum, in fen.
func (t *table) rowWeight(row int) int64 {
	weight := max(0, t.amounts[row])
	low, high := t.parts.of(row)
	for _, part := range t.partAmount[low:high] {
		weight += max(part, -part)
	}
	return weight
}

func (t *table) setRecord(r recordPlace) {
	t.segments = append(t.segments, r.segment)
	t.offsets = append(t.offsets, r.offset)
	t.lengths = append(t.lengths, r.length)
	t.checksums = append(t.checksums, r.checksum)
	t.textLength = append(t.textLength, r.textLength)
	t.textChecks = append(t.textChecks, r.textChecksum)
}

func (t *table) moveRecord(row int, to recordPlace) {
	t.segments[row], t.offsets[row], t.lengths[row], t.checksums[row] = to.segment, to.offset, to.length, to.checksum
	t.textLength[row], t.textChecks[row] = to.textLength, to.textChecksum
}

// movable gives the same table, whose records can be moved without moving those of t.
func (t *table) movable() *table {
	m := *t
	m.segments, m.offsets, m.lengths, m.checksums = slices.Clone(t.segments), slices.Clone(t.offsets), slices.Clone(t.lengths), slices.Clone(t.checksums)
	m.textLength, m.textChecks = slices.Clone(t.textLength), slices.Clone(t.textChecks)
	return &m
}

func (t *table) record(row int) recordPlace {
	return recordPlace{t.segments[row], t.offsets[row], t.lengths[row], t.checksums[row], t.textLength[row], t.textChecks[row]}
}

// reserve makes room for the rows of both tables, so that none is copied twice.
func (t *table) reserve(a, b *table) {
	as, bs := a.columnsOf(), b.columnsOf()
	for i, column := range t.columnsOf() {
		switch c := column.(type) {
		case *[]byte:
			*c = slices.Grow(*c, len(*as[i].(*[]byte))+len(*bs[i].(*[]byte)))
		case *[]uint32:
			*c = slices.Grow(*c, len(*as[i].(*[]uint32))+len(*bs[i].(*[]uint32)))
		case *[]uint64:
			*c = slices.Grow(*c, len(*as[i].(*[]uint64))+len(*bs[i].(*[]uint64)))
		case *[]int64:
			*c = slices.Grow(*c, len(*as[i].(*[]int64))+len(*bs[i].(*[]int64)))
		}
	}
}

// merge gives the rows of old that keep holds and all rows of fresh, in the
// order of ids. fresh shares the names of old; no id is in both.
func merge(old *table, keep Set, fresh *table) *table {
	t := fresh.sharing()
	t.reserve(old, fresh)
	order := fresh.byID()
	for row := range keep.All() {
		for len(order) > 0 && string(fresh.idBytes(order[0])) < string(old.idBytes(int(row))) {
			t.copyRow(fresh, order[0])
			order = order[1:]
		}
		t.copyRow(old, int(row))
	}
	for _, row := range order {
		t.copyRow(fresh, row)
	}
	return t
}

func verdictBits(findings []content.Finding) (mask uint8) {
	for _, f := range findings {
		for i, v := range content.Verdicts() {
			if f.Verdict == v {
				mask |= 1 << i
			}
		}
	}
	return mask
}

func hashBytes(s string) [32]byte {
	var sum [32]byte
	if len(s) == 64 {
		if _, err := hex.Decode(sum[:], []byte(s)); err != nil {
			return [32]byte{}
		}
	}
	return sum
}

func stemOf(title, publisher string) string {
	title = strings.TrimPrefix(strings.Join(strings.Fields(title), ""), publisher)
	return titleYear.ReplaceAllString(title, "")
}
