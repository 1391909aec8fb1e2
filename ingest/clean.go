package ingest

import (
	"fmt"
	"slices"
	"strings"
)

// clean drops what stands in a file and is no part of the text: page numbers
// and running heads, the frame of a web page, the advertising of a site that
// shares documents.
func (d *document) clean() {
	d.cleanShareSite()
	d.cleanPages()
	d.drop("网页上的导航和按钮 (page furniture)", isFurniture)
}

// drop leaves out lines and notes how many.
func (d *document) drop(what string, unwanted func(string) bool) {
	before := len(d.blocks)
	d.blocks = slices.DeleteFunc(d.blocks, func(bl block) bool {
		return bl.kind == lineBlock && unwanted(bl.text)
	})
	if n := before - len(d.blocks); n > 0 {
		d.note(fmt.Sprintf("略去%s%d行", what, n))
	}
}

// isFurniture tells whether a line belongs to the web page around a text.
func isFurniture(line string) bool {
	if len(line) > 240 {
		return false
	}
	if strings.HasPrefix(line, "<image>") || strings.HasPrefix(line, "![") {
		return true
	}
	bare := strings.Trim(strings.ReplaceAll(strings.ReplaceAll(line, " ", ""), "\t", ""), "【】[]|｜·")
	switch bare {
	case "打印", "关闭", "打印关闭", "打印本页", "关闭窗口", "打印本页关闭窗口", "字体：大中小", "大中小", "分享", "返回顶部", "首页", "收藏", "网站地图":
		return true
	}
	for _, start := range []string{
		"当前位置：", "您的位置：", "您现在的位置", "上一篇：", "下一篇：", "上一条：", "下一条：", "分享到：", "分享到:", "浏览次数：", "点击数：", "阅读次数：",
		"访问量：", "字号：", "字体：", "扫一扫", "版权所有", "Copyright", "网站标识码", "当前位置:", "浏览次数:", "【打印", "相关附件下载",
	} {
		if strings.HasPrefix(bare, start) {
			return true
		}
	}
	return strings.Contains(bare, "ICP备") || strings.Contains(bare, "公网安备")
}

// cleanPages drops form feeds, page numbers, and short lines that stand beside
// them on three pages or more.
func (d *document) cleanPages() {
	number := make([]bool, len(d.blocks))
	found := 0
	for i, bl := range d.blocks {
		if number[i] = isPageMark(bl.text); number[i] {
			found++
		}
	}
	if found < 2 {
		d.drop("分页符和页码 (page marks)", func(s string) bool { return s == "\f" || isWrittenPageNumber(s) })
		return
	}
	beside := map[string]int{}
	next := func(i int) bool {
		return (i > 0 && number[i-1]) || (i+1 < len(number) && number[i+1])
	}
	for i, bl := range d.blocks {
		if !number[i] && next(i) && len(bl.text) <= 120 {
			beside[bl.text]++
		}
	}
	i := -1
	before := len(d.blocks)
	d.blocks = slices.DeleteFunc(d.blocks, func(bl block) bool {
		i++
		return bl.kind == lineBlock && (number[i] || (next(i) && beside[bl.text] >= 3))
	})
	d.note(fmt.Sprintf("略去页码和页眉页脚 (page numbers, running heads)%d行", before-len(d.blocks)))
}

// isPageMark tells whether a line is a form feed or a page number. A lone year
// is none.
func isPageMark(s string) bool {
	if s == "\f" || isWrittenPageNumber(s) {
		return true
	}
	return s != "" && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

// isWrittenPageNumber tells whether a line says that it is a page number:
// - 3 -, —3—, 第3页, 第3页 共7页, 3/7.
func isWrittenPageNumber(s string) bool {
	if len(s) > 40 || !strings.ContainsAny(s, "0123456789") || !strings.ContainsAny(s, "-—－–页") {
		return false
	}
	bare := strings.NewReplacer(" ", "", "\t", "", "－", "-", "—", "-", "–", "-", "，", "", ",", "", "/", "", "页", "", "第", "", "共", "").Replace(s)
	digits := strings.Trim(bare, "-")
	return digits != "" && len(digits) <= 6 && strings.Trim(digits, "0123456789") == "" && bare != s &&
		(digits != bare && strings.HasPrefix(bare, "-") && strings.HasSuffix(bare, "-") || strings.Contains(s, "页") && strings.Contains(s, "第"))
}
