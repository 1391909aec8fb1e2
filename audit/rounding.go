package audit

// fit is how a computed value stands to a stated one.
type fit int

const (
	equal   fit = iota // the same, or the same at the written precision
	unsure             // rounding of coarse figures may explain the difference
	differs            // no rounding explains the difference
)

// compare compares a stated total with the sum of parts. An amount written in
// 万元 or 亿元 may be rounded in its last place: an exact sum that rounds to a
// total with at least two decimals is equal; a difference that the rounding of
// total and parts together can explain is unsure.
func compare(stated quantity, parts []quantity) (computed int64, f fit) {
	exact, slack := true, halfStep(stated)
	for _, q := range parts {
		computed += q.value
		half := halfStep(q)
		slack += half
		exact = exact && half == 0
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

// halfStep is the rounding error that q may carry: half of its last written
// place for amounts in 万元 and 亿元, none for 元 and for counts.
func halfStep(q quantity) int64 {
	if q.kind == amount && q.step > 100 || q.kind == percent {
		return q.step / 2
	}
	return 0
}

func abs(n int64) int64 { return max(n, -n) }
