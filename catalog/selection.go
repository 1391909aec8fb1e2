package catalog

import (
	"slices"
	"strconv"

	"mingzhang/content"
)

// Select gives the disclosures that a filter means. A value that no disclosure
// has is no error; it matches nothing.
func (s *Snapshot) Select(f Filter) Set {
	return othersOf("", s.masks(f), s.live)
}

// mask is what one field of a filter lets through.
type mask struct {
	dimension Dimension // "" for a field that is no dimension
	rows      Set
}

func (s *Snapshot) masks(f Filter) []mask {
	var masks []mask
	for _, d := range []Dimension{ByKind, ByYear, ByRegion, ByPublisher, ByCategory} {
		if values := f.values(d); len(values) > 0 {
			c := &s.columns[d.column()]
			masks = append(masks, mask{d, allowed(c.codes, s.allow(d, values))})
		}
	}
	if len(f.Verdicts) > 0 {
		masks = append(masks, mask{ByVerdict, allowed(s.verdicts, allowVerdicts(f.Verdicts))})
	}
	if f.AmountMin != nil || f.AmountMax != nil {
		masks = append(masks, mask{ByAmount, s.amountRange(f.AmountMin, f.AmountMax)})
	}
	if len(f.Numbers) > 0 {
		masks = append(masks, mask{"", s.withNumbers(f.Numbers)})
	}
	return masks
}

// values gives the values of a field as names of its column.
func (f Filter) values(d Dimension) []string {
	switch d {
	case ByKind:
		return texts(f.Kinds)
	case ByYear:
		var years []string
		for _, y := range f.Years {
			if y == 0 {
				years = append(years, Unknown)
			} else {
				years = append(years, strconv.Itoa(int(y)))
			}
		}
		return years
	case ByRegion:
		return f.Regions
	case ByPublisher:
		return f.Publishers
	case ByCategory:
		return f.Categories
	case ByVerdict:
		return texts(f.Verdicts)
	}
	return nil
}

func texts[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// allow tells for each code of a column whether one of the values means it.
func (s *Snapshot) allow(d Dimension, values []string) []uint8 {
	names := s.columns[d.column()].names
	allow := make([]uint8, len(names))
	if d == ByRegion {
		for code, p := range s.places {
			allow[code] = uint8(indexOf(slices.ContainsFunc(values, p.within)))
		}
		return allow
	}
	if len(values) == 1 { // the usual case, without a map
		if code := slices.Index(names, values[0]); code >= 0 {
			allow[code] = 1
		}
		return allow
	}
	wanted := make(map[string]bool, len(values))
	for _, v := range values {
		wanted[v] = true
	}
	for code, name := range names {
		allow[code] = uint8(indexOf(wanted[name]))
	}
	return allow
}

// allowVerdicts tells for each set of verdict bits whether it has one of the
// verdicts; Unknown means no finding at all.
func allowVerdicts(verdicts []content.Verdict) []uint8 {
	allow := make([]uint8, 1<<len(content.Verdicts()))
	for bits := range allow {
		for _, v := range verdicts {
			i := slices.Index(content.Verdicts(), v)
			if i >= 0 && bits>>i&1 == 1 || v == Unknown && bits == 0 {
				allow[bits] = 1
			}
		}
	}
	return allow
}

func (s *Snapshot) amountRange(low, high *content.Fen) Set {
	from, to := int64(0), int64(1<<63-1)
	if low != nil {
		from = max(from, int64(*low)) // noAmount is below 0
	}
	if high != nil {
		to = int64(*high)
	}
	set := newSet(s.table.len())
	if from > to {
		return set
	}
	width := uint64(to - from)
	for i, a := range s.amounts {
		set.words[i>>6] |= uint64(indexOf(uint64(a-from) <= width)) << (i & 63)
	}
	return set
}

func (s *Snapshot) withNumbers(numbers []string) Set {
	set := newSet(s.table.len())
	for _, number := range numbers {
		code := slices.Index(s.numbers, number)
		if code < 0 {
			continue
		}
		for _, r := range s.byNumber.of(uint32(code)) {
			set.add(r)
		}
	}
	return set
}
