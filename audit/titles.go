package audit

import (
	"fmt"
	"regexp"
	"strings"

	"mingzhang/content"
)

// citation is a title with the number that stands behind it.
var citation = regexp.MustCompile(`《([^《》]{4,120}(?:《[^《》]{2,80}》[^《》]{0,30})?)》[ 　]{0,2}[（(]([^（()）\n]{2,24}?)[〔\[［【﹝(（]?((?:19|20)\d{2})[〕\]］】﹞)）]?(\d{1,5})号[）)]`)

// cited is one title with its number.
type cited struct {
	p             *part
	at            span
	title, number string
	office, year  string
}

// numberConflicts finds one title with two numbers and one number with two titles.
// The same title is used anew each year, and a title may be cited in short: both
// are no conflict.
func numberConflicts(t *reading) []content.Finding {
	var all []cited
	for i := range t.parts {
		p := &t.parts[i]
		if !strings.Contains(p.text, "号") {
			continue
		}
		for _, m := range citation.FindAllStringSubmatchIndex(p.text, maxCited) {
			c := cited{p: p, at: span{m[0], m[1]}, title: bare(p.text[m[2]:m[3]]), office: bare(p.text[m[4]:m[5]]), year: p.text[m[6]:m[7]]}
			c.number = fmt.Sprintf("%s〔%s〕%s号", c.office, c.year, strings.TrimLeft(p.text[m[8]:m[9]], "0"))
			all = append(all, c)
		}
	}
	var out []content.Finding
	for i, a := range all {
		for _, b := range all[i+1:] {
			if f, ok := a.against(b); ok && (a.number == b.number || !listedTogether(all, a, b)) {
				out = append(out, f)
			}
		}
	}
	return distinct(out)
}

// maxCited limits the titles of one section that are compared.
const maxCited = 40

// bare leaves out white space and brackets of titles.
func bare(s string) string {
	return strings.NewReplacer(" ", "", "　", "", "\n", "", "<", "", ">", "", "〈", "", "〉", "", "《", "", "》", "", "“", "", "”", "").Replace(s)
}

// listedTogether tells whether one sentence cites both: it then means two documents.
func listedTogether(all []cited, a, b cited) bool {
	for _, x := range all {
		for _, y := range all {
			if x.p == y.p && x.title == a.title && x.number == a.number && y.title == b.title && y.number == b.number &&
				!strings.ContainsAny(x.p.text[min(x.at.end, y.at.end):max(x.at.start, y.at.start)], "。") {
				return true
			}
		}
	}
	return false
}

func (a cited) against(b cited) (content.Finding, bool) {
	f := content.Finding{
		Code: NumberConflict, Verdict: content.Open,
		Evidence: []content.Evidence{a.p.evidence(a.at), b.p.evidence(b.at)},
	}
	switch {
	case a.title == b.title && a.number != b.number && a.year == b.year && a.office == b.office:
		f.Stated, f.Computed = content.Text(a.number), content.Text(b.number)
		f.Note = fmt.Sprintf("同一文件《%s》的文号在文中有%s和%s两种写法。", a.title, a.number, b.number)
	case a.number == b.number && a.title != b.title && !oneOf(a.title, b.title):
		f.Stated, f.Computed = content.Text(a.title), content.Text(b.title)
		f.Note = fmt.Sprintf("文号%s在文中对应《%s》和《%s》两个标题。", a.number, a.title, b.title)
	default:
		return content.Finding{}, false
	}
	return f, true
}

// oneOf tells whether two titles may be one: one is cited in short, or they share
// most of their words.
func oneOf(a, b string) bool {
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return true
	}
	seen := map[rune]int{}
	n := 0
	for _, r := range a {
		seen[r]++
		n++
	}
	m, both := 0, 0
	for _, r := range b {
		m++
		if seen[r] > 0 {
			seen[r]--
			both++
		}
	}
	return 100*both >= 60*min(n, m)
}
