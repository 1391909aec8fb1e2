package main

import (
	"os"
	"testing"

	"mingzhang/ingest/pdf"
)

// TestMain lets this test program be its own child, as the program itself is
// when it reads PDF.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == pdf.WorkerCommand {
		main()
		return
	}
	os.Exit(m.Run())
}
