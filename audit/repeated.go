package audit

import (
	"fmt"
	"unicode"

	"mingzhang/content"
)

// repeatedSections finds two sections that tell the same with the same money. It
// is no error: the note says that the money counts once.
func repeatedSections(t *reading) []content.Finding {
	var parts []*part
	for _, p := range t.planParts() {
		if p.counts() {
			parts = append(parts, p)
		}
	}
	var out []content.Finding
	for i, a := range parts {
		for _, b := range parts[i+1:] {
			if share := sameness(a.text, b.text); share >= repeatedFrom {
				out = append(out, repeated(a, b, share))
			}
		}
	}
	return out
}

const (
	repeatedFrom = 80 // per cent of the text that two sections share
	shingle      = 6  // characters that are compared at a time
	shortText    = 30 // characters below which a section repeats nothing
)

// counts tells whether the section states money or people.
func (p *part) counts() bool {
	_, ok := p.find(0, func(q quantity) bool { return q.kind == amount || q.kind == people })
	return ok
}

// sameness gives, in per cent, how many of the stretches of [shingle] characters
// of two texts are in both; white space does not count.
func sameness(a, b string) int {
	ra, rb := packed(a), packed(b)
	if min(len(ra), len(rb)) < shortText {
		return 0
	}
	seen := make(map[[shingle]rune]int, len(ra))
	for i := 0; i+shingle <= len(ra); i++ {
		seen[[shingle]rune(ra[i:i+shingle])]++
	}
	both := 0
	for i := 0; i+shingle <= len(rb); i++ {
		key := [shingle]rune(rb[i : i+shingle])
		if seen[key] > 0 {
			seen[key]--
			both++
		}
	}
	return 200 * both / (len(ra) + len(rb) - 2*(shingle-1))
}

func packed(s string) []rune {
	out := make([]rune, 0, len(s)/3)
	for _, r := range s {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}

func repeated(a, b *part, share int) content.Finding {
	words := "内容大部分相同"
	if share == 100 {
		words = "内容完全相同"
	}
	return content.Finding{
		Code: RepeatedSection, Verdict: content.Explained, Computed: number(int64(share)), Unit: "%",
		Note:     fmt.Sprintf("%s与%s%s，资金只计算一次。", a.name(), b.name(), words),
		Evidence: []content.Evidence{a.firstCount(), b.firstCount()},
	}
}

// firstCount gives the first sentence that states money or people.
func (p *part) firstCount() content.Evidence {
	q, _ := p.find(0, func(q quantity) bool { return q.kind == amount || q.kind == people })
	return p.evidence(q.clause)
}
