package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// findKind tells what kind of text a document is, from its title and from the
// labels that stand in it; "" for no disclosure.
func (d *document) findKind() content.Kind {
	if d.isOther() {
		return ""
	}
	if kind := d.labelledKind(); kind != "" {
		return kind
	}
	return d.likelyKind()
}

// labelledKind tells the kind of a text whose headings are the usual ones.
func (d *document) labelledKind() content.Kind {
	labels := d.countLabels()
	budget, evaluation, scheme := labels[content.Budget], labels[content.Evaluation], labels[content.Scheme]
	switch title := d.title; {
	case hasAny(title, "自评报告", "绩效自评", "绩效评价报告", "绩效报告", "评价报告", "自评情况", "自评表", "评价情况"):
		if evaluation >= 2 || budget >= 2 && d.speaksOf("实际完成", "执行率", "自评得分", "执行数", "完成值", "综合得分") {
			return content.Evaluation
		}
	case hasAny(title, "实施方案", "工作方案", "活动方案", "行动方案", "帮扶方案") && (budget < 3 || !hasAny(title, "公开") && !d.names("project_name", "basis")):
		if scheme >= 1 {
			return content.Scheme
		}
	case hasAny(title, "公开", "公示", "财政项目") && budget >= 2:
		return content.Budget
	}
	switch {
	case budget >= 3 && budget >= evaluation:
		return content.Budget
	case evaluation >= 3 && d.speaksOf("绩效", "自评"):
		return content.Evaluation
	case scheme >= 3 && d.speaksOf("方案"):
		return content.Scheme
	}
	return ""
}

// names tells whether a label of a budget text with one of the keys stands in
// the document.
func (d *document) names(keys ...string) bool {
	return slices.ContainsFunc(d.blocks, func(bl block) bool { return slices.Contains(keys, labelKey(content.Budget, blockLabel(bl))) })
}

// speaksOf tells whether one of the words stands anywhere in the document.
func (d *document) speaksOf(words ...string) bool {
	for _, bl := range d.blocks {
		if hasAny(bl.text, words...) || slices.ContainsFunc(bl.rows, func(row []string) bool { return hasAny(strings.Join(row, " "), words...) }) {
			return true
		}
	}
	return false
}

// countLabels counts the different section labels of each kind in a document.
func (d *document) countLabels() map[content.Kind]int {
	counts := map[content.Kind]int{}
	for _, kind := range content.Kinds() {
		seen := map[string]bool{}
		for _, bl := range d.blocks {
			if key := labelKey(kind, blockLabel(bl)); key != "" {
				seen[key] = true
			}
		}
		counts[kind] = len(seen)
	}
	return counts
}

// blockLabel gives the words of a line that may be a label.
func blockLabel(bl block) string {
	if bl.kind == tableBlock {
		return ""
	}
	if len(bl.text) > 200 && !strings.HasPrefix(bl.text, "【") && !strings.ContainsAny(prefix(bl.text, 20), "：:\t") {
		return ""
	}
	return readHeadline(bl.text).text
}

// anyLabel tells whether a label names a section of any kind.
func anyLabel(label string) bool {
	for _, kind := range content.Kinds() {
		if labelKey(kind, label) != "" {
			return true
		}
	}
	return false
}

func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
