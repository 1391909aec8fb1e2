package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"mingzhang/content"
)

// retold finds the same words in two sections with another number behind them.
// Words that stand more than once in a section, and sentences about other years,
// are not compared.
func retold(t *reading) []content.Finding {
	sections := t.planParts()
	told := make([][]statement, len(sections))
	for i, p := range sections {
		told[i] = p.told()
	}
	var out []content.Finding
	for i, p := range sections {
		for j := i + 1; j < len(sections); j++ {
			out = append(out, p.differences(sections[j], told[i], told[j])...)
		}
	}
	return distinct(out)
}

// statement is a number with the words that tell what it counts.
type statement struct {
	lead string
	q    quantity
}

// lead is the number of characters before a number that tell what it counts;
// shortest is how many of them must be words.
const (
	lead     = 24
	shortest = 10
)

// told gives each exact number with its lead, leaving out leads that stand more
// than once.
func (p *part) told() []statement {
	var all []statement
	times := map[string]int{}
	for _, q := range p.numbers {
		if q.kind != amount && q.kind != people {
			continue
		}
		key, words := skeleton(p.before(q, 3*lead))
		if words >= shortest {
			key += "#" + q.unit
			times[key]++
			all = append(all, statement{key, q})
		}
	}
	return slices.DeleteFunc(all, func(s statement) bool { return s.q.approx || times[s.lead] > 1 })
}

// skeleton gives the last characters of s with every number as # and without
// white space and Markdown marks, and how many of them are Chinese.
func skeleton(s string) (string, int) {
	var r []rune
	for _, c := range s {
		switch {
		case unicode.IsSpace(c) || c == '*':
		case c < 0x80 && isDigit(byte(c)) || (c == ',' || c == '.') && len(r) > 0 && r[len(r)-1] == '#':
			if len(r) == 0 || r[len(r)-1] != '#' {
				r = append(r, '#')
			}
		default:
			r = append(r, c)
		}
	}
	r = r[max(0, len(r)-lead):]
	words := 0
	for _, c := range r {
		if unicode.Is(unicode.Han, c) {
			words++
		}
	}
	return string(r), words
}

func (p *part) differences(other *part, here, there []statement) []content.Finding {
	again := make(map[string]quantity, len(there))
	for _, s := range there {
		again[s.lead] = s.q
	}
	var out []content.Finding
	for _, s := range here {
		q, both := again[s.lead]
		if both && q.value != s.q.value && sameYears(p.sentenceOf(s.q), other.sentenceOf(q)) {
			out = append(out, toldTwice(ref{p, s.q}, ref{other, q}))
		}
	}
	return out
}

// sameYears tells whether two sentences name the same years and say nothing of
// what was done before.
func sameYears(a, b string) bool {
	if containsAny(a, "上年", "去年", "往年", "原") || containsAny(b, "上年", "去年", "往年", "原") {
		return false
	}
	return slices.Equal(yearsIn(a), yearsIn(b))
}

func yearsIn(s string) []int64 {
	var years []int64
	for i := range len(s) {
		if q, end := yearAt(s, i); end > 0 {
			years = append(years, q.value)
		}
	}
	return years
}

func toldTwice(a, b ref) content.Finding {
	f := content.Finding{Verdict: content.Open, Unit: content.Text(a.q.unit), Evidence: []content.Evidence{a.evidence(), b.evidence()}}
	words := heads(a.q.unit)
	if a.q.kind == amount {
		f.Code, f.Stated, f.Computed, words = AmountConflict, yuan(a.q.value), yuan(b.q.value), inWords
	} else {
		f.Code, f.Stated, f.Computed = PeopleConflict, number(a.q.value), number(b.q.value)
	}
	f.Note = fmt.Sprintf("同一句话在%s中为%s，在%s中为%s，前后不一致。", a.p.name(), words(a.q.value), b.p.name(), words(b.q.value))
	return f
}

// distinct keeps the first of the findings with the same code and values.
func distinct(all []content.Finding) []content.Finding {
	var out []content.Finding
	seen := map[string]bool{}
	for _, f := range all {
		key := strings.Join([]string{f.Code, string(f.Stated), string(f.Computed), string(f.Unit)}, "|")
		if !seen[key] {
			out = append(out, f)
		}
		seen[key] = true
	}
	return out
}

// recipientPeople compares the people of one recipient's rows with a number that
// another section puts right behind the recipient's name for the same kind of
// help: 对市直27户…开展生活救助, where the rows of 市直 have 16户.
func recipientPeople(t *reading) []content.Finding {
	rows := t.rows
	if rows == nil {
		return nil
	}
	var out []content.Finding
	for _, row := range rows.lines {
		if row.people == nil || row.line.Recipient == "" {
			continue
		}
		if other, ok := t.otherCount(row); ok {
			out = append(out, recipientConflict(row, other, ref{rows.p, *row.people}))
		}
	}
	return distinct(out)
}

func (t *reading) otherCount(row locatedLine) (ref, bool) {
	rows := t.rows
	var sum int64
	same := map[int64]bool{}
	for _, l := range rows.lines {
		if l.line.Recipient == row.line.Recipient && l.people != nil && l.people.unit == row.people.unit {
			sum += l.people.value
			same[l.people.value] = true
		}
	}
	same[sum] = true
	for i := range t.parts {
		p := &t.parts[i]
		for _, q := range p.numbers {
			if p == rows.p || q.kind != people || q.unit != row.people.unit || q.approx || same[q.value] {
				continue
			}
			if p.saysOf(q, row.line) {
				return ref{p, q}, true
			}
		}
	}
	return ref{}, false
}

// saysOf tells whether q counts those whom the sentence around it helps at the
// row's recipient, in the row's way, without another year or fund.
func (p *part) saysOf(q quantity, line *content.Line) bool {
	left := strings.TrimRight(p.before(q, 12), " ")
	if !strings.HasSuffix(left, string(line.Recipient)) {
		return false
	}
	rest := p.after(q, 60)
	return strings.Contains(rest, line.Label) && !containsAny(p.sentenceOf(q), "申请", "符合", "上年", "去年", "中央", "本级经费") &&
		len(yearsIn(p.before(q, 60))) == 0
}

func recipientConflict(row locatedLine, other, own ref) content.Finding {
	return content.Finding{
		Code: PeopleConflict, Verdict: content.Open, Stated: number(other.q.value), Computed: number(own.q.value), Unit: content.Text(own.q.unit),
		Note: fmt.Sprintf("%s中%s为%d%s，%s中%s为%d%s，前后不一致。", other.p.name(), row.line.Recipient, other.q.value, other.q.unit,
			own.p.name(), row.line.Label, own.q.value, own.q.unit),
		Evidence: []content.Evidence{other.evidence(), own.evidence()},
	}
}
