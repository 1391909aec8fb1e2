package audit

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// settled takes the rest of a name to what was found of it, and drops what is the
// name of a place or of an official in a leading group.
func (f *folded) settled(found []Personal) []Personal {
	kept := found[:0]
	for _, p := range found {
		switch {
		case p.Kind != PersonName:
		case isPlaceName(p), f.inPlaceName(p), f.isOfficial(p):
			continue
		default:
			p = f.wholeName(p)
		}
		kept = append(kept, p)
	}
	return kept
}

// isPlaceName tells whether words that no label and no column calls a name end as
// the names of places do.
func isPlaceName(p Personal) bool {
	return p.Confidence == Likely && p.Rule != "name-label" && p.End-p.Start >= 3 &&
		suffixOf(p.Text, "镇", "乡", "县", "街道", "苏木", "嘎查", "社区", "村委会") != ""
}

// isLongName tells whether a cell below the head of names holds one of five to eight
// characters, as peoples without surnames of one character have, or one with a
// surname that is a word as well: 东方某某.
func isLongName(s string) bool {
	n := utf8.RuneCountInString(s)
	if names().compound[firstRunes(s, 2)] && n >= 3 && n <= 4 {
		return strings.IndexFunc(s, func(r rune) bool { return !isHan(r) }) < 0 && suffixOf(s, notNameEnds()...) == "" && !containsAny(s, notNameParts()...)
	}
	return n >= 5 && n <= 8 && strings.IndexFunc(s, func(r rune) bool { return !isHan(r) }) < 0 && !isWordOnly(s) && peoples().letters.has(runeAt(s, 0))
}

// surnamedAt gives the length of a name at the front of s that begins with one of
// the surnames of two characters, and of which the words go on as after a person.
func surnamedAt(s string) int {
	surname := peoples().surnames.at(s, 0)
	if surname == 0 || strings.Contains(s[:surname], " ") {
		return 0
	}
	for n := 2; n <= 3; n++ {
		given := firstRunes(s[surname:], n)
		rest := s[surname+len(given):]
		if utf8.RuneCountInString(given) == n && strings.IndexFunc(given, func(r rune) bool { return !isHan(r) }) < 0 && !containsAny(given, notNameParts()...) && !names().words[given] &&
			(rest == "" || strings.ContainsRune(",。;、\n|()", runeAt(rest, 0)) || prefixOf(rest, "家住", "家庭", "同学", "同志", "患", "因", "一户", "等") != "") {
			return surname + len(given)
		}
	}
	return 0
}

// around gives the n characters of the text before and behind a hit.
func (f *folded) around(p Personal, n int) (before, behind string) {
	return string(f.original[max(0, p.Start-n):p.Start]), string(f.original[p.End:min(len(f.original), p.End+n)])
}

// inPlaceName tells whether a hit stands in the name of an autonomous region:
// 石柱土家族自治县.
func (f *folded) inPlaceName(p Personal) bool {
	_, behind := f.around(p, 10)
	i := strings.Index(behind, "族自治")
	return i >= 0 && strings.IndexFunc(behind[:i], func(r rune) bool { return !isHan(r) }) < 0
}

// isOfficial tells whether a name is that of an official who stands in a leading
// group with the post: 组长：赵某某　某县副县长, 副局长赵某某任副组长.
func (f *folded) isOfficial(p Personal) bool {
	before, behind := f.around(p, 32)
	if rest := trimAnyPrefix(behind, "担任", "任", "为"); rest != behind {
		return prefixOf(rest, groupPosts()...) != "" && p.Rule != "name-label"
	}
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i:]
	}
	label := strings.NewReplacer(" ", "", "　", "", "\t", "", "|", "", "：", "", ":", "", "\n", "").Replace(before)
	if suffixOf(label, groupPosts()...) == "" {
		return false
	}
	post := strings.TrimLeft(behind, " 　\t|（(，,")
	apart := post != behind
	if cut := strings.IndexAny(post, "\n。；|）)，,:："); cut >= 0 {
		post = post[:cut]
	}
	for _, next := range []string{"副组长", "成员", "成 员", "成　员", "组员"} { // of the next line
		if cut := strings.Index(post, next); cut > 0 {
			post = post[:cut]
		}
	}
	post = strings.TrimSpace(post)
	return apart && utf8.RuneCountInString(post) >= 3 &&
		suffixOf(post, "长", "主任", "书记", "主席", "委员", "政委", "常委", "专员", "调研员", "负责人", "经理", "总工程师", "秘书", "巡视员", "干部", "主管", "董事", "股长") != ""
}

// groupPosts are the posts of a leading group.
func groupPosts() []string {
	return []string{"组长", "副组长", "成员", "组员", "总指挥", "副总指挥", "指挥长", "副指挥长", "召集人", "副召集人", "主任", "副主任"}
}

func trimAnyPrefix(s string, words ...string) string {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest
		}
	}
	return s
}

// wholeName takes to a name the first character of a surname of two, and in a cell
// or a list what is left of its word: 吉克阿某某么.
func (f *folded) wholeName(p Personal) Personal {
	start, end := p.Start, p.End
	for start > 0 && isHan(f.original[start-1]) && p.Start-start < maxRestOfName {
		start--
	}
	for end < len(f.original) && isHan(f.original[end]) && end-p.End < maxRestOfName {
		end++
	}
	left, right := string(f.original[start:p.Start]), string(f.original[p.End:end])
	compound := p.Start-start == 1 && names().compound[string(f.original[start:p.Start+1])]
	switch {
	case compound && p.End == end:
	case compound:
		end = p.End
	case end-p.End == 1 && f.proves(end):
		start = p.Start // 赵甲乙丙，女
	case start == p.Start && end == p.End, end-start > maxWholeName, !f.fillsPlace(start, end), isRestOfOther(left, right):
		return p
	}
	words := string(f.original[start:end])
	p.Text, p.Masked, p.Start, p.End = words, maskName(words), start, end
	return p
}

// proves tells whether what stands behind a place is said of persons only.
func (f *folded) proves(at int) bool {
	rest := string(f.original[at:min(len(f.original), at+5)])
	return prefixOf(rest, "，女", "，男", ",女", ",男", "（女", "（男", "(女", "(男", "、女", "、男", "，身份证", "（身份证") != ""
}

// The number of characters that a name may have, and that may be missing of it.
const (
	maxRestOfName = 3
	maxWholeName  = 6
)

// fillsPlace tells whether words fill a cell, or stand between two marks of a list.
func (f *folded) fillsPlace(start, end int) bool {
	if start > 0 && end < len(f.original) && f.original[start-1] == ' ' && f.original[end] == ' ' {
		return true
	}
	before, behind := strings.TrimRight(string(f.original[max(0, start-3):start]), " "), strings.TrimLeft(string(f.original[end:min(len(f.original), end+3)]), " ")
	return suffixOf(before, "|", "\t", "、") != "" && (behind == "" || prefixOf(behind, "|", "\t", "、", "\n") != "")
}

// isRestOfOther tells whether the words beside a name are of something else: a
// role before it, a title behind it.
func isRestOfOther(left, right string) bool {
	isRole := func(s string) bool {
		return s != "" && (names().words[s] || names().both[s] || slices.Contains(personLabels(), s) || slices.Contains(roleWords(), s) || slices.Contains(personWords(), s))
	}
	return isRole(left) || isRole(right) || utf8.RuneCountInString(left+right) > 2 ||
		right != "" && (slices.Contains(titleEnds, right) || suffixOf(right, notNameEnds()...) != "" || containsAny(right, notNameParts()...) || prefixOf(right, "等") != "") ||
		left != "" && containsAny(left, notNameParts()...)
}
