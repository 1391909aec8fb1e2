package audit

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// Mask returns text with its personal data masked: 138****1234, 赵某某. A masked
// text stays as it is when it is masked again.
func Mask(text string) string {
	return replace(text, FindPersonal(text), func(p Personal) string { return p.Masked })
}

// replace puts other words in the place of each of found, which are in order.
func replace(text string, found []Personal, with func(Personal) string) string {
	if len(found) == 0 {
		return text
	}
	r := []rune(text)
	var b strings.Builder
	at := 0
	for _, p := range found {
		b.WriteString(string(r[at:p.Start]))
		b.WriteString(with(p))
		at = p.End
	}
	b.WriteString(string(r[at:]))
	return b.String()
}

// MaskDisclosure masks the personal data in every text of d and returns what it
// found, with the original words; positions count from the start of each text.
// What was found in one place, or is known from elsewhere in the same file, is
// masked wherever it stands. Figures and findings that were taken before must be
// taken again.
func MaskDisclosure(d *content.Disclosure, known ...Personal) []Personal {
	var found []Personal
	for i := range d.Sections {
		s := &d.Sections[i]
		here := FindPersonal(s.Markdown)
		s.Markdown = maskMarkdown(s.Markdown, here)
		found = append(found, here...)
	}
	for _, s := range fields(d) {
		here := FindPersonal(*s)
		*s = replace(*s, here, func(p Personal) string { return p.Masked })
		found = append(found, here...)
	}
	again := newEchoes(slices.Concat(known, found))
	for i := range d.Sections {
		s := &d.Sections[i]
		s.Markdown = maskMarkdown(s.Markdown, again.find(s.Markdown))
	}
	for _, s := range fields(d) {
		*s = replace(*s, again.find(*s), func(p Personal) string { return p.Masked })
	}
	return found
}

// fields gives the short texts of d that people write freely.
func fields(d *content.Disclosure) []*string {
	out := []*string{&d.Title, (*string)(&d.DocumentTitle), (*string)(&d.Implementer), &d.Publisher.Name}
	for i := range d.Units {
		out = append(out, &d.Units[i].Name, (*string)(&d.Units[i].Role))
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		out = append(out, &l.Label, (*string)(&l.Recipient), (*string)(&l.RatioBase))
	}
	for i := range d.Funding {
		out = append(out, &d.Funding[i].Source)
	}
	for i := range d.Allocations {
		out = append(out, &d.Allocations[i].Recipient)
	}
	for i := range d.Indicators {
		n := &d.Indicators[i]
		out = append(out, &n.Name, (*string)(&n.Target), (*string)(&n.Actual))
	}
	if d.Source != nil {
		out = append(out, &d.Source.Filename)
	}
	return out
}

// maskDigits keeps the first and the last digits and stars those between.
func maskDigits(s string, first, last int) string {
	n, i := countDigits(s), 0
	return strings.Map(func(r rune) rune {
		if !isPlace(r) {
			return r
		}
		if i++; i > first && i <= n-last {
			return '*'
		}
		return r
	}, s)
}

// isPlace tells whether r is a digit of a number, X as a check digit included.
func isPlace(r rune) bool {
	r = half(r)
	return '0' <= r && r <= '9' || r == 'X' || r == 'x'
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if isPlace(r) {
			n++
		}
	}
	return n
}

func maskIDCard(s string) string { return maskDigits(s, 2, 3) }

func maskBankCard(s string) string { return maskDigits(s, 0, 4) }

// maskMobile keeps three digits in front, beside a country code, and four behind.
func maskMobile(s string) string { return maskDigits(s, countDigits(s)-8, 4) }

// maskLandline stars the last four digits; an extension is left out.
func maskLandline(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return half(r) == '-' })
	if i > 0 && countDigits(s[:i]) >= shortestPhone {
		s = s[:i]
	}
	return maskDigits(s, countDigits(s)-4, 0)
}

// shortestPhone is the number of digits of the shortest landline.
const shortestPhone = 7

// maskEmail keeps the first character and the domain.
func maskEmail(s string) string {
	r := []rune(s)
	for i := range r {
		if half(r[i]) == '@' {
			return string(r[:min(1, i)]) + "***" + string(r[i:])
		}
	}
	return "***"
}
