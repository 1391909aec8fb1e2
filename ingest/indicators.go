package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// comparison is how a text writes an operator of a target.
type comparison struct{ words, op string }

// comparisons lists the operators, longer ones before those they begin with.
func comparisons() []comparison {
	return []comparison{
		{"大于等于", "ge"}, {"大于或等于", "ge"}, {"不低于", "ge"}, {"不少于", "ge"}, {"不小于", "ge"}, {"≥", "ge"}, {"≧", "ge"}, {">=", "ge"},
		{"小于等于", "le"}, {"小于或等于", "le"}, {"不超过", "le"}, {"不高于", "le"}, {"不大于", "le"}, {"不多于", "le"}, {"≤", "le"}, {"≦", "le"}, {"<=", "le"},
		{"大于", "gt"}, {"高于", "gt"}, {"＞", "gt"}, {">", "gt"}, {"小于", "lt"}, {"低于", "lt"}, {"＜", "lt"}, {"<", "lt"},
		{"控制在", ""}, {"等于", "eq"}, {"=", "eq"}, {"＝", "eq"}, {"目标值", ""}, {"目标", ""}, {"达到", ""}, {"达", ""},
	}
}

// indicators reads the targets of the text: in tables, and in clauses such as
// 满意度大于等于90%.
func (f *facts) indicators() []content.Indicator {
	if found := f.tableIndicators(); len(found) > 0 {
		return found
	}
	keys := []string{"results"}
	if f.d.Kind == content.Evaluation {
		keys = []string{"overview", "performance"}
	}
	var found []content.Indicator
	for _, p := range f.passagesOf(keys...) {
		found = append(found, readIndicators(string(p.r))...)
	}
	if f.d.Kind == content.Evaluation {
		// A share that a report reached is no target.
		found = slices.DeleteFunc(found, func(in content.Indicator) bool { return in.Operator == "eq" && in.Actual == "" })
	}
	return found
}

// readIndicators goes through a text clause by clause and keeps in mind which
// heading of indicators it stands under.
func readIndicators(text string) []content.Indicator {
	var found []content.Indicator
	level1, level2 := content.Text(""), content.Text("")
	for _, clause := range strings.FieldsFunc(withoutTables(text), func(c rune) bool { return strings.ContainsRune("，。；;\n：:", c) || c == ',' }) {
		clause = strings.TrimPrefix(strings.TrimSpace(clause), "### ")
		_, _, clause = splitNumber(clause)
		if name, ok := strings.CutSuffix(clause, "指标"); ok && len([]rune(name)) <= 10 {
			_, _, name = splitNumber(name)
			if isTopLevel(name) {
				level1, level2 = content.Text(name+"指标"), ""
			} else {
				level2 = content.Text(name + "指标")
			}
			continue
		}
		if actual, ok := actualValue(clause); ok && len(found) > 0 && found[len(found)-1].Actual == "" {
			found[len(found)-1].Actual = content.Text(actual)
			continue
		}
		in, ok := readIndicator(clause, level1 != "" || level2 != "")
		if !ok && level2 != "" {
			in, ok = wordsTarget(clause)
		}
		if ok {
			in.Level1, in.Level2 = level1, level2
			found = append(found, in)
		}
	}
	return found
}

// withoutTables drops the rows of tables from a text.
func withoutTables(text string) string {
	if !strings.Contains(text, "|") {
		return text
	}
	lines := slices.DeleteFunc(strings.Split(text, "\n"), piped)
	return strings.Join(lines, "\n")
}

// wordsTarget reads a target told in words: 群众生活水平逐步提高.
func wordsTarget(clause string) (content.Indicator, bool) {
	for _, adverb := range []string{"得到", "明显", "显著", "有所", "持续", "逐步", "不断", "有效", "进一步", "稳步", "长期", "大幅", "基本", "全面"} {
		i := strings.LastIndex(clause, adverb)
		if name := strings.TrimSpace(clause[:max(i, 0)]); i > 0 && len([]rune(clause[i:])) <= 8 && len([]rune(name)) >= 4 && len([]rune(name)) <= 30 {
			return content.Indicator{Name: name, Target: content.Text(clause[i:])}, true
		}
	}
	return content.Indicator{}, false
}

// actualValue reads what became of the target before: 实际完成12315人.
func actualValue(clause string) (string, bool) {
	for _, word := range []string{"实际完成", "实际达到", "实际值", "实际为", "实际"} {
		if rest, ok := strings.CutPrefix(clause, word); ok {
			_, end, number := decimalAt([]rune(rest), 0)
			return rest, number && len([]rune(rest)) <= end+4
		}
	}
	return "", false
}

// isTopLevel tells whether a name is one of the three first-level indicators.
func isTopLevel(name string) bool {
	return name == "产出" || name == "效益" || name == "满意度" || name == "成本" || name == "项目产出" || name == "项目效益"
}

// readIndicator reads one clause with an operator and a number. 达到 counts only
// under a heading of indicators or with 以上.
func readIndicator(clause string, headed bool) (content.Indicator, bool) {
	for _, c := range comparisons() {
		name, target, ok := strings.Cut(clause, c.words)
		if !ok {
			continue
		}
		in, ok := readTarget(target)
		headed = headed || isMeasure(name)
		if in.Operator == "" {
			in.Operator = content.Text(c.op)
		}
		if in.Operator == "" {
			in.Operator = "eq"
			ok = ok && headed
		}
		in.Name = strings.TrimSpace(strings.TrimSuffix(name, "（人次）"))
		for _, tail := range []string{"年度目标值", "目标值", "指标值", "目标", "计划"} {
			in.Name = strings.TrimSuffix(in.Name, tail)
		}
		return in, ok && in.Name != "" && len([]rune(in.Name)) <= 60
	}
	return bareShare(clause)
}

// bareShare reads a share without an operator: 列养率100%.
func bareShare(clause string) (content.Indicator, bool) {
	found := content.FindQuantities(clause)
	if len(found) != 1 || found[0].Kind != content.KindPercent {
		return content.Indicator{}, false
	}
	r := []rune(clause)
	name := string(r[:found[0].Start])
	in, ok := readTarget(string(r[found[0].Start:]))
	if in.Name = name; in.Operator == "" {
		in.Operator = "eq"
	}
	return in, ok && isMeasure(name)
}

// isMeasure tells whether a name is that of a rate or degree.
func isMeasure(name string) bool {
	return strings.HasSuffix(name, "率") || strings.HasSuffix(name, "度")
}

// readTarget reads a target: an amount, a percentage, people, or a number with
// any other unit.
func readTarget(s string) (content.Indicator, bool) {
	s = strings.TrimSpace(s)
	r := []rune(s)
	if found := content.FindQuantities(s); len(found) > 0 && found[0].Start == 0 {
		q := found[0]
		in := content.Indicator{Operator: afterOperator(string(r[q.End:]))}
		switch q.Kind {
		case content.KindAmount:
			in.Target, in.Unit = content.Text(q.Money.Fen.Yuan()), "元"
		case content.KindPercent:
			in.Target, in.Unit = content.Text(q.Percent), "%"
		default:
			in.Target, in.Unit = content.Text(strings.TrimSuffix(q.People.String(), q.People.Unit)), content.Text(q.People.Unit)
		}
		return in, true
	}
	_, end, ok := decimalAt(r, 0)
	if c := runeAt(r, end); !ok || c == '年' && end == 4 || c == '月' || c == '日' { // a date is told in words
		return content.Indicator{}, false
	}
	unit := strings.TrimSpace(string(r[end:]))
	in := content.Indicator{Target: content.Text(r[:end]), Operator: afterOperator(unit)}
	for _, tail := range []string{"（含）以上", "以上", "及以上", "以内", "以下"} {
		unit = strings.TrimSuffix(unit, tail)
	}
	if len([]rune(unit)) <= 6 {
		in.Unit = content.Text(unit)
	}
	return in, true
}

// afterOperator reads the operator that stands after a number.
func afterOperator(s string) content.Text {
	switch {
	case strings.HasSuffix(s, "以上"):
		return "ge"
	case strings.HasSuffix(s, "以内"), strings.HasSuffix(s, "以下"):
		return "le"
	}
	return ""
}
