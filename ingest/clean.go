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
	d.dropCards()
	d.dropListCards()
	d.cleanPages()
	d.dropContents()
	d.readPageBar()
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
		"访问量：", "字号：", "字体：", "扫一扫", "版权所有", "Copyright", "网站标识码", "当前位置:", "浏览次数:", "【打印", "相关附件下载", "欢迎访问", "欢迎光临", "技术支持",
	} {
		if strings.HasPrefix(bare, start) {
			return true
		}
	}
	return hasAny(bare, "ICP备", "公网安备", "网站标识码", "位访问者", "【关闭窗口】", "[关闭窗口]", "【打印】", "[打印]") || isPageBar(bare) || isMenu(line)
}

// isPageBar tells whether a line joins what stands below the title of a page:
// 发布时间：2024-02-20 浏览次数：12 字体：[大中小] 打印本页.
func isPageBar(bare string) bool {
	marks := 0
	for _, mark := range []string{"浏览次数", "点击数", "点击率", "阅读次数", "访问次数", "浏览量", "阅读量", "字体：", "字号：", "字体:", "字号:", "打印", "分享", "收藏", "视力保护色"} {
		if strings.Contains(bare, mark) {
			marks++
		}
	}
	return marks >= 2 || marks == 1 && hasAny(bare, "发布时间：", "发布日期：", "来源：", "发布时间:", "信息来源", "作者：") && hasAny(bare, "次数", "点击", "浏览", "阅读", "字体", "字号")
}

// readPageBar keeps in mind which unit the bar of a web page gives as the origin
// of the text: 来源：某局 浏览次数：12.
func (d *document) readPageBar() {
	for _, bl := range d.blocks[:min(20, len(d.blocks))] {
		_, origin, ok := strings.Cut(bl.text, "来源：")
		if bl.kind != lineBlock || !ok || !isPageBar(strings.ReplaceAll(bl.text, " ", "")) {
			continue
		}
		if fields := strings.Fields(origin); len(fields) > 0 && isUnitName(fields[0]) {
			d.origin = fields[0]
		}
	}
}

// isMenu tells whether a line is the menu of a site: 首页 | 机构设置 | 信息公开.
func isMenu(line string) bool {
	parts := strings.FieldsFunc(line, func(c rune) bool { return c == '|' || c == '｜' || c == '\t' || c == '>' || c == '»' })
	if len(parts) < 3 || !slices.ContainsFunc(parts, func(p string) bool {
		return hasAny(p, "首页", "信息公开", "联系我们", "政务公开", "网上办事")
	}) {
		return false
	}
	return !slices.ContainsFunc(parts, func(p string) bool { return len([]rune(strings.TrimSpace(p))) > 8 })
}

// dropCards takes the cards out with which sites of governments head a text:
// 索引号, 发布机构, 生成日期. The unit that issued the text is kept in mind.
func (d *document) dropCards() {
	before := len(d.blocks)
	d.blocks = slices.DeleteFunc(d.blocks, func(bl block) bool {
		if bl.kind != tableBlock || !d.isCard(bl.rows) {
			return false
		}
		for _, row := range bl.rows {
			for i := 0; i+1 < len(row); i++ {
				if label := labelOf(row[i]); row[i+1] != "" && (strings.HasSuffix(label, "机构") || strings.HasSuffix(label, "单位") || strings.HasSuffix(label, "机关")) {
					d.issuer = row[i+1]
				}
			}
		}
		return true
	})
	if n := before - len(d.blocks); n > 0 {
		d.note(fmt.Sprintf("略去网站的信息索引表%d个 / %d index cards of the site left out", n, n))
	}
}

// isCard tells whether a table holds what a site files a text under.
func (d *document) isCard(rows [][]string) bool {
	found := 0
	for _, row := range rows {
		for _, c := range row {
			label, value, _ := cardLine(block{text: c})
			if isCardLabel(labelOf(c)) || isCardLabel(label) {
				found++
			}
			if isCardLabel(label) && value != "" && endsAny(label, "机构", "单位", "机关", "责任部门") {
				d.issuer = value
			}
		}
	}
	return found >= 3 && len(rows) <= 8
}

func isCardLabel(label string) bool {
	switch label {
	case "索引号", "信息分类", "主题分类", "文号", "发文字号", "生成日期", "成文日期", "发布机构", "发文机关", "公开日期", "发布日期", "主题词", "信息索引号", "公开方式", "公开范围", "有效性", "时效性", "发布单位", "公开责任单位", "公开责任部门", "公开形式", "公开目录", "信息名称", "体裁分类", "组配分类", "信息来源", "发布时间":
		return true
	}
	return false
}

// dropListCards takes out the cards that are lines: - 索引号：…. The unit that
// issued the text is kept in mind.
func (d *document) dropListCards() {
	var lines []int
	found := 0
	for i, bl := range d.blocks[:min(30, len(d.blocks))] {
		if n := d.cardLabels(bl); n > 0 {
			lines = append(lines, i)
			found += n
		}
	}
	if found < 3 || lines[len(lines)-1]-lines[0] > 15 {
		return
	}
	for _, i := range lines {
		if label, value, _ := cardLine(d.blocks[i]); value != "" && endsAny(label, "机构", "单位", "机关", "责任部门") {
			d.issuer = value
		}
	}
	i := -1
	d.blocks = slices.DeleteFunc(d.blocks, func(block) bool {
		i++
		return slices.Contains(lines, i)
	})
	d.note(fmt.Sprintf("略去网站的信息索引%d行 / %d lines of the index card of the site left out", len(lines), len(lines)))
}

// cardLabels counts the labels of a card at the front of a line and behind gaps
// in it, and keeps the unit that issued the text in mind.
func (d *document) cardLabels(bl block) int {
	if label, _, ok := cardLine(bl); !ok || !isCardLabel(label) {
		return 0
	}
	found := 0
	for part := range strings.FieldsFuncSeq(bl.text, func(c rune) bool { return c == '\t' || c == ' ' || c == '|' }) {
		label, value, ok := cardLine(block{text: part})
		if !ok || !isCardLabel(label) {
			continue
		}
		found++
		if value != "" && endsAny(label, "机构", "单位", "机关", "责任部门") {
			d.issuer = value
		}
	}
	return max(found, 1)
}

// cardLine parts a line of a card into its label and value.
func cardLine(bl block) (label, value string, ok bool) {
	if bl.kind != lineBlock || len(bl.text) > 240 {
		return "", "", false
	}
	text := strings.TrimPrefix(bl.text, "- ")
	i := strings.IndexAny(text, "：:")
	if i <= 0 {
		return "", "", false
	}
	_, size := firstRune(text[i:])
	return labelOf(text[:i]), strings.TrimSpace(text[i+size:]), true
}

// dropContents takes a table of contents out: the word 目录 and the headings
// below it, which stand in the text once more.
func (d *document) dropContents() {
	start := slices.IndexFunc(d.blocks, func(bl block) bool {
		return bl.kind == lineBlock && strings.Contains(bl.text, "目") && strings.NewReplacer(" ", "", "\t", "").Replace(bl.text) == "目录"
	})
	if start < 0 || start > 20 {
		return
	}
	end := start + 1
	for end < len(d.blocks) && (d.blocks[end].kind == tableBlock && isContentsTable(d.blocks[end].rows) || d.blocks[end].kind == lineBlock && d.isContentsLine(end)) {
		end++
	}
	if end-start < 3 {
		return
	}
	d.note(fmt.Sprintf("略去目录%d行 / %d lines of the table of contents left out", end-start, end-start))
	d.blocks = slices.Delete(d.blocks, start, end)
}

// isContentsLine tells whether a line has a page number behind dots, or is a
// heading that comes again further down.
func (d *document) isContentsLine(i int) bool {
	text := d.blocks[i].text
	words := strings.TrimRight(text, "0123456789 \t-—")
	if bare := strings.TrimRight(words, "….·．"); bare != words && len(words)-len(bare) >= 3 {
		return true
	}
	words = strings.TrimSpace(words)
	return len([]rune(words)) <= 40 && words != "" && slices.ContainsFunc(d.blocks[i+1:], func(bl block) bool {
		return bl.kind == lineBlock && strings.HasPrefix(bl.text, words)
	})
}

// isContentsTable tells whether the last cells of all rows are page numbers.
func isContentsTable(rows [][]string) bool {
	return !slices.ContainsFunc(rows, func(row []string) bool {
		last := row[len(row)-1]
		return last == "" || strings.Trim(last, "0123456789") != ""
	})
}

// cleanPages drops form feeds, page numbers, and short lines that stand beside
// them, or at the very front, on two pages or more.
func (d *document) cleanPages() {
	number := make([]bool, len(d.blocks))
	found := 0
	for i, bl := range d.blocks {
		if number[i] = isPageMark(bl.text); number[i] {
			found++
		}
		if isWrittenPageNumber(bl.text) {
			found++ // one is enough
		}
	}
	if found < 2 {
		d.drop("分页符和页码 (page marks)", func(s string) bool { return s == "\f" || isWrittenPageNumber(s) })
		return
	}
	beside := map[string]int{}
	next := func(i int) bool {
		return i == 0 || number[i-1] || (i+1 < len(number) && number[i+1])
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
		return bl.kind == lineBlock && (number[i] || (next(i) && beside[bl.text] >= 2))
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
