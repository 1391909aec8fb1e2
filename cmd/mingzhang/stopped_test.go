package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingzhang/content/sample"
)

// inbox writes files of several formats, some of them bad, and gives their folder.
func inbox(t *testing.T, number int) string {
	t.Helper()
	folder := t.TempDir()
	i := 0
	for d := range sample.Generate(number, 1) {
		var text strings.Builder
		text.WriteString(string(d.DocumentTitle) + "\n")
		for _, s := range d.Sections {
			text.WriteString(s.Heading + "\n" + s.Markdown + "\n")
		}
		content := []byte(text.String())
		if i%7 == 3 {
			content = []byte{}
		}
		if err := os.WriteFile(filepath.Join(folder, string(rune('a'+i%26))+d.ID+".txt"), content, 0o600); err != nil {
			t.Fatal(err)
		}
		i++
	}
	pdf, err := os.ReadFile("../mzscore/testdata/corpus/01-edu-meals/file.pdf")
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "m.pdf"), pdf, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// program gives this test program as the portal's own command line.
func program(t *testing.T, cache string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "XDG_CACHE_HOME="+cache)
	return cmd
}

// output runs a command that may say that files were rejected.
func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitFailed) {
		t.Fatal(err)
	}
	return string(out)
}

// TestAKilledRunGoesOn kills the program, as no program can foresee, while it
// reads, until a run comes to its end.
func TestAKilledRunGoesOn(t *testing.T) {
	folder, cache := inbox(t, 60), t.TempDir()
	journal := filepath.Join(t.TempDir(), "journal")
	want := output(t, program(t, cache, "ingest", "--json", folder))
	for range 3 {
		before := lines(t, journal)
		cmd := program(t, cache, "ingest", "--json", "--jobs", "2", "--journal", journal, folder)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for done := false; !done && lines(t, journal) < before+10; {
			select {
			case <-ended:
				done = true
				ended <- nil
			case <-time.After(time.Millisecond):
			}
		}
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		<-ended
	}
	kept := lines(t, journal)
	if kept < 20 {
		t.Fatalf("three killed runs kept %d reports", kept)
	}
	if got := output(t, program(t, cache, "ingest", "--json", "--journal", journal, folder)); got != want {
		t.Errorf("after three killed runs %d bytes come out, want %d as of one run", len(got), len(want))
	}
	if got := output(t, program(t, cache, "ingest", "--json", "--journal", journal, "--jobs", "4", folder)); got != want || lines(t, journal) != 61 {
		t.Errorf("read from the journal alone, %d lines, %d bytes come out, want %d", lines(t, journal), len(got), len(want))
	}
}

// lines counts the lines of a file, 0 when it is not there.
func lines(t *testing.T, path string) int {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return bytes.Count(b, []byte("\n"))
}

// TestSameInputSameOutput reads the corpus with one job and with four.
func TestSameInputSameOutput(t *testing.T) {
	cache := t.TempDir()
	first := output(t, program(t, cache, "ingest", "--json", "--jobs", "1", "../mzscore/testdata/corpus"))
	again := output(t, program(t, cache, "ingest", "--json", "--jobs", "4", "../mzscore/testdata/corpus"))
	if first != again || strings.Count(first, `"file":`) < 170 {
		t.Errorf("%d files: %d bytes at first, then %d", strings.Count(first, `"file":`), len(first), len(again))
	}
}

func TestNamesDoNotMoveTheCursor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "\x1b[2J\r公开\u202e.txt")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := runs(t, nil, "ingest", file); strings.ContainsAny(got.out, "\x1b\r\u202e") || !strings.Contains(got.out, "公开") {
		t.Errorf("printed %q", got.out)
	}
}
