package layout

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Where running heads and page numbers stand, and how often they must come back.
const (
	headRoom  = 0.10 // of the page's height; official papers begin 37 mm below the edge
	footRoom  = 0.11 // official papers have their number 28 mm above the edge
	maxFoot   = 3    // lines of a head or foot
	sameEdge  = 4.0  // points by which the places on pages may differ
	minRepeat = 3    // pages
)

// edgeLine is a line near the upper or lower edge of a page.
type edgeLine struct {
	key  string  // its text without figures
	room float64 // to the edge; below 0 at the lower edge
	page int     // index
	at   int     // index of the band
}

// dropFurniture drops the running heads and page numbers of all pages and gives
// their number. What comes back at the same place on three pages is one; a page
// number is one alone.
func dropFurniture(bands [][]band, pages []Page) int {
	var lines []edgeLine
	for i := range bands {
		lines = append(lines, edgeLines(bands[i], pages[i], i)...)
	}
	byKey := map[string][]edgeLine{}
	for _, l := range lines {
		byKey[l.key] = append(byKey[l.key], l)
	}
	dropped := 0
	for _, l := range lines {
		b := &bands[l.page][l.at]
		if repeats(l, byKey[l.key]) || isPageNumber(b.text(), pages[l.page].Number) {
			b.runs = nil
			dropped++
		}
	}
	for i := range bands {
		kept := bands[i][:0]
		for _, b := range bands[i] {
			if b.runs != nil {
				kept = append(kept, b)
			}
		}
		bands[i] = kept
	}
	return dropped
}

func edgeLines(bands []band, p Page, page int) []edgeLine {
	var out []edgeLine
	for i, b := range bands {
		if i >= maxFoot && i < len(bands)-maxFoot {
			continue
		}
		room := b.base
		switch {
		case b.base < p.Height*headRoom && i < maxFoot:
		case b.base > p.Height*(1-footRoom):
			room = b.base - p.Height
		default:
			continue
		}
		out = append(out, edgeLine{key: withoutFigures(b.text()), room: room, page: page, at: i})
	}
	return out
}

// repeats tells whether a line stands at the same place on enough pages. The head
// of a table may do so as well: it has several parts and no figures.
func repeats(l edgeLine, same []edgeLine) bool {
	if strings.Count(l.key, "\t") >= 2 && !strings.Contains(l.key, "#") {
		return false
	}
	pages := 0
	for _, other := range same {
		if math.Abs(other.room-l.room) <= sameEdge {
			pages++
		}
	}
	return pages >= minRepeat
}

func withoutFigures(s string) string {
	var b strings.Builder
	figure := false
	for _, c := range s {
		if unicode.IsDigit(c) {
			if !figure {
				b.WriteByte('#')
			}
			figure = true
			continue
		}
		figure = false
		b.WriteRune(c)
	}
	return b.String()
}

// isPageNumber tells whether a line at the edge of a page is its number. A bare
// figure must be that of the page: 2023 alone is a year.
func isPageNumber(s string, page int) bool {
	s = strings.Join(strings.Fields(s), "")
	if s == strconv.Itoa(page) {
		return true
	}
	return decoratedNumber.MatchString(s)
}

// decoratedNumber is a page number that nothing else looks like: - 3 -, 第3页 共9页.
var decoratedNumber = regexp.MustCompile(`^([-—–－·~]+\d{1,3}[-—–－·~]+|第?\d{1,3}页([/,，]?共\d{1,3}页)?|\d{1,3}/\d{1,3}|Page\d{1,3}(of\d{1,3})?)$`)
