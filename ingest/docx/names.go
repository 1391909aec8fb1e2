package docx

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"mingzhang/ingest/guard"
)

// name gives the name of an element: bare for WordprocessingML, with a prefix for
// the few others that matter, ? for the rest. Strict files (ISO/IEC 29500) use other
// namespaces than transitional ones.
func name(e xml.StartElement) string {
	switch e.Name.Space {
	case "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
		"http://purl.oclc.org/ooxml/wordprocessingml/main":
		return e.Name.Local
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return "mc:" + e.Name.Local
	case "http://schemas.openxmlformats.org/officeDocument/2006/math",
		"http://purl.oclc.org/ooxml/officeDocument/math":
		return "m:" + e.Name.Local
	case "http://schemas.openxmlformats.org/drawingml/2006/picture",
		"http://purl.oclc.org/ooxml/drawingml/picture":
		return "pic:" + e.Name.Local
	case "http://schemas.openxmlformats.org/drawingml/2006/chart",
		"http://purl.oclc.org/ooxml/drawingml/chart":
		return "c:" + e.Name.Local
	case "http://schemas.openxmlformats.org/drawingml/2006/diagram",
		"http://purl.oclc.org/ooxml/drawingml/diagram":
		return "dgm:" + e.Name.Local
	case "urn:schemas-microsoft-com:vml":
		return "v:" + e.Name.Local
	}
	return "?"
}

// value gives the attribute that most properties consist of.
func value(e xml.StartElement) string { return guard.Attr(e, "val") }

// number reads an integer within ±1,000,000; what is none is 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return max(-1_000_000, min(n, 1_000_000))
}

// on reads a property that is true unless it says otherwise.
func on(e xml.StartElement) bool {
	switch value(e) {
	case "0", "false", "off":
		return false
	}
	return true
}

// twips reads a measure; one without a unit is in twentieths of a point.
func twips(s string) int {
	if n := number(s); n != 0 {
		return n
	}
	for unit, size := range map[string]float64{"pt": 20, "in": 1440, "cm": 567, "mm": 56.7, "pc": 240, "pi": 240} {
		if digits, ok := strings.CutSuffix(s, unit); ok {
			f, err := strconv.ParseFloat(digits, 64)
			if err != nil || math.IsNaN(f) || math.Abs(f) > 1000 {
				return 0
			}
			return int(f * size)
		}
	}
	return 0
}
