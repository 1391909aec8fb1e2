package ofd

import (
	"math"
	"strconv"
	"strings"
)

// farthest is the largest place or size in millimetres that is believed.
const farthest = 1e5

// number reads a number; what is none, or absurd, is 0.
func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > farthest {
		return 0
	}
	return v
}

// numbers reads numbers that blanks part.
func numbers(s string) []float64 {
	var out []float64
	for field := range strings.FieldsSeq(s) {
		out = append(out, number(field))
	}
	return out
}

// deltas reads the steps between characters, at most n: "g 3 4.2" is three steps
// of 4.2 (GB/T 33190-2016, 11.3).
func deltas(s string, n int) []float64 {
	var out []float64
	fields := strings.Fields(s)
	for i := 0; i < len(fields) && len(out) < n; i++ {
		if fields[i] != "g" || i+2 >= len(fields) {
			out = append(out, number(fields[i]))
			continue
		}
		step := number(fields[i+2])
		for range min(int(number(fields[i+1])), n-len(out)) {
			out = append(out, step)
		}
		i += 2
	}
	return out
}

// matrix is the transformation a b c d e f: x' = ax + cy + e, y' = bx + dy + f.
type matrix [6]float64

func newMatrix(s string) matrix {
	v := numbers(s)
	if len(v) != 6 {
		return matrix{1, 0, 0, 1, 0, 0}
	}
	return matrix(v)
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// scale gives how much lengths along x and along y grow.
func (m matrix) scale() (float64, float64) {
	return math.Hypot(m[0], m[1]), math.Hypot(m[2], m[3])
}

// direction is where lines of text run.
type direction int

const (
	rightward direction = iota
	downward
	upward
	slanting // and backward
)

// direction gives where lines of text run.
func (m matrix) direction() direction {
	const crooked = 0.1
	switch a, b := m[0], m[1]; {
	case a >= 0 && math.Abs(b) <= crooked*a:
		return rightward
	case b > 0 && math.Abs(a) <= crooked*b:
		return downward
	case b < 0 && math.Abs(a) <= -crooked*b:
		return upward
	}
	return slanting
}
