package main

import (
	"os"
	"testing"

	"mingzhang/ingest/pdf"
)

// asProgram in the environment makes the test program the portal's command line.
const asProgram = "MINGZHANG_TEST_PROGRAM"

// TestMain lets this test program be its own child, as the program itself is
// when it reads PDF.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" || len(os.Args) > 1 && os.Args[1] == pdf.WorkerCommand {
		main()
		return
	}
	os.Exit(m.Run())
}
