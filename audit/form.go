package audit

import (
	"fmt"
	"strings"
	"unicode"

	"mingzhang/content"
)

// notADisclosure finds a text that has none of the sections of its kind and
// names no money, no people and no amount: it discloses nothing.
func notADisclosure(t *reading) []content.Finding {
	if t.known() > 0 || t.d.Amount != nil || len(t.d.Lines) > 0 {
		return nil
	}
	for _, p := range t.parts {
		for _, q := range p.numbers {
			if q.kind == amount {
				return nil
			}
		}
	}
	return []content.Finding{{
		Code: NotADisclosure, Verdict: content.Open,
		Note: "文中没有公开文本的栏目，也没有任何金额，不是一份公开文本。",
	}}
}

// known counts the official sections that the text has.
func (t *reading) known() int {
	n := 0
	for _, key := range content.SectionKeys(t.d.Kind) {
		if t.part(key) != nil {
			n++
		}
	}
	return n
}

// missingSections names the official sections that a budget text lacks. A text
// with half of them or fewer follows another form and is not measured by this one.
func missingSections(t *reading) []content.Finding {
	keys := content.SectionKeys(t.d.Kind)
	if t.d.Kind != content.Budget || t.known() <= len(keys)/2 {
		return nil
	}
	var out []content.Finding
	for _, key := range keys {
		if t.part(key) == nil && !t.hasHeadingLike(key) {
			out = append(out, content.Finding{
				Code: MissingSection, Verdict: content.Open,
				Note:     fmt.Sprintf("缺少“%s”栏目。", content.SectionHeading(t.d.Kind, key)),
				Evidence: []content.Evidence{{Section: key}},
			})
		}
	}
	return out
}

// hasHeadingLike tells whether a heading of the unit's own may stand for an
// official section: 进度计划 for the plan. It was then not read as such.
func (t *reading) hasHeadingLike(key string) bool {
	words := map[string][]string{
		"project_name": {"名称"}, "basis": {"依据", "背景", "缘由"}, "implementer": {"单位", "主体", "机构", "部门"},
		"overview": {"概况", "概述", "情况", "简介", "背景"}, "content": {"内容", "任务", "措施", "方案"},
		"funding": {"资金", "预算", "经费", "投资"}, "plan": {"计划", "进度", "安排", "周期", "步骤", "期限", "时间"},
		"results": {"成效", "效益", "绩效", "效果", "目标", "成果"},
	}[key]
	heading := content.SectionHeading(t.d.Kind, key)
	if key != "project_name" {
		heading = strings.TrimPrefix(heading, "项目")
	}
	if key == "implementer" && t.d.Implementer != "" || key == "project_name" && t.d.Title != "" && !strings.Contains(string(t.d.DocumentTitle), t.d.Title) {
		return true
	}
	for i := range t.parts {
		p := &t.parts[i]
		if content.SectionHeading(t.d.Kind, p.key) == "" && containsAny(p.heading, words...) {
			return true
		}
		for line := range strings.SplitSeq(p.text, "\n") {
			if strings.HasPrefix(line, "#") && containsAny(line, words...) || strings.Contains(firstRunes(line, 14), heading) {
				return true
			}
		}
	}
	return false
}

// emptySections names the official sections of a budget that have a heading and
// no words. A heading that others of the unit's own follow may be theirs.
func emptySections(t *reading) []content.Finding {
	if t.d.Kind != content.Budget {
		return nil
	}
	var out []content.Finding
	for i := range t.parts {
		p := &t.parts[i]
		if hasWords(p.text) || content.SectionHeading(t.d.Kind, p.key) == "" {
			continue
		}
		if i+1 < len(t.parts) && content.SectionHeading(t.d.Kind, t.parts[i+1].key) == "" {
			continue
		}
		out = append(out, content.Finding{
			Code: EmptySection, Verdict: content.Open,
			Note:     fmt.Sprintf("%s栏目没有内容。", p.name()),
			Evidence: []content.Evidence{p.evidence(span{0, len(p.text)})},
		})
	}
	return out
}

func hasWords(s string) bool {
	s = strings.Trim(s, " \t\n　。（）()")
	return s != "略" && strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
