package audit

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingzhang/content"
)

// peopleTwice finds two sections that count the same people and differ: 补助老年乡村
// 医生420名 and 为380名老年乡村医生发放补助. The words beside the number must be the
// same, at least five characters of them, and stand with a number once in a section.
func peopleTwice(t *reading) []content.Finding {
	var out []content.Finding
	parts := t.planParts()
	if t.d.Kind == content.Evaluation {
		parts = t.allParts()
	}
	told := make([][]named, len(parts))
	for i, p := range parts {
		told[i] = p.named()
	}
	for i := range parts {
		for j := i + 1; j < len(parts); j++ {
			for _, a := range told[i] {
				for _, b := range told[j] {
					if (t.d.Kind != content.Evaluation || a.least(b) == leastWord) && a.contradicts(b, told[i], told[j]) {
						f := toldTwice(a.ref, b.ref)
						f.Note = fmt.Sprintf("%s中为%d%s，%s中为%d%s，所指相同，前后不一致。", a.p.name(), a.q.value, a.q.unit, b.p.name(), b.q.value, b.q.unit)
						out = append(out, f)
					}
				}
			}
		}
	}
	return distinct(out)
}

// named is a count of people with the words on both sides of it.
type named struct {
	ref
	left, right string // the Chinese words that touch the number and its unit
}

// maxNamed limits the counts of one section that are compared.
const maxNamed = 40

// named gives the counts of a section that stand for themselves: no estimate, no
// part, no list, no other year or time.
func (p *part) named() []named {
	var out []named
	for _, q := range p.numbers {
		if q.kind != people || q.approx || q.cited || q.depth > 0 || p.inTable(q) || q.value < 2 {
			continue
		}
		clause := p.textOf(p.clauseAround(q))
		if containsAny(clause, "其中", "首批", "第一批", "每批", "每期", "分批", "上年", "去年", "往年", "累计", "现有", "共有", "截至", "已", "每", "另", "新增", "剩余", "其余", "曾", "达到", "目标", "计划完成", "实际完成", "拟") ||
			p.peopleIn(p.clauseAround(q)) > 1 {
			continue
		}
		out = append(out, named{ref{p, q}, hanTail(p.before(q, 12)), hanHead(p.after(q, 12))})
		if len(out) == maxNamed {
			break
		}
	}
	return out
}

// peopleIn counts the numbers of people in a clause.
func (p *part) peopleIn(clause span) int {
	n := 0
	for _, q := range p.numbers {
		if q.kind == people && q.start >= clause.start && q.end <= clause.end {
			n++
		}
	}
	return n
}

func hanTail(s string) string {
	s = strings.TrimRight(s, " ")
	at := len(s)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.Is(unicode.Han, r) {
			break
		}
		at -= size
	}
	return s[at:]
}

func hanHead(s string) string {
	for i, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return s[:i]
		}
	}
	return s
}

// leastWord is the number of characters of any name.
const leastWord = 2

// leastName is the number of characters that two counts must share to speak of
// the same people.
const leastName = 5

// contradicts tells whether two counts of different sections name the same people
// in the same year and differ.
func (a named) contradicts(b named, here, there []named) bool {
	if a.q.unit != b.q.unit || a.q.value == b.q.value || a.shared(b) < a.least(b) && !(a.least(b) == leastWord && a.isOnly() && b.isOnly()) {
		return false
	}
	one, two := a.p.sentenceOf(a.q), b.p.sentenceOf(b.q)
	if slip := a.least(b) == leastWord && (len(yearsIn(one)) == 0 || len(yearsIn(two)) == 0); !slip && !sameYears(one, two) {
		return false
	}
	for _, other := range here {
		if other.q.start != a.q.start && other.q.unit == a.q.unit && (other.shared(b) >= leastName || other.q.value == b.q.value) {
			return false
		}
	}
	for _, other := range there {
		if other.q.start != b.q.start && other.q.unit == b.q.unit && (a.shared(other) >= leastName || other.q.value == a.q.value) {
			return false
		}
	}
	return true
}

// isOnly tells whether a section counts nobody else in the unit of a count.
func (a named) isOnly() bool {
	for _, q := range a.p.numbers {
		if q.kind == people && q.unit == a.q.unit && q.value != a.q.value {
			return false
		}
	}
	return true
}

// least is how much two counts must share: less when one may be a slip of the
// other, with two neighbouring digits in each other's place (7430, 7340).
func (a named) least(b named) int {
	if a.q.value >= 1000 && transposed(number(a.q.value), number(b.q.value)) {
		return leastWord
	}
	return leastName
}

func transposed(a, b content.Text) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// shared gives how many characters of the words beside two numbers name the same:
// those before both, those behind both, or those before one and behind the other.
func (a named) shared(b named) int {
	return max(commonEnd(a.left, b.left), commonStart(a.right, b.right), overlap(a.left, b.right), overlap(b.left, a.right))
}

func commonStart(a, b string) int {
	n := 0
	ra, rb := []rune(a), []rune(b)
	for n < min(len(ra), len(rb)) && ra[n] == rb[n] {
		n++
	}
	return n
}

func commonEnd(a, b string) int {
	n := 0
	ra, rb := []rune(a), []rune(b)
	for n < min(len(ra), len(rb)) && ra[len(ra)-1-n] == rb[len(rb)-1-n] {
		n++
	}
	return n
}

// overlap gives the longest end of a that b begins with.
func overlap(a, b string) int {
	ra := []rune(a)
	for n := len(ra); n >= leastWord; n-- {
		if strings.HasPrefix(b, string(ra[len(ra)-n:])) {
			return n
		}
	}
	return 0
}
