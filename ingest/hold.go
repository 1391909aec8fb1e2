package ingest

import (
	"strings"

	"mingzhang/content"
	"mingzhang/ingest/source"
)

// hold moves drafts that must not be published aside: a copy from a sharing
// site, a template that nobody filled in, a scheme of an unknown unit.
func (rep *Report) hold(doc *document) error {
	reasons := doc.hold
	if isPlaceholder(doc.title) || rep.publisherOpen() {
		reasons = append(reasons, hold{"placeholder", "公开单位是“XX”一类的占位文字，没有写明。", "the publisher is a placeholder such as XX"})
	}
	if len(doc.hold) > 0 && !endsSentence(rep.Text) {
		reasons = append(reasons, hold{"placeholder", "文本不完整，在句子中间断开。", "the text breaks off in the middle of a sentence"})
	}
	if isUnfilled(rep.Text) {
		reasons = append(reasons, hold{"placeholder", "文本是没有填写的模板：栏目里是空白线或填写说明。", "the text is a template that nobody filled in"})
	}
	if len(reasons) == 0 {
		return rep.holdNameless()
	}
	rep.Held, rep.Disclosures = rep.Disclosures, nil
	var chinese, english []string
	for _, h := range reasons {
		rep.Findings = append(rep.Findings, content.Finding{Code: h.code, Verdict: content.Open, Note: h.note})
		chinese, english = append(chinese, strings.TrimSuffix(h.note, "。")), append(english, h.english)
	}
	return source.Refuse("不予发布："+strings.Join(chinese, "；")+"。请提交公开单位的原件", "held back: "+strings.Join(english, "; ")+"; send the original of the unit")
}

// holdNameless moves the drafts aside that name no project.
func (rep *Report) holdNameless() error {
	named := rep.Disclosures[:0:0]
	for _, d := range rep.Disclosures {
		if d.Title == "" {
			rep.Held = append(rep.Held, d)
			rep.Findings = append(rep.Findings, content.Finding{Code: "missing-section", Verdict: content.Open, Note: "文本没有写明项目名称。"})
			continue
		}
		named = append(named, d)
	}
	if rep.Disclosures = named; len(named) == 0 {
		return source.Refuse("文本没有写明项目名称；请补上“项目名称”一栏后再提交", "the text names no project; add the heading 项目名称")
	}
	return nil
}

// publisherOpen tells whether no draft has a publisher and the text shows that
// names were taken out of it.
func (rep *Report) publisherOpen() bool {
	for _, d := range rep.Disclosures {
		if d.Publisher.Name != "" {
			return false
		}
	}
	return isPlaceholder(rep.Text)
}

// isUnfilled tells whether most of a form was left blank: three blanks or more,
// and more than one in each 150 characters.
func isUnfilled(text string) bool {
	blanks := 0
	for _, mark := range []string{"____", "＿＿", "（填写", "(填写", "（请填写", "XX", "××", "……（", "□□", "（此处", "【填写", "【请填写"} {
		blanks += strings.Count(text, mark)
	}
	return blanks >= 3 && blanks*150 > len([]rune(text))
}
