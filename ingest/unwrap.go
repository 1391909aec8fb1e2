package ingest

import (
	"slices"
	"strings"
)

// maxParagraph is the length in characters at which joining stops.
const maxParagraph = 5000

// unwrap joins the lines of paragraphs that were cut at the page's width or at
// the end of a page. Blank lines mean nothing: some writers put one between any
// two lines.
func (d *document) unwrap() {
	u := unwrapper{labelled: d.labelled}
	u.measure(d.blocks)
	var out []block
	for i := 0; i < len(d.blocks); {
		if d.blocks[i].kind != lineBlock || i < d.titleEnd {
			out = append(out, d.blocks[i])
			i++
			continue
		}
		end := u.paragraphEnd(d.blocks, i)
		bl := d.blocks[i]
		bl.kind, bl.text = paragraphBlock, joinLines(d.blocks[i:end])
		out = append(out, bl)
		i = end
	}
	d.blocks = out
}

type unwrapper struct {
	width    int  // of a full line; 0 when lines have no common width
	indented bool // paragraphs begin with blanks
	labelled bool // paragraphs begin with labels: 建设地点：…
}

// measure finds out how the lines of a document are set.
func (u *unwrapper) measure(blocks []block) {
	var lengths []int
	indents := 0
	for _, bl := range blocks {
		if bl.kind == lineBlock && !bl.whole {
			lengths = append(lengths, len([]rune(bl.text)))
			if bl.indent >= 2 {
				indents++
			}
		}
	}
	if len(lengths) < 4 {
		return
	}
	slices.Sort(lengths)
	full, wide := 0, lengths[len(lengths)*9/10]
	for _, n := range lengths {
		if n >= wide-3 && n <= wide+3 {
			full++
		}
	}
	if full*10 >= len(lengths)*3 && wide <= 60 {
		u.width = wide
	}
	u.indented = u.width > 0 && indents*100 >= len(lengths)*12 && indents*100 <= len(lengths)*80
}

// paragraphEnd gives the index after the last line of the paragraph that begins
// at i.
func (u *unwrapper) paragraphEnd(blocks []block, i int) int {
	depth, length := openMarks(blocks[i].text, 0), len(blocks[i].text)
	end := i + 1
	for end < len(blocks) && blocks[end].kind == lineBlock && length < maxParagraph*3 {
		if !u.joins(blocks[end-1], blocks[end], depth > 0) {
			break
		}
		depth = openMarks(blocks[end].text, depth)
		length += len(blocks[end].text)
		end++
	}
	return end
}

// joins tells whether next goes on with the paragraph of line. open says that
// the paragraph has an open 《 or （.
func (u *unwrapper) joins(line, next block, open bool) bool {
	n := len([]rune(line.text))
	full := u.width > 0 && n >= u.width-3
	switch {
	case line.whole || next.whole || startsParagraph(next) || line.marks > 0:
		return false
	case u.labelled && isLabelled(next.text), isEntry(line.text) && isEntry(next.text):
		return false
	case open:
		return true
	case isField(line.text):
		return full && !endsSentence(line.text)
	case u.indented:
		return next.indent < 2 && (full || !endsSentence(line.text))
	case endsSentence(line.text):
		return false
	}
	return full || n >= 12
}

// isEntry tells whether a line is one of a list of labels with values: 副组长：某某.
func isEntry(s string) bool {
	label, value, ok := strings.Cut(strings.ReplaceAll(prefix(s, 12), ":", "："), "：")
	n := len([]rune(strings.ReplaceAll(label, " ", "")))
	return ok && value != "" && n >= 2 && n <= 6 && isLabelWords(strings.ReplaceAll(label, " ", ""))
}

// startsParagraph tells whether a line begins a paragraph by its own form.
func startsParagraph(bl block) bool {
	if bl.marks > 0 || projectStart(bl.text) || isField(bl.text) || isDateLine(bl.text) {
		return true
	}
	if strings.HasPrefix(bl.text, "- ") || strings.ContainsRune("■◆●▶★•※◎○□▲◇", runeAt([]rune(prefix(bl.text, 1)), 0)) {
		return true
	}
	style, _, _ := splitNumber(bl.text)
	return style != plainStyle && style != wordStyle
}

// isDocumentTitle tells whether a line is the title of a disclosure.
func isDocumentTitle(s string) bool {
	return len([]rune(s)) <= 60 && !strings.ContainsAny(s, "。；，：") &&
		hasAny(s, "重点领域财政项目", "文本公开", "财政项目公开", "绩效自评报告", "项目文本")
}

// isDateLine tells whether a line is only a date, as below a signature.
func isDateLine(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	return len(s) < 40 && strings.HasSuffix(s, "日") && strings.Contains(s, "年") && strings.Contains(s, "月") &&
		strings.Trim(s, "0123456789〇一二三四五六七八九十年月日") == ""
}

// endsSentence tells whether a line ends as sentences do.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "”』」）) ")
	for _, end := range []string{"。", "！", "？", "；", "：", "…", ";", ":", "!", "?"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// openMarks counts the brackets that are open after a line. One that a line
// opens and a long text never closes is a slip and is forgotten.
func openMarks(s string, depth int) int {
	for _, c := range s {
		switch c {
		case '《', '（', '“':
			depth++
		case '》', '）', '”':
			depth = max(depth-1, 0)
		}
	}
	return min(depth, 3)
}

// joinLines puts the lines of a paragraph together; words of Latin letters are
// kept apart by a blank.
func joinLines(lines []block) string {
	if len(lines) == 1 {
		return untab(lines[0].text)
	}
	var b strings.Builder
	last := rune(0)
	for _, bl := range lines {
		text := untab(bl.text)
		first, _ := firstRune(text)
		if isLatin(last) && isLatin(first) {
			b.WriteByte(' ')
		}
		b.WriteString(text)
		r := []rune(text)
		last = runeAt(r, len(r)-1)
	}
	return b.String()
}

func isLatin(c rune) bool { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') }
