package ingest

import (
	"slices"
	"strings"

	"mingzhang/content"
)

// facts reads the facts of one project from its sections.
type facts struct {
	d        *content.Disclosure
	title    string   // of the file
	ownTitle string   // of this project, when it has one
	issuer   string   // by the card of the web page
	overUnit string   // on a line of its own over the title
	origin   string   // by the bar below the title of the web page
	head     []string // lines before the first section
	passages []*passage
	found    []table           // the tables of the sections, once read
	read     bool              // whether they were
	ordered  []*passage        // those that may speak of money, in order
	sources  []content.Funding // told as the parts of the total
}

// draft makes a disclosure of a project.
func (rep *Report) draft(doc *document, p *project) *content.Disclosure {
	d := &content.Disclosure{Sections: p.sectionsOf(doc.kind)}
	d.Kind, d.Status = doc.kind, content.Draft
	f := &facts{d: d, title: doc.title, issuer: doc.issuer, overUnit: doc.headUnit, origin: doc.origin}
	if preface := d.Section(content.SectionPreface); preface != nil {
		f.head = strings.Split(preface.Markdown, "\n\n")
	}
	f.readTitle()
	f.readNames()
	f.readMoney()
	d.DocumentNumbers, d.NumberFlags = documentNumbers(d.Sections)
	d.Category = content.CategoryOf(d.Title, strings.Join([]string{d.Publisher.Name, string(d.DocumentTitle), sectionText(d.Sections)}, "\n"))
	d.Source = &content.Source{Filename: rep.File, MediaType: rep.MediaType, SHA256: rep.SHA256}
	d.ID = content.NewID(&d.Summary)
	f.dropProjectHead()
	d.Figures = figures(d, f.passages)
	d.Citations = Citations(d)
	return d
}

// dropProjectHead takes out of the preface what only heads the project: 项目二：…
// and a title, even one with a slip in it. Title and amount tell the same; what
// else stands there is part of the text.
func (f *facts) dropProjectHead() {
	if len(f.head) == 0 {
		return
	}
	if joined := strings.Join(f.head, ""); isDocumentTitle(joined) {
		f.head = nil
	}
	f.head = slices.DeleteFunc(slices.Clone(f.head), func(line string) bool {
		text := strings.TrimPrefix(line, "### ")
		_, marked := projectMark(text)
		return marked || line != text && readHeadline(text).style != plainStyle && tidyTitle(withoutAmount(readHeadline(text).text)) == f.d.Title || f.isProjectTitle(text)
	})
	f.dropHead()
	f.passages = passagesOf(f.d)
}

// isProjectTitle tells whether a line above the sections is the title of the
// project: 某局2024年某项目.
func (f *facts) isProjectTitle(line string) bool {
	unit := unitInTitle(line)
	return unit != "" && unit == f.d.Publisher.Name && len([]rune(line)) <= 50 && !strings.ContainsAny(line, "，。；：") && endsAny(line, projectEnds()...)
}

// readTitle takes the title of the text that a later project of a file has for
// itself. A title that names no unit stays in the text.
func (f *facts) readTitle() {
	f.d.DocumentTitle = content.Text(f.title)
	for i, line := range f.head {
		line = strings.TrimPrefix(line, "### ")
		if !isDocumentTitle(line) || !isUnitName(unitInTitle(line)) {
			continue
		}
		f.ownTitle = line
		f.d.DocumentTitle = content.Text(line)
		f.head = slices.Delete(slices.Clone(f.head), i, i+1)
		f.dropHead()
		return
	}
}

// dropHead writes the preface again after something was taken out of it.
func (f *facts) dropHead() {
	text := strings.Join(f.head, "\n\n")
	if text == "" {
		f.d.Sections = f.d.Sections[1:]
		nameKeys(f.d.Kind, f.d.Sections) // those without words of their own count from the first
		return
	}
	f.d.Sections[0].Markdown = text
}

// readNames reads who, what, where and when.
func (f *facts) readNames() {
	d := f.d
	d.Title = f.projectTitle()
	d.Year = content.Year(f.budgetYear())
	f.passages = passagesOf(d)
	name := f.publisher()
	d.Publisher = content.Publisher{ID: content.PublisherID(name), Name: name}
	if name == "" {
		d.Publisher.ID = ""
	}
	d.Region = regionOf(name, sectionText(d.Sections))
	d.Units = f.implementers()
	d.Implementer = implementer(d.Units)
	if len(d.Units) == 0 && d.Kind == content.Evaluation {
		d.Units = f.headUnits()
	}
}

// implementer picks the unit that carries the project out.
func implementer(units []content.UnitRole) content.Text {
	for _, u := range units {
		if hasAny(string(u.Role), "具体实施", "实施单位", "实施主体", "承办") {
			return content.Text(u.Name)
		}
	}
	var names []string
	for _, u := range units {
		if (u.Role == "" || hasAny(string(u.Role), "组织实施", "承担")) && (len(names) == 0 || u.Role == "") {
			names = append(names, u.Name)
		}
	}
	return content.Text(strings.Join(names, "、"))
}

// headUnits reads the units that the head of a form names; the label is the role.
func (f *facts) headUnits() []content.UnitRole {
	var units []content.UnitRole
	for _, line := range f.head {
		label, value, ok := fieldOf(line)
		value = trimSeal(value)
		if ok && (strings.HasSuffix(label, "部门") || strings.HasSuffix(label, "单位")) && isUnitName(value) {
			units = append(units, content.UnitRole{Name: value, Role: content.Text(label)})
		}
	}
	return units
}

// readMoney reads the total first, since what belongs to it is known by it.
func (f *facts) readMoney() {
	d := f.d
	d.Amount = f.total()
	f.readLines()
	d.Funding = f.funding()
	d.PlanTotal = f.planTotal()
	d.Beneficiaries = f.beneficiaries()
	d.Indicators = f.indicators()
	d.Execution = f.execution()
	d.Score = f.score()
}

// passage gives the text of a section by key, nil when there is none.
func (f *facts) passage(key string) *passage {
	for _, p := range f.passages {
		if p.key == key {
			return p
		}
	}
	return nil
}

// passagesOf gives the passages with the keys, in the order of the keys.
func (f *facts) passagesOf(keys ...string) []*passage {
	var found []*passage
	for _, key := range keys {
		if p := f.passage(key); p != nil {
			found = append(found, p)
		}
	}
	return found
}

// moneyPassages gives the passages of a kind that may speak of its money, the one
// that should state the total first: what heads it as money, then the others in
// an order of their own. What only founds the project, or is left to do, is out.
func (f *facts) moneyPassages() []*passage {
	if f.ordered == nil {
		f.ordered = []*passage{}
		if f.d.Kind != content.Budget {
			f.ordered = append(f.ordered, f.passagesOf(content.SectionPreface)...)
		}
		for _, p := range f.passages {
			if p.isMoney() && !slices.Contains(f.ordered, p) {
				f.ordered = append(f.ordered, p)
			}
		}
		for _, p := range append(f.passagesOf(moneySections(f.d.Kind)...), f.passages...) {
			if !slices.Contains(f.ordered, p) && !slices.Contains([]string{"basis", "implementer", "experience", "problems"}, p.key) {
				f.ordered = append(f.ordered, p)
			}
		}
	}
	return f.ordered
}

// isMoney tells whether the heading of a passage is about money.
func (p *passage) isMoney() bool {
	return p.key == "funding" || hasAny(p.heading, "资金", "经费", "预算") && !hasAny(p.heading, "管理", "绩效")
}

// moneySections lists the sections of a kind that speak of its money.
func moneySections(kind content.Kind) []string {
	switch kind {
	case content.Budget:
		return []string{"funding", content.SectionPreface, "project_name", "overview", "content", "plan", "results"}
	case content.Evaluation:
		return []string{content.SectionPreface, "overview", "organisation", "performance", "conclusion"}
	}
	return []string{"goals", "contents", "measures", "assurance"}
}

// documentNumbers reads every document number of the sections, once each.
func documentNumbers(sections []content.Section) (numbers []string, flags []content.NumberFlag) {
	for _, s := range sections {
		for _, n := range content.FindDocumentNumbers(s.Markdown) {
			if slices.Contains(numbers, n.Number) {
				continue
			}
			numbers = append(numbers, n.Number)
			if n.Flag != "" {
				flags = append(flags, content.NumberFlag{Number: n.Number, Flag: n.Flag, AsWritten: n.AsWritten})
			}
		}
	}
	return numbers, flags
}
