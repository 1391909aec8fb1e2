// Package publish takes what a unit hands in on its way to the public: a file
// becomes drafts that are masked and checked.
package publish

import (
	"context"
	"fmt"

	"mingzhang/audit"
	"mingzhang/content"
	"mingzhang/ingest"
)

// Report is what would be published of one file. It is the wire form of the
// command line; its lists are never null.
type Report struct {
	File        string                `json:"file" doc:"As it was named by the caller"`
	Format      string                `json:"format" doc:"txt, md ...; for a refused file what it is, when that is known"`
	Disclosures []*content.Disclosure `json:"disclosures" doc:"Drafts as they would be published: masked, checked, without what is no part of the text"`
	Findings    []content.Finding     `json:"findings" doc:"Those about the file as a whole, then those of each disclosure"`
	Notes       []string              `json:"notes" doc:"What stands in the file and was left out: page numbers, deleted text, the frame of a web page"`
	PII         []Hit                 `json:"pii" doc:"Personal data with the original words; never published"`
	Rejected    content.Text          `json:"rejected" doc:"Why nothing of the file can be published and what to do; null otherwise"`
}

// Rejected is the report on a file that could not even be read.
func Rejected(file, reason string) Report {
	return Report{
		File: file, Disclosures: []*content.Disclosure{}, Findings: []content.Finding{}, Notes: []string{}, PII: []Hit{},
		Rejected: content.Text(reason),
	}
}

// Drafts reads the bytes of a file and gives its drafts with their personal data
// masked and their findings. It publishes nothing. The same bytes give the same
// report.
func Drafts(ctx context.Context, r *ingest.Reader, name string, b []byte) Report {
	return Decided(ctx, r, name, b, nil)
}

// Decided does what [Drafts] does and replaces personal data as it was decided.
// What nobody decided on is masked and blocks.
func Decided(ctx context.Context, r *ingest.Reader, name string, b []byte, decisions []Decision) (report Report) {
	defer func() {
		if fault := recover(); fault != nil { // one file more must not cost all that wait behind it
			report = Rejected(name, fmt.Sprintf("程序读这个文件时出错，没有读完；请改交Word文件，并告知管理员 / a fault of the program: %v; send a Word file and tell the operator", fault))
		}
	}()
	read := r.File(ctx, name, b)
	h := newHits(read.SHA256, decisions)
	for _, p := range audit.FindPersonal(read.Text) {
		h.add(p)
	}
	report = Rejected(name, audit.Mask(read.Rejected))
	report.Format = read.Format
	for _, note := range read.Notes {
		report.Notes = append(report.Notes, audit.Mask(note))
	}
	known := make([]int, len(read.Disclosures))
	for i, d := range read.Disclosures {
		h.apply(i, d)
		known[i] = len(h.list)
	}
	for i, d := range read.Disclosures {
		if known[i] < len(h.list) { // what a later draft told is masked in the earlier ones too
			h.apply(i, d)
		}
		if len(h.list) > 0 { // as the text would be published
			d.Figures, d.Citations = ingest.Figures(d), ingest.Citations(d)
		}
		report.add(d)
	}
	whole := &content.Disclosure{Summary: content.Summary{Findings: read.Findings}}
	for _, p := range audit.ReplacePersonal(whole, h.personal(), h.words) {
		h.add(p.Personal)
	}
	report.Findings = append(append([]content.Finding{}, whole.Findings...), report.Findings...)
	report.PII = h.list
	return report
}

// add checks a draft and takes it into the report.
func (r *Report) add(d *content.Disclosure) {
	d.Findings = audit.Check(d)
	d.FillLists()
	r.Disclosures = append(r.Disclosures, d)
	r.Findings = append(r.Findings, d.Findings...)
}

// Undecided gives the personal data on which nobody has decided yet.
func (r *Report) Undecided() []Hit {
	var out []Hit
	for _, hit := range r.PII {
		if hit.Blocking {
			out = append(out, hit)
		}
	}
	return out
}

// Blocked tells whether something keeps the drafts of a file from being published:
// it was rejected, a finding blocks, or personal data waits for a decision.
func (r *Report) Blocked() bool {
	return r.Rejected != "" || len(r.Undecided()) > 0 || len(Blocking(r.Findings)) > 0
}

// Blocking gives the findings that keep a draft from being published: a template
// that was not filled in, and a text that is no disclosure.
func Blocking(found []content.Finding) []content.Finding {
	var blocking []content.Finding
	for _, f := range found {
		if f.Verdict == content.Open && (f.Code == audit.Placeholder || f.Code == audit.NotADisclosure) {
			blocking = append(blocking, f)
		}
	}
	return blocking
}
