package web

import (
	"html/template"
	"strings"

	"mingzhang/content"
)

type aboutView struct {
	view
	Sections []textSection
}

// textSection is one part of a text under its heading.
type textSection struct {
	ID, Heading string
	HTML        template.HTML
	AnchorLabel string
	Blank       string // said in place of a text that is empty
}

// about answers /about.
func (s *Site) about(r *request) error {
	if err := r.only(); err != nil {
		return err
	}
	v := aboutView{view: s.view(r, "about", r.lang.T("about.title"), nil), Sections: aboutSections(r.lang)}
	v.Description = r.lang.T("home.lead")
	return s.render(r, "about", v)
}

// aboutSections cuts the long text at its headings: "## Words {id}".
func aboutSections(l *language) []textSection {
	var sections []textSection
	for _, part := range strings.Split("\n"+l.about, "\n## ")[1:] {
		heading, text, _ := strings.Cut(part, "\n")
		heading, id, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(heading), "}"), " {")
		rendered := content.Render(strings.ReplaceAll(text, "](/", "]("+l.prefix+"/"), content.RenderOptions{IDPrefix: id + "-", TableLabel: heading})
		sections = append(sections, textSection{ID: id, Heading: heading, HTML: template.HTML(rendered)}) // Render is safe
	}
	return sections
}
