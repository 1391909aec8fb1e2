package ingest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mingzhang/content"
)

// shareMarks are words of sites on which people share documents. Three of them
// make a text somebody else's copy.
func shareMarks() []string {
	return []string{
		"由会员分享", "可在线阅读", "页珍藏版", "文库", "<image>data:", "配套讲稿", "特殊限制", "关键词", "更多相关", "网上搜索",
		"word图标", "著作权", "禁止商用", "下载即", "积分下载", "侵权投诉", "会员上传",
	}
}

// cleanShareSite drops the advertising of a sharing site and holds the text:
// the copy of a stranger is never published.
func (d *document) cleanShareSite() {
	found := 0
	for _, mark := range shareMarks() {
		if slices.ContainsFunc(d.blocks, func(bl block) bool { return hasMark(bl.text, mark) }) {
			found++
		}
	}
	if found < 3 {
		return
	}
	d.hold = append(d.hold, hold{"placeholder", "文本来自文档分享网站，不是公开单位发布的原件。", "the text is a copy from a document-sharing site"})
	before := len(d.blocks)
	tail := false // what follows the first note of the site below the text is the site's
	d.blocks = slices.DeleteFunc(d.blocks, func(bl block) bool {
		tail = tail || strings.HasPrefix(bl.text, "- 配套讲稿") || strings.HasPrefix(bl.text, "- 特殊限制")
		return bl.kind == lineBlock && (tail || (len([]rune(bl.text)) < 300 &&
			slices.ContainsFunc(shareMarks(), func(m string) bool { return hasMark(bl.text, m) })))
	})
	d.joinFragments()
	d.note(fmt.Sprintf("略去分享网站的广告 (advertising of a sharing site)%d行", before-len(d.blocks)))
}

func hasMark(line, mark string) bool {
	return strings.Contains(line, mark) || (len(line) < 60 && strings.Contains(strings.ReplaceAll(line, " ", ""), mark))
}

// joinFragments joins the numbered pieces into which such a site cuts a text in
// the middle of words. Only long pieces in order are such.
func (d *document) joinFragments() {
	var out []block
	n := 0
	for _, bl := range d.blocks {
		rest, ok := strings.CutPrefix(bl.text, strconv.Itoa(n+1)+"、")
		if !ok || len([]rune(rest)) <= 150 {
			out = append(out, bl)
			continue
		}
		n++
		bl.text = rest
		if n > 1 {
			out[len(out)-1].text += rest
			continue
		}
		out = append(out, bl)
	}
	d.blocks = out
}

// stitch cuts the text of a sharing site, which has lost its line ends, before
// the headings of a scheme that are known: 一、目标任务.
func (d *document) stitch() {
	if len(d.hold) == 0 {
		return
	}
	out := d.blocks[:d.titleEnd:d.titleEnd]
	for _, bl := range d.blocks[d.titleEnd:] {
		if bl.kind == lineBlock && d.title != "" {
			bl.text = strings.TrimPrefix(bl.text, d.title)
		}
		out = append(out, splitGlued(bl)...)
	}
	d.blocks = out
}

// splitGlued cuts a line at each number of the outermost style that a known
// heading of a scheme follows.
func splitGlued(bl block) []block {
	if bl.kind != lineBlock {
		return []block{bl}
	}
	var out []block
	rest := bl.text
	for i := 0; i < len(rest); {
		end := gluedHeading(rest, i)
		if end == 0 {
			_, size := firstRune(rest[i:])
			i += size
			continue
		}
		out = append(out, block{text: rest[:i], line: bl.line}, block{text: rest[i:end], line: bl.line})
		rest, i = rest[end:], 0
	}
	return append(out, block{text: rest, line: bl.line})
}

// gluedHeading gives the end of the heading that begins at s[i], 0 for none.
func gluedHeading(s string, i int) int {
	if i > 0 && !strings.HasSuffix(s[:i], "。") {
		return 0
	}
	style, _, after := splitNumber(s[i:])
	if style != partStyle {
		return 0
	}
	start := len(s) - len(after)
	for n := 6; n >= 4; n-- {
		if word := prefix(after, n); labelKey(content.Scheme, word) != "" {
			return start + len(word)
		}
	}
	return 0
}
