package odt

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

const oasis = "urn:oasis:names:tc:opendocument:xmlns:"

// name gives the name of an element: bare for those of text, with a prefix for the
// others that matter, ? for the rest.
func name(e xml.StartElement) string {
	space, ok := strings.CutPrefix(e.Name.Space, oasis)
	if !ok {
		return "?"
	}
	switch space {
	case "text:1.0":
		return e.Name.Local
	case "office:1.0", "table:1.0", "style:1.0":
		return strings.TrimSuffix(space, "1.0") + e.Name.Local
	case "drawing:1.0":
		return "draw:" + e.Name.Local
	}
	return "?"
}

// number reads an integer within ±1,000,000; what is none is 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return max(-1_000_000, min(n, 1_000_000))
}

// points reads a length such as 0.74cm; what is none, as 120%, is 0.
func points(s string) float64 {
	if len(s) < 3 {
		return 0
	}
	f, err := strconv.ParseFloat(s[:len(s)-2], 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > 10_000 {
		return 0
	}
	switch s[len(s)-2:] {
	case "pt":
		return f
	case "in":
		return f * 72
	case "cm":
		return f * 72 / 2.54
	case "mm":
		return f * 72 / 25.4
	case "pc":
		return f * 12
	}
	return 0
}
