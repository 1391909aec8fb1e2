package docx

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/numeral"
)

const levels = 9 // of a list, by the standard

// level says how the numbers of one level of a list are written.
type level struct {
	start   int
	format  string // of ISO/IEC 29500-1, 17.18.59
	text    string // such as （%1）
	suffix  string // nothing, space or, if empty, tab
	restart int    // the level that restarts this one, from 1; 0 for none
	legal   bool   // the numbers of all levels in plain digits
	style   string // paragraphs of this style have this level
	indent  indent
}

// outline is a kind of list that several lists may follow, sharing its counters.
type outline struct {
	levels [levels]level
	link   string // the numbering style that defines it instead
	count  [levels]int
	used   [levels]bool
}

// list is a list as paragraphs name it.
type list struct {
	outline string
	starts  map[int]int
	levels  map[int]level
	begun   bool
}

type lists struct {
	outlines map[string]*outline
	lists    map[string]*list
}

func readLists(p *pack) (*lists, error) {
	l := &lists{outlines: map[string]*outline{}, lists: map[string]*list{}}
	x, err := p.part("numbering")
	if x == nil || err != nil {
		return l, err
	}
	return l, children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "abstractNum":
			return l.readOutline(x, guard.Attr(e, "abstractNumId"))
		case "num":
			return l.readList(x, guard.Attr(e, "numId"))
		}
		return x.Skip()
	})
}

func (l *lists) readOutline(x *guard.XML, id string) error {
	o := &outline{}
	l.outlines[id] = o
	return children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "numStyleLink":
			o.link = value(e)
		case "lvl":
			at, made, err := readLevel(x, e)
			o.levels[at] = made
			return err
		}
		return x.Skip()
	})
}

func (l *lists) readList(x *guard.XML, id string) error {
	made := &list{starts: map[int]int{}, levels: map[int]level{}}
	l.lists[id] = made
	return children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "abstractNumId":
			made.outline = value(e)
		case "lvlOverride":
			return made.readOverride(x, place(guard.Attr(e, "ilvl")))
		}
		return x.Skip()
	})
}

func (made *list) readOverride(x *guard.XML, at int) error {
	return children(x, func(e xml.StartElement) error {
		switch name(e) {
		case "startOverride":
			made.starts[at] = number(value(e))
		case "lvl":
			_, level, err := readLevel(x, e)
			made.levels[at] = level
			return err
		}
		return x.Skip()
	})
}

// place reads the number of a level, from 0.
func place(s string) int { return max(0, min(number(s), levels-1)) }

func readLevel(x *guard.XML, e xml.StartElement) (int, level, error) {
	at := place(guard.Attr(e, "ilvl"))
	made := level{format: "decimal", restart: at}
	return at, made, children(x, func(e xml.StartElement) error { return made.read(x, e) })
}

// maxLabel bounds the text of a number, in characters.
const maxLabel = 60

func (v *level) read(x *guard.XML, e xml.StartElement) error {
	switch name(e) {
	case "start":
		v.start = number(value(e))
	case "numFmt":
		v.format = value(e)
	case "lvlText":
		v.text = value(e)
		if utf8.RuneCountInString(v.text) > maxLabel {
			v.text = string([]rune(v.text)[:maxLabel])
		}
	case "suff":
		v.suffix = value(e)
	case "lvlRestart":
		v.restart = number(value(e))
	case "isLgl":
		v.legal = on(e)
	case "pStyle":
		v.style = value(e)
	case "pPr":
		p, err := paragraphProps(x)
		v.indent = p.indent
		return err
	case "mc:AlternateContent", "mc:Fallback": // the choice is a format of Word's own
		return children(x, func(e xml.StartElement) error { return v.read(x, e) })
	}
	return x.Skip()
}

// fresh gives the same lists with all counters at their start.
func (l *lists) fresh() *lists {
	again := &lists{outlines: map[string]*outline{}, lists: map[string]*list{}}
	for id, o := range l.outlines {
		again.outlines[id] = &outline{levels: o.levels, link: o.link}
	}
	for id, one := range l.lists {
		again.lists[id] = &list{outline: one.outline, starts: one.starts, levels: one.levels}
	}
	return again
}

// find gives a list and the outline that it follows, nil when there is none.
func (l *lists) find(id string, s *styles) (*list, *outline) {
	for range maxBased { // a style may lead to a list that leads to a style
		one := l.lists[id]
		if one == nil {
			return nil, nil
		}
		o := l.outlines[one.outline]
		if o == nil || o.link == "" {
			return one, o
		}
		id = s.look(o.link).numID
	}
	return nil, nil
}

// levelOf gives a level of a list, with what the list itself says of it.
func (one *list) levelOf(o *outline, at int) level {
	if own, ok := one.levels[at]; ok {
		return own
	}
	return o.levels[at]
}

// styled gives the level that belongs to a style, else the one given.
func (one *list) styled(o *outline, style string, at int) int {
	for i := range levels {
		if style != "" && one.levelOf(o, i).style == style {
			return i
		}
	}
	return at
}

// next counts one paragraph at a level and writes its number.
func (one *list) next(o *outline, at int) string {
	if !one.begun {
		one.begun = true
		for i := range one.starts {
			o.used[i] = false
		}
	}
	if o.used[at] {
		o.count[at]++
	} else {
		o.used[at], o.count[at] = true, one.start(o, at)
	}
	for i := at + 1; i < levels; i++ {
		if restart := one.levelOf(o, i).restart; restart > at {
			o.used[i] = false
		}
	}
	return one.write(o, at)
}

func (one *list) start(o *outline, at int) int {
	if start, ok := one.starts[at]; ok {
		return start
	}
	return one.levelOf(o, at).start
}

// write fills the counters into the text of a level.
func (one *list) write(o *outline, at int) string {
	own := one.levelOf(o, at)
	if own.format == "bullet" {
		return "-"
	}
	var b strings.Builder
	text := []rune(own.text)
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 == len(text) || text[i+1] < '1' || text[i+1] > '9' {
			b.WriteRune(text[i])
			continue
		}
		i++
		b.WriteString(one.counter(o, int(text[i]-'1'), own.legal))
	}
	return b.String()
}

func (one *list) counter(o *outline, at int, legal bool) string {
	format, n := one.levelOf(o, at).format, o.count[at]
	if !o.used[at] {
		n = one.start(o, at)
	}
	if legal {
		format = "decimal"
	}
	return numeral.Format(format, n)
}
