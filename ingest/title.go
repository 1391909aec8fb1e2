package ingest

import (
	"strings"

	"mingzhang/content"
)

// findTitle reads the title of the document from its first lines.
func (d *document) findTitle() {
	i := d.skipHead()
	title, first := "", ""
	for ; i < len(d.blocks) && i < 16; i++ {
		bl := d.blocks[i]
		if !isTitleLine(bl) {
			break
		}
		if first != "" && (isHeadOf(first, bl.text) || bl.marks == 1 && len([]rune(title)) > 6 && !isUnitName(title) && strings.Contains(bl.text, prefix(title, 6))) {
			title = "" // what stood before it heads the page
		}
		if title == "" && isUnitName(bl.text) {
			d.headUnit = bl.text
		}
		first = bl.text
		title += trimFileEnding(bl.text)
		if isWholeTitle(title) && d.isRunningHead(title, i+1) {
			title = ""
			continue
		}
		if isWholeTitle(title) && !startsTail(d.blocks, i+1) {
			i++
			break
		}
	}
	if !hasAny(title, "公开", "报告", "方案", "自评", "绩效", "预算", "财政项目", "公示", "办法") && unitInTitle(title) == "" && !isBudgetTitle(title) {
		return
	}
	d.title, d.titleEnd = strings.ReplaceAll(title, "\t", ""), i
	d.lowerNumber()
}

// lowerNumber puts the number of a letter, which stands over its title, below it:
// it is part of the text.
func (d *document) lowerNumber() {
	for j, bl := range d.blocks[:d.titleEnd] {
		if isNumberLine(bl) {
			copy(d.blocks[j:], d.blocks[j+1:d.titleEnd])
			d.titleEnd--
			d.blocks[d.titleEnd] = bl
			return
		}
	}
}

// isNumberLine tells whether a line is only the number of a document.
func isNumberLine(bl block) bool {
	found := content.FindDocumentNumbers(bl.text)
	return bl.kind == lineBlock && len(found) == 1 && found[0].AsWritten == bl.text
}

// skipHead gives the index of the first line of the title: after 附件1, after the
// name of the office and the number over a letter, after what stands before the
// one heading of the first level. The number is text and goes below the title.
func (d *document) skipHead() int {
	i := 0
	if len(d.blocks) > 0 && isLetterHead(d.blocks[0]) {
		d.headUnit = strings.TrimSuffix(strings.ReplaceAll(d.blocks[0].text, " ", ""), "文件")
	}
	for i < len(d.blocks) && i < 8 && (isAppendixMark(d.blocks[i].text) || isLetterHead(d.blocks[i]) || i > 0 && isNumberLine(d.blocks[i])) {
		i++
	}
	for j := i; j < len(d.blocks) && j < 8; j++ {
		if bl := d.blocks[j]; bl.marks == 1 && isTitleLine(bl) && isWholeTitle(bl.text) && len([]rune(bl.text)) > 6 && j > i && d.allShort(i, j) {
			return j
		}
	}
	return i
}

// allShort tells whether the blocks from i to j are short lines.
func (d *document) allShort(i, j int) bool {
	for _, bl := range d.blocks[i:j] {
		if bl.kind != lineBlock || len([]rune(bl.text)) > 12 || bl.marks > 0 || anyLabel(readHeadline(bl.text).text) {
			return false
		}
	}
	return true
}

// isLetterHead tells whether a line heads the letter of an office: 某局文件.
func isLetterHead(bl block) bool {
	unit, ok := strings.CutSuffix(strings.ReplaceAll(bl.text, " ", ""), "文件")
	return ok && bl.kind == lineBlock && isUnitName(unit)
}

// isHeadOf tells whether a line above a title is the running head of the page: it
// names the unit with which the title begins.
func isHeadOf(line, title string) bool {
	unit := unitInTitle(title)
	return unit != "" && strings.HasPrefix(line, unit) && strings.HasPrefix(title, unit)
}

// isRunningHead tells whether a title without a unit only stands above the one
// that the line at i is, as the head of a page does.
func (d *document) isRunningHead(title string, i int) bool {
	return i < len(d.blocks) && unitInTitle(title) == "" && isTitleLine(d.blocks[i]) && isWholeTitle(d.blocks[i].text) && unitInTitle(d.blocks[i].text) != ""
}

// isAppendixMark tells whether a line says only 附件1.
func isAppendixMark(s string) bool {
	rest, ok := strings.CutPrefix(s, "附件")
	return ok && strings.Trim(rest, " 0123456789一二三四五六：:") == ""
}

// isTitleLine tells whether a block may be a line of a title: short, no
// sentence, no label, no number.
func isTitleLine(bl block) bool {
	if bl.kind != lineBlock || len([]rune(bl.text)) > 60 || strings.ContainsAny(bl.text, "。；，：:\t") && !namesAfterColon(bl) {
		return false
	}
	if found := content.FindDocumentNumbers(bl.text); len(found) == 1 && len(bl.text) < 60 {
		return false
	}
	h := readHeadline(bl.text)
	return h.style == plainStyle && !anyLabel(h.text)
}

// namesAfterColon tells whether a title gives the project behind a colon: 某局
// 2024年财政项目公开：课后服务补助.
func namesAfterColon(bl block) bool {
	front, name, ok := strings.Cut(bl.text, "：")
	return ok && isWholeTitle(front) && unitInTitle(front) != "" && name != "" && !strings.ContainsAny(name, "。；，：")
}

// isWholeTitle tells whether a title has come to its end.
func isWholeTitle(s string) bool {
	if front, name, ok := strings.Cut(s, "："); ok && name != "" {
		s = front
	}
	for _, end := range []string{"公开", "报告", "方案", "公告", "公示", "说明", "情况", "表", "公开稿", "办法"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// startsTail tells whether the line after a title goes on with it: （2023年度）,
// or 文本公开 after …财政项目公开 cut in two.
func startsTail(blocks []block, i int) bool {
	if i >= len(blocks) || !isTitleLine(blocks[i]) {
		return false
	}
	s := blocks[i].text
	return strings.HasPrefix(s, "（") || strings.HasPrefix(s, "——") || s == "文本公开" || s == "自评报告" || s == "公开" || s == "文本"
}

// trimFileEnding drops the ending of a file name.
func trimFileEnding(s string) string {
	for _, end := range []string{".docx", ".doc", ".pdf", ".wps", ".txt"} {
		s = strings.TrimSuffix(s, end)
	}
	return s
}

// isTitleLike tells whether a line above a heading belongs to the project that
// the heading begins: a title, or 项目二：….
func isTitleLike(bl block) bool {
	if bl.kind == tableBlock || len([]rune(bl.text)) > 60 {
		return false
	}
	if _, ok := projectMark(bl.text); ok {
		return true
	}
	h := readHeadline(bl.text)
	return !strings.ContainsAny(bl.text, "。；，？！") && (h.style == plainStyle || h.style == partStyle || h.style == parenStyle) &&
		(bl.marks > 0 || h.style != plainStyle || bl.text == "文本公开" || bl.text == "公开" || hasAny(bl.text, "公开", "项目", "预算", "报告", "方案"))
}

// projectMark gives what follows 项目一： at the front of a line.
func projectMark(s string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(s, "项目")
	if !ok {
		return "", false
	}
	r := []rune(prefix(rest, 6))
	end, _ := hanNumber(r, 0)
	if end == 0 {
		end, _ = arabicNumber(r, 0)
	}
	if c := runeAt(r, end); end == 0 || !strings.ContainsRune("：:、.． \t", c) || c == 0 {
		return "", false
	}
	return strings.TrimSpace(rest[len(string(r[:end+1])):]), true
}
