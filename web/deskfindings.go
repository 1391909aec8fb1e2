package web

import (
	"mingzhang/content"
	"mingzhang/publish"
)

// deskFinding is a check of the text with what its clerk can do about it.
type deskFinding struct {
	finding
	Advice string
	Blocks string // words for one that keeps the draft from the public
}

// findings gives the checks that ask for something, and those that are settled.
func (p *draftPage) findings() (open, settled []deskFinding) {
	if p.sheet.Preview == nil {
		return nil, nil
	}
	l, d := p.r.lang, p.places.d
	blocking := map[string]bool{}
	for _, f := range publish.Blocking(d.Findings) {
		blocking[f.Code] = true
	}
	for i, f := range d.Findings {
		shown := deskFinding{finding: l.finding(i, f, p.places.places)}
		if f.Verdict == content.Closes {
			settled = append(settled, shown)
			continue
		}
		shown.Advice = l.or("advice."+f.Code, l.T("advice.other"))
		if f.Verdict == content.Explained {
			shown.Advice = l.T("advice.explained")
		}
		if blocking[f.Code] {
			shown.Blocks = l.T("draft.blocks")
		}
		open = append(open, shown)
	}
	return open, settled
}
