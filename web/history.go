package web

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"time"

	"mingzhang/content"
	"mingzhang/portal"
)

// subject is the disclosure that a page about its revisions is about; it may be
// withdrawn.
type subject struct {
	ID        string
	Name      string
	Publisher content.Publisher
	Region    *content.Region
	Gone      string // words about its withdrawal; empty for one that stands
	Current   int    // the newest revision
}

// subject finds what a page about revisions is about.
func (s *Site) subject(r *request) (*subject, error) {
	id := r.c.Params("id")
	d, err := s.svc.Read(r.ctx(), id)
	var gone *portal.Withdrawn
	switch {
	case errors.As(err, &gone):
		return r.lang.withdrawnSubject(gone), nil
	case errors.Is(err, portal.ErrErased):
		return s.erasedSubject(r, id)
	case err != nil:
		return nil, err
	}
	return &subject{ID: d.ID, Name: d.Title, Publisher: d.Publisher, Region: d.Region, Current: d.Revision}, nil
}

// erasedSubject is the disclosure whose newest text was erased. An older text
// still names it, if there is one.
func (s *Site) erasedSubject(r *request, id string) (*subject, error) {
	revisions, err := s.svc.History(r.ctx(), id)
	if err != nil {
		return nil, err
	}
	about := &subject{ID: id, Name: id, Current: revisions[0].Number, Gone: r.lang.T("history.erased")}
	left := readable(revisions)
	if len(left) == 0 {
		return about, nil
	}
	d, err := s.svc.Revision(r.ctx(), id, left[0].Number)
	if err != nil {
		return nil, err
	}
	about.Name, about.Publisher, about.Region = d.Title, d.Publisher, d.Region
	return about, nil
}

func (l *language) withdrawnSubject(w *portal.Withdrawn) *subject {
	return &subject{ID: w.ID, Name: orElse(w.Title, w.ID), Publisher: w.Publisher, Current: w.Revision, Gone: l.withdrawnWords(w)}
}

// withdrawnWords says when and why a disclosure was withdrawn.
func (l *language) withdrawnWords(w *portal.Withdrawn) string {
	return l.T("withdrawn.when", l.Date(w.At)) + l.T("withdrawn.because", orElse(w.Reason, l.T("unknown")))
}

// crumbs lead to the disclosure and name the page below it.
func (l *language) subjectCrumbs(s *subject, here string) []link {
	list := l.regionCrumbs(s.Region)
	if s.Publisher.Name != "" {
		list = append(list, link{Text: s.Publisher.Name, Href: l.To("/publishers/" + s.Publisher.ID)})
	}
	return append(list, link{Text: s.Name, Href: l.To("/disclosures/" + s.ID)}, link{Text: here})
}

type historyView struct {
	view
	*subject
	Revisions []revisionRow
	Picker    *picker
}

// revisionRow is one revision in a list.
type revisionRow struct {
	*language
	Number    int
	Name      string // 第 2 版
	Href      string // of its permanent page; empty when its text was erased
	Action    string
	Class     string
	Time      string
	Machine   string // the time for programs
	By        string // the unit
	Reason    string
	Lang      string // of the reason, where that is another
	Erased    string // words that say so
	Index     string
	Proof     string // path of its proof
	Hash      string
	Downloads []link
	Changes   string // path of its comparison with the one before
	Current   string // words for the one that stands
}

// history answers /disclosures/{id}/history: every revision with its time, reason
// and proof, and a form to compare any two.
func (s *Site) history(r *request) error {
	if err := r.only(); err != nil {
		return err
	}
	about, err := s.subject(r)
	if err != nil {
		return err
	}
	revisions, err := s.svc.History(r.ctx(), about.ID)
	if err != nil {
		return err
	}
	l := r.lang
	v := historyView{view: s.view(r, "search", l.T("history.title", about.Name), nil), subject: about}
	v.Description = l.T("history.lead")
	v.Crumbs = l.subjectCrumbs(about, l.T("history.crumb"))
	v.Twins = []link{{Type: "application/json", Href: "/api/v1/disclosures/" + about.ID + "/revisions"}}
	for i := range revisions {
		row := l.revisionRow(about, &revisions[i])
		if i+1 < len(revisions) && !revisions[i].Erased && !revisions[i+1].Erased {
			row.Changes = l.To(comparePath(about.ID, revisions[i+1].Number, revisions[i].Number))
		}
		v.Revisions = append(v.Revisions, row)
	}
	if texts := readable(revisions); len(texts) > 1 {
		v.Picker = l.picker(about.ID, texts, texts[1].Number, texts[0].Number)
	}
	return s.render(r, "history", v)
}

// readable leaves the revisions out whose texts were erased.
func readable(revisions []portal.Revision) []portal.Revision {
	return slices.DeleteFunc(slices.Clone(revisions), func(r portal.Revision) bool { return r.Erased })
}

func (l *language) revisionRow(about *subject, one *portal.Revision) revisionRow {
	row := revisionRow{
		language: l,
		Number:   one.Number, Name: l.T("history.nth", one.Number), Action: l.T("action." + one.Action), Class: one.Action,
		Time: l.Moment(one.Time), Machine: one.Time.UTC().Format(time.RFC3339), Reason: string(one.Reason), Lang: l.Texts,
		By: about.Publisher.Name, Index: l.T("proof.nth", one.Index), Proof: l.To(proofPath(about.ID, one.Number)), Hash: one.SHA256,
	}
	path := revisionPath(about.ID, one.Number)
	if one.Erased {
		row.Erased = l.T("history.erased")
	} else {
		row.Href = l.To(path)
		row.Downloads = []link{{Text: "Markdown", Href: path + ".md"}, {Text: "JSON", Href: path + ".json"}}
	}
	if one.Number == about.Current && about.Gone == "" {
		row.Current = l.T("history.current")
	}
	return row
}

func revisionPath(id string, n int) string {
	return "/disclosures/" + id + "/revisions/" + strconv.Itoa(n)
}

func proofPath(id string, n int) string {
	return withQuery("/disclosures/"+id+"/proof", url.Values{"revision": {strconv.Itoa(n)}})
}

func comparePath(id string, from, to int) string {
	return withQuery("/disclosures/"+id+"/compare", url.Values{"from": {strconv.Itoa(from)}, "to": {strconv.Itoa(to)}})
}

// picker is the form with which two revisions are chosen.
type picker struct {
	*language
	Action   string
	From, To []option
}

type option struct {
	Value    int
	Text     string
	Selected bool
}

func (l *language) picker(id string, revisions []portal.Revision, from, to int) *picker {
	p := &picker{language: l, Action: l.To("/disclosures/" + id + "/compare")}
	for i := range revisions {
		one := &revisions[i]
		text := l.T("history.option", one.Number, l.Date(one.Time), l.T("action."+one.Action))
		p.From = append(p.From, option{one.Number, text, one.Number == from})
		p.To = append(p.To, option{one.Number, text, one.Number == to})
	}
	return p
}
