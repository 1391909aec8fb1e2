package compare

// run is a piece that two lists have in common: a[a:a+n] equals b[b:b+n].
type run struct{ a, b, n int }

// align finds what two lists have in common, in order, so that as little as
// possible is left over on both sides (Myers, An O(ND) Difference Algorithm,
// 1986). It gives up when more than limit pieces would be left over: its time is
// O(len(a)+len(b)+limit²), its memory O(limit²).
func align(a, b []string, limit int) (runs []run, ok bool) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	left, right := numbered(a[head:len(a)-tail], b[head:len(b)-tail])
	middle, ok := (&search{a: left, b: right, limit: limit}).runs()
	if !ok {
		return nil, false
	}
	runs = appendRun(runs, run{0, 0, head})
	for _, r := range middle {
		runs = appendRun(runs, run{r.a + head, r.b + head, r.n})
	}
	return appendRun(runs, run{len(a) - tail, len(b) - tail, tail}), true
}

func appendRun(runs []run, r run) []run {
	if r.n == 0 {
		return runs
	}
	if last := len(runs) - 1; last >= 0 && runs[last].a+runs[last].n == r.a && runs[last].b+runs[last].n == r.b {
		runs[last].n += r.n
		return runs
	}
	return append(runs, r)
}

// numbered gives equal pieces equal numbers, which are faster to compare.
func numbered(a, b []string) (left, right []int32) {
	seen := make(map[string]int32, len(a)+len(b))
	number := func(list []string) []int32 {
		numbers := make([]int32, len(list))
		for i, s := range list {
			n, known := seen[s]
			if !known {
				n = int32(len(seen))
				seen[s] = n
			}
			numbers[i] = n
		}
		return numbers
	}
	return number(a), number(b)
}

// search walks the grid of a and b. On diagonal k, x-y = k; reach[limit+1+k] is
// the furthest x that was reached there with d steps aside.
type search struct {
	a, b  []int32
	limit int
	reach []int32
	trace [][]int32 // reach before each d, from diagonal -d-1 to d+1
}

func (s *search) runs() ([]run, bool) {
	s.limit = min(s.limit, len(s.a)+len(s.b))
	s.reach = make([]int32, 2*s.limit+3)
	for d := 0; d <= s.limit; d++ {
		s.trace = append(s.trace, append([]int32(nil), s.reach[s.limit-d:s.limit+d+3]...))
		if s.step(d) {
			return s.back(d), true
		}
	}
	return nil, false
}

// step goes one step further on every diagonal, and tells whether the end is reached.
func (s *search) step(d int) bool {
	for k := -d; k <= d; k += 2 {
		at := s.limit + 1 + k
		x := int(s.reach[at-1]) + 1
		if down(s.reach, at, k, d) {
			x = int(s.reach[at+1])
		}
		y := x - k
		for x < len(s.a) && y < len(s.b) && s.a[x] == s.b[y] {
			x, y = x+1, y+1
		}
		s.reach[at] = int32(x)
		if x >= len(s.a) && y >= len(s.b) {
			return true
		}
	}
	return false
}

// down tells whether diagonal k is reached from the one above it.
func down(reach []int32, at, k, d int) bool {
	return k == -d || k != d && reach[at-1] < reach[at+1]
}

// back walks from the end to the beginning along the way that was found.
func (s *search) back(d int) []run {
	var reversed []run
	x, y := len(s.a), len(s.b)
	for ; d >= 0; d-- {
		reach, k := s.trace[d], x-y
		at := d + 1 + k
		fromX, fromY := int(reach[at-1]), int(reach[at-1])-(k-1)
		startX := fromX + 1
		if down(reach, at, k, d) {
			fromX = int(reach[at+1])
			fromY, startX = fromX-(k+1), fromX
		}
		if d == 0 {
			startX = 0
		}
		reversed = append(reversed, run{startX, startX - k, x - startX})
		x, y = fromX, fromY
	}
	var runs []run
	for i := len(reversed) - 1; i >= 0; i-- {
		runs = appendRun(runs, reversed[i])
	}
	return runs
}
