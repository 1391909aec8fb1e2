package chart

import "strconv"

// fonts are what a standalone file asks for. No name is quoted: quotes inside
// an attribute are the classic way to break an SVG.
const fonts = "-apple-system,Segoe UI,PingFang SC,Hiragino Sans GB,Microsoft YaHei,Noto Sans CJK SC,sans-serif"

// sheet is a chart being drawn: words on top, a body, a note at the foot.
type sheet struct {
	pen
	sizes
	o      Options
	top    float64 // where the body starts
	linked bool    // holds links, so it is a group and not one image
}

// body draws what is between header and note; it returns the y of its lower end.
type body func(s *sheet) float64

// draw makes the whole document around a body. A chart without anything to show
// gets the calm box with the no-data words instead.
func draw(o Options, empty bool, fill body) ([]byte, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s := &sheet{pen: pen{buf: make([]byte, 0, 4<<10), id: o.ID, inline: o.Inline, paints: paints()}, sizes: o.sizes(), o: o}
	s.top = s.pad
	s.header()
	var bottom float64
	if empty {
		bottom = s.nothing()
	} else {
		bottom = fill(s)
	}
	height := s.footer(bottom)
	return s.wrapUp(height), nil
}

// header writes title and subtitle.
func (s *sheet) header() {
	if s.o.Bare {
		return
	}
	for _, line := range wrap(s.o.Title, s.title, s.inner(), 2) {
		s.words(words{x: s.pad, y: s.top + s.title, size: s.title, bold: true, role: text, text: line})
		s.top += s.title * 1.4
	}
	for _, line := range wrap(s.o.Subtitle, s.small, s.inner(), 2) {
		s.words(words{x: s.pad, y: s.top + s.small, size: s.small, role: muted, text: line})
		s.top += s.small * 1.4
	}
	s.top += 8
}

// footer writes the note and returns the height of the sheet.
func (s *sheet) footer(y float64) float64 {
	lines := wrap(s.o.Note, s.small, s.inner(), 4)
	if len(lines) > 0 {
		y += 8
	}
	for _, line := range lines {
		s.words(words{x: s.pad, y: y + s.small, size: s.small, role: muted, text: line})
		y += s.small * 1.4
	}
	return y + s.pad
}

// inner is the width between the margins.
func (s *sheet) inner() float64 { return s.w - 2*s.pad }

// nothing is the designed state of a chart without data.
func (s *sheet) nothing() float64 {
	b := box{s.pad, s.top, s.inner(), 120}
	s.rect(b, 3, noData)
	line := truncate(s.o.Words.NoData, s.text, b.w-24)
	s.words(words{x: b.midX(), y: b.midY() + s.text*0.36, size: s.text, anchor: middle, role: onNoData, text: line})
	return b.bottom()
}

// mark opens the group of a mark and remembers that the sheet holds links.
func (s *sheet) mark(href, title string) string {
	s.linked = s.linked || s.inline && href != ""
	return s.open(href, title)
}

// wrapUp puts the root element around what was drawn.
func (s *sheet) wrapUp(height float64) []byte {
	drawn := s.buf
	s.buf = make([]byte, 0, len(drawn)+1024)
	w, h := strconv.Itoa(s.o.Width), strconv.Itoa(int(height+0.999))
	s.raw(`<svg xmlns="http://www.w3.org/2000/svg" width="`, w, `" height="`, h, `" viewBox="0 0 `, w, " ", h, `"`)
	s.rootRole()
	if s.o.Lang != "" {
		s.raw(` lang="`, escape(s.o.Lang), `" xml:lang="`, escape(s.o.Lang), `"`)
	}
	if !s.inline {
		s.raw(` font-family="`, fonts, `"`)
	}
	s.raw(">\n")
	s.raw(`<title id="`, s.id, `-title">`, escape(s.o.Title), "</title>\n")
	s.raw(`<desc id="`, s.id, `-desc">`, escape(s.description()), "</desc>\n")
	if !s.inline {
		s.raw(`<rect width="`, w, `" height="`, h, `" fill="`, s.paints[ground].light, "\"/>\n")
	}
	s.buf = append(s.buf, drawn...)
	s.raw("</svg>\n")
	return s.buf
}

// rootRole names the chart for assistive software. An image hides its parts
// from it, so a chart with links in it is a group.
func (s *sheet) rootRole() {
	kind := "img"
	if s.linked {
		kind = "group"
	}
	s.raw(` role="`, kind, `" aria-labelledby="`, s.id, `-title `, s.id, `-desc"`)
}

func (s *sheet) description() string {
	if s.o.Desc != "" {
		return s.o.Desc
	}
	return joinWords(s.o.Subtitle, s.o.Note)
}
