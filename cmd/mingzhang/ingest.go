package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"mingzhang/content"
	"mingzhang/publish"
)

// maxFile is the size up to which a file is read into memory; the reader itself
// refuses less.
const maxFile = 32 << 20

// ingestFiles reads files and prints what would be published. It publishes nothing.
func ingestFiles(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "print one JSON object instead of a table")
	files, err := c.parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		fmt.Fprintln(c.err, "mingzhang ingest: name at least one file")
		return errUsage
	}
	reports := make([]publish.Report, 0, len(files))
	for _, file := range files {
		reports = append(reports, readFile(ctx, file))
	}
	if *asJSON {
		err = printJSON(c.out, reports)
	} else {
		err = printReports(c.out, reports)
	}
	if err != nil {
		return fmt.Errorf("printing what was read: %w", err)
	}
	for _, r := range reports {
		if r.Rejected != "" {
			return errQuiet
		}
	}
	return nil
}

// readFile reads one file. What cannot be read at all is a rejection too, so
// that no file of a batch is lost.
func readFile(ctx context.Context, file string) publish.Report {
	b, err := readLimited(file)
	if err != nil {
		return publish.Rejected(file, "读不到这个文件 · the file cannot be read: "+err.Error())
	}
	report := publish.Drafts(ctx, file, b)
	return report
}

func readLimited(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, fmt.Errorf("%s is no regular file", file))
	}
	return io.ReadAll(io.LimitReader(f, maxFile))
}

func printJSON(w io.Writer, reports []publish.Report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Files []publish.Report `json:"files"`
	}{reports})
}

// printReports prints what a person wants to know first.
func printReports(w io.Writer, reports []publish.Report) error {
	var b strings.Builder
	for _, r := range reports {
		fmt.Fprintf(&b, "%s (%s)\n", r.File, r.Format)
		if r.Rejected != "" {
			fmt.Fprintf(&b, "  退回 rejected: %s\n", r.Rejected)
		}
		for _, d := range r.Disclosures {
			printDraft(&b, d)
		}
		for _, p := range r.PII {
			fmt.Fprintf(&b, "  个人信息已遮盖 masked: %s → %s\n", p.Kind, p.Masked)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func printDraft(b *strings.Builder, d *content.Disclosure) {
	amount := "未载明"
	if d.Amount != nil {
		amount = d.Amount.Fen.Yuan() + "元"
	}
	fmt.Fprintf(b, "  %s  %s  %d  %s  %s\n", d.Kind, d.Publisher.Name, d.Year, d.Title, amount)
	for _, f := range d.Findings {
		fmt.Fprintf(b, "    %-9s %-17s %s\n", f.Verdict, f.Code, f.Note)
	}
}
