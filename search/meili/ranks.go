package meili

// Sets of ranks are sorted slices without repeats.

// union returns what is in a or b.
func union(a, b []string) []string {
	if len(a) == 0 {
		return b
	}
	out := make([]string, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] > b[0] {
			a, b = b, a
		}
		if a[0] == b[0] {
			b = b[1:]
		}
		out, a = append(out, a[0]), a[1:]
	}
	return append(append(out, a...), b...)
}

// split parts a into what is also in b and what is not.
func split(a, b []string) (both, only []string) {
	for _, rank := range a {
		for len(b) > 0 && b[0] < rank {
			b = b[1:]
		}
		if len(b) > 0 && b[0] == rank {
			both = append(both, rank)
		} else {
			only = append(only, rank)
		}
	}
	return both, only
}
