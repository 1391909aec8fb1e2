package ingest

import (
	"strconv"

	"mingzhang/content"
)

// Figures finds every number in the sections of a record, with its place there
// and what it is. It follows from the record alone, so figures are never stored.
func Figures(d *content.Disclosure) []content.Figure {
	return figures(d, passagesOf(d))
}

// passagesOf reads the quantities of all sections.
func passagesOf(d *content.Disclosure) []*passage {
	var passages []*passage
	for _, s := range d.Sections {
		passages = append(passages, newPassage(s, int(d.Year)))
	}
	return passages
}

// figures does what [Figures] does with the passages of a record.
func figures(d *content.Disclosure, passages []*passage) []content.Figure {
	figures := []content.Figure{}
	for _, p := range passages {
		items := p.items()
		dates := p.dates()
		for _, m := range p.mentions {
			for len(dates) > 0 && dates[0].Start < m.Start {
				figures = append(figures, dates[0])
				dates = dates[1:]
			}
			figures = append(figures, p.figure(d, m, items))
		}
		figures = append(figures, dates...)
		if at := p.scoreAt(); at.end > 0 && d.Kind == content.Evaluation {
			figures = append(figures, p.scoreFigure(at))
		}
	}
	return figures
}

func (p *passage) figure(d *content.Disclosure, m mention, items []item) content.Figure {
	fig := content.Figure{Kind: m.Kind, Role: content.Text(m.role), Text: m.Text, Section: p.key, Start: m.Start, End: m.End}
	switch m.Kind {
	case content.KindAmount:
		fig.Value, fig.Unit = m.Money.Fen.Yuan(), "元"
		if m.role == "" {
			fig.Role = amountRole(d, m, inItems(items, m.Start))
		}
	case content.KindPeople:
		fig.Value, fig.Unit = strconv.Itoa(m.People.Count), m.People.Unit
		if m.role == "" {
			fig.Role = peopleRole(d, m, inItems(items, m.Start))
		}
	default:
		fig.Value, fig.Unit = m.Percent, "%"
	}
	return fig
}

// amountRole finds an amount among the facts of the record.
func amountRole(d *content.Disclosure, m mention, listed bool) content.Text {
	fen := m.Money.Fen
	if !listed && d.Amount != nil && d.Amount.Fen == fen {
		return "total"
	}
	for _, l := range d.Lines {
		if l.Amount != nil && l.Amount.Fen == fen {
			return "line"
		}
		if l.Rate != nil && l.Rate.Fen == fen {
			return "rate"
		}
	}
	for _, a := range d.Allocations {
		if a.Amount != nil && a.Amount.Fen == fen {
			return "share"
		}
	}
	for _, s := range d.Funding {
		if s.Amount != nil && s.Amount.Fen == fen {
			return "share"
		}
	}
	return ""
}

// peopleRole finds a count among the facts of the record.
func peopleRole(d *content.Disclosure, m mention, listed bool) content.Text {
	if !listed && d.Beneficiaries != nil && *d.Beneficiaries == m.People {
		return "total"
	}
	for _, l := range d.Lines {
		if l.People != nil && *l.People == m.People {
			return "line"
		}
	}
	return ""
}

func (p *passage) scoreFigure(at span) content.Figure {
	n, _, _ := decimalAt(p.r, at.start)
	return content.Figure{
		Kind: "score", Role: "total", Value: strconv.FormatFloat(n, 'f', -1, 64), Unit: "分",
		Text: p.text(at.start, at.end), Section: p.key, Start: at.start, End: at.end,
	}
}
