package audit

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// finding says whether a tally closes; it gives nothing where words leave room
// for a difference.
func (s tally) finding() (content.Finding, bool) {
	if s.whole.approx || s.estimates() || len(s.parts) < 2 {
		return content.Finding{}, false
	}
	computed, f := compare(s.whole, s.parts)
	out := content.Finding{
		Code: s.code(), Unit: content.Text(s.whole.unit),
		Evidence: append([]content.Evidence{ref{s.p, s.whole}.evidence()}, s.p.evidenceOf(s.parts)...),
	}
	words := heads(s.whole.unit)
	if out.Stated, out.Computed = number(s.whole.value), number(computed); s.whole.kind == amount {
		words, out.Stated, out.Computed = inWords, yuan(s.whole.value), yuan(computed)
	}
	switch {
	case f == equal:
		out.Verdict = content.Closes
		out.Note = fmt.Sprintf("%s的%d部分合计%s，与总数一致。", words(s.whole.value), len(s.parts), words(computed))
	case f == differs && s.announced() && s.p.tellsWhy(&out, s.whole, computed, s.parts):
	case f == differs && s.promised(computed):
		out.Verdict = content.Open
		out.Note = fmt.Sprintf("所列%d部分合计%s，写明的总数为%s，合计比总数%s。", len(s.parts), words(computed), words(s.whole.value),
			difference(s.whole.value, computed, words))
	default:
		return content.Finding{}, false
	}
	return out, true
}

func (s tally) estimates() bool {
	for _, q := range s.parts {
		if q.approx {
			return true
		}
	}
	return false
}

// promised tells whether the words promise that the parts are all of the whole,
// and each of it once.
func (s tally) promised(computed int64) bool {
	words := s.words()
	if !s.p.stands(s.whole) || containsAny(words, "其余", "剩余", "另", "不足", "结余", "缺口", "追加", "同比", "增加", "减少", "比上年", "较上年", "累计") || containsAny(s.near(), "原", "未", "左右", "以上", "还") ||
		s.nested() || s.largest() >= s.whole.value && !s.next() || computed > 19*s.whole.value/10 {
		return false
	}
	gap := abs(computed - s.whole.value)
	if computed < s.whole.value && (containsAny(words, "等", "主要", "重点", "部分", "大部") || s.goesOn()) {
		return false
	}
	switch {
	case !s.joint && !s.announced():
		return false
	case s.whole.kind == people:
		return s.promisedPeople(gap)
	case s.joint:
		return 10*gap <= 3*s.whole.value
	case computed > s.whole.value:
		return true
	case s.exhaustive():
		return 2*gap <= s.whole.value
	}
	if n := len(s.parts); s.sources() == n {
		return 10*gap <= 3*s.whole.value || n >= 3 && 2*gap <= s.whole.value
	}
	return len(s.parts) >= 3 && 10*gap <= s.whole.value
}

// next tells whether 其中 follows the whole at once, so that it can be no other.
func (s tally) next() bool {
	return prefixOf(strings.TrimLeft(s.intro, "，,（(。；; "), "其中") != "" && s.largest() <= 2*s.whole.value
}

// words are all words from the whole, or the first part, to the end of the sentence.
func (s tally) words() string {
	if s.joint {
		return s.label(0) + s.p.text[s.parts[0].start:s.whole.sentence.end]
	}
	return s.p.text[s.whole.end:max(s.end, s.whole.end)]
}

// near are the words from the whole to a little behind the last part.
func (s tally) near() string {
	words, last := s.words(), s.parts[len(s.parts)-1].end
	if from := s.whole.end; !s.joint && last > from && last-from < len(words) {
		return words[:last-from] + firstRunes(words[last-from:], 8)
	}
	return words
}

// nested tells whether a part has parts of its own.
func (s tally) nested() bool {
	first, last := s.parts[0], s.parts[len(s.parts)-1]
	return containsAny(s.p.text[first.end:last.end], "其中", "含", "包括")
}

func (s tally) largest() int64 {
	var most int64
	for _, q := range s.parts {
		most = max(most, q.value)
	}
	return most
}

// exhaustive tells whether the words between a whole and its parts leave nothing out.
func (s tally) exhaustive() bool {
	return s.colon() || strings.ContainsAny(s.intro, "：:") && strings.Contains(s.intro, "其中") || containsAny(s.intro, "分别", "如下", "由", "分配", "来源", "构成", "组成", "分解")
}

// goesOn tells whether the next sentence or line goes on with numbers of the same
// unit that may be further parts.
func (s tally) goesOn() bool {
	last := max(s.parts[len(s.parts)-1].start, s.whole.start)
	for _, q := range s.p.numbers {
		if q.start <= last || q.unit != s.whole.unit {
			continue
		}
		between := s.p.text[s.whole.sentence.end:max(q.start, s.whole.sentence.end)]
		return q.sentence != s.whole.sentence && q.value < s.whole.value && utf8.RuneCountInString(between) < 60 && !isJointWord(s.p.before(q, 4)) && !s.p.perUnit(q) && !s.p.isSpending(q)
	}
	return false
}

// promisedPeople asks more of groups of people: they overlap (女职工, 党员), and
// groups after 其中 need not be all.
func (s tally) promisedPeople(gap int64) bool {
	labels := s.words()
	if containsAny(labels, "女", "党员", "农民工", "残疾", "少数民族", "老年", "儿童", "青年", "低保", "次数", "曾", "先后", "新增", "同时") {
		return false
	}
	switch {
	case s.joint:
		return 10*gap <= 3*s.whole.value && s.short()
	case s.alike():
		return 10*gap <= 3*s.whole.value
	}
	return len(s.parts) >= 3 && 10*gap <= s.whole.value && s.short()
}

// short tells whether nothing but short labels stands between the parts.
func (s tally) short() bool {
	for i := 1; i < len(s.parts); i++ {
		if utf8.RuneCountInString(s.p.text[s.parts[i-1].end:s.parts[i].start]) > 24 {
			return false
		}
	}
	return true
}

// alike tells whether the labels are kinds of one thing: 深度困难职工家庭, 相对困难
// 职工家庭; the last two characters of all are the same.
func (s tally) alike() bool {
	end := lastRunes(s.label(0), 2)
	for i := range s.parts {
		if label := s.label(i); !strings.HasSuffix(label, end) || utf8.RuneCountInString(label) < 3 {
			return false
		}
	}
	return len(s.parts) >= 2
}
