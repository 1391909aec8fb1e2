package ingest

import (
	"strings"

	"mingzhang/content"
)

// unitEnds are the words with which names of units end.
func unitEnds() []string {
	return strings.Fields("总工会 工会 委员会 联合会 人民政府 政府 办公室 办事处 红十字会 残联 妇联 工商联 文联 科协 团委 法院 检察院 局 厅 " +
		"医院 学校 中学 小学 幼儿园 大学 学院 中心 公司 基金会 协会 管理处 管理站 服务站 大队 支队 总队 委 部 院 所 站 处 队 馆 社 园 场 会 校")
}

// strongEnds end a name even when other words follow at once.
func strongEnds() []string {
	return strings.Fields("总工会 委员会 联合会 人民政府 红十字会 办事处 残联 妇联 工商联 法院 检察院 局 厅")
}

func isUnitName(s string) bool {
	n := len([]rune(s))
	if n < 3 || n > 40 || strings.ContainsAny(s, "，。；、：《》 ") {
		return false
	}
	for _, end := range unitEnds() {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	if bodies, ok := strings.CutSuffix(s, "机构"); ok && hasAny(bodies, "医疗", "卫生", "服务", "教育", "养老", "培训", "康复") && hasAny(bodies, "全", "各", "个", "市", "县", "区") {
		return true // 全县23个医疗机构
	}
	return isUnitPart(s)
}

// isUnitPart tells whether a name is that of a part of a unit: 某市水利局水库运行股.
func isUnitPart(s string) bool {
	for _, end := range []string{"股", "科", "室", "处", "部"} {
		if front, ok := strings.CutSuffix(s, end); ok && firstUnit(front) != "" {
			return true
		}
	}
	return false
}

// isPlaceholder tells whether a name was left open: XX市, ××局, 某某县, ＿＿.
func isPlaceholder(s string) bool {
	return hasAny(s, "XX", "xx", "××", "某某", "某市", "某县", "某区", "__", "＿", "**", "X市", "X县", "X省", "×市", "×县", "（填写", "（单位名称", "□□", "○○")
}

// unitInTitle gives the unit that a title names, "" for none.
func unitInTitle(title string) string {
	title = strings.TrimPrefix(title, "关于")
	if r := []rune(title); len(r) > 5 && yearBefore(r, 4) != 0 && r[4] == '年' {
		title = strings.TrimPrefix(strings.TrimPrefix(string(r[5:]), "度"), "关于")
	}
	if front, below, ok := strings.Cut(title, "——"); ok {
		if unit := unitInTitle(front); unit != "" {
			return unit
		}
		return unitInTitle(below)
	}
	run := title
	for _, stop := range []string{"关于", "（", "(", "“", "《", "【"} {
		run, _, _ = strings.Cut(run, stop)
	}
	if i := strings.IndexAny(run, "0123456789"); i >= 0 {
		run = run[:i]
	}
	run = strings.TrimSpace(run)
	if isUnitName(run) {
		return run
	}
	return firstUnit(run)
}

// firstUnit gives the shortest front of s that is a unit's whole name.
func firstUnit(s string) string {
	best := ""
	for _, end := range strongEnds() {
		i := strings.Index(s, end)
		if i <= 0 {
			continue
		}
		if name := s[:i+len(end)]; isUnitName(name) && (best == "" || len(name) < len(best)) {
			best = name
		}
	}
	return best
}

// trimSeal drops the note where the seal goes: （公章）.
func trimSeal(s string) string {
	for _, seal := range []string{"（公章）", "(公章)", "（盖章）", "(盖章)", "（章）", "（单位公章）", "（加盖公章）", "（签章）", "（单位盖章）"} {
		s = strings.ReplaceAll(s, seal, "")
	}
	return strings.Trim(s, " 。，；")
}

// implementers reads the units of the section 项目实施单位 and what each does.
func (f *facts) implementers() []content.UnitRole {
	var units []content.UnitRole
	s := f.d.Section("implementer")
	if s == nil {
		return f.headImplementer()
	}
	for _, clause := range strings.FieldsFunc(withoutBrackets(s.Markdown), func(c rune) bool { return strings.ContainsRune("，。；,;\n", c) }) {
		for _, u := range unitRoles(trimSeal(clause)) {
			u.Name = f.fullName(u.Name)
			if isUnitName(u.Name) {
				units = append(units, u)
			}
		}
	}
	return units
}

// withoutBrackets drops what stands in round brackets behind a name: a code, an
// address, a seal. Those inside of a name stay: 各县（市）残联.
func withoutBrackets(s string) string {
	var b strings.Builder
	for {
		before, rest, opened := strings.Cut(s, "（")
		inside, after, closed := strings.Cut(rest, "）")
		b.WriteString(before)
		if !opened || !closed {
			return b.String() + strings.TrimPrefix(s, before)
		}
		if next, _ := firstRune(after); after != "" && !strings.ContainsRune("，。；、,;\n", next) {
			b.WriteString("（" + inside + "）")
		}
		s = after
	}
}

// headImplementer reads the unit that a field of the head says carries the
// project out.
func (f *facts) headImplementer() []content.UnitRole {
	name := trimSeal(f.fieldValue("实施单位", "实施部门", "承担单位", "承办单位"))
	if (!isUnitName(name) || isPlaceholder(name)) && f.d.Kind == content.Budget {
		return f.toldImplementer()
	}
	if !isUnitName(name) || isPlaceholder(name) {
		return f.carrier()
	}
	return []content.UnitRole{{Name: f.fullName(name)}}
}

// unitRoles reads one clause: X是…的主管部门, X负责Y, 具体实施为X, 主管部门：X, X、Y.
func unitRoles(clause string) []content.UnitRole {
	if units := doing(clause); len(units) > 0 {
		return units
	}
	clause = strings.TrimPrefix(clause, "由")
	if left, right, ok := cutAny(clause, "负责"); ok && isUnitName(left) {
		return []content.UnitRole{{Name: left, Role: content.Text(roleWords(right))}}
	}
	if left, right, ok := cutAny(clause, "：", ":", "为", "是"); ok && right != "" {
		if isUnitName(left) && isRoleWord(right) {
			return []content.UnitRole{{Name: left, Role: content.Text(roleWords(right))}}
		}
		if isUnitName(right) {
			return []content.UnitRole{{Name: right, Role: content.Text(plainRole(left))}}
		}
	}
	if _, inner, ok := strings.Cut(clause, "由"); ok {
		for _, verb := range []string{"牵头", "组织实施", "具体实施", "负责实施", "承担", "实施"} {
			if name, _, ok := strings.Cut(inner, verb); ok && isUnitName(name) {
				return []content.UnitRole{{Name: name, Role: content.Text(verb)}}
			}
		}
	}
	var units []content.UnitRole
	for name := range strings.SplitSeq(clause, "、") {
		if isUnitName(name) {
			units = append(units, content.UnitRole{Name: name})
		}
	}
	return units
}

// doing reads a clause that says who carries the project out: 甲中心和各乡镇人民政府
// 具体实施.
func doing(clause string) []content.UnitRole {
	for _, front := range []string{"本项目", "项目", "该项目"} {
		clause = strings.TrimPrefix(clause, front)
	}
	clause = strings.TrimPrefix(clause, "由")
	for _, verb := range []string{"负责具体实施", "具体实施", "组织实施", "负责实施", "具体负责实施", "牵头组织实施", "牵头实施", "牵头组织", "承办", "实施"} {
		front, ok := strings.CutSuffix(clause, verb)
		if !ok {
			continue
		}
		var units []content.UnitRole
		for name := range strings.FieldsFuncSeq(strings.ReplaceAll(front, "以及", "、"), func(c rune) bool { return c == '、' || c == '和' || c == '及' || c == '与' }) {
			if !isUnitName(name) {
				units = nil
				break
			}
			units = append(units, content.UnitRole{Name: name, Role: content.Text(strings.TrimPrefix(verb, "负责"))})
		}
		if len(units) > 0 {
			return units
		}
		if isUnitName(front) {
			return []content.UnitRole{{Name: front, Role: content.Text(strings.TrimPrefix(verb, "负责"))}}
		}
	}
	return nil
}

// toldImplementer reads the unit of which a sentence of a text without such a
// section says that it carries the project out: 由某局组织实施.
func (f *facts) toldImplementer() []content.UnitRole {
	for _, s := range f.d.Sections {
		for rest := s.Markdown; ; {
			_, after, found := strings.Cut(rest, "由")
			if !found {
				break
			}
			rest = after
			clause := rest
			if i := strings.IndexAny(rest, "，。；\n"); i >= 0 {
				clause = rest[:i]
			}
			if units := doing(clause); len(units) > 0 {
				return units
			}
		}
	}
	return nil
}

// carrier reads the unit of which the overview of a report says that it carries the
// project out: 某县水务局实施农村饮水安全巩固提升项目.
func (f *facts) carrier() []content.UnitRole {
	for _, s := range f.d.Sections {
		if s.Key != "overview" && s.Key != content.SectionPreface {
			continue
		}
		for _, clause := range strings.FieldsFunc(s.Markdown, func(c rune) bool { return strings.ContainsRune("，。；：,;\n", c) }) {
			if name, ok := carries(clause); ok && !isPlaceholder(name) {
				return []content.UnitRole{{Name: f.fullName(name)}}
			}
		}
	}
	return nil
}

// carries parts a clause that says of a unit that it carries something out.
func carries(clause string) (unit string, ok bool) {
	front := strings.TrimPrefix(strings.TrimSpace(clause), "由")
	if r := []rune(front); len(r) > 5 && yearBefore(r, 4) != 0 && r[4] == '年' {
		front = strings.TrimPrefix(string(r[5:]), "度")
	}
	for _, verb := range []string{"负责组织实施", "负责具体实施", "具体负责实施", "组织实施", "具体实施", "负责实施", "牵头实施", "实施", "承担实施", "承办"} {
		name, rest, found := strings.Cut(front, verb)
		next, _ := firstRune(rest)
		if found && isUnitName(name) && firstUnit(name) == name && !strings.ContainsRune("的方意办细情计", next) && !hasAny(prefix(name, 2), "各", "全", "经", "委", "指") {
			return name, true
		}
	}
	return "", false
}

func cutAny(s string, seps ...string) (left, right string, ok bool) {
	for _, sep := range seps {
		if left, right, ok = strings.Cut(s, sep); ok {
			return left, right, true
		}
	}
	return s, "", false
}

func isRoleWord(s string) bool {
	return hasAny(s, "主管部门", "主管单位", "牵头单位", "牵头部门", "实施单位", "责任单位", "实施主体", "承办单位", "配合单位", "协办单位", "组织单位", "责任部门")
}

// roleWords gives the part of a clause that names the part a unit has:
// 困难职工帮扶专项资金项目的主管部门 is 主管部门, 项目的总体组织实施 is 总体组织实施.
func roleWords(s string) string {
	if i := strings.LastIndex(s, "的"); i >= 0 {
		s = s[i+len("的"):]
	}
	return s
}

// plainRole gives the role that a label before a unit states; the label that
// only repeats the heading of the section states none.
func plainRole(s string) string {
	s = strings.TrimSpace(s)
	switch s {
	case "项目实施单位", "实施单位", "项目单位", "单位名称", "名称", "单位", "实施主体", "项目实施主体", "承担单位", "项目承担单位", "建设单位", "项目建设单位":
		return ""
	}
	return s
}

// fullName writes 市总工会… with the publisher's region in front: the text of a
// city's unit means its own city.
func (f *facts) fullName(name string) string {
	publisher := f.d.Publisher.Name
	for _, level := range []string{"市", "州", "县", "区", "省"} {
		at := strings.Index(publisher, level)
		if at <= 0 || !strings.HasPrefix(name, level) || strings.HasPrefix(name, level+"县区") {
			continue
		}
		if tail := strings.TrimPrefix(publisher[at:], level); tail != "" && strings.HasPrefix(strings.TrimPrefix(name, level), tail) {
			return publisher[:at] + name
		}
	}
	return name
}
