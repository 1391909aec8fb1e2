package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/desk"
	"mingzhang/registry"
)

// draftView is the page on which a draft is made ready, reviewed and published.
type draftView struct {
	view
	Done, Wrong string
	Name, Unit  string
	Meta        []string
	Stands      tag
	Left        string // what is left to do
	Problems    []link // with their places on the page
	History     []labelled
	Jumps       []link

	Path, Acts        string
	Preview, Public   string // pages; empty where there is none
	Version           int
	Editable          bool
	Links             []link
	Seals             []field
	Reason            *factField
	Facts             []factGroup
	Lists             []listField
	Sections          []sectionField
	NewSections       []pick
	Confirm           string // name that confirms the publisher
	ConfirmWhy        string
	Personal          []personalHit
	Undecided         int
	Findings, Settled []deskFinding
	SettledWord       string
	Notes             []string
	Text              []readSection
	Original          string
	Changes           *draftChanges
	Reviews           []reviewShown
	Review            *reviewBox
	Submit            bool
	Planned           string // as a browser's field wants it
}

// factGroup are facts under one heading.
type factGroup struct {
	Title  string
	Fields []factField
}

// draftPage is a draft on its way onto a page.
type draftPage struct {
	s     *Site
	r     *request
	sheet *desk.Sheet
	form  *typed // what the form shows
	typed bool   // it is what a clerk typed
	sent  url.Values
	more  string // list that gets more rows

	wrong     string
	problems  map[string]string // by field
	conflicts map[string]string // by group
	places    *draftPlaces
	people    *colleagues
	fields    map[string]*desk.Field
	unit      account.Unit
}

// draft answers GET /desk/drafts/{id}.
func (s *Site) draft(r *request) error {
	if err := r.only("done", "more"); err != nil {
		return err
	}
	sheet, err := s.drafts().Sheet(r.ctx(), r.who, r.c.Params("id"))
	if err != nil {
		return err
	}
	if sheet.State == desk.StatePublished {
		return s.redirect(r, draftPath(sheet.ID)+"/receipt", nil)
	}
	return s.newDraftPage(r, sheet).show(200)
}

func (s *Site) newDraftPage(r *request, sheet *desk.Sheet) *draftPage {
	p := &draftPage{s: s, r: r, sheet: sheet, more: r.values.Get("more"), problems: map[string]string{}, people: s.colleagues(r), fields: map[string]*desk.Field{}}
	for i := range sheet.Fields {
		p.fields[sheet.Fields[i].Name] = &sheet.Fields[i]
	}
	for _, problem := range sheet.Problems {
		p.problem(problem)
	}
	return p
}

// problem notes what is wrong with a field; the first word on it counts.
func (p *draftPage) problem(one desk.Problem) {
	if one.Code == "personal-data" && strings.HasPrefix(one.Field, "sections.") {
		return // it stands with the personal data
	}
	if p.problems[one.Field] == "" {
		p.problems[one.Field] = p.r.lang.said(one.Chinese, one.English)
	}
}

// show writes the page.
func (p *draftPage) show(status int) error {
	r, sheet := p.r, p.sheet
	l := r.lang
	v := draftView{view: p.s.deskView(r, l.draftTitle(&sheet.Draft)), Name: l.draftTitle(&sheet.Draft), Wrong: p.wrong, Version: sheet.Version}
	v.Desk.Script = p.s.deskScript.path()
	if p.wrong == "" {
		v.Done = r.doneWords()
	}
	var err error
	if p.unit, err = p.s.cfg.Office.Accounts.Unit(r.ctx(), sheet.Unit); err != nil {
		return err
	}
	path := draftPath(sheet.ID)
	v.Path, v.Acts, v.Unit = l.To(path), l.To(path+"/acts"), p.unit.Name
	v.Meta, v.Stands = l.draftMeta(&sheet.Draft), l.stateTag(&sheet.Draft, len(sheet.Reviews) > 0)
	v.History, v.Reviews = p.history(), p.reviews()
	if sheet.Text == nil {
		v.Left = l.T("draft.left.gone")
		r.c.Status(status)
		return p.s.render(r, "draft", v)
	}
	p.fill(&v)
	r.c.Status(status)
	return p.s.render(r, "draft", v)
}

// fill adds what a draft shows that still has its text.
func (p *draftPage) fill(v *draftView) {
	r, sheet, l := p.r, p.sheet, p.r.lang
	v.Editable = p.editable()
	if p.form == nil {
		p.form = standing(sheet)
	}
	p.places = newDraftPlaces(l, sheet)
	v.Preview = l.To(draftPath(sheet.ID) + "/preview")
	if sheet.Disclosure != "" {
		v.Public = l.To("/disclosures/" + string(sheet.Disclosure))
	}
	if sheet.Action != registry.Publish {
		reason := p.field("reason")
		v.Reason = &reason
	}
	if sheet.Action != registry.Withdraw {
		p.fillText(v)
	}
	v.Seals = standing(sheet).seals()
	v.Problems, v.Left = p.summary(), p.left()
	v.Submit = v.Editable && sheet.State == desk.StateOpen
	v.Planned = browserTime(sheet.Planned)
	v.Review = p.reviewBox()
	v.Changes = p.changes()
	v.Jumps = v.jumps()
	v.Links = p.links(r.who.May(account.WriteDrafts, sheet.Unit))
}

// editable tells whether the page is a form: for who may change the draft, while it
// is open, and for what was typed before it was not.
func (p *draftPage) editable() bool {
	return p.r.who.May(account.WriteDrafts, p.sheet.Unit) && (p.sheet.State == desk.StateOpen || p.typed)
}

// fillText adds the form, the checks and the text.
func (p *draftPage) fillText(v *draftView) {
	sheet, l := p.sheet, p.r.lang
	for i, names := range deskFacts() {
		if p.empty(names) && (!v.Editable || i == executionFacts && sheet.Kind != content.Evaluation) {
			continue // only evaluations tell of execution
		}
		group := factGroup{Title: l.T("draft.facts_" + strconv.Itoa(i+1))}
		for _, name := range names {
			group.Fields = append(group.Fields, p.field(name))
		}
		v.Facts = append(v.Facts, group)
	}
	for _, list := range deskLists() {
		v.Lists = append(v.Lists, p.list(list, v.Editable))
	}
	v.Sections, v.NewSections = p.sections(), p.newSections()
	if words := p.problems["publisher"]; words != "" {
		v.Confirm, v.ConfirmWhy = p.unit.Name, words
	}
	v.Personal, v.Undecided = p.personal()
	v.Findings, v.Settled = p.findings()
	if len(v.Settled) > 0 {
		v.SettledWord = l.T("draft.settled", len(v.Settled))
	}
	v.Notes = sheet.Notes
	v.Text = p.places.text()
	if sheet.Original != "" {
		v.Original = l.To(draftPath(sheet.ID) + "/original")
	}
}

// empty tells whether the form has nothing in some facts.
func (p *draftPage) empty(names []string) bool {
	for _, name := range names {
		if p.form.values[name] != "" {
			return false
		}
	}
	return true
}

// stateTag says where a draft stands.
func (l *language) stateTag(d *desk.Draft, returned bool) tag {
	state := string(d.State)
	if d.State == desk.StateOpen && returned {
		state = "returned"
	}
	class := map[string]string{"returned": "open", "submitted": "explained", "approved": "closes", "published": "closes"}[state]
	return tag{Class: class, Text: l.T("desk.state." + state)}
}

// summary lists what keeps a draft from the next step, each with its place.
func (p *draftPage) summary() []link {
	l := p.r.lang
	var list []link
	personal := 0
	seen := map[string]bool{}
	for _, one := range p.sheet.Problems {
		if one.Code == "personal-data" && one.Field != "reason" {
			personal++
			continue
		}
		words := p.label(one.Field) + l.said(one.Chinese, one.English)
		if !seen[words] {
			list = append(list, link{Text: words, Href: "#" + problemPlace(one.Field)})
		}
		seen[words] = true
	}
	if personal > 0 {
		list = append([]link{{Text: l.T("draft.personal_left", personal), Href: "#personal"}}, list...)
	}
	return list
}

// problemPlace is the element that a problem is about.
func problemPlace(name string) string {
	switch {
	case name == "":
		return "left"
	case name == "sections" || name == "publisher":
		return name
	}
	return fieldID(name)
}

// fieldID is the id of a field on the page.
func fieldID(name string) string { return "f-" + strings.ReplaceAll(name, ".", "-") }

// left says in one sentence what is to be done next.
func (p *draftPage) left() string {
	l, d := p.r.lang, &p.sheet.Draft
	switch d.State {
	case desk.StateSubmitted:
		return l.T("draft.left.submitted")
	case desk.StateApproved:
		if d.Held != "" {
			return l.T("draft.left.held")
		}
		if !d.Planned.IsZero() {
			return l.T("draft.left.planned", l.Moment(d.Planned))
		}
		return l.T("draft.left.approved")
	}
	counts := map[string]int{}
	for _, one := range p.sheet.Problems {
		switch one.Code {
		case "personal-data", "missing":
			counts[one.Code]++
		default:
			counts["other"]++
		}
	}
	var parts []string
	for _, kind := range []string{"personal-data", "missing", "other"} {
		if counts[kind] > 0 {
			parts = append(parts, l.T("draft.left."+kind, counts[kind]))
		}
	}
	if parts == nil {
		return l.T("draft.left.nothing")
	}
	return l.T("draft.left.some", strings.Join(parts, l.T("list.comma")))
}

// jumps lead to the parts of a long page.
func (v *draftView) jumps() []link {
	var list []link
	add := func(there bool, key, id string) {
		if there {
			list = append(list, link{Text: v.T(key), Href: "#" + id})
		}
	}
	add(v.Review != nil, "draft.review", "review")
	add(v.Changes != nil, "draft.changes", "changes")
	add(len(v.Personal) > 0, "draft.personal", "personal")
	add(len(v.Findings)+len(v.Settled) > 0, "draft.findings", "findings")
	add(len(v.Facts) > 0, "draft.facts", "facts")
	add(len(v.Sections) > 0, "draft.sections", "sections")
	add(len(v.Text) > 0, "draft.text", "text")
	return list
}

// links lead to what else can be done with a draft.
func (p *draftPage) links(may bool) []link {
	l, d := p.r.lang, &p.sheet.Draft
	var list []link
	if may && slices.Contains([]desk.State{desk.StateOpen, desk.StateSubmitted}, d.State) {
		list = append(list, link{Text: l.T("draft.discard"), Href: l.To(draftPath(d.ID) + "/discard")})
	}
	return list
}

// history tells who did what with a draft, and when.
func (p *draftPage) history() []labelled {
	l, d := p.r.lang, &p.sheet.Draft
	list := []labelled{{Label: l.T("draft.created"), Text: l.T("draft.by", p.people.name(d.Creator), l.Moment(d.Created))}}
	if d.File != "" {
		list = append(list, labelled{Label: l.T("source.file"), Text: string(d.File)})
	}
	list = append(list, labelled{Label: l.T("draft.changed"), Text: l.T("draft.by", p.people.name(d.Changer), l.Moment(d.Changed))})
	if !d.Submitted.IsZero() {
		list = append(list, labelled{Label: l.T("draft.submitted"), Text: l.T("draft.by", p.people.name(string(d.Submitter)), l.Moment(d.Submitted))})
	}
	if !d.Approved.IsZero() {
		list = append(list, labelled{Label: l.T("draft.approved"), Text: l.T("draft.by", p.people.name(string(d.Approver)), l.Moment(d.Approved))})
	}
	if !d.Planned.IsZero() {
		list = append(list, labelled{Label: l.T("draft.planned"), Text: l.Moment(d.Planned)})
	}
	if d.Disclosure != "" {
		list = append(list, labelled{Label: l.T("draft.corrects"), Text: string(d.Disclosure), Href: l.To("/disclosures/" + string(d.Disclosure))})
	}
	return list
}
