package main

import (
	"context"

	"mingzhang/ingest/pdf"
)

// readPDF is the child's side of reading PDF files. No person calls it, so the
// help does not tell of it.
func readPDF(_ context.Context, c *call) error {
	if err := c.noArguments(); err != nil {
		return err
	}
	return pdf.Worker(c.in, c.out)
}
