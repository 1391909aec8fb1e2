package ofd

import (
	"encoding/xml"
	"math"
	"strings"

	"mingzhang/ingest/guard"
)

// segment is a piece of a ruled line, upright or level, in millimetres.
type segment struct {
	upright  bool
	at       float64 // its x when upright, else its y
	from, to float64 // along it
}

// shortest is the length in millimetres below which a line rules nothing.
const shortest = 1.5

// pathObject takes the upright and level lines of a path.
func pathObject(x *guard.XML, e xml.StartElement, p *page) error {
	if invisible(e) {
		return x.Skip()
	}
	o := newObject(e)
	return children(x, func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "AbbreviatedData" {
			return false, nil
		}
		text, err := content(x)
		o.rule(text, p)
		return true, err
	})
}

// rule follows the commands of a path (GB/T 33190-2016, 9.1): S and M go, L draws,
// Q, B and A bend, C returns to the start.
func (o *object) rule(data string, p *page) {
	takes := map[string]int{"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
	fields := strings.Fields(data)
	var startX, startY, x, y float64
	for i := 0; i < len(fields) && len(p.rules) < maxRules; {
		command := fields[i]
		n, known := takes[command]
		if i++; !known || i+n > len(fields) {
			return
		}
		toX, toY := startX, startY
		if n >= 2 {
			toX, toY = o.point(fields[i+n-2], fields[i+n-1])
		}
		switch command {
		case "S", "M":
			startX, startY = toX, toY
		case "L", "C":
			p.add(x, y, toX, toY)
		}
		x, y = toX, toY
		i += n
	}
}

func (o *object) point(x, y string) (float64, float64) {
	px, py := o.at.apply(number(x), number(y))
	return o.left + px, o.top + py
}

// add takes a line that is upright or level.
func (p *page) add(x1, y1, x2, y2 float64) {
	const crooked = 0.3
	switch w, h := math.Abs(x2-x1), math.Abs(y2-y1); {
	case w <= crooked && h >= shortest:
		p.rules = append(p.rules, segment{true, (x1 + x2) / 2, math.Min(y1, y2), math.Max(y1, y2)})
	case h <= crooked && w >= shortest:
		p.rules = append(p.rules, segment{false, (y1 + y2) / 2, math.Min(x1, x2), math.Max(x1, x2)})
	}
}
