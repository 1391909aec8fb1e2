package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
	"mingzhang/publish"
)

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFilesOfFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a/2.docx", "a/1.pdf", "a/~$1.docx", ".git/config", "a/.DS_Store", "Thumbs.db", "empty/.keep"} {
		write(t, filepath.Join(dir, name), "x")
	}
	if err := os.Symlink(filepath.Join(dir, "b.txt"), filepath.Join(dir, "a", "link.txt")); err != nil {
		t.Fatal(err)
	}
	empty, missing := filepath.Join(dir, "empty"), filepath.Join(dir, "none.txt")
	got, err := Files([]string{filepath.Join(dir, "b.txt"), dir, empty, missing})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		filepath.Join(dir, "b.txt"), filepath.Join(dir, "a", "1.pdf"), filepath.Join(dir, "a", "2.docx"), filepath.Join(dir, "b.txt"), empty, missing,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// echo reports the text of a file as its reason.
func echo(_ context.Context, name string, b []byte) publish.Report {
	return publish.Rejected(name, string(b))
}

func reasons(t *testing.T, r Run, files []string) []string {
	t.Helper()
	var got []string
	if err := r.Do(t.Context(), files, func(rep publish.Report) error {
		got = append(got, string(rep.Rejected))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return got
}

func many(t *testing.T, n int) (files, texts []string) {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		texts = append(texts, fmt.Sprint("text ", i))
		files = append(files, write(t, filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), texts[i]))
	}
	return files, texts
}

func TestReportsComeInOrder(t *testing.T) {
	files, texts := many(t, 50)
	for _, jobs := range []int{0, 1, 3, 100} {
		if got := reasons(t, Run{Read: echo, Jobs: jobs}, files); !slices.Equal(got, texts) {
			t.Errorf("with %d jobs: %q", jobs, got)
		}
	}
}

func TestWhatCannotBeReadIsReported(t *testing.T) {
	dir := t.TempDir()
	got := reasons(t, Run{Read: echo, Jobs: 2}, []string{dir, filepath.Join(dir, "none"), write(t, filepath.Join(dir, "a"), "text")})
	if len(got) != 3 || !strings.Contains(got[0], "no files") || !strings.Contains(got[1], "none") || got[2] != "text" {
		t.Errorf("got %q", got)
	}
}

func TestErrorsOfTheCallerEndARun(t *testing.T) {
	files, _ := many(t, 20)
	full := errors.New("the disk is full")
	if err := (Run{Read: echo, Jobs: 2}).Do(t.Context(), files, func(publish.Report) error { return full }); !errors.Is(err, full) {
		t.Errorf("Do gave %v", err)
	}
}

// stopped is a run that is stopped while it reads the n-th file.
func stopped(t *testing.T, files []string, journal *Journal, n int32) error {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var count atomic.Int32
	read := func(ctx context.Context, name string, b []byte) publish.Report {
		if count.Add(1) == n {
			cancel()
		}
		return echo(ctx, name, b)
	}
	return Run{Read: read, Jobs: 2, Journal: journal}.Do(ctx, files, func(publish.Report) error { return nil })
}

func TestAStoppedRunGoesOn(t *testing.T) {
	files, texts := many(t, 40)
	path := filepath.Join(t.TempDir(), "journal")
	for _, n := range []int32{10, 5, 7} {
		j := open(t, path, "1")
		if err := stopped(t, files, j, n); !errors.Is(err, context.Canceled) {
			t.Fatalf("the run ended with %v", err)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	j := open(t, path, "1")
	defer j.Close()
	known := j.Known()
	if known < 15 || known > 25 {
		t.Errorf("after three runs %d files are known", known)
	}
	var again atomic.Int32
	read := func(ctx context.Context, name string, b []byte) publish.Report {
		again.Add(1)
		return echo(ctx, name, b)
	}
	if got := reasons(t, Run{Read: read, Jobs: 2, Journal: j}, files); !slices.Equal(got, texts) {
		t.Errorf("got %q", got)
	}
	if int(again.Load()) != len(files)-known {
		t.Errorf("%d files were read, want %d", again.Load(), len(files)-known)
	}
}

func open(t *testing.T, path, rules string) *Journal {
	t.Helper()
	j, err := OpenJournal(path, rules)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := open(t, path, "1")
	report := publish.Rejected("a.txt", "<原因>")
	sum := content.SHA256([]byte("a"))
	if err := j.keep("a.txt", sum, report); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the journal is open to others: %v %v", info.Mode(), err)
	}
	t.Run("whole", func(t *testing.T) { finds(t, path, "1", "a.txt", sum, true) })
	t.Run("other bytes", func(t *testing.T) { finds(t, path, "1", "a.txt", content.SHA256(nil), false) })
	t.Run("other file", func(t *testing.T) { finds(t, path, "1", "b.txt", sum, false) })
	t.Run("other rules", func(t *testing.T) { finds(t, path, "2", "a.txt", sum, false) })
	for cut := range whole {
		write(t, path, string(whole[:cut]))
		finds(t, path, "1", "a.txt", sum, false)
	}
	write(t, path, string(whole)+`{"path":"b.t`)
	finds(t, path, "1", "a.txt", sum, true)
	if b, err := os.ReadFile(path); err != nil || string(b) != string(whole) {
		t.Errorf("the cut line stays: %q %v", b, err)
	}
	write(t, path, "another file\n")
	if _, err := OpenJournal(path, "1"); err == nil || !strings.Contains(err.Error(), "no journal") {
		t.Errorf("a file of others is taken for a journal: %v", err)
	}
	if _, err := OpenJournal(t.TempDir(), "1"); err == nil {
		t.Error("a folder is taken for a journal")
	}
}

func finds(t *testing.T, path, rules, name, sum string, want bool) {
	t.Helper()
	j := open(t, path, rules)
	defer j.Close()
	report, ok := j.find(name, sum)
	if ok != want || (ok && report.Rejected != "<原因>") {
		t.Errorf("find gave %v, %v", report, ok)
	}
}
