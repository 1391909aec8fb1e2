package ingest

import (
	"fmt"
	"strconv"
	"time"

	"mingzhang/content"
)

// dates lists the days, months and years that a passage names, outside of cited
// titles: 2024年4月30日, 2024-04-30, 2024年4月, 2024年.
func (p *passage) dates() []content.Figure {
	var found []content.Figure
	titles := citedTitles(p.r)
	for i, c := range p.r {
		if c != '年' && c != '-' && c != '/' && c != '.' {
			continue
		}
		for len(titles) > 0 && titles[0].end <= i {
			titles = titles[1:]
		}
		if len(titles) > 0 && titles[0].start <= i {
			continue
		}
		if fig, ok := p.dateAround(i); ok {
			found = append(found, fig)
		}
	}
	return found
}

// dateAround reads the date whose year ends before the sign at i.
func (p *passage) dateAround(i int) (content.Figure, bool) {
	fig := content.Figure{Kind: "date", Unit: "日", Section: p.key, Start: i - 4}
	year, inHan := yearBefore(p.r, i), false
	if year == 0 && p.r[i] == '年' {
		year = hanYear(p.r, i)
		inHan = true
	}
	if year == 0 {
		return fig, false
	}
	if p.r[i] == '年' {
		fig.Value, fig.End = p.dayInWords(year, i+1, inHan)
	} else {
		fig.Value, fig.End = p.dayInSigns(year, i)
	}
	switch len(fig.Value) {
	case len("2024-04-30"):
	case len("2024-04"):
		fig.Unit = "月"
	default:
		if p.r[i] != '年' || inHan {
			return fig, false
		}
		fig.Kind, fig.Value, fig.Unit, fig.End = "year", strconv.Itoa(year), "年", i+1
	}
	fig.Text = p.text(fig.Start, fig.End)
	return fig, true
}

// dayInWords reads 4月30日 or 4月 at i and gives the date, as ISO 8601 writes it,
// and where it ends; "" for anything else.
func (p *passage) dayInWords(year, i int, inHan bool) (value string, end int) {
	read := arabicNumber
	if inHan {
		read = hanNumber
	}
	i, month := read(p.r, i)
	if month < 1 || month > 12 || runeAt(p.r, i) != '月' {
		return "", 0
	}
	value, end = fmt.Sprintf("%d-%02d", year, month), i+1
	if at, day := read(p.r, end); runeAt(p.r, at) == '日' && isDay(year, month, day) {
		value, end = fmt.Sprintf("%s-%02d", value, day), at+1
	}
	return value, end
}

// dayInSigns reads -04-30, /4/30 or .4.30 at i, which must end there: a longer
// row of digits and signs is the number of something.
func (p *passage) dayInSigns(year, i int) (value string, end int) {
	if i > 4 && isCodeRune(p.r[i-5]) {
		return "", 0
	}
	at, month := arabicNumber(p.r, i+1)
	if runeAt(p.r, at) != p.r[i] {
		return "", 0
	}
	end, day := arabicNumber(p.r, at+1)
	next := runeAt(p.r, end)
	if !isDay(year, month, day) || isCodeRune(next) && (next != '.' || isNumberRune(runeAt(p.r, end+1))) {
		return "", 0
	}
	return fmt.Sprintf("%d-%02d-%02d", year, month, day), end
}

// isCodeRune tells whether c goes on with a number, an address or a code.
func isCodeRune(c rune) bool {
	return isNumberRune(c) || oneOf("-/._", c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isDay(year, month, day int) bool {
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return month >= 1 && d.Month() == time.Month(month) && d.Day() == day
}
