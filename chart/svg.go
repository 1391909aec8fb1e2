package chart

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pen writes SVG elements. It is the only part that writes markup.
type pen struct {
	buf    []byte
	id     string
	inline bool
	paints *[roleCount]paint
}

// anchor says which end of a text its x is.
type anchor string

const (
	start  anchor = ""
	middle anchor = ` text-anchor="middle"`
	end    anchor = ` text-anchor="end"`
)

// words is one line of text; x and y are its anchor on the baseline.
type words struct {
	x, y   float64
	size   float64
	anchor anchor
	role   role
	bold   bool
	halo   bool // a rim of the ground colour, for text that lies on a flow
	text   string
}

// box is the estimated place of the words.
func (w words) box() box {
	width := textWidth(w.text, w.size)
	b := box{w.x, w.y - 0.88*w.size, width, 1.12 * w.size}
	switch w.anchor {
	case middle:
		b.x -= width / 2
	case end:
		b.x -= width
	}
	return b
}

func (p *pen) raw(s ...string) {
	for _, t := range s {
		p.buf = append(p.buf, t...)
	}
}

// attr writes a numeric attribute.
func (p *pen) attr(name string, v float64) {
	p.raw(" ", name, `="`)
	p.num(v)
	p.raw(`"`)
}

// num writes a number with at most two decimals.
func (p *pen) num(v float64) {
	v = math.Round(v*100) / 100
	if v == 0 {
		v = 0 // no minus zero
	}
	p.buf = strconv.AppendFloat(p.buf, v, 'f', -1, 64)
}

// paint colours the element that is being written, its fill and its stroke.
func (p *pen) paint(roles ...role) {
	if !p.inline {
		for _, r := range roles {
			p.raw(" ", p.paints[r].attr, `="`, p.paints[r].light, `"`)
		}
		return
	}
	before := ` class="`
	for _, r := range roles {
		p.raw(before, p.paints[r].class)
		before = " "
	}
	p.raw(`"`)
}

func (p *pen) rect(b box, rx float64, r role) {
	p.raw("<rect")
	p.place(b)
	if rx > 0 {
		p.attr("rx", min(rx, b.w/2, b.h/2))
	}
	p.paint(r)
	p.raw("/>")
}

// outlined is a rect with a thin line inside its edge.
func (p *pen) outlined(b box, rx float64, r role) {
	p.raw("<rect")
	p.place(b.inset(0.5))
	p.attr("rx", rx)
	p.paint(r, axis)
	p.raw("/>")
}

func (p *pen) place(b box) {
	p.attr("x", b.x)
	p.attr("y", b.y)
	p.attr("width", b.w)
	p.attr("height", b.h)
}

// hatch lays stripes of the ground colour over b.
func (p *pen) hatch(b box) {
	p.raw("<rect")
	p.place(b)
	p.raw(` fill="url(#`, p.id, `-hatch)"/>`)
}

// hatchPattern defines what hatch refers to.
func (p *pen) hatchPattern() {
	p.raw(`<pattern id="`, p.id, `-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">`)
	p.rect(box{0, 0, 2.6, 6}, 0, ground)
	p.raw("</pattern>")
}

// touch makes a whole area answer to the pointer without being seen.
func (p *pen) touch(b box) {
	p.raw("<rect")
	p.place(b)
	p.raw(` fill="none" pointer-events="all"/>`)
}

func (p *pen) line(x1, y1, x2, y2 float64, r role) {
	p.raw("<line")
	p.attr("x1", x1)
	p.attr("y1", y1)
	p.attr("x2", x2)
	p.attr("y2", y2)
	p.paint(r)
	p.raw("/>")
}

func (p *pen) words(w words) {
	if w.text == "" {
		return
	}
	p.raw("<text")
	p.attr("x", w.x)
	p.attr("y", w.y)
	p.attr("font-size", w.size)
	p.raw(string(w.anchor))
	if w.bold {
		p.raw(` font-weight="600"`)
	}
	if w.halo {
		p.raw(` paint-order="stroke" stroke-width="3" stroke-linejoin="round"`)
		p.paint(w.role, halo)
	} else {
		p.paint(w.role)
	}
	p.raw(">", escape(w.text), "</text>")
}

// open begins the group of one mark: a link when it may be one, with the full
// name as its title. It returns what ends it.
func (p *pen) open(href, title string) string {
	closing := "</g>"
	if p.inline && href != "" {
		p.raw(`<a href="`, escape(href), `" class="c-link">`)
		closing = "</a>"
	} else {
		p.raw("<g>")
	}
	p.raw("<title>", escape(clip(title)), "</title>")
	return closing
}

// clip bounds the title of a mark, which nothing else does.
func clip(s string) string {
	const most = 300
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + ellipsis
		}
		n++
	}
	return s
}

// escape makes any string safe as XML text and as a quoted attribute: markup
// characters become entities, what XML 1.0 forbids becomes U+FFFD, white space
// becomes a blank, and marks that turn the direction of text are dropped.
func escape(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !isPlain(r) }) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isPlain(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(escapeRune(r))
		}
	}
	return b.String()
}

// isPlain tells, of nearly every character, that it stands as it is: letters and
// digits of most scripts, Chinese characters and their marks.
func isPlain(r rune) bool {
	switch {
	case r < 0x7F:
		return r >= 0x20 && r != '&' && r != '<' && r != '>' && r != '"' && r != '\''
	case r < 0x2000:
		return r >= 0xA0 && r != 0x061C
	}
	return r >= 0x2E80 && r < utf8.RuneError
}

func escapeRune(r rune) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	case '\'':
		return "&#39;"
	case '\t', '\n', '\r', 0x85, 0x2028, 0x2029:
		return " "
	}
	turns := r == 0x200E || r == 0x200F || r == 0x061C || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
	switch {
	case turns:
		return ""
	case r < 0x20, r >= 0x7F && r < 0xA0, r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError:
		return "\uFFFD"
	}
	return string(r)
}

// safeHref tells whether a link is a path on this site, a query, a fragment or
// http(s). It keeps javascript: and the like out.
func safeHref(h string) bool {
	if strings.ContainsFunc(h, func(r rune) bool { return r <= ' ' || r == 0x7F || r == '\\' }) {
		return false
	}
	if h == "" || h[0] == '?' || h[0] == '#' {
		return true
	}
	if h[0] == '/' {
		return !strings.HasPrefix(h, "//")
	}
	return strings.HasPrefix(h, "https://") || strings.HasPrefix(h, "http://")
}
