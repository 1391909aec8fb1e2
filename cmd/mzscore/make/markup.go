package main

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// document is a source: what its head says and its items in order.
type document struct {
	formats []string
	indent  bool   // paragraphs begin with two ideographic spaces in plain text
	plain   bool   // headings carry no styles in .docx and .odt, as most clerks write
	date    string // when a web page says that it was published
	header  string // running head
	footer  string // running foot; "page" is the page number
	items   []item
}

type kind int

const (
	paragraph kind = iota
	title
	heading
	numbered // a paragraph with an automatic number
	table
	pageBreak
)

// item is one block of a document.
type item struct {
	kind    kind
	level   int    // of a heading, from 1
	style   string // of an automatic number: 一, (一) or 1
	n       int    // its value
	list    int    // which list it belongs to, from 1
	spans   []span
	rows    [][]cell
	comment string // a reviewer's remark at the paragraph
}

// span is a piece of a paragraph that was deleted, inserted or hidden, or not.
type span struct {
	text                      string
	deleted, inserted, hidden bool
}

// cell is one place of a table's grid. A covered place belongs to the cell at
// its left or, with below set, to the one above.
type cell struct {
	text           string
	cols, rows     int
	covered, below bool
}

var yearOf = regexp.MustCompile(`20\d\d`)

// parse reads a source. Its head ends with a line of three hyphens. In the body
// each line is a paragraph but: # title, ## and ### headings, @一 @(一) @1 for
// automatic numbers, | tables |, !header, !footer, !comment and !break.
func parse(source string) (*document, error) {
	head, body, found := strings.Cut(source, "\n---\n")
	if !found {
		return nil, errors.New("there is no line of three hyphens after the head")
	}
	d := &document{}
	for line := range strings.Lines(head) {
		if err := d.setting(strings.TrimSpace(line)); err != nil {
			return nil, err
		}
	}
	p := parser{doc: d, counts: map[string]int{}}
	for line := range strings.Lines(body) {
		p.line(strings.TrimRight(line, "\r\n"))
	}
	p.endTable()
	if year := yearOf.FindString(pageTitle(d)); d.date == "" {
		d.date = cmp.Or(year, "2024") + "-02-20"
	}
	return d, nil
}

func (d *document) setting(line string) error {
	name, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch name {
	case "formats":
		d.formats = strings.Fields(value)
	case "indent":
		d.indent = value == "yes"
	case "plain":
		d.plain = value == "yes"
	case "date":
		d.date = value
	case "":
	default:
		return fmt.Errorf("the head says %q, which means nothing", line)
	}
	return nil
}

// parser reads lines; a table grows until another line ends it.
type parser struct {
	doc    *document
	table  [][]string
	counts map[string]int
	lists  int
}

func (p *parser) line(s string) {
	if strings.HasPrefix(s, "|") {
		p.table = append(p.table, splitRow(s))
		return
	}
	p.endTable()
	switch {
	case strings.TrimSpace(s) == "":
	case strings.HasPrefix(s, "!"):
		p.order(s[1:])
	case strings.HasPrefix(s, "### "):
		p.heading(2, s[4:])
	case strings.HasPrefix(s, "## "):
		p.heading(1, s[3:])
	case strings.HasPrefix(s, "# "):
		p.restart("一", "(一)", "1")
		p.add(item{kind: title, spans: inline(s[2:])})
	case strings.HasPrefix(s, "@"):
		p.numbered(s[1:])
	default:
		p.add(item{spans: inline(s)})
	}
}

func (p *parser) add(i item) { p.doc.items = append(p.doc.items, i) }

func (p *parser) heading(level int, text string) {
	p.restart("(一)", "1")
	p.add(item{kind: heading, level: level, spans: inline(text)})
}

func (p *parser) restart(styles ...string) {
	for _, s := range styles {
		p.counts[s] = 0
	}
}

func (p *parser) numbered(s string) {
	style, text, _ := strings.Cut(s, " ")
	switch style {
	case "一":
		p.restart("(一)", "1")
	case "(一)":
		p.restart("1")
	}
	if p.counts[style] == 0 {
		p.lists++
		p.counts[style+"list"] = p.lists
	}
	p.counts[style]++
	p.add(item{kind: numbered, style: style, n: p.counts[style], list: p.counts[style+"list"], spans: inline(text)})
}

func (p *parser) order(s string) {
	word, rest, _ := strings.Cut(s, " ")
	switch word {
	case "header":
		p.doc.header = rest
	case "footer":
		p.doc.footer = rest
	case "break":
		p.add(item{kind: pageBreak})
	case "comment":
		if n := len(p.doc.items); n > 0 {
			p.doc.items[n-1].comment = rest
		}
	}
}

func (p *parser) endTable() {
	if len(p.table) > 0 {
		p.add(item{kind: table, rows: grid(p.table)})
	}
	p.table = nil
}

func splitRow(s string) []string {
	s = strings.TrimSpace(s)
	var cells []string
	for c := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(s, "|"), "|"), "|") {
		cells = append(cells, strings.TrimSpace(c))
	}
	return cells
}

// grid makes cells of a table in which < belongs to the left and ^ above.
func grid(rows [][]string) [][]cell {
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	cells := make([][]cell, len(rows))
	for y, r := range rows {
		cells[y] = make([]cell, width)
		for x := range width {
			c := &cells[y][x]
			c.cols, c.rows = 1, 1
			switch {
			case x < len(r) && r[x] == "<" && x > 0:
				c.covered = true
				owner(cells[y], x).cols++
			case x < len(r) && r[x] == "^" && y > 0:
				c.covered, c.below = true, true
				ownerAbove(cells, y, x).rows++
			case x < len(r):
				c.text = r[x]
			}
		}
	}
	return cells
}

func owner(row []cell, x int) *cell {
	for x > 0 && row[x].covered {
		x--
	}
	return &row[x]
}

func ownerAbove(cells [][]cell, y, x int) *cell {
	for y > 0 && cells[y][x].covered {
		y--
	}
	return &cells[y][x]
}

// inline parts a line at ~~deleted~~, ++inserted++ and %%hidden%%.
func inline(s string) []span {
	var spans []span
	for s != "" {
		at, mark := firstMark(s)
		if mark == "" {
			return append(spans, span{text: s})
		}
		if at > 0 {
			spans = append(spans, span{text: s[:at]})
		}
		inside, rest, _ := strings.Cut(s[at+2:], mark)
		spans = append(spans, span{text: inside, deleted: mark == "~~", inserted: mark == "++", hidden: mark == "%%"})
		s = rest
	}
	return spans
}

func firstMark(s string) (at int, mark string) {
	at = len(s)
	for _, m := range []string{"~~", "++", "%%"} {
		if i := strings.Index(s, m); i >= 0 && i < at && strings.Contains(s[i+2:], m) {
			at, mark = i, m
		}
	}
	return at, mark
}

// visible is the text of an item as a reader of the file sees it, number included.
func (i item) visible() string {
	var b strings.Builder
	b.WriteString(i.number())
	for _, s := range i.spans {
		if !s.deleted && !s.hidden {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// number is the automatic number in words: 一、 （一） 1.
func (i item) number() string {
	switch i.style {
	case "一":
		return han(i.n) + "、"
	case "(一)":
		return "（" + han(i.n) + "）"
	case "1":
		return fmt.Sprintf("%d.", i.n)
	}
	return ""
}

// han writes 1 to 99 in Chinese.
func han(n int) string {
	digits := []rune("〇一二三四五六七八九十")
	switch {
	case n <= 10:
		return string(digits[n])
	case n < 20:
		return "十" + string(digits[n-10])
	case n%10 == 0:
		return string(digits[n/10]) + "十"
	}
	return string(digits[n/10]) + "十" + string(digits[n%10])
}
