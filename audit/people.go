package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// targetOfGroups compares a target for a number of people (≥700人次) with the
// groups that the plan lists. It is open when a section lists exactly the groups
// that the target names, each with a number, and they do not reach it.
func targetOfGroups(t *reading) []content.Finding {
	p := t.part("results")
	if p == nil {
		return nil
	}
	targets := 0
	for _, q := range p.numbers {
		names := p.targetNames(q)
		if len(names) < 2 {
			continue
		}
		if targets++; targets > maxTargets {
			break
		}
		if f, ok := t.shortOf(ref{p, q}, names); ok {
			return []content.Finding{f}
		}
	}
	return nil
}

// maxTargets limits how many targets are compared with the plan.
const maxTargets = 20

// targetNames gives the groups of people that a lower bound is set for.
func (p *part) targetNames(q quantity) []string {
	left := p.before(q, 60)
	bound := suffixOf(left, "大于等于", "不少于", "不低于", "≥", ">=", "至少", "达到")
	if q.kind != people || bound == "" {
		return nil
	}
	label := strings.TrimSuffix(left, bound)
	if i := strings.LastIndexAny(label, "：:，,"); i >= 0 {
		label = label[i:]
	}
	names := strings.FieldsFunc(label, func(r rune) bool { return strings.ContainsRune("、和及与：:，,（）() ", r) })
	return slices.DeleteFunc(names, func(name string) bool { return utf8.RuneCountInString(name) < wordLength })
}

func (t *reading) shortOf(target ref, names []string) (content.Finding, bool) {
	var short []list
	var other []list
	for _, p := range t.planParts() {
		for _, l := range p.lists(target.q.unit) {
			switch {
			case l.covers(names) && l.sum < target.q.value:
				short = append(short, l)
			case l.namesSome(names):
				other = append(other, l)
			}
		}
	}
	if len(short) == 0 {
		return content.Finding{}, false
	}
	note := fmt.Sprintf("绩效目标为不少于%d%s，而%s所列对象合计%d%s", target.q.value, target.q.unit, sectionNames(short), short[0].sum, target.q.unit)
	for _, l := range other {
		note += fmt.Sprintf("，%s所列合计%d%s", l.p.name(), l.sum, target.q.unit)
	}
	evidence := []content.Evidence{target.evidence()}
	for _, l := range append(short, other...) {
		evidence = append(evidence, l.p.evidence(l.span))
	}
	return content.Finding{
		Code: PeopleConflict, Verdict: content.Open, Stated: number(target.q.value), Computed: number(short[0].sum),
		Unit: content.Text(target.q.unit), Note: note + "，前后不一致。", Evidence: evidence,
	}, true
}

func sectionNames(lists []list) string {
	var names []string
	for _, l := range lists {
		names = append(names, l.p.name())
	}
	return strings.Join(names, "、")
}

// list is an enumeration of groups of people in one sentence.
type list struct {
	p      *part
	labels []string
	sum    int64
	span
}

// lists finds the enumerations of at least two exact numbers in one unit.
func (p *part) lists(unit string) []list {
	var out []list
	var l list
	flush := func() {
		if len(l.labels) >= 2 {
			out = append(out, l)
		}
		l = list{p: p}
	}
	flush()
	for _, q := range p.numbers {
		if q.kind != people || q.unit != unit || q.approx {
			continue
		}
		if l.end < q.clause.start || len(l.labels) == 0 {
			flush()
			l.start, l.end = q.start, q.clause.start
		}
		between := p.text[l.end:q.start]
		if containsAny(between, "其中", "共", "合计") {
			flush()
			l.start, between = q.start, ""
		}
		l.labels, l.sum, l.end = append(l.labels, lastRunes(between, 20)), l.sum+q.value, q.end
	}
	flush()
	return out
}

// covers tells whether the list has a number for each name, and for nothing else.
func (l list) covers(names []string) bool {
	for _, label := range l.labels {
		if !matchesAny(label, names) {
			return false
		}
	}
	for _, name := range names {
		if !matchesAny(name, l.labels) {
			return false
		}
	}
	return true
}

// namesSome tells whether the list has a number for at least two of the names.
func (l list) namesSome(names []string) bool {
	n := 0
	for _, name := range names {
		if matchesAny(name, l.labels) {
			n++
		}
	}
	return n >= 2
}

// wordLength is the number of characters from which two labels that share them
// speak of the same group.
const wordLength = 4

// matchesAny tells whether s shares a word with one of the others.
func matchesAny(s string, others []string) bool {
	for _, o := range others {
		if sharesWord(s, o) {
			return true
		}
	}
	return false
}

func sharesWord(a, b string) bool {
	r := []rune(a)
	for i := 0; i+wordLength <= len(r); i++ {
		if strings.Contains(b, string(r[i:i+wordLength])) {
			return true
		}
	}
	return false
}
