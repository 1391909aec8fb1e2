package web

import (
	"errors"
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mingzhang/content"
	"mingzhang/portal"
)

type disclosureView struct {
	view
	Name, DocumentTitle string
	Tags                []tag
	Facts               []fact
	Official            [][]labelled
	Money               *table
	MoneyFindings       []finding
	LinesFigure         *figure
	Findings            []finding
	FindingsIntro       string
	Tables              []titledTable
	Sections            []textSection
	Toc                 []link
	Related             []row
	RelatedFigure       *figure
	Source              []labelled
	Numbers             []citedNumber
	Units               []link
	Downloads           []link
	Cite                string
	QR, Hash            string
	Banner              *banner  // on the page of one revision
	Deposit             *deposit // nil when the log has none
}

// labelled is one line of a list of facts.
type labelled struct {
	Label, Text, Href string
	Code              bool // to be set in a fixed-width face
}

type titledTable struct {
	ID, Title string
	Table     table
}

// disclosure answers /disclosures/{id}, and its twins {id}.json and {id}.md.
func (s *Site) disclosure(r *request) error {
	id := r.c.Params("id")
	if err := r.only(); err != nil {
		return err
	}
	if base, found := strings.CutSuffix(id, ".md"); found {
		return s.markdown(r, base)
	}
	base, isJSON := strings.CutSuffix(id, ".json")
	d, err := s.svc.Read(r.ctx(), base)
	if err != nil {
		return err
	}
	if isJSON {
		return s.disclosureJSON(r, d)
	}
	v, err := s.disclosureView(r, d)
	if err != nil {
		return err
	}
	return s.render(r, "disclosure", v)
}

func (s *Site) markdown(r *request, id string) error {
	b, err := s.svc.Markdown(r.ctx(), id)
	if err != nil {
		return err
	}
	return r.sendMarkdown(b)
}

func (r *request) sendMarkdown(b []byte) error {
	r.c.Set(fiber.HeaderContentType, "text/markdown; charset=utf-8")
	return r.c.Send(b)
}

func (s *Site) disclosureJSON(r *request, d *content.Disclosure) error {
	b, err := s.cfg.EncodeJSON(d)
	if err != nil {
		return err
	}
	r.c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return r.c.Send(b)
}

func (s *Site) disclosureView(r *request, d *content.Disclosure) (*disclosureView, error) {
	l := r.lang
	places := newPlaces(l, d)
	v := &disclosureView{view: s.view(r, "search", d.Title+" - "+d.Publisher.Name, nil), Name: d.Title, Hash: d.SHA256}
	if string(d.DocumentTitle) != d.Title {
		v.DocumentTitle = string(d.DocumentTitle)
	}
	v.Description = l.T("disclosure.description", d.Publisher.Name, d.Title, l.money(d.Amount))
	v.Crumbs = append(l.regionCrumbs(d.Region), link{Text: d.Publisher.Name, Href: l.To("/publishers/" + d.Publisher.ID)}, link{Text: d.Title})
	v.Tags = l.tags(d)
	v.Facts = l.facts(d, places)
	v.Official = l.official(d)
	v.Money = l.moneyTable(d)
	v.MoneyFindings, v.Findings = l.findings(d, places)
	v.FindingsIntro = l.T("disclosure.findings_intro", len(v.Findings)+len(v.MoneyFindings))
	v.Tables = l.tables(d)
	v.Sections = l.sections(d, places)
	s.downloads(v, r, d)
	var err error
	if v.Deposit, err = s.depositOf(r, d); err != nil {
		return nil, err
	}
	if err := s.disclosureFigures(r, d, v); err != nil {
		return nil, err
	}
	v.Toc = v.toc()
	return v, nil
}

// disclosureFigures draws what a picture tells better: the parts of the money,
// and the same project over the years.
func (s *Site) disclosureFigures(r *request, d *content.Disclosure, v *disclosureView) error {
	var err error
	if v.LinesFigure, err = s.linesFigure(r.lang, d); err != nil {
		return err
	}
	related, err := s.svc.Related(r.ctx(), d.ID)
	if err != nil && !errors.Is(err, portal.ErrNotFound) { // a revision of a withdrawn record has none
		return err
	}
	for i := range related {
		v.Related = append(v.Related, r.lang.row(&related[i]))
	}
	v.RelatedFigure, err = s.relatedFigure(r.lang, d, related)
	return err
}

// tags names the kind and year of a disclosure, and what its checks gave.
func (l *language) tags(d *content.Disclosure) []tag {
	tags := []tag{{Text: l.T("kind." + string(d.Kind))}}
	if d.Year != 0 {
		tags = append(tags, tag{Text: l.T("year", l.year(d.Year))})
	}
	if d.Category != "" {
		name := l.valueName("category", string(d.Category), "")
		tags = append(tags, tag{Text: name, Href: l.entryPath("category", string(d.Category))})
	}
	counts := tally(d.Findings)
	for _, verdict := range content.Verdicts() {
		if counts[verdict] > 0 {
			tags = append(tags, tag{Class: string(verdict), Text: l.T("tag."+string(verdict), counts[verdict]), Href: "#findings"})
		}
	}
	return tags
}

// official is the head that government information carries: index number, unit,
// date, document number.
func (l *language) official(d *content.Disclosure) [][]labelled {
	return [][]labelled{
		{{Label: l.T("official.index"), Text: d.ID}, {Label: l.T("official.publisher"), Text: d.Publisher.Name}},
		{{Label: l.T("official.date"), Text: l.Date(d.PublishedAt)}, {Label: l.T("official.number"), Text: l.T("official.none")}},
	}
}

// sections renders the text, with its figures and evidence marked.
func (l *language) sections(d *content.Disclosure, places *places) []textSection {
	var list []textSection
	for i, section := range d.Sections {
		heading := section.Heading
		if heading == "" {
			heading = l.T("disclosure.preface")
		}
		shown := textSection{ID: places.sectionID(i), Heading: heading, AnchorLabel: l.T("disclosure.anchor", heading)}
		rendered := content.Render(section.Markdown, content.RenderOptions{
			IDPrefix: shown.ID + "-", TableLabel: l.T("disclosure.table_of", heading), Marks: places.marks[i],
		})
		shown.HTML = template.HTML(rendered) // Render is safe
		if strings.TrimSpace(section.Markdown) == "" {
			shown.Blank = l.T("disclosure.blank")
		}
		list = append(list, shown)
	}
	return list
}

// toc lists the parts of the page in its order.
func (v *disclosureView) toc() []link {
	var list []link
	if v.Money != nil || v.LinesFigure != nil {
		list = append(list, link{Text: v.T("disclosure.money"), Href: "#money"})
	}
	list = append(list, link{Text: v.T("disclosure.findings"), Href: "#findings"})
	for _, t := range v.Tables {
		list = append(list, link{Text: t.Title, Href: "#" + t.ID})
	}
	for _, s := range v.Sections {
		list = append(list, link{Text: s.Heading, Href: "#" + s.ID})
	}
	if len(v.Related) > 0 {
		list = append(list, link{Text: v.T("disclosure.related"), Href: "#related"})
	}
	return list
}
