package web

import (
	"strconv"
	"strings"

	"mingzhang/content"
)

// fact is one of the facts at the head of a disclosure.
type fact struct {
	Label  string
	Values []factValue
}

type factValue struct {
	Class, Text string
	Value       string // for programs
	Href        string
	Place       *link // where the text says so
}

func (l *language) facts(d *content.Disclosure, p *places) []fact {
	facts := []fact{l.amountFact(d, p), l.publisherFact(d), l.fundingFact(d), l.peopleFact(d, p)}
	if d.PlanTotal != nil {
		facts = append(facts, l.fact("fact.plan", factValue{Text: l.Amount(d.PlanTotal.Fen), Place: p.figure("amount", d.PlanTotal.Fen.Yuan())}))
	}
	if d.Execution != nil && d.Execution.Spent != nil {
		facts = append(facts, l.spentFact(d.Execution, p))
	}
	facts = append(facts, l.yearFact(d), l.regionFact(d))
	if d.Implementer != "" {
		facts = append(facts, l.fact("fact.implementer", factValue{Text: string(d.Implementer)}))
	}
	if d.Score != nil {
		facts = append(facts, l.fact("fact.score", factValue{Text: l.score(d.Score), Place: p.figure("score", decimalText(d.Score.Score))}))
	}
	return facts
}

func (l *language) fact(key string, values ...factValue) fact {
	if len(values) == 0 {
		values = []factValue{{Text: l.T("unknown"), Class: "unknown"}}
	}
	return fact{Label: l.T(key), Values: values}
}

// spentFact tells what was spent of a budget, and the rate as the text states it.
func (l *language) spentFact(e *content.Execution, p *places) fact {
	text := l.Amount(e.Spent.Fen)
	if e.Rate != "" {
		text = l.T("spent_rate", text, string(e.Rate))
	}
	return l.fact("fact.spent", factValue{Text: text, Place: p.figure("amount", e.Spent.Fen.Yuan())})
}

func (l *language) amountFact(d *content.Disclosure, p *places) fact {
	key := "fact.amount." + string(d.Kind)
	if d.Amount == nil {
		return l.fact(key)
	}
	value := d.Amount.Fen.Yuan()
	return l.fact(key, factValue{Class: "main", Text: l.Amount(d.Amount.Fen), Value: value, Place: p.figure("amount", value, "total")})
}

func (l *language) publisherFact(d *content.Disclosure) fact {
	return l.fact("fact.publisher", factValue{Text: d.Publisher.Name, Href: l.To("/publishers/" + d.Publisher.ID)})
}

func (l *language) fundingFact(d *content.Disclosure) fact {
	var sources []string
	for _, f := range d.Funding {
		if !contains(sources, f.Source) {
			sources = append(sources, f.Source)
		}
	}
	if len(sources) == 0 {
		return l.fact("fact.funding")
	}
	return l.fact("fact.funding", factValue{Text: strings.Join(sources, l.T("list.comma"))})
}

func (l *language) peopleFact(d *content.Disclosure, p *places) fact {
	if d.Beneficiaries == nil {
		return l.fact("fact.people")
	}
	value := strconv.Itoa(d.Beneficiaries.Count)
	return l.fact("fact.people", factValue{Text: l.people(d.Beneficiaries), Place: p.figure("people", value, "total")})
}

func (l *language) yearFact(d *content.Disclosure) fact {
	if d.Year == 0 {
		return l.fact("fact.year")
	}
	return l.fact("fact.year", factValue{Text: l.year(d.Year)})
}

func (l *language) regionFact(d *content.Disclosure) fact {
	if d.Region == nil {
		return l.fact("fact.region")
	}
	return l.fact("fact.region", factValue{Text: l.regionName(d.Region), Href: l.To("/regions/" + d.Region.Code)})
}

func (l *language) score(s *content.Score) string {
	if s.Max == nil {
		return l.T("score", decimalText(s.Score))
	}
	return l.T("score_of", decimalText(s.Score), decimalText(*s.Max))
}

func decimalText(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
