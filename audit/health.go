package audit

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// illnessReach is the number of characters between a name and an illness within
// one sentence: an identity number, a telephone and an address may stand between.
const illnessReach = 160

// findIllness finds illnesses in a sentence that names somebody, the name masked
// or not: of all leaks this is the worst.
func findIllness(f *folded, found []Personal) []Personal {
	var ill []group
	f.each(illnessSign, illnesses(), func(start, end int) {
		if !f.isProgramme(start, end) {
			ill = append(ill, group{start - len(suffixOf(f.text[:start], kindsOfIllness()...)), end})
		}
	})
	ill = append(ill, f.otherIllnesses(ill)...)
	if len(ill) == 0 {
		return nil
	}
	out := f.namesBesideIllness(ill)
	persons := maskedNames(f)
	found = append(found, out...)
	for _, p := range found {
		if p.Kind == PersonName {
			persons = append(persons, span{p.Start, p.End})
		}
	}
	if len(persons) == 0 {
		return out
	}
	near := newNearness(f.original, persons)
	for _, g := range ill {
		if from, to := f.span(g.start, g.end); near.has(from, to) {
			out = append(out, f.at(Health, "illness-beside-name", Likely, g.start, g.end, maskHealth))
		}
	}
	return out
}

// kindsOfIllness stand before the word for an illness and belong to it.
var kindsOfIllness = sync.OnceValue(func() []string {
	return strings.Fields("先天性 遗传性 急性 慢性 恶性 转移性 原发性 继发性 慢性粒细胞 急性淋巴细胞 急性髓系 急性粒细胞 弥漫性 非霍奇金 霍奇金 系统性 特发性 进行性 混合型 复发性 肥厚型 扩张型 病毒性 酒精性 糖尿病性 风湿性 小细胞 非小细胞")
})

// otherIllness is any illness behind the verb of having one.
var otherIllness = regexp.MustCompile(`(?:患有|患上|罹患|身患|因患|患|确诊为|确诊|诊断为|诊断:|被查出|查出|感染)(?:了)?(\p{Han}{1,12}?(?:综合征|综合症|硬化症|萎缩症|病毒|病|症|癌|瘤|炎|瘫|障碍|衰竭|骨折|残疾|梗死))`)

// otherIllnesses finds illnesses that the lexicon does not know. Words for all
// illnesses together tell nothing of anybody.
func (f *folded) otherIllnesses(known []group) []group {
	var out []group
	for _, m := range f.in(otherIllness, sicknessSign, tellsIllness) {
		words := f.text[m[2]:m[3]]
		i := sort.Search(len(known), func(i int) bool { return known[i].end > m[2] })
		overlaps := i < len(known) && known[i].start < m[3]
		if !overlaps && !containsAny(words, "大病", "重病", "疾病", "慢性病", "特殊病", "地方病", "传染病", "职业病", "者", "等", "有病", "的", "或", "和", "某", "*") && !f.isProgramme(m[2], m[3]) {
			out = append(out, group{m[2], m[3]})
		}
	}
	slices.SortFunc(out, func(a, b group) int { return a.start - b.start })
	return out
}

// tellsIllness tells whether a line has what both ends of [otherIllness] have.
func tellsIllness(line string) bool {
	return containsAny(line, "患", "诊", "查出", "感染") && containsAny(line, "病", "综合", "症", "癌", "瘤", "炎", "瘫", "障碍", "衰竭", "骨折", "残疾", "梗死")
}

// namesBesideIllness finds names in the sentences that tell of an illness, with
// less around them than elsewhere: 王某某（身患肝癌）.
func (f *folded) namesBesideIllness(ill []group) []Personal {
	var out []Personal
	done := 0
	slices.SortFunc(ill, func(a, b group) int { return a.start - b.start })
	for _, g := range ill {
		from := max(0, g.start-illnessReach)
		from = max(done, from+strings.LastIndexAny(f.text[from:g.start], "。;\n")+1)
		end := g.end + cutAny(f.text[g.end:min(len(f.text), g.end+illnessReach)], "。;\n")
		for i := from; i < end; {
			size := utf8.RuneLen(runeAt(f.text, i))
			if !utf8.RuneStart(f.text[i]) {
				size = 1
			} else if beginsPerson(lastRunes(f.text[:i], 4)) {
				if n := strictNameAt(f.text[i:], endsPerson); n > 0 {
					out = append(out, f.at(PersonName, "name-beside-illness", Likely, i, i+n, maskName))
					size = n
				}
			}
			i += max(1, size)
			done = i
		}
	}
	return out
}

// cutAny gives where s ends or one of chars stands.
func cutAny(s, chars string) int {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return i
	}
	return len(s)
}

// isProgramme tells whether the word for an illness belongs to a programme or a
// rule, not to a person: 尘肺病防治, 癌症筛查.
func (f *folded) isProgramme(start, end int) bool {
	return prefixOf(f.text[end:], "防治", "筛查", "救助", "专项", "医院", "预防", "专科", "联合会", "协会", "保险", "日", "患者家属联谊", "检查", "等大病", "等重大疾病", "等病种", "科普") != "" ||
		suffixOf(lastRunes(f.text[:start], 4), "预防", "防治", "治疗各类", "关爱") != ""
}

// maskedNames finds names that are masked already: 王某某, 王某, 王*.
func maskedNames(f *folded) []span {
	var out []span
	for at := 0; ; {
		i := strings.IndexFunc(f.text[at:], func(r rune) bool { return r == '某' || r == '*' })
		if i < 0 {
			return out
		}
		at += i
		surname := lastRunes(f.text[:at], 1)
		size := utf8.RuneLen(runeAt(f.text, at))
		if surnameOf(surname+"某", true) != "" && !strings.HasPrefix(f.text[at:], "某病") {
			from, to := f.span(at-len(surname), at+size)
			out = append(out, span{from, to})
		}
		at += size
	}
}

// nearness knows for each character the nearest name before and behind it within
// its sentence.
type nearness struct{ before, behind []int32 }

func newNearness(text []rune, persons []span) nearness {
	n := nearness{make([]int32, len(text)+1), make([]int32, len(text)+1)}
	mark := make([]bool, len(text)+1)
	for _, p := range persons {
		for i := p.start; i < p.end; i++ {
			mark[i] = true
		}
	}
	const far = illnessReach + 1
	distance := int32(far)
	for i, r := range text {
		distance = nextDistance(distance, mark[i], r)
		n.before[i] = distance
	}
	distance = far
	for i := len(text) - 1; i >= 0; i-- {
		distance = nextDistance(distance, mark[i], text[i])
		n.behind[i] = distance
	}
	return n
}

func nextDistance(d int32, isName bool, r rune) int32 {
	switch {
	case isName:
		return 0
	case r == '。' || r == '；' || r == ';' || r == '\n':
		return illnessReach + 1
	}
	return min(d+1, illnessReach+1)
}

func (n nearness) has(from, to int) bool {
	return n.before[from] <= illnessReach || n.behind[to-1] <= illnessReach
}
