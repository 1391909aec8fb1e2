package web

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
	"mingzhang/portal"
)

// row is one disclosure in a list.
type row struct {
	Href        string
	Lang        string // of title, unit, region and snippet; "" for that of the page
	Title       []piece
	Publisher   string
	Region      string
	Year        string
	Amount      string
	AmountValue string // yuan, for programs; empty when unknown
	Kind        string
	Verdict     *tag
	Snippet     []piece
}

// piece is a part of a text, marked or not.
type piece struct {
	Text string
	On   bool
}

// tag is a short word with a colour of its own.
type tag struct{ Class, Text, Href string }

func (l *language) rows(rows []portal.Row) ([]row, error) {
	list := make([]row, 0, len(rows))
	for _, r := range rows {
		d, err := r.Summary()
		if err != nil {
			return nil, fmt.Errorf("decoding the row %s: %w", r.ID, err)
		}
		shown := l.row(d)
		if r.Hit != nil {
			shown.Title = pieces(r.Hit.Title)
			shown.Snippet = pieces(r.Hit.Snippet)
		}
		list = append(list, shown)
	}
	return list, nil
}

func (l *language) row(d *content.Summary) row {
	r := row{
		Href:      l.To("/disclosures/" + d.ID),
		Lang:      l.Texts,
		Title:     []piece{{Text: d.Title}},
		Publisher: d.Publisher.Name,
		Kind:      l.T("kind." + string(d.Kind)),
		Amount:    l.T("unknown_amount"),
		Verdict:   l.verdict(d.Findings),
	}
	if d.Region != nil {
		r.Region = strings.Join(d.Region.Path, "")
	}
	if d.Year != 0 {
		r.Year = l.T("year", l.year(d.Year))
	}
	if d.Amount != nil {
		r.Amount, r.AmountValue = l.Amount(d.Amount.Fen), d.Amount.Fen.Yuan()
	}
	return r
}

// verdict sums up the findings of a disclosure by the worst of them; nil when
// nothing could be checked.
func (l *language) verdict(findings []content.Finding) *tag {
	counts := tally(findings)
	for _, v := range []content.Verdict{content.Open, content.Explained, content.Closes} {
		if counts[v] > 0 {
			return &tag{Class: string(v), Text: l.T("tag."+string(v), counts[v])}
		}
	}
	return nil
}

// pieces cuts a text at its marks. Marks out of order, out of range or inside a
// character are left out: the text is always whole.
func pieces(m portal.Marked) []piece {
	var list []piece
	at := 0
	for _, mark := range m.Marks {
		from, to := mark[0], mark[1]
		if from < at || to <= from || to > len(m.Text) || !startsRune(m.Text, from) || !startsRune(m.Text, to) {
			continue
		}
		if from > at {
			list = append(list, piece{Text: m.Text[at:from]})
		}
		list = append(list, piece{m.Text[from:to], true})
		at = to
	}
	if at < len(m.Text) {
		list = append(list, piece{Text: m.Text[at:]})
	}
	return list
}

func startsRune(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }
