package web

import (
	"mingzhang/content"
	"mingzhang/content/compare"
	"mingzhang/portal"
	"mingzhang/registry"
)

// draftChanges is what a correction or withdrawal changes of what is published.
type draftChanges struct {
	*language
	Summary  string
	Facts    []factChanges
	Passages []textChange
	Same     []string
	Href     string // of the published page
}

// changes compares a draft with what is published; nil for a first publication.
func (p *draftPage) changes() *draftChanges {
	sheet, l := p.sheet, p.r.lang
	if sheet.Published == nil || sheet.Preview == nil || sheet.Action != registry.Correct {
		return nil
	}
	before, after := *sheet.Published, *sheet.Preview
	after.Status, after.Source = before.Status, orSource(after.Source, before.Source)
	c := compare.Disclosures(&before, &after)
	v := &draftChanges{language: l, Facts: l.factChanges(c.Facts), Href: l.To("/disclosures/" + before.ID)}
	for i := range c.Sections {
		if section := &c.Sections[i]; section.Change == compare.Same {
			v.Same = append(v.Same, orElse(section.Heading, l.T("disclosure.preface")))
		} else {
			v.Passages = append(v.Passages, l.textChange(i, section))
		}
	}
	v.Summary = l.changeSummary(&portal.Comparison{Difference: c})
	return v
}

// orSource gives the source of the published text when the draft has none.
func orSource(source, other *content.Source) *content.Source {
	if source == nil {
		return other
	}
	return source
}
