package main

import (
	"context"
	"os"
	"path/filepath"

	"mingzhang/ingest/pdf"
)

// pdfCache is the folder for PDFium's compiled code, below the user's own cache
// folder; "" where the system names none, and then each child compiles anew.
func pdfCache() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "mingzhang", "pdf")
}

// readPDF is the child's side of reading PDF files. No person calls it, so the
// help does not tell of it.
func readPDF(_ context.Context, c *call) error {
	if err := c.noArguments(); err != nil {
		return err
	}
	return pdf.Worker(c.in, c.out)
}
