package chart

import "math"

// squarify divides area among weights, which must fall and be over zero, so
// that each box has its share of the area and is as near to a square as a
// simple row-by-row rule gets (Bruls, Huizing and van Wijk, 2000).
func squarify(weights []float64, area box) []box {
	out := make([]box, 0, len(weights))
	for len(weights) > 0 {
		// Summed anew for each row: taking rows off one total would leave the
		// smallest boxes to rounding errors.
		total := sumOf(weights)
		n := bestRow(weights, total, area)
		inRow := total
		if n < len(weights) {
			inRow = sumOf(weights[:n])
		}
		across := area.w >= area.h
		var row box
		row, area = cut(area, inRow/total, across)
		out = append(out, share(weights[:n], inRow, row, !across)...)
		weights = weights[n:]
	}
	return out
}

func sumOf(weights []float64) float64 {
	var s float64
	for _, w := range weights {
		s += w
	}
	return s
}

// bestRow returns how many of the first weights make the best row along the
// short side of area.
func bestRow(weights []float64, total float64, area box) int {
	short := min(area.w, area.h)
	scale := area.w * area.h / total
	sum, worst := 0.0, math.Inf(1)
	for i, w := range weights {
		sum += w
		ratio := worstRatio(weights[0], w, sum, scale, short)
		if ratio > worst {
			return i
		}
		worst = ratio
	}
	return len(weights)
}

// worstRatio is the worst side ratio in a row, which its greatest or its
// smallest box has.
func worstRatio(greatest, smallest, sum, scale, short float64) float64 {
	thick := sum * scale / short
	a, b := greatest*scale/thick, smallest*scale/thick
	return max(a/thick, thick/a, b/thick, thick/b)
}

// cut takes a portion off area: from the left with across, else from the top.
func cut(area box, portion float64, across bool) (taken, rest box) {
	return slice(area, 0, portion, across), slice(area, portion, 1-portion, across)
}

// slice is the part of area that starts at a portion of its length.
func slice(area box, from, portion float64, across bool) box {
	if across {
		return box{area.x + area.w*from, area.y, area.w * portion, area.h}
	}
	return box{area.x, area.y + area.h*from, area.w, area.h * portion}
}

// share divides row among weights that add up to sum.
func share(weights []float64, sum float64, row box, across bool) []box {
	out := make([]box, len(weights))
	var before float64
	for i, w := range weights {
		out[i] = slice(row, before/sum, w/sum, across)
		before += w
	}
	return out
}
