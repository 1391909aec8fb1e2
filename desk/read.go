package desk

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"mingzhang/audit"
	"mingzhang/content"
	"mingzhang/ingest"
	"mingzhang/publish"
	"mingzhang/registry"
)

// readAll reads the files of an upload one after the other. Of all uploads only as
// many files are read at a time as there are processors.
func (k *Desk) readAll(ctx context.Context, u *upload, files []File) error {
	own, end, err := k.turns.begin(u.unit.ID)
	if err != nil {
		return err
	}
	defer end()
	for _, f := range files {
		read, err := k.readInTurn(ctx, u, own, f)
		if err != nil {
			return err
		}
		u.result.Files = append(u.result.Files, read)
	}
	return nil
}

// readInTurn reads one file when there is a place, which a fault does not keep.
func (k *Desk) readInTurn(ctx context.Context, u *upload, own *turnsOfUnit, f File) (Read, error) {
	giveBack, err := k.turns.take(ctx, own)
	if err != nil {
		return Read{}, err
	}
	defer giveBack()
	return k.readFile(ctx, u, f)
}

// readFile makes the drafts of one file.
func (k *Desk) readFile(ctx context.Context, u *upload, f File) (Read, error) {
	report := k.ingest(ctx, displayName(f.Name), f.Bytes)
	if err := ctx.Err(); err != nil { // the file is not to blame
		return Read{}, fmt.Errorf("reading a file: %w", err)
	}
	known := personalOf(&report)
	whole := &content.Disclosure{Summary: content.Summary{Findings: report.Findings}}
	audit.MaskDisclosure(whole, known...)
	whole.FillLists()
	read := Read{
		File: audit.Mask(report.File), Format: report.Format, SHA256: report.SHA256, Drafts: []string{},
		Findings: whole.Findings, Notes: []string{}, Rejected: content.Text(audit.Mask(report.Rejected)),
	}
	for _, note := range report.Notes {
		read.Notes = append(read.Notes, audit.Mask(note))
	}
	for _, d := range report.Disclosures {
		b := &body{origin: fresh(d, &report), known: known, notes: read.Notes}
		draft := &Draft{ID: newID(), Unit: u.unit.ID, Action: registry.Publish, Original: content.Text(report.SHA256)}
		o, err := k.judge(ctx, draft, b)
		if err != nil {
			return Read{}, err
		}
		draft.summarise(o)
		u.drafts, u.bodies = append(u.drafts, draft), append(u.bodies, b)
		read.Drafts = append(read.Drafts, draft.ID)
	}
	return read, nil
}

// ingest reads a file. A fault of the program makes it a refused file.
func (k *Desk) ingest(ctx context.Context, name string, b []byte) (r ingest.Report) {
	defer func() {
		if fault := recover(); fault != nil {
			k.log.Error("a file could not be read", "fault", fault, "sha256", content.SHA256(b))
			r = ingest.Report{File: name, SHA256: content.SHA256(b), Rejected: "程序读这个文件时出错，没有读完；请改交Word文件，并告知管理员 / a fault of the program; send a Word file and tell the operator"}
		}
	}()
	return k.reader.File(ctx, name, b)
}

// fresh takes off a text what only publication gives: a file in our own form may
// claim to be published.
func fresh(d *content.Disclosure, report *ingest.Report) *content.Disclosure {
	d.ID, d.Status, d.Revision, d.Reason, d.Salt, d.SHA256, d.Links = "", content.Draft, 0, "", "", "", nil
	d.PublishedAt, d.UpdatedAt = time.Time{}, time.Time{}
	d.Source = &content.Source{Filename: report.File, MediaType: report.MediaType, SHA256: report.SHA256}
	d.Figures, d.Citations, d.Findings = nil, nil, nil
	return d
}

// personalOf gives the personal data of a whole file, each piece once: what is told
// in one place is masked in all drafts. A draft finds its own.
func personalOf(report *ingest.Report) []audit.Personal {
	known := audit.FindPersonal(report.Text)
	for _, d := range report.Disclosures {
		copied, err := clone(d)
		if err != nil || len(report.Disclosures) == 1 {
			break // judge tells an error
		}
		for _, p := range audit.MaskDisclosure(copied, known...) {
			known = append(known, p.Personal)
		}
	}
	type piece struct{ kind, text string }
	seen := map[piece]bool{}
	return slices.DeleteFunc(known, func(p audit.Personal) bool {
		one := piece{p.Kind, p.Text}
		defer func() { seen[one] = true }()
		return seen[one]
	})
}

// undecided gives the hits on which nobody has decided.
func undecided(hits []publish.Hit) iter.Seq[publish.Hit] {
	return func(yield func(publish.Hit) bool) {
		for _, h := range hits {
			if h.Blocking && !yield(h) {
				return
			}
		}
	}
}
