package ingest

import (
	"strings"

	"mingzhang/content"
)

// outline finds the title, the kind and the headings of a document.
func (d *document) outline() {
	d.expandForms()
	d.findTitle()
	d.stitch()
	d.kind = d.findKind()
	if d.kind == "" {
		return
	}
	d.outer = d.projectStyle()
	d.main = d.mainStyle()
	top := d.topMarks()
	d.boxed, d.labelled = d.usesBoxes(), d.usesLabels()
	out := d.blocks[:d.titleEnd:d.titleEnd]
	seq := sequence{}
	for i := d.titleEnd; i < len(d.blocks); i++ {
		marked := d.markHeading(i, top, &seq)
		if len(marked) == 1 && marked[0].kind == lineBlock && headsText(d.blocks, i) {
			marked[0].kind = subBlock
		}
		out = append(out, marked...)
	}
	d.blocks = out
}

// mainStyle gives the style of numbering that most section labels have. The
// sections of reports and schemes are those of the outermost style, when that is
// numbered through.
func (d *document) mainStyle() int {
	var counts [wordStyle + 1]int
	parts := 0
	for i := d.titleEnd; i < len(d.blocks); i++ {
		bl := d.blocks[i]
		if bl.kind == tableBlock {
			continue
		}
		h := headlineOf(bl)
		if h.style == partStyle && h.number == parts+1 && isShortHeading(bl.text, h) {
			parts++
		}
		if h.style != d.outer || d.outer == plainStyle {
			counts[h.style] += d.weight(i, bl, h)
		}
	}
	if d.kind != content.Budget && d.outer != partStyle && parts >= 2 && counts[partStyle] > 0 {
		return partStyle
	}
	best := plainStyle
	for style, n := range counts {
		if n > counts[best] {
			best = style
		}
	}
	return best
}

// weight tells how much a line speaks for its style of numbering: the official
// words more than others for the same, both more than a heading that only holds
// a word of it.
func (d *document) weight(i int, bl block, h headline) int {
	key := ""
	if blockLabel(bl) != "" {
		key = labelKey(d.kind, h.text)
	}
	switch {
	case key != "" && content.SectionHeading(d.kind, key) == h.text:
		return 4
	case key != "":
		return 2
	}
	if _, ok := d.headingLike(i); ok && content.LikelyKey(d.kind, h.text) != "" {
		return 1
	}
	return 0
}

// topMarks gives the smallest number of Markdown's number signs that two
// headings or more have; 0 for none.
func (d *document) topMarks() int {
	var counts [7]int
	for _, bl := range d.blocks[d.titleEnd:] {
		counts[bl.marks]++
	}
	for marks := 1; marks < len(counts); marks++ {
		if counts[marks] >= 2 {
			return marks
		}
	}
	return 0
}

// usesBoxes tells whether the sections of a document have their headings in
// brackets: 【立项依据】.
func (d *document) usesBoxes() bool {
	boxed, known := 0, 0
	for _, bl := range d.blocks[d.titleEnd:] {
		if h := readHeadline(bl.text); bl.kind == lineBlock && h.boxed && isLabelWords(h.text) {
			boxed++
			if anyKey(d.kind, h.text) != "" {
				known++
			}
		}
	}
	return boxed >= 3 && known*2 >= boxed
}

// usesLabels tells whether three sections or more begin with their labels on the
// line of the text: 建设内容：新建厂房.
func (d *document) usesLabels() bool {
	known := 0
	for _, bl := range d.blocks[d.titleEnd:] {
		if bl.kind == lineBlock && isLabelled(bl.text) && anyKey(d.kind, readHeadline(bl.text).text) != "" {
			known++
		}
	}
	return known >= 3
}

// isLabelled tells whether a line begins with a short label and a colon.
func isLabelled(s string) bool {
	h := readHeadline(s)
	return h.style == plainStyle && !h.boxed && h.value != "" && len([]rune(h.text)) <= 10 && isLabelWords(h.text) && strings.ContainsAny(prefix(s, 12), "：:")
}

// sequence follows the numbers of the headings of sections, so that a heading
// with words of its own is known by its number.
type sequence struct {
	section int // number of the last section's heading
	last    int // number of the last line in the same style
	inline  int // sections whose text stands on the line of the heading
}

// markHeading tells whether a line is a heading and of what level. A heading
// with text on the same line gives two blocks.
func (d *document) markHeading(i, top int, seq *sequence) []block {
	bl := d.blocks[i]
	if bl.kind == headingBlock { // of a form
		bl.head.key = labelKey(d.kind, bl.head.text)
		return []block{bl}
	}
	if bl.kind != lineBlock {
		return []block{bl}
	}
	h := headlineOf(bl)
	if label, value, ok := strings.Cut(bl.text, " "); ok && labelKey(d.kind, h.text) == "" && d.isOfficial(label) {
		h.text, h.value = label, value
	}
	h.key = labelKey(d.kind, h.text)
	next := d.follows(h, seq)
	switch {
	case h.key != "" && (h.style == d.main || d.isOfficial(h.text)):
		bl.kind = headingBlock
	case d.outer != plainStyle && h.style == d.outer && isShortHeading(bl.text, h):
		bl.kind = subBlock
		return []block{bl}
	case d.isInlineSection(i, h, next, seq):
		bl.kind = headingBlock
	case !isShortHeading(bl.text, h):
		return []block{bl}
	case d.isOwnSection(i, h, next, top):
		bl.kind = headingBlock
	case bl.marks > 0 || h.style == parenStyle || h.style == partStyle || isDecimalHeading(bl.text):
		bl.kind = subBlock
		return []block{bl}
	default:
		return []block{bl}
	}
	seq.take(h, d.main)
	bl.head = h
	if h.value == "" {
		return []block{bl}
	}
	bl.text = strings.TrimRight(strings.TrimSuffix(bl.text, h.value), "：: \t")
	return []block{bl, {kind: lineBlock, text: h.value, line: bl.line}}
}

// follows tells whether the number of a line is the one after the last section's,
// with no list in the same style between the two.
func (d *document) follows(h headline, seq *sequence) bool {
	if d.main == plainStyle || h.style != d.main {
		return false
	}
	next := h.number == seq.section+1 && seq.last == seq.section
	seq.last = h.number
	return next
}

func (seq *sequence) take(h headline, main int) {
	if h.style == main {
		seq.section, seq.last = h.number, h.number
	}
	if h.value != "" {
		seq.inline++
	}
}

// headsText tells whether a short numbered line is the heading of the text below
// it, not a point of a list: 1.预算安排 above a sentence.
func headsText(blocks []block, i int) bool {
	if i+1 >= len(blocks) || blocks[i+1].kind != lineBlock {
		return false
	}
	h, next := readHeadline(blocks[i].text), blocks[i+1].text
	n := len([]rune(blocks[i].text))
	return (h.style == digitStyle || h.style == parenDigits) && n <= 15 && isShortHeading(blocks[i].text, h) &&
		!strings.ContainsAny(h.text, "0123456789《") && splitStyle(next) == plainStyle && len([]rune(next)) > n
}

func (d *document) isOfficial(label string) bool {
	key := labelKey(d.kind, label)
	return key != "" && content.SectionHeading(d.kind, key) == label
}

// isOwnSection tells whether a heading without a known label begins a section.
func (d *document) isOwnSection(i int, h headline, next bool, top int) bool {
	bl := d.blocks[i]
	switch {
	case endsSentence(bl.text) && !strings.HasSuffix(bl.text, "：") && !strings.HasSuffix(bl.text, ":"):
		return false
	case h.boxed:
		return d.boxed
	case h.style == partStyle:
		return d.main == partStyle || d.kind != content.Budget && d.outer != partStyle
	case d.main != plainStyle && h.style == d.main:
		return next && isLabelWords(h.text) || content.LikelyKey(d.kind, h.text) != "" && len([]rune(h.text)) <= 12
	case d.main != plainStyle || h.style != plainStyle || projectStart(bl.text):
		return false
	case bl.marks > 0:
		return bl.marks == top
	}
	return isLabelWords(h.text) && len([]rune(h.text)) <= 14 && content.LikelyKey(d.kind, h.text) != "" && d.standsOverText(i)
}

// isInlineSection tells whether a line is a heading without a known label with
// its text behind it, as the headings around it have: 四、起止时间：3月至5月.
func (d *document) isInlineSection(i int, h headline, next bool, seq *sequence) bool {
	if h.value == "" || !isLabelWords(h.text) || len([]rune(h.text)) > maxInline {
		return false
	}
	switch {
	case h.boxed:
		return d.boxed
	case h.style == plainStyle:
		return d.labelled && d.main == plainStyle && isLabelled(d.blocks[i].text) && !isField(d.blocks[i].text) && content.LikelyKey(d.kind, h.text) != ""
	}
	return next && (seq.inline >= 2 || content.LikelyKey(d.kind, h.text) != "" && seq.inline == seq.section)
}

// isDecimalHeading tells whether a line is numbered as 1.2 or 1.2.3 and is no
// amount.
func isDecimalHeading(s string) bool {
	r := []rune(s)
	levels, i := 0, 0
	for {
		end, _ := arabicNumber(r, i)
		if end == i || end > i+2 {
			return false
		}
		levels, i = levels+1, end
		if runeAt(r, i) != '.' {
			break
		}
		i++
	}
	for runeAt(r, i) == ' ' {
		i++
	}
	return levels >= 2 && isHan(runeAt(r, i)) && !strings.ContainsRune("万亿元米公平个倍人户次吨亩年月日千百分", r[i]) && isLabelWords(string(r[i:]))
}

func projectStart(s string) bool {
	_, ok := projectMark(s)
	return ok || isDocumentTitle(s)
}

// isShortHeading tells whether a line reads as a heading: short, and no sentence.
func isShortHeading(s string, h headline) bool {
	return len([]rune(s)) <= 40 && h.value == "" && h.text != "" && !strings.ContainsAny(s, "，。；！？、 ,;") ||
		len([]rune(s)) <= 40 && h.style != plainStyle && h.value == "" && h.text != "" && !strings.ContainsAny(h.text, "，。；！？：,;")
}
