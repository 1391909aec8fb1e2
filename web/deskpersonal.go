package web

import (
	"strings"

	"mingzhang/content"
	"mingzhang/publish"
)

// personalHit is one piece of personal data with what may be done about it.
type personalHit struct {
	ID, Kind, Text, Masked string
	Why                    string
	Places                 []spotQuote
	More                   string // words for the places that are not shown
	Decided                string // what was decided, and by whom
	Class                  string
	Because, Words         string // as typed
	Wrong                  string
	Open                   bool // the other choices are shown
	Editable               bool
}

// maxHitPlaces is how many places of one piece of personal data are quoted.
const maxHitPlaces = 3

// personal lists the personal data of a draft, and counts what is undecided.
func (p *draftPage) personal() (hits []personalHit, undecided int) {
	for i := range p.sheet.Hits {
		h := &p.sheet.Hits[i]
		if h.Blocking {
			undecided++
		}
		hits = append(hits, p.hit(h))
	}
	return hits, undecided
}

func (p *draftPage) hit(h *publish.Hit) personalHit {
	l := p.r.lang
	shown := personalHit{
		ID: h.ID, Kind: l.T("personal." + h.Kind), Text: h.Text, Masked: h.Masked, Why: l.T("personal.sure." + string(h.Confidence)),
		Class: "open", Editable: p.editable(), Wrong: p.problems["hits."+h.ID],
	}
	for _, place := range h.Places {
		if len(shown.Places) == maxHitPlaces {
			shown.More = l.T("draft.more_places", len(h.Places)-maxHitPlaces)
			break
		}
		if place.Section == "" {
			shown.Places = append(shown.Places, spotQuote{Text: h.Text, Section: l.T("draft.in_facts")})
		} else if q := p.places.quoteAt(string(place.Section), place.Start, place.End); q != nil {
			q.Href = p.places.hits[hitPlace{string(place.Section), place.Start}]
			shown.Places = append(shown.Places, *q)
		}
	}
	if h.Decision != nil {
		shown.Decided, shown.Class = p.decided(h.Decision), "closes"
	}
	if p.sent != nil {
		shown.Because, shown.Words = p.sent.Get("because."+h.ID), p.sent.Get("words."+h.ID)
	}
	shown.Open = shown.Because != "" || shown.Words != "" || shown.Wrong != ""
	return shown
}

// decided says what was decided, and by whom.
func (p *draftPage) decided(d *publish.Decision) string {
	l, by := p.r.lang, p.people.name(d.By)
	switch d.Action {
	case publish.KeepIt:
		return l.T("personal.kept", by, string(d.Because))
	case publish.EditIt:
		return l.T("personal.edited", by, string(d.Words))
	}
	return l.T("personal.masked", by)
}

// decision reads what a button decides: mask, keep or edit one piece, take it back,
// or mask all that is undecided.
func (p *draftPage) decision(do, hit string) []publish.Decision {
	if do == "mask-all" {
		var all []publish.Decision
		for _, h := range p.sheet.Hits {
			if h.Blocking {
				all = append(all, publish.Decision{Hit: h.ID, Action: publish.MaskIt})
			}
		}
		return all
	}
	d := publish.Decision{Hit: hit}
	switch do {
	case "mask":
		d.Action = publish.MaskIt
	case "keep":
		d.Action = publish.KeepIt
		d.Because = content.Text(strings.TrimSpace(p.sent.Get("because." + hit)))
	case "edit":
		d.Action = publish.EditIt
		d.Words = content.Text(strings.TrimSpace(p.sent.Get("words." + hit)))
	}
	return []publish.Decision{d}
}
