package web

import (
	"errors"
	"strconv"
	"strings"

	"mingzhang/content"
	"mingzhang/portal"
)

// banner says on the page of a revision what the reader looks at.
type banner struct {
	*language
	Text    string
	Class   string
	Reason  string
	Links   []link
	Current bool
}

// revision answers /disclosures/{id}/revisions/{n}, the permanent page of a
// revision, and its twins {n}.json and {n}.md.
func (s *Site) revision(r *request) error {
	if err := r.only(); err != nil {
		return err
	}
	id, name := r.c.Params("id"), r.c.Params("n")
	number, isMarkdown := strings.CutSuffix(name, ".md")
	number, isJSON := strings.CutSuffix(number, ".json")
	n, err := strconv.Atoi(number)
	if err != nil || strconv.Itoa(n) != number || isMarkdown && isJSON {
		return portalNotFound("revision", name)
	}
	if isMarkdown {
		b, err := s.svc.RevisionMarkdown(r.ctx(), id, n)
		if err != nil {
			return err
		}
		return r.sendMarkdown(b)
	}
	d, err := s.svc.Revision(r.ctx(), id, n)
	if err != nil {
		return err
	}
	if isJSON {
		return s.disclosureJSON(r, d)
	}
	return s.revisionPage(r, d)
}

func (s *Site) revisionPage(r *request, d *content.Disclosure) error {
	about, err := s.subject(r)
	if err != nil {
		return err
	}
	v, err := s.disclosureView(r, d)
	if err != nil {
		return err
	}
	l, path := r.lang, revisionPath(d.ID, d.Revision)
	v.NoIndex = true
	v.Title = l.T("revision.title", d.Title, d.Revision) + " - " + l.T("site.name")
	v.Crumbs = l.subjectCrumbs(about, l.T("history.nth", d.Revision))
	v.Twins = []link{{Type: "application/json", Href: path + ".json"}, {Type: "text/markdown", Href: path + ".md"}}
	v.Downloads[0].Href, v.Downloads[1].Href = path+".json", path+".md"
	v.Cite = strings.Replace(v.Cite, "/disclosures/"+d.ID, path, 1)
	v.Banner = l.banner(about, d)
	return s.render(r, "disclosure", v)
}

// banner tells whether a revision is the one that stands.
func (l *language) banner(about *subject, d *content.Disclosure) *banner {
	b := &banner{language: l, Reason: string(d.Reason), Class: "past"}
	here := l.To("/disclosures/" + d.ID)
	switch {
	case about.Gone != "":
		b.Text = l.T("revision.gone", d.Revision)
	case d.Revision == about.Current:
		b.Text, b.Class = l.T("revision.current", d.Revision, l.Moment(d.UpdatedAt)), "present"
	default:
		b.Text = l.T("revision.past", d.Revision, l.Moment(d.UpdatedAt))
		b.Links = []link{{Text: l.T("revision.to_current", about.Current), Href: here},
			{Text: l.T("revision.to_changes"), Href: l.To(comparePath(d.ID, d.Revision, about.Current))}}
	}
	b.Links = append(b.Links, link{Text: l.T("history.crumb"), Href: here + "/history"})
	return b
}

// deposit is what a page says of the proof of its text (公开存证).
type deposit struct {
	Index, Time, Hash string
	Proof             string // path of the page with the proof
}

func (l *language) deposit(id string, one *portal.Revision) *deposit {
	return &deposit{
		Index: l.T("proof.nth", one.Index), Time: l.Moment(one.Time), Hash: one.SHA256,
		Proof: l.To(proofPath(id, one.Number)),
	}
}

// depositOf finds the proof of the revision that a page shows; nil when the log
// has none.
func (s *Site) depositOf(r *request, d *content.Disclosure) (*deposit, error) {
	revisions, err := s.svc.History(r.ctx(), d.ID)
	if errors.Is(err, portal.ErrNotFound) {
		return nil, nil
	}
	for i := range revisions {
		if revisions[i].Number == d.Revision {
			return r.lang.deposit(d.ID, &revisions[i]), err
		}
	}
	return nil, err
}
