package content

import (
	"strconv"
	"strings"
)

// Section is one part of a published text (栏目).
type Section struct {
	Key      string `json:"key" doc:"project_name, basis, implementer, overview, content, funding, plan or results for a budget; own lists for evaluations and schemes" example:"basis"`
	Heading  string `json:"heading" doc:"As written, without its number" example:"立项依据"`
	Markdown string `json:"markdown"`
}

// SectionPreface is the key of text that stands before the first heading.
const SectionPreface = "preface"

type label struct{ key, heading string }

// sectionLabels gives the sections of each kind in their official order. The
// eight of a budget are those of 预算重点领域财政项目文本公开.
func sectionLabels(kind Kind) []label {
	switch kind {
	case Budget:
		return []label{
			{"project_name", "项目名称"}, {"basis", "立项依据"}, {"implementer", "项目实施单位"},
			{"overview", "项目基本概况"}, {"content", "项目实施内容"}, {"funding", "资金安排情况"},
			{"plan", "项目实施计划"}, {"results", "项目实施成效"},
		}
	case Evaluation:
		return []label{
			{"overview", "项目概况"}, {"organisation", "项目组织实施情况"}, {"performance", "项目绩效情况"},
			{"experience", "项目主要做法和经验"}, {"problems", "存在问题及建议"}, {"conclusion", "项目自评结论及得分"},
		}
	case Scheme:
		return []label{
			{"goals", "目标任务"}, {"contents", "主要内容"}, {"measures", "具体举措"}, {"assurance", "保障措施"},
		}
	}
	return nil
}

// SectionKeys lists the keys of the sections that a kind should have, in order.
func SectionKeys(kind Kind) []string {
	var keys []string
	for _, l := range sectionLabels(kind) {
		keys = append(keys, l.key)
	}
	return keys
}

// SectionHeading gives the official heading of a key, or "" when the kind has
// no such section.
func SectionHeading(kind Kind, key string) string {
	for _, l := range sectionLabels(kind) {
		if l.key == key {
			return l.heading
		}
	}
	return ""
}

// SectionKey gives the key that a heading stands for by itself: the official one
// or what units write instead of it. Any other heading is the key section-N,
// where n is its place among the sections, counted from 1.
func SectionKey(kind Kind, heading string, n int) string {
	if heading == "" {
		return SectionPreface
	}
	if key := knownKey(kind, heading); key != "" {
		return key
	}
	return "section-" + strconv.Itoa(n)
}

// knownKey looks a heading up; a note in brackets behind it says nothing, as in
// 项目资金（万元）.
func knownKey(kind Kind, heading string) string {
	heading = strings.TrimSpace(heading)
	if key := headingKeys()[kind][heading]; key != "" {
		return key
	}
	if i := strings.IndexAny(heading, "（("); i > 0 {
		return headingKeys()[kind][strings.TrimSpace(heading[:i])]
	}
	return ""
}

// SectionKeysOf gives the keys of the sections of one text by their headings, in
// order. A heading with the official words goes before one with other words for
// the same, and both before one that only holds a word of it; a key stands for
// the first section that has it, and further ones are section-N.
func SectionKeysOf(kind Kind, headings []string) []string {
	keys := make([]string, len(headings))
	taken := map[string]bool{}
	claim := func(keyOf func(heading string) string) {
		for i, heading := range headings {
			if key := keyOf(heading); keys[i] == "" && key != "" && !taken[key] {
				keys[i], taken[key] = key, true
			}
		}
	}
	claim(func(h string) string {
		if key := knownKey(kind, h); key != "" && SectionHeading(kind, key) == strings.TrimSpace(h) {
			return key
		}
		return ""
	})
	claim(func(h string) string { return knownKey(kind, h) })
	claim(func(h string) string { return LikelyKey(kind, h) })
	for i, heading := range headings {
		switch {
		case heading == "":
			keys[i] = SectionPreface
		case keys[i] == "":
			keys[i] = "section-" + strconv.Itoa(i+1)
		}
	}
	return keys
}

// Section finds a section by key; nil when the disclosure has none.
func (d *Disclosure) Section(key string) *Section {
	for i := range d.Sections {
		if d.Sections[i].Key == key {
			return &d.Sections[i]
		}
	}
	return nil
}
