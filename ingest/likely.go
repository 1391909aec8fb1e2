package ingest

import (
	"strings"

	"mingzhang/content"
)

// maxInline is the length in characters up to which the words before a full stop
// are the heading of what follows it: （4）起止时间。2024年1月至12月。
const maxInline = 12

// headlineOf takes a block apart as a heading. Besides the words of the line its
// mark counts: a heading of the file numbered 1立项缘由, a number with a label and
// a full stop.
func headlineOf(bl block) headline {
	h := readHeadline(bl.text)
	if bl.marks > 0 && h.style == plainStyle && !h.boxed {
		r := []rune(bl.text)
		if end, n := arabicNumber(r, 0); end > 0 && end <= 2 && isHan(runeAt(r, end)) && !strings.ContainsRune("年月日个项类万亿元", r[end]) {
			h.style, h.number, h.text = digitStyle, n, bare(string(r[end:]))
		}
	}
	if h.style == plainStyle || h.value != "" {
		return h
	}
	label, value, found := strings.Cut(h.text, "。")
	if found && value != "" && len([]rune(label)) <= maxInline && isLabelWords(label) {
		h.text, h.value = label, value
	}
	return h
}

// isLabelWords tells whether words may be a heading: no marks of a sentence.
func isLabelWords(s string) bool {
	n := len([]rune(s))
	return n >= 2 && n <= 20 && !strings.ContainsAny(s, "，。；！？：、,;:《》“”0123456789") && !isUnitName(s)
}

// headingLike tells whether block i reads as the heading of a section by its
// form, whatever its words are: numbered, marked as heading, in brackets, a label
// with a value behind it, a short line over a sentence.
func (d *document) headingLike(i int) (headline, bool) {
	bl := d.blocks[i]
	if bl.kind == headingBlock {
		return bl.head, true
	}
	if bl.kind != lineBlock {
		return headline{}, false
	}
	h := headlineOf(bl)
	switch {
	case h.value == "" && anyLabel(h.text):
		return h, true
	case h.text == "" || len([]rune(h.text)) > 20 || !strings.HasSuffix(bl.text, h.value):
		return h, false
	case h.boxed || h.style != plainStyle && h.style != wordStyle:
		return h, !strings.ContainsAny(h.text, "，。；！？,;")
	case bl.marks > 0 || h.value != "":
		return h, isLabelWords(h.text) && !isField(bl.text)
	}
	return h, isLabelWords(h.text) && d.standsOverText(i)
}

// standsOverText tells whether a line stands over a sentence, and under one or
// under another heading.
func (d *document) standsOverText(i int) bool {
	if i+1 >= len(d.blocks) || d.blocks[i+1].kind != lineBlock && d.blocks[i+1].kind != tableBlock {
		return false
	}
	next := d.blocks[i+1]
	if next.kind == lineBlock && (anyLabel(readHeadline(next.text).text) || len([]rune(next.text)) <= 20 && !strings.HasSuffix(next.text, "。") && !isUnitName(next.text)) {
		return false
	}
	if i-2 >= d.titleEnd && anyLabel(readHeadline(d.blocks[i-2].text).text) && d.blocks[i-2].kind == lineBlock {
		return true // under the value of another label
	}
	return i == d.titleEnd || i == 0 || d.blocks[i-1].kind != lineBlock || d.blocks[i-1].marks > 0 || endsSentence(d.blocks[i-1].text)
}

// likelyKeys counts the different sections of a kind of which headings of one
// style speak, for the style in which they are most.
func (d *document) likelyKeys(kind content.Kind) map[string]bool {
	byStyle := map[int]map[string]bool{}
	var best map[string]bool
	for i := d.titleEnd; i < len(d.blocks); i++ {
		h, ok := d.headingLike(i)
		key := anyKey(kind, h.text)
		if !ok || key == "" {
			continue
		}
		if byStyle[h.style] == nil {
			byStyle[h.style] = map[string]bool{}
		}
		byStyle[h.style][key] = true
		if len(byStyle[h.style]) > len(best) {
			best = byStyle[h.style]
		}
	}
	return best
}

// anyKey gives the section that a heading names or speaks of, "" for none.
func anyKey(kind content.Kind, heading string) string {
	if key := labelKey(kind, heading); key != "" {
		return key
	}
	return content.LikelyKey(kind, heading)
}

// likelyKind tells the kind of a text by its title and by what its headings, or
// without such its sentences, speak of, where too few headings are the usual ones.
func (d *document) likelyKind() content.Kind {
	title := d.title
	switch {
	case endsAny(title, "通知", "函") && !isSchemeTitle(title):
		return "" // on how to publish, not what is published
	case hasAny(title, "自评", "绩效评价", "绩效报告", "评价报告"):
		keys := len(d.likelyKeys(content.Evaluation))
		if keys >= 3 || keys == 2 && d.speaksOf("自评得分", "综合得分", "评价得分", "自评分", "执行率") || d.speaksOf("得分", "评分", "执行率") && d.tellsOf(content.Evaluation) >= 4 {
			return content.Evaluation
		}
	case isSchemeTitle(title):
		if len(d.likelyKeys(content.Scheme)) >= 2 || hasAny(title, "分配方案", "资金使用方案", "资金安排方案") && d.speaksOf("万元") || hasAny(title, "助", "帮扶", "慰问", "补贴", "服务", "项目", "工程", "活动", "行动", "资金") && d.tellsOf(content.Scheme) >= 3 {
			return content.Scheme
		}
	case isBudgetTitle(title) || title == "" && d.names("project_name"):
		keys := d.likelyKeys(content.Budget)
		enough := len(keys) >= 4 || title != "" && len(keys) == 3
		if enough && (keys["funding"] || keys["results"] && keys["basis"]) {
			return content.Budget
		}
		if hasAny(title, "财政项目", "项目公开", "项目情况", "文本公开", "项目预算", "项目资金", "项目经费") && d.speaksOf("万元", "元") && d.tellsOf(content.Budget) >= 4 {
			return content.Budget
		}
	}
	return ""
}

// isBudgetTitle tells whether a title makes money for a project public.
func isBudgetTitle(title string) bool {
	return hasAny(title, "公开", "公示", "公告", "说明", "情况", "预算", "绩效目标", "文本") &&
		hasAny(title, "项目", "资金", "经费", "预算", "补助", "补贴", "专项", "工程", "绩效目标")
}

// tellsOf counts of how many sections of a kind the sentences of a text without
// headings tell.
func (d *document) tellsOf(kind content.Kind) int {
	told := 0
	for _, words := range proseWords(kind) {
		if d.speaksOf(strings.Fields(words)...) {
			told++
		}
	}
	return told
}

// proseWords lists for each section of a kind words by which a sentence tells of
// it.
func proseWords(kind content.Kind) []string {
	switch kind {
	case content.Budget:
		return []string{"根据 依据 按照", "组织实施 具体实施 负责实施 承担 组织", "万元", "计划 安排 月底前", "满意度 目标 效益 完成后 成效 不低于 不少于"}
	case content.Evaluation:
		return []string{"自评 评价", "完成", "问题 不足 困难", "得分 等级 分", "执行率 支出", "建议 改进 下一步"}
	}
	return []string{"为了 为深入 为进一步 目标 目的", "对象 范围 内容", "标准 程序 申请 步骤", "要求 保障 监督"}
}

// isSchemeTitle tells whether a title is that of a scheme: …实施方案（试行）,
// 印发《…方案》的通知.
func isSchemeTitle(title string) bool {
	if issued := between(title, "印发《", "》"); issued != "" {
		title = issued
	}
	title, _, _ = strings.Cut(title, "（")
	return strings.HasSuffix(title, "方案")
}

// isOther tells whether a title is that of a text of another sort, whose
// headings may speak of projects and money too: a tender, a notice of a vacancy,
// the budget of a whole unit, a report on work, a rule.
func (d *document) isOther() bool {
	title := d.title
	switch {
	case hasAny(title, "自评", "绩效评价", "绩效目标", "文本公开", "财政项目"):
		return false
	case hasAny(title, "招标", "磋商", "询价", "中标", "成交", "比选", "采购意向", "采购公告", "采购文件", "采购项目", "谈判", "资格预审", "竞价", "拍卖", "招聘", "招录", "招考", "遴选", "征集"):
		return true
	case hasAny(title, "部门预算", "单位预算", "决算", "三公") && !d.names("project_name", "basis"):
		return true
	case hasAny(title, "工作总结", "工作计划", "工作要点", "工作报告", "工作情况", "会议", "讲话", "述职", "汇报", "调研", "完成情况的报告"):
		return true
	}
	return endsAny(title, "办法", "条例", "规定", "细则", "规则", "制度", "指南", "简报") || endsAny(title, "通知", "意见", "函") && !strings.Contains(title, "方案")
}

func endsAny(s string, ends ...string) bool {
	s, _, _ = strings.Cut(s, "（")
	for _, end := range ends {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}
