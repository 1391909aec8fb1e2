package web

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/portal"
)

type proofView struct {
	view
	*subject
	Heading   string
	Revision  revisionRow
	Others    []link // the proofs of the other revisions
	Facts     []labelled
	Downloads []download
	Commands  []command
	Entry     string
	Note      string // the checkpoint
	History   string
}

// download is a file with the name under which it should be kept.
type download struct {
	Text, For  string
	Href, Name string
}

// command is what a reader can run to check for himself.
type command struct{ Text, Line string }

// proof answers /disclosures/{id}/proof?revision=: what proves a revision, and
// how anybody can check it.
func (s *Site) proof(r *request) error {
	about, err := s.subject(r)
	if err != nil {
		return err
	}
	if err := r.only("revision"); err != nil {
		return err
	}
	n, err := r.revision("revision", about.Current)
	if err != nil {
		return err
	}
	revisions, err := s.svc.History(r.ctx(), about.ID)
	if err != nil {
		return err
	}
	p, err := s.svc.Proof(r.ctx(), about.ID, n)
	if err != nil {
		return err
	}
	for i := range revisions {
		if revisions[i].Number == n {
			return s.render(r, "proof", s.proofView(r, about, revisions, &revisions[i], p))
		}
	}
	return portalNotFound("revision", strconv.Itoa(n))
}

func (s *Site) proofView(r *request, about *subject, all []portal.Revision, one *portal.Revision, p *portal.Proof) *proofView {
	l := r.lang
	title := l.T("proof.title", about.Name, one.Number)
	v := &proofView{view: s.view(r, "search", title, r.values), subject: about, Revision: l.revisionRow(about, one)}
	v.NoIndex, v.Heading = len(r.values) > 0, title
	v.Crumbs = l.subjectCrumbs(about, l.T("proof.crumb"))
	v.History = l.To("/disclosures/" + about.ID + "/history")
	for i := range all {
		if len(all) > 1 {
			v.Others = append(v.Others, link{Text: l.T("history.nth", all[i].Number), Href: l.To(proofPath(about.ID, all[i].Number)), Current: all[i].Number == one.Number})
		}
	}
	v.Facts = []labelled{
		{Label: l.T("proof.index"), Text: l.T("proof.nth", p.Index)},
		{Label: l.T("proof.time"), Text: l.T("proof.time_text", l.Moment(one.Time), v.Revision.Machine)},
		{Label: l.T("proof.revision"), Text: v.Revision.Name + l.T("list.comma") + v.Revision.Action, Href: v.Revision.Href},
		{Label: l.T("proof.hash"), Text: one.SHA256, Code: true},
		{Label: l.T("proof.key"), Text: p.VerifierKey, Code: true},
	}
	v.Entry, v.Note = string(p.Entry), strings.TrimSpace(string(p.Checkpoint))
	v.Downloads, v.Commands = l.proofFiles(about.ID, one, p)
	return v
}

// proofFiles lists the files that make up the proof, and what to run with them.
func (l *language) proofFiles(id string, one *portal.Revision, p *portal.Proof) ([]download, []command) {
	base := id + "." + strconv.Itoa(one.Number)
	index := strconv.FormatInt(p.Index, 10)
	files := []download{
		{l.T("proof.file_proof"), l.T("proof.file_proof_for"), "/log/proof/" + index, base + ".tlog-proof"},
		{l.T("proof.file_entry"), l.T("proof.file_entry_for"), "/log/entry/" + index, base + ".entry.json"},
		{l.T("proof.file_key"), l.T("proof.file_key_for"), "/log/key", "log.vkey"},
	}
	if one.Erased {
		return files, nil
	}
	text := download{l.T("proof.file_text"), l.T("proof.file_text_for"), revisionPath(id, one.Number) + ".md", base + ".md"}
	return append([]download{text}, files...), []command{
		{l.T("proof.with_mingzhang"), fmt.Sprintf("mingzhang verify %s.md %s.tlog-proof --key \"$(cat log.vkey)\"", base, base)},
		{l.T("proof.with_sha256sum"), fmt.Sprintf("sha256sum %s.md\ngrep -o '\"sha256\":\"[0-9a-f]*\"' %s.entry.json", base, base)},
	}
}
