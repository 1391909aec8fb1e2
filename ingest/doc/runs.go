package doc

import "sort"

const pageSize = 512

// run is a range of bytes in the stream whose text has one set of properties.
type run[T any] struct {
	from, to int
	props    T
}

// runs are found by where a character lies; last remembers the one found before.
type runs[T any] struct {
	list []run[T]
	last int
}

// readRuns reads the property pages that a bin table lists ([MS-DOC] 2.8.5 and
// 2.8.6). read makes the properties of run i of a page.
func readRuns[T any](main, bins []byte, read func(page []byte, i, count int) T) *runs[T] {
	rs := &runs[T]{}
	n := max((len(bins)-4)/8, 0)
	for i := range min(n, len(main)/pageSize) { // no page serves twice
		number := u32(bins, 4*(n+1)+4*i) & 0x3FFFFF
		page := cut(main, number*pageSize, pageSize)
		if page == nil {
			continue
		}
		count := min(int(page[pageSize-1]), (pageSize-4)/5)
		for j := range count {
			rs.list = append(rs.list, run[T]{u32(page, 4*j), u32(page, 4*j+4), read(page, j, count)})
		}
	}
	sort.SliceStable(rs.list, func(i, j int) bool { return rs.list[i].from < rs.list[j].from })
	return rs
}

// at gives the properties of the character at fc, the zero value where no run
// has it.
func (rs *runs[T]) at(fc int) T {
	if rs.last < len(rs.list) && rs.list[rs.last].has(fc) {
		return rs.list[rs.last].props
	}
	i := sort.Search(len(rs.list), func(i int) bool { return rs.list[i].from > fc }) - 1
	if i >= 0 && rs.list[i].has(fc) {
		rs.last = i
		return rs.list[i].props
	}
	var none T
	return none
}

func (r *run[T]) has(fc int) bool { return r.from <= fc && fc < r.to }

// chpx gives the property list of characters of run i.
func chpx(page []byte, i, count int) []byte {
	at := 2 * u8(page, 4*(count+1)+i)
	if at == 0 {
		return nil
	}
	return cut(page, at+1, u8(page, at))
}

// papx gives the style number and property list of paragraph i, as they lie
// together.
func papx(page []byte, i, count int) []byte {
	at := 2 * u8(page, 4*(count+1)+13*i)
	if at == 0 {
		return nil
	}
	if n := u8(page, at); n > 0 {
		return cut(page, at+1, 2*n-1)
	}
	return cut(page, at+2, 2*u8(page, at+1))
}
