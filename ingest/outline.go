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
	main, top := d.mainStyle(), d.topMarks()
	d.main = main
	out := d.blocks[:d.titleEnd:d.titleEnd]
	for i := d.titleEnd; i < len(d.blocks); i++ {
		marked := d.markHeading(d.blocks[i], main, top)
		if len(marked) == 1 && marked[0].kind == lineBlock && headsText(d.blocks, i) {
			marked[0].kind = subBlock
		}
		out = append(out, marked...)
	}
	d.blocks = out
}

// mainStyle gives the style of numbering that most section labels have.
func (d *document) mainStyle() int {
	var counts [wordStyle + 1]int
	for _, bl := range d.blocks[d.titleEnd:] {
		if bl.kind == tableBlock || blockLabel(bl) == "" {
			continue
		}
		if h := readHeadline(bl.text); labelKey(d.kind, h.text) != "" {
			counts[h.style]++
			if content.SectionHeading(d.kind, labelKey(d.kind, h.text)) == h.text {
				counts[h.style]++ // the official words weigh more
			}
		}
	}
	best := plainStyle
	for style, n := range counts {
		if n > counts[best] {
			best = style
		}
	}
	return best
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

// markHeading tells whether a line is a heading and of what level. A heading
// with text on the same line gives two blocks.
func (d *document) markHeading(bl block, main, top int) []block {
	if bl.kind == headingBlock { // of a form
		bl.head.key = labelKey(d.kind, bl.head.text)
		return []block{bl}
	}
	if bl.kind != lineBlock {
		return []block{bl}
	}
	h := readHeadline(bl.text)
	if label, value, ok := strings.Cut(bl.text, " "); ok && labelKey(d.kind, h.text) == "" && d.isOfficial(label) {
		h.text, h.value = label, value
	}
	h.key = labelKey(d.kind, h.text)
	switch {
	case h.key != "" && (h.style == main || d.isOfficial(h.text)):
		bl.kind = headingBlock
	case !isShortHeading(bl.text, h):
		return []block{bl}
	case d.isOwnSection(bl, h, main, top):
		bl.kind = headingBlock
	case bl.marks > 0 || h.style == parenStyle || h.style == partStyle:
		bl.kind = subBlock
		return []block{bl}
	default:
		return []block{bl}
	}
	bl.head = h
	if h.value == "" {
		return []block{bl}
	}
	bl.text = strings.TrimRight(strings.TrimSuffix(bl.text, h.value), "：: \t")
	return []block{bl, {kind: lineBlock, text: h.value, line: bl.line}}
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
func (d *document) isOwnSection(bl block, h headline, main, top int) bool {
	if h.style == partStyle {
		return main == partStyle || d.kind != content.Budget
	}
	if h.style == main && main != plainStyle && content.LikelyKey(d.kind, h.text) != "" && len([]rune(h.text)) <= 12 {
		return true
	}
	return bl.marks > 0 && bl.marks == top && h.style == plainStyle && main == plainStyle && !projectStart(bl.text)
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
