package chart

import "math"

// ticks returns round values from zero to the first one at or above top, about
// want steps of 1, 2, 2.5 or 5 times a power of ten. With whole, no step is a
// fraction: half a project does not exist.
func ticks(top float64, want int, whole bool) []float64 {
	if top <= 0 {
		return []float64{0, 1}
	}
	tenths, exp := niceStep(top/float64(want), whole)
	var out []float64
	for i := 0; ; i++ {
		v := scaled(float64(i)*tenths, exp-1)
		out = append(out, v)
		if v >= top {
			return out
		}
	}
}

// niceStep returns the smallest round step that is not under least, as tenths
// times a power of ten.
func niceStep(least float64, whole bool) (tenths float64, exp int) {
	if whole && least <= 1 {
		return 10, 0
	}
	exp = int(math.Floor(math.Log10(least))) - 1
	for ; ; exp++ {
		for _, t := range []float64{10, 20, 25, 50} {
			fraction := whole && (exp < 0 || exp == 0 && t == 25)
			if !fraction && scaled(t, exp-1) >= least {
				return t, exp
			}
		}
	}
}

// scaled is v times ten to the power of exp, correctly rounded for small exps.
func scaled(v float64, exp int) float64 {
	if exp < 0 {
		return v / math.Pow10(-exp)
	}
	return v * math.Pow10(exp)
}

// allWhole tells whether no value has a fraction.
func allWhole(values []float64) bool {
	for _, v := range values {
		if v != math.Trunc(v) {
			return false
		}
	}
	return true
}
