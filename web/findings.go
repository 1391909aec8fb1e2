package web

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/content"
)

// finding is one check of the text, for a reader.
type finding struct {
	ID, Class, Verdict, Name, Note string
	Lang                           string // of note and evidence; "" for that of the page

	StatedWord, Stated, ComputedWord, Computed string
	Evidence, More                             []quote
	MoreWord                                   string
}

// firstQuotes is how many sentences stand in the open below a finding.
const firstQuotes = 3

// findings splits the checks into those of the table of money and the others.
func (l *language) findings(d *content.Disclosure, p *places) (ofMoney, others []finding) {
	for i, f := range d.Findings {
		shown := l.finding(i, f, p)
		if len(d.Lines) > 0 && isMoneyCheck(f.Code) {
			ofMoney = append(ofMoney, shown)
		} else {
			others = append(others, shown)
		}
	}
	return ofMoney, others
}

func isMoneyCheck(code string) bool {
	switch code {
	case "sum-lines", "rate-times-people", "sum-people":
		return true
	}
	return false
}

// isRemark tells whether a finding speaks of the text and not of its numbers: a
// plan that is told twice is no fault, and must not look like one.
func isRemark(code string) bool { return code == "repeated-section" || code == "rate-far" }

// tally counts the findings on numbers by verdict.
func tally(findings []content.Finding) map[content.Verdict]int {
	counts := map[content.Verdict]int{}
	for _, f := range findings {
		if !isRemark(f.Code) {
			counts[f.Verdict]++
		}
	}
	return counts
}

func (l *language) finding(i int, f content.Finding, p *places) finding {
	shown := finding{
		ID: fmt.Sprintf("finding-%d", i+1), Class: string(f.Verdict),
		Verdict: l.T("verdict." + string(f.Verdict)), Name: l.or("finding."+f.Code, f.Code), Note: f.Note, Lang: p.lang.Texts,
	}
	if isRemark(f.Code) {
		shown.Class, shown.Verdict = "remark", l.T("verdict.remark")
	}
	if f.Stated != "" && f.Computed != "" {
		shown.StatedWord, shown.ComputedWord = l.T("finding.stated"), l.T("finding.computed")
		if strings.HasSuffix(f.Code, "-conflict") {
			shown.ComputedWord = l.T("finding.elsewhere")
		}
		shown.Stated, shown.Computed = l.quantity(f.Stated, f.Unit), l.quantity(f.Computed, f.Unit)
	}
	quotes := p.quotes(i, f.Evidence)
	shown.Evidence = quotes[:min(len(quotes), firstQuotes)]
	if shown.More = quotes[len(shown.Evidence):]; len(shown.More) > 0 {
		shown.MoreWord = l.T("finding.more", len(shown.More))
	}
	return shown
}

// quantity writes a number with its unit; yuan as money.
func (l *language) quantity(value, unit content.Text) string {
	if unit == "元" {
		if fen, err := content.ParseYuan(string(value)); err == nil {
			return l.Amount(fen)
		}
	}
	text := string(value)
	if _, err := strconv.ParseFloat(text, 64); err == nil && unit != "年" {
		text = group(text)
	}
	if unit == "%" {
		return text + "%"
	}
	return strings.TrimSpace(text + " " + string(unit))
}
