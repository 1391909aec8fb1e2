package main

import (
	"fmt"
	"strings"
)

// Millimetres of an OFD page and of its text.
const (
	ofdLeft, ofdTop, ofdWide = 26.0, 30.0, 158.0
	ofdSize, ofdLead         = 5.0, 9.0
	ofdRows                  = 26
	ofdChars                 = 31 // characters of a full line
)

// ofd writes the fixed-layout format of GB/T 33190: every line is a text object
// with its place, and nothing says what a paragraph or a table is.
func ofd(d *document) ([]byte, error) {
	rows := ofdLines(d)
	parts := []part{{"OFD.xml", xmlHead + `<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000000</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`}}
	var pages strings.Builder
	var contents []part
	for n := 0; len(rows) > 0; n++ {
		count := min(ofdRows, len(rows))
		fmt.Fprintf(&pages, `<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>`, 10+n, n)
		contents = append(contents, part{fmt.Sprintf("Doc_0/Pages/Page_%d/Content.xml", n), ofdPage(d, n, rows[:count])})
		rows = rows[count:]
	}
	parts = append(parts,
		part{"Doc_0/Document.xml", xmlHead + `<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>` + pages.String() + `</ofd:Pages></ofd:Document>`},
		part{"Doc_0/PublicRes.xml", xmlHead + `<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>`})
	return archive(append(parts, contents...))
}

// ofdLine is a line of a page: pieces of text and where each begins.
type ofdLine []ofdPiece

type ofdPiece struct {
	x    float64
	text string
}

func ofdLines(d *document) []ofdLine {
	var lines []ofdLine
	for _, i := range d.items {
		switch i.kind {
		case pageBreak:
		case table:
			for _, row := range i.rows {
				lines = append(lines, ofdRow(row)...)
			}
		case title:
			lines = append(lines, ofdTitle(i.visible(), ofdChars)...)
		default:
			for n, text := range wrapped("　　"+i.visible(), ofdChars) {
				x := ofdLeft
				if n == 0 {
					x, text = ofdLeft+2*ofdSize, strings.TrimPrefix(text, "　　")
				}
				lines = append(lines, ofdLine{{x, text}})
			}
		}
	}
	return lines
}

// ofdTitle centres the lines of a title.
func ofdTitle(text string, perLine int) []ofdLine {
	var lines []ofdLine
	for _, t := range wrapped(text, perLine-6) {
		lines = append(lines, ofdLine{{ofdLeft + (ofdWide-float64(len([]rune(t)))*ofdSize)/2, t}})
	}
	return lines
}

// ofdRow is a row of a table: each cell wraps within its column.
func ofdRow(row []cell) []ofdLine {
	var lines []ofdLine
	column := ofdWide / float64(len(row))
	for x, c := range row {
		if c.text == "" {
			continue
		}
		fits := max(1, int(column*float64(c.cols)/ofdSize)-1)
		for n, text := range wrapped(c.text, fits) {
			if n == len(lines) {
				lines = append(lines, nil)
			}
			lines[n] = append(lines[n], ofdPiece{ofdLeft + float64(x)*column, text})
		}
	}
	return lines
}

func ofdPage(d *document, n int, lines []ofdLine) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="1000">`)
	id := 1001 + n*1000
	put := func(p ofdPiece, y float64) {
		id++
		b.WriteString(ofdText(id, p, y))
	}
	if d.header != "" {
		put(ofdPiece{ofdLeft, d.header}, 15)
	}
	for k, line := range lines {
		for _, p := range line {
			put(p, ofdTop+float64(k)*ofdLead)
		}
	}
	if foot := d.foot(n + 1); foot != "" {
		put(ofdPiece{100, foot}, 282)
	}
	return b.String() + `</ofd:Layer></ofd:Content></ofd:Page>`
}

func ofdText(id int, p ofdPiece, y float64) string {
	r := []rune(p.text)
	delta := ""
	if len(r) > 1 {
		delta = fmt.Sprintf(` DeltaX="g %d %g"`, len(r)-1, ofdSize)
	}
	return fmt.Sprintf(`<ofd:TextObject ID="%d" Boundary="%.2f %.2f %.2f %.2f" Font="2" Size="%g"><ofd:TextCode X="0" Y="%g"%s>%s</ofd:TextCode></ofd:TextObject>`,
		id, p.x, y, float64(len(r))*ofdSize, ofdSize*1.2, ofdSize, ofdSize, delta, escape(p.text))
}
