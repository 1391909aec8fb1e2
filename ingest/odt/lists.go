package odt

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/numeral"
)

const levels = 10 // of a list, as programs offer

// level says how the numbers of one level of a list are written.
type level struct {
	bullet         bool
	format         string // of [numeral.Format]
	prefix, suffix string
	pattern        string // such as %1%.%2%; instead of prefix and suffix
	shown          int    // how many levels are shown
	start          int
	tight          bool
	look           style // for the indent
}

func readLevels(x *guard.XML, levels *[levels]level) error {
	return children(x, func(e xml.StartElement) error {
		at := place(guard.Attr(e, "level"))
		made := level{
			prefix:  short(guard.Attr(e, "num-prefix")),
			suffix:  short(guard.Attr(e, "num-suffix")),
			pattern: short(guard.Attr(e, "num-list-format")),
			shown:   max(1, number(guard.Attr(e, "display-levels"))),
			format:  formatOf(guard.Attr(e, "num-format")),
			start:   1,
		}
		if start := guard.Attr(e, "start-value"); start != "" {
			made.start = number(start)
		}
		switch name(e) {
		case "list-level-style-bullet", "list-level-style-image":
			made.bullet = true
		case "list-level-style-number", "outline-level-style":
		default:
			return x.Skip()
		}
		err := made.readLayout(x)
		levels[at] = made
		return err
	})
}

// readLayout looks for the indent of a level.
func (v *level) readLayout(x *guard.XML) error {
	return children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "style:list-level-properties":
			return v.readLayout(x)
		case "style:list-level-label-alignment":
			v.tight = guard.Attr(e, "label-followed-by") == "nothing"
			v.look.left, v.look.first = room(e, "margin-left"), room(e, "text-indent")
		}
		return x.Skip()
	})
}

// place reads the number of a level, from 1, as a place from 0.
func place(s string) int { return max(0, min(number(s)-1, levels-1)) }

// short bounds the text around a number.
func short(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) > most {
		return string([]rune(s)[:most])
	}
	return s
}

// formatOf knows the number formats that a sample of them names: 1, a or 一, 二, 三.
func formatOf(sample string) string {
	switch sample {
	case "":
		return "none"
	case "a":
		return "lowerLetter"
	case "A":
		return "upperLetter"
	case "i":
		return "lowerRoman"
	case "I":
		return "upperRoman"
	}
	head, _ := utf8.DecodeRuneInString(sample)
	switch head {
	case '一':
		return "chineseCountingThousand"
	case '壹':
		if strings.Contains(sample, "參") {
			return "ideographLegalTraditional"
		}
		return "chineseLegalSimplified"
	case '①':
		return "decimalEnclosedCircle"
	case '⑴':
		return "decimalEnclosedParen"
	case '１':
		return "decimalFullWidth"
	case '甲':
		return "ideographTraditional"
	case '子':
		return "ideographZodiac"
	}
	return "decimal"
}

// counters count the paragraphs of a list.
type counters struct {
	count [levels]int
	used  [levels]bool
}

// item is an open item of a list.
type item struct {
	style    string
	at       int // its level, from 0
	counters *counters
	numbered bool // until its first paragraph
	start    string
}

// list reads a list; one within another goes a level deeper.
func (r *reader) list(e xml.StartElement) error {
	outer := r.item
	own := item{style: guard.Attr(e, "style-name")}
	if outer != nil {
		own.at, own.counters = min(outer.at+1, levels-1), outer.counters
		if own.style == "" {
			own.style = outer.style
		}
	}
	if own.counters == nil {
		own.counters = r.countersOf(e, own.style)
	}
	if id := guard.Attr(e, "id"); id != "" {
		r.byID[id] = own.counters
	}
	r.byStyle[own.style] = own.counters
	err := children(r.x, func(e xml.StartElement) error {
		one := own
		switch name(e) {
		case "list-item":
			one.numbered, one.start = true, guard.Attr(e, "start-value")
		case "list-header":
		default:
			return r.x.Skip()
		}
		r.item = &one
		return r.blocks()
	})
	r.item = outer
	return err
}

// countersOf gives the counters of the list that this one goes on with, or new ones.
func (r *reader) countersOf(e xml.StartElement, style string) *counters {
	known := r.byID[guard.Attr(e, "continue-list")]
	if guard.Attr(e, "continue-numbering") == "true" && known == nil {
		known = r.byStyle[style]
	}
	if known == nil {
		known = &counters{}
	}
	return known
}

// next counts one paragraph at a level and writes its number; start, unless empty,
// is where to begin anew.
func (c *counters) next(levels *[levels]level, at int, start string) string {
	switch {
	case start != "":
		c.used[at], c.count[at] = true, number(start)
	case c.used[at]:
		c.count[at]++
	default:
		c.used[at], c.count[at] = true, levels[at].start
	}
	for i := at + 1; i < len(c.used); i++ {
		c.used[i] = false
	}
	return c.write(levels, at)
}

func (c *counters) write(levels *[levels]level, at int) string {
	own := levels[at]
	switch {
	case own.bullet:
		return "-"
	case own.pattern != "":
		return c.fill(levels, own.pattern)
	}
	var numbers []string
	for i := max(0, at-own.shown+1); i <= at; i++ {
		if text := c.counter(levels, i); text != "" {
			numbers = append(numbers, text)
		}
	}
	return strings.TrimSpace(own.prefix + strings.Join(numbers, ".") + own.suffix)
}

// fill writes the counters into a pattern such as %1%.%2%.
func (c *counters) fill(levels *[levels]level, pattern string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(pattern, "%")
		b.WriteString(before)
		if !found {
			return strings.TrimSpace(b.String())
		}
		digits, after, closed := strings.Cut(rest, "%")
		if !closed || number(digits) < 1 || number(digits) > len(levels) {
			b.WriteString("%")
			pattern = rest
			continue
		}
		b.WriteString(c.counter(levels, number(digits)-1))
		pattern = after
	}
}

func (c *counters) counter(levels *[levels]level, at int) string {
	n := c.count[at]
	if !c.used[at] {
		n = levels[at].start
	}
	return numeral.Format(levels[at].format, n)
}
