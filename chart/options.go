package chart

import (
	"fmt"
	"math"
	"strconv"
)

// The two designed widths, in CSS pixels. The height follows from the data.
const (
	Narrow = 360 // phones
	Wide   = 720 // everything else
)

// Options is what a chart is told besides its numbers.
type Options struct {
	ID     string // prefix of element ids: ASCII letters, digits, - and _; unique on the page
	Width  int    // Narrow or Wide
	Inline bool   // class names and links for a page, instead of fixed colours for a file
	Bare   bool   // leave the title and subtitle to the page; they stay in the description
	Lang   string // language of the words, such as zh-CN; chooses the Han glyphs

	Title    string // what is shown
	Subtitle string // the unit line, such as 单位：万元
	Note     string // source, date and caveats, under the chart
	Desc     string // what a reader who cannot see the chart should know

	// Format writes a value that has no text of its own: ticks and sums. Nil
	// means grouped decimals. Ticks are round in the unit of the values, and
	// stay round when Format shifts the decimal point.
	Format func(float64) string
	Words  Words
}

// Words are the few words that a chart adds by itself, in the language of the
// page. An empty one is left out.
type Words struct {
	NoData     string // said by an empty chart and by a tile without a value
	Unfinished string // a period that is not over
	Unknown    string // the side of a flow that is not known
	Total      string // heading of the sums in the table of stacked columns
	Label      string // heading of the names in the table
	Value      string // heading of the values in the table
	From, To   string // headings in the table of a flow
}

// sizes are the measures of one designed width, in pixels.
type sizes struct {
	w, pad                     float64
	title, text, small         float64 // font sizes; none under 11
	plotH, treeH, flowH, tileH float64
}

func (o Options) sizes() sizes {
	if o.Width == Narrow {
		return sizes{w: Narrow, pad: 8, title: 15, text: 12, small: 11, plotH: 196, treeH: 380, flowH: 330, tileH: 44}
	}
	return sizes{w: Wide, pad: 12, title: 16, text: 13, small: 12, plotH: 240, treeH: 330, flowH: 340, tileH: 48}
}

func (o Options) check() error {
	if o.Width != Narrow && o.Width != Wide {
		return fmt.Errorf("chart: width %d is not designed: use %d or %d", o.Width, Narrow, Wide)
	}
	if !validID(o.ID) {
		return fmt.Errorf("chart: id %.40q must start with a letter and hold only letters, digits, - and _", o.ID)
	}
	return nil
}

func validID(id string) bool {
	for i, r := range id {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		other := r >= '0' && r <= '9' || r == '-' || r == '_'
		if !letter && (!other || i == 0) {
			return false
		}
	}
	return id != "" && len(id) <= 64
}

func (o Options) format(v float64) string {
	if o.Format != nil {
		return o.Format(v)
	}
	return grouped(v)
}

// valueText is the value of a mark as people read it.
func (o Options) valueText(m Mark) string {
	if m.ValueText != "" {
		return m.ValueText
	}
	return o.format(m.Value)
}

// caption names a mark in full, for its title element.
func (o Options) caption(m Mark) string {
	s := joinWords(m.Label, o.valueText(m))
	if m.Unfinished {
		s = joinWords(s, o.Words.Unfinished)
	}
	return s
}

func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// grouped writes a number with commas between thousands: 1234567.5 becomes
// 1,234,567.5. Whole numbers are exact; others are cut to 12 digits, which
// hides the noise of binary fractions.
func grouped(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if v != math.Trunc(v) {
		short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
		if err == nil {
			s = strconv.FormatFloat(short, 'f', -1, 64)
		}
	}
	whole := 0
	for whole < len(s) && s[whole] != '.' {
		whole++
	}
	for i := whole - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
