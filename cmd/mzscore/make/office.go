package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// job is a file that LibreOffice makes from the .docx of its document.
type job struct {
	doc    *document
	format string
	to     string
}

// convert makes all jobs in one run of LibreOffice for each format.
func convert(jobs []job) error {
	work, err := os.MkdirTemp("", "corpus")
	if err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	defer os.RemoveAll(work)
	for _, format := range []string{"doc", "wps", "pdf"} {
		if err := convertAll(work, format, jobs); err != nil {
			return fmt.Errorf("making the %s files: %w", format, err)
		}
	}
	return nil
}

// convertAll makes the files of one format; .wps is the .doc of LibreOffice, as
// WPS Office writes the same binary format.
func convertAll(work, format string, jobs []job) error {
	kind := format
	if format == "wps" {
		kind = "doc"
	}
	args := []string{"-env:UserInstallation=file://" + work + "/profile", "--headless", "--convert-to", kind, "--outdir", filepath.Join(work, format)}
	var mine []job
	for _, j := range jobs {
		if j.format == format {
			d := j.doc
			if format == "pdf" {
				d = d.accepted()
			}
			b, err := docx(d)
			if err != nil {
				return err
			}
			from := filepath.Join(work, fmt.Sprintf("%d.docx", len(mine)))
			if err := os.WriteFile(from, b, 0o600); err != nil {
				return fmt.Errorf("saving for LibreOffice: %w", err)
			}
			mine, args = append(mine, j), append(args, from)
		}
	}
	if len(mine) == 0 {
		return nil
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("running LibreOffice: %w: %s", err, out)
	}
	for n, j := range mine {
		b, err := os.ReadFile(filepath.Join(work, format, fmt.Sprintf("%d.%s", n, kind)))
		if err != nil {
			return fmt.Errorf("reading what LibreOffice made: %w", err)
		}
		if err := os.WriteFile(j.to, b, 0o644); err != nil {
			return fmt.Errorf("saving: %w", err)
		}
	}
	return nil
}

// accepted is the document as it is printed: changes accepted, nothing hidden,
// no remarks. On paper a struck out word could not be told from one that stands.
func (d *document) accepted() *document {
	clean := *d
	clean.items = nil
	for _, i := range d.items {
		var spans []span
		for _, s := range i.spans {
			if !s.deleted && !s.hidden {
				spans = append(spans, span{text: s.text})
			}
		}
		i.spans, i.comment = spans, ""
		clean.items = append(clean.items, i)
	}
	return &clean
}
