package catalog

import (
	"mingzhang/content"
)

// Other is the name of everything that is not among the largest.
const Other = "other"

// Edge is money that goes from one name to another.
type Edge struct {
	From, To string // values of the dimension, Unknown or Other
	Amount   content.Fen
}

// Flow is the way of the money: from source to publisher, from publisher to
// category.
type Flow struct {
	Sources []Edge // source -> publisher
	Uses    []Edge // publisher -> category
	Total   content.Fen
}

// Flow gives the way of the money of a set. Of each dimension the top names by
// amount stand for themselves and the rest is Other. The edges of either stage
// add up to the total; one from the unknown source is negative where stated
// shares exceed their total.
func (s *Snapshot) Flow(set Set, top int) Flow {
	source, unit, use := s.largest(set, BySource, top), s.largest(set, ByPublisher, top), s.largest(set, ByCategory, top)
	return Flow{
		Sources: s.edges(set, source, unit),
		Uses:    s.edges(set, unit, use),
		Total:   s.Total(set).Amount,
	}
}

// largest makes an axis of the top names by amount, Unknown and Other.
func (s *Snapshot) largest(set Set, d Dimension, top int) axis {
	a := s.columnAxis(d)
	a.source = d == BySource
	cells, sums := s.accumulate(set, []axis{a}, false)
	few := axis{codes: a.codes, names: []string{Unknown}, source: a.source, remap: make([]uint32, len(a.names))}
	var others []uint64
	for _, g := range sums.order(cells, []axis{a}, ByLargestAmount) {
		code := cells.keys[g]
		if code != 0 && len(few.names) <= top {
			few.remap[code] = uint32(len(few.names))
			few.names = append(few.names, a.names[code])
		} else if code != 0 {
			others = append(others, code)
		}
	}
	for _, code := range others {
		few.remap[code] = uint32(len(few.names))
	}
	few.names = append(few.names, Other)
	few.ranks = make([]uint32, len(few.names))
	for i := range few.ranks { // by amount, then Other, then Unknown
		few.ranks[i] = uint32((i + len(few.names) - 1) % len(few.names))
	}
	return few
}

func (s *Snapshot) edges(set Set, from, to axis) []Edge {
	axes := []axis{from, to}
	cells, sums := s.accumulate(set, axes, false)
	var edges []Edge
	for _, g := range sums.order(cells, axes, ByKey) {
		var names [2]string
		setKeys(names[:], cells.keys[g], axes)
		if amount := sums.cells[g].amount; amount != 0 {
			edges = append(edges, Edge{names[0], names[1], content.Fen(amount)})
		}
	}
	return edges
}
