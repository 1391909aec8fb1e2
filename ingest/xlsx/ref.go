package xlsx

import (
	"strconv"
	"strings"
)

// parseRef reads a reference such as AB12 into row 12, column 28.
func parseRef(ref string) (row, col int, ok bool) {
	digits := strings.IndexFunc(ref, func(c rune) bool { return c < 'A' || c > 'Z' })
	if digits < 1 || digits > 3 {
		return 0, 0, false
	}
	for _, c := range ref[:digits] {
		col = col*26 + int(c-'A') + 1
	}
	row, err := strconv.Atoi(ref[digits:])
	return row, col, err == nil && row > 0 && row <= maxRows && col <= maxColumns
}

// parseArea reads a reference such as A1:D1.
func parseArea(ref string) (area, bool) {
	first, last, found := strings.Cut(ref, ":")
	if !found {
		return area{}, false
	}
	top, left, ok1 := parseRef(first)
	bottom, right, ok2 := parseRef(last)
	return area{top, left, bottom, right}, ok1 && ok2 && top <= bottom && left <= right
}
