package score

import (
	"cmp"
	"slices"
)

// pair matches what is wanted with what was got so that the likeness of the
// pairs is as great as can be had by taking the best pair first; ties go to the
// order of the text. A pair without likeness is none. It gives, for each wanted
// place, the got one or -1, and the got places that are left.
func pair(wanted, got int, like func(w, g int) float64) (with []int, left []int) {
	type candidate struct {
		w, g int
		like float64
	}
	var all []candidate
	for w := range wanted {
		for g := range got {
			if l := like(w, g); l > 0 {
				all = append(all, candidate{w, g, l})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(apart(a.w, a.g), apart(b.w, b.g)), cmp.Compare(a.w, b.w))
	})
	with = slices.Repeat([]int{-1}, wanted)
	taken := make([]bool, got)
	for _, c := range all {
		if with[c.w] < 0 && !taken[c.g] {
			with[c.w], taken[c.g] = c.g, true
		}
	}
	for g := range got {
		if !taken[g] {
			left = append(left, g)
		}
	}
	return with, left
}

func apart(a, b int) int { return max(a-b, b-a) }
