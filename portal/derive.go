package portal

import (
	"slices"

	"mingzhang/audit"
	"mingzhang/content"
	"mingzhang/ingest"
)

// derive fills what is never stored: figures, citations, findings, flags and links.
func derive(d *content.Disclosure) {
	d.Figures = ingest.Figures(d)
	d.Citations = ingest.Citations(d)
	d.Findings = audit.Check(d)
	d.NumberFlags = numberFlags(d)
	page := "/disclosures/" + d.ID
	d.Links = &content.Links{Self: "/api/v1/disclosures/" + d.ID, HTML: page, Markdown: page + ".md"}
	d.FillLists()
}

// numberFlags says which document numbers of the text are written unusually.
func numberFlags(d *content.Disclosure) []content.NumberFlag {
	flags := []content.NumberFlag{}
	for _, s := range d.Sections {
		for _, n := range content.FindDocumentNumbers(s.Markdown) {
			flag := content.NumberFlag{Number: n.Number, Flag: n.Flag, AsWritten: n.AsWritten}
			if n.Flag != "" && slices.Contains(d.DocumentNumbers, n.Number) && !slices.Contains(flags, flag) {
				flags = append(flags, flag)
			}
		}
	}
	return flags
}
