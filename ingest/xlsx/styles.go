package xlsx

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"mingzhang/ingest/guard"
)

// format is a number format: one of those that Excel has by number, or a code.
type format struct {
	id   int
	code string
}

// readStyles reads the number format of each cell style.
func (r *reader) readStyles(b []byte) error {
	r.formats = nil // the last of several parts counts
	codes := map[int]string{}
	inCells := false
	return each(b, func(_ *guard.XML, e xml.StartElement) error {
		id, _ := strconv.Atoi(guard.Attr(e, "numFmtId")) // General if it is missing
		switch e.Name.Local {
		case "numFmt":
			codes[id] = guard.Attr(e, "formatCode")
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			inCells = false
		case "xf":
			if inCells {
				r.formats = append(r.formats, format{id, codes[id]})
			}
		}
		return nil
	})
}

// formatOf gives the format of a cell, General if it has none.
func (r *reader) formatOf(c cell) format {
	if c.style < 0 || c.style >= len(r.formats) {
		return format{}
	}
	return r.formats[c.style]
}

// literals are the parts of a format code that are shown as they are or say how
// to colour it, so that the d of "dan" or of [Red] is no day.
var literals = regexp.MustCompile(`"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]`)

// isDate tells whether a format shows a day or a time.
func (f format) isDate() bool {
	if f.code == "" {
		return f.id >= 14 && f.id <= 22 || f.id >= 27 && f.id <= 36 || f.id >= 45 && f.id <= 47 || f.id >= 50 && f.id <= 58
	}
	code := strings.ToLower(literals.ReplaceAllString(f.code, ""))
	if strings.Contains(code, "general") {
		return false
	}
	return strings.ContainsAny(code, "ymdhs") || elapsed.MatchString(f.code)
}

var elapsed = regexp.MustCompile(`\[(?i:h+|m+|s+)\]`)

// isGeneral tells whether a number is shown with as many digits as it has.
func (f format) isGeneral() bool {
	return f.code == "" && (f.id == 0 || f.id == 49 || f.id > 58) || strings.EqualFold(f.code, "general") || f.code == "@"
}

// inTenThousands is a format that writes a point between the digits of a whole
// number, as Chinese workbooks show 元 as 万元: 0!.0, or 0\.0000.
var inTenThousands = regexp.MustCompile(`^[#,0]*0[!\\]\.(0+)(,*)(?:[_ );@]|"[^"]*")*$`)

// shift gives by how many powers of ten such a format divides and how many
// decimals it shows.
func (f format) shift() (powers, decimals int, ok bool) {
	m := inTenThousands.FindStringSubmatch(f.code)
	if m == nil {
		return 0, 0, false
	}
	return len(m[1]) + 3*len(m[2]), len(m[1]), true
}
