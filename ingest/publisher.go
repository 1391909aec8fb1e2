package ingest

import "strings"

// publisher finds the unit that publishes: from the title, from a field of the
// head, from the title of the file's first project, from the unit that carries
// the project out.
func (f *facts) publisher() string {
	for _, name := range []string{
		unitInTitle(f.ownTitle),
		f.fieldValue("公开单位", "填报单位", "预算部门", "预算单位", "单位名称", "编制单位", "报送单位", "部门名称", "评价单位", "申报单位"),
		unitInTitle(f.title),
		f.overUnit,
		f.fieldValue("主管部门", "主管单位", "部门（单位）"),
		f.byline(),
		f.issuer,
		f.ownUnit(),
		f.letterSign(),
		f.signature(),
		f.onlyUnit(),
		f.unitInOpening(),
		f.assessor(),
		f.origin,
	} {
		if name = trimSeal(name); isUnitName(name) && !isPlaceholder(name) {
			return name
		}
	}
	return ""
}

// onlyUnit gives the one unit of the implementer's section.
func (f *facts) onlyUnit() string {
	if units := f.implementers(); len(units) > 0 {
		return units[0].Name
	}
	return ""
}

// byline gives the unit that stands alone below the title.
func (f *facts) byline() string {
	for _, line := range f.head[:min(3, len(f.head))] {
		if name := trimSeal(line); isUnitName(name) && firstUnit(name) != "" {
			return name
		}
	}
	return ""
}

// ownUnit gives the unit that a line of the head labels so and no more: 单位：某局.
func (f *facts) ownUnit() string {
	for _, line := range f.head {
		if label, value, ok := fieldOf(line); ok && (label == "单位" || label == "报告单位" || label == "发布单位" || label == "制表单位") {
			return firstField(value)
		}
	}
	return ""
}

// unitInOpening gives the unit of the sentence that begins a text: 现将某局2025年某
// 项目有关情况公示如下.
func (f *facts) unitInOpening() string {
	for _, line := range f.head[:min(3, len(f.head))] {
		if _, rest, found := strings.Cut(line, "现将"); found {
			clause, _, _ := strings.Cut(rest, "，")
			return unitInTitle(clause)
		}
	}
	return ""
}

// assessor gives the unit of which the opening of a report says that it assessed
// itself: 某局组织开展了绩效自评.
func (f *facts) assessor() string {
	for _, line := range f.head[:min(3, len(f.head))] {
		for _, clause := range strings.FieldsFunc(line, func(c rune) bool { return strings.ContainsRune("，。；：,;", c) }) {
			name := firstUnit(clause)
			rest := strings.TrimPrefix(clause, name)
			if name != "" && isUnitName(name) && hasAny(prefix(rest, 8), "开展", "组织", "对") && hasAny(rest, "自评", "评价") {
				return name
			}
		}
	}
	return ""
}

// letterSign gives the unit that signs, above a date, the letter which sends out
// what follows.
func (f *facts) letterSign() string {
	for i, line := range f.head {
		if i > 0 && isDateLine(line) && isUnitName(trimSeal(f.head[i-1])) {
			return f.head[i-1]
		}
	}
	return ""
}

// signature gives the unit that signs at the end of the text.
func (f *facts) signature() string {
	if len(f.passages) == 0 {
		return ""
	}
	lines := strings.Split(string(f.passages[len(f.passages)-1].r), "\n\n")
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-3; i-- {
		if name := trimSeal(lines[i]); isUnitName(name) {
			return name
		}
	}
	return ""
}
