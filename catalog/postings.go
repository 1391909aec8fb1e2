package catalog

import (
	"slices"
	"strconv"

	"mingzhang/content"
)

// postings lists the rows of each code.
type postings struct {
	from ragged
	rows []Row
}

func post(live Set, codes int, codesOf func(Row) []uint32) postings {
	p := postings{from: make(ragged, codes+1)}
	for r := range live.All() {
		for _, code := range codesOf(r) {
			p.from[code+1]++
		}
	}
	for i := range codes {
		p.from[i+1] += p.from[i]
	}
	p.rows = make([]Row, p.from[codes])
	next := slices.Clone(p.from)
	for r := range live.All() {
		for _, code := range codesOf(r) {
			p.rows[next[code]] = r
			next[code]++
		}
	}
	return p
}

func (p postings) of(code uint32) []Row {
	from, to := p.from.of(int(code))
	return p.rows[from:to]
}

// ranksOf gives the place of each name among the sorted names; Unknown, the
// first name, comes last.
func ranksOf(names []string) []uint32 {
	order := make([]int, len(names)-1)
	for i := range order {
		order[i] = i + 1
	}
	slices.SortFunc(order, func(a, b int) int { return compareNames(names[a], names[b]) })
	ranks := make([]uint32, len(names))
	for rank, code := range order {
		ranks[code] = uint32(rank)
	}
	ranks[0] = uint32(len(order))
	return ranks
}

func compareNames(a, b string) int {
	if a < b {
		return -1
	}
	return indexOf(a > b)
}

// yearsOf reads the names of the year column; Unknown is 0.
func yearsOf(names []string) []content.Year {
	years := make([]content.Year, len(names))
	for code, name := range names {
		if year, err := strconv.Atoi(name); err == nil {
			years[code] = content.Year(year)
		}
	}
	return years
}

func (s *Snapshot) yearOf(r Row) content.Year { return s.years[s.columns[yearColumn].codes[r]] }
