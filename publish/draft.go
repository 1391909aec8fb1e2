// Package publish takes what a unit hands in on its way to the public: a file
// becomes drafts that are masked and checked.
package publish

import (
	"context"
	"slices"

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
	PII         []audit.Personal      `json:"pii" doc:"Personal data with the original words; never published"`
	Rejected    content.Text          `json:"rejected" doc:"Why nothing of the file can be published and what to do; null otherwise"`
}

// Rejected is the report on a file that could not even be read.
func Rejected(file, reason string) Report {
	return Report{
		File: file, Disclosures: []*content.Disclosure{}, Findings: []content.Finding{}, PII: []audit.Personal{},
		Rejected: content.Text(reason),
	}
}

// Drafts reads the bytes of a file and gives its drafts with their personal data
// masked and their findings. It publishes nothing. The same bytes give the same
// report.
func Drafts(ctx context.Context, name string, b []byte) Report {
	read := new(ingest.Reader).File(ctx, name, b)
	report := Rejected(name, read.Rejected)
	report.Format = read.Format
	report.Findings = append(report.Findings, read.Findings...)
	report.PII = append(report.PII, audit.FindPersonal(read.Text)...)
	for _, d := range read.Disclosures {
		report.add(d)
	}
	return report
}

// add masks and checks a draft and takes it into the report. Figures are read
// again, since masking moves them.
func (r *Report) add(d *content.Disclosure) {
	for _, p := range audit.MaskDisclosure(d, r.PII...) {
		if !slices.ContainsFunc(r.PII, func(known audit.Personal) bool { return known.Kind == p.Kind && known.Text == p.Text }) {
			r.PII = append(r.PII, p)
		}
	}
	d.Figures = ingest.Figures(d)
	d.Findings = audit.Check(d)
	d.FillLists()
	r.Disclosures = append(r.Disclosures, d)
	r.Findings = append(r.Findings, d.Findings...)
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
