package audit

import (
	"strings"
	"unicode/utf8"
)

// illnessReach is the number of characters between a name and an illness within
// one sentence: an identity number, a telephone and an address may stand between.
const illnessReach = 160

// findIllness finds illnesses in a sentence that names somebody, the name masked
// or not: of all leaks this is the worst.
func findIllness(f *folded, found []Personal) []Personal {
	var ill []group
	illnesses().each(f.text, func(start, end int) {
		if !f.isProgramme(start, end) {
			ill = append(ill, group{start, end})
		}
	})
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

// namesBesideIllness finds names in the sentences that tell of an illness, with
// less around them than elsewhere: 王某某（身患肝癌）.
func (f *folded) namesBesideIllness(ill []group) []Personal {
	var out []Personal
	done := 0
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
