package audit

// fit is how a computed value stands to a stated one.
type fit int

const (
	equal   fit = iota // the same, or the same at the written precision
	unsure             // rounding of coarse figures may explain the difference
	differs            // no rounding explains the difference
)

// compare compares a stated total with the sum of parts. An amount of 万元 or
// 亿元 with decimals may be rounded in its last place, and so may a total that is
// coarser than its parts: an exact sum that rounds to a total with at least two
// decimals is equal; a difference that the rounding of total and parts together
// can explain is unsure. Whole 万元 beside whole 万元 are meant exactly.
func compare(stated quantity, parts []quantity) (computed int64, f fit) {
	exact, finest := true, stated.step
	var slack int64
	for _, q := range parts {
		computed += q.value
		half := rounding(q)
		slack += half
		exact = exact && half == 0
		finest = min(finest, q.step)
	}
	if finest < stated.step || stated.decimals > 0 {
		slack += stated.step / 2
	}
	off := abs(computed - stated.value)
	switch {
	case off == 0:
		return computed, equal
	case off > slack:
		return computed, differs
	case exact && stated.decimals >= 2:
		return computed, equal
	}
	return computed, unsure
}

// rounding is the error that a part may carry: half of its last written place
// for amounts of 万元 and 亿元 with decimals and for percentages, none for 元, for
// whole 万元 and for counts.
func rounding(q quantity) int64 {
	if q.kind == amount && q.step > 100 && q.decimals > 0 || q.kind == percent {
		return q.step / 2
	}
	return 0
}

func abs(n int64) int64 { return max(n, -n) }
