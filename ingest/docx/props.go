package docx

import (
	"encoding/xml"
	"math"

	"mingzhang/ingest/guard"
)

// props are the properties of a paragraph or a style that matter for its text. What
// is not said is zero, or unsaid for numbers where zero says something.
type props struct {
	style       string
	outline     int    // 0 to 8, 9 for body text
	numID       string // 0 for none
	level       int
	indent      indent
	size        int // of the font, in half points
	hidden      *bool
	endDeleted  bool // the end of the paragraph is deleted: it joins the next one
	runningHead bool // the section has headers or footers
}

const unsaid = -1

func noProps() props { return props{outline: unsaid, level: unsaid} }

// paragraphProps reads pPr, the element just opened.
func paragraphProps(x *guard.XML) (props, error) {
	p := noProps()
	err := children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "pStyle":
			p.style = value(e)
		case "outlineLvl":
			p.outline = number(value(e))
		case "ind":
			p.indent = readIndent(e)
		case "numPr":
			return p.readNumber(x)
		case "rPr":
			return p.readEnd(x)
		case "sectPr":
			return children(x, func(e xml.StartElement) error {
				p.runningHead = p.runningHead || isRunningHead(e)
				return x.Skip()
			})
		}
		return x.Skip()
	})
	return p, err
}

func isRunningHead(e xml.StartElement) bool {
	return name(e) == "headerReference" || name(e) == "footerReference"
}

func (p *props) readNumber(x *guard.XML) error {
	return children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "numId":
			p.numID = value(e)
		case "ilvl":
			p.level = number(value(e))
		}
		return x.Skip()
	})
}

// readEnd reads the properties of the mark that ends a paragraph.
func (p *props) readEnd(x *guard.XML) error {
	return children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "del", "moveFrom":
			p.endDeleted = true
		case "vanish":
			p.hidden = hiding(e)
		case "sz":
			p.size = number(value(e))
		}
		return x.Skip()
	})
}

func hiding(e xml.StartElement) *bool {
	hidden := on(e)
	return &hidden
}

// over lays the properties of p over those of base.
func (p props) over(base props) props {
	if p.outline != unsaid {
		base.outline = p.outline
	}
	if p.numID != "" {
		base.numID = p.numID
	}
	if p.level != unsaid {
		base.level = p.level
	}
	if p.size != 0 {
		base.size = p.size
	}
	if p.hidden != nil {
		base.hidden = p.hidden
	}
	base.indent = p.indent.over(base.indent)
	return base
}

// indent is the room before the lines of a paragraph and that before its first. Each
// is given in hundredths of a character or, if that is 0, in twips.
type indent struct {
	left, leftChars     int
	first, firstChars   int
	leftSaid, firstSaid bool
}

func readIndent(e xml.StartElement) indent {
	var in indent
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "left", "start":
			in.left, in.leftSaid = twips(a.Value), true
		case "leftChars", "startChars":
			in.leftChars, in.leftSaid = number(a.Value), true
		case "firstLine":
			in.first, in.firstSaid = twips(a.Value), true
		case "firstLineChars":
			in.firstChars, in.firstSaid = number(a.Value), true
		case "hanging":
			in.first, in.firstSaid = -twips(a.Value), true
		case "hangingChars":
			in.firstChars, in.firstSaid = -number(a.Value), true
		}
	}
	return in
}

func (in indent) over(base indent) indent {
	if in.leftSaid {
		base.left, base.leftChars, base.leftSaid = in.left, in.leftChars, true
	}
	if in.firstSaid {
		base.first, base.firstChars, base.firstSaid = in.first, in.firstChars, true
	}
	return base
}

// characters gives the room before the first line in characters of a font whose
// size is in half points.
func (in indent) characters(size int) int {
	if size <= 0 {
		size = 21 // 五号, the usual size of Chinese text
	}
	room := func(twips, hundredths int) float64 {
		if hundredths != 0 {
			return float64(hundredths) / 100
		}
		return float64(twips) / float64(size*10)
	}
	sum := math.Round(room(in.left, in.leftChars) + room(in.first, in.firstChars))
	return int(max(0, min(sum, 40)))
}
