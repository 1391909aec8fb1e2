package registry

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"mingzhang/content"
	"mingzhang/content/sample"
	"mingzhang/internal/fault"
)

// TestAdoptShipped takes over the disclosures that come with the program, whole,
// also when a copy was cut short before.
func TestAdoptShipped(t *testing.T) {
	b := newBench(t)
	want := 0
	for s, err := range spots(content.Shipped()) {
		if err != nil {
			t.Fatal(err)
		}
		if want++; want == 2 {
			text, err := fs.ReadFile(content.Shipped(), s.path())
			if err == nil {
				err = content.WriteOnce(b.content, s.path(), text, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	done, err := b.Adopt(b.ctx, content.Shipped())
	if err != nil || done != (Adopted{Revisions: want}) || want < 5 {
		t.Fatalf("Adopt = %+v, %v; want %d", done, err, want)
	}
	for revision, err := range b.Newest(b.ctx) {
		if err != nil {
			t.Fatal(err)
		}
		text, err := b.Content(b.ctx, revision)
		if err != nil {
			t.Fatal(err)
		}
		d, err := content.Parse(text)
		if err != nil || revision.Action != Publish || revision.ID != "adopt-"+revision.Disclosure+".1" || !revision.First.Equal(d.PublishedAt) || !revision.Time.Equal(noon()) {
			t.Errorf("%+v, %v; the text says %v", revision, err, d.PublishedAt)
		}
		act := Act{ID: "correct-" + d.ID, Action: Correct, Disclosure: d, Base: 1, Reason: "补充"}
		if receipt := b.mustDo(act); receipt.Entry.Revision != 2 {
			t.Errorf("the correction is %+v", receipt)
		}
	}
	if again, err := b.Adopt(b.ctx, content.Shipped()); err != nil || again != (Adopted{}) {
		t.Errorf("once more: %+v, %v", again, err)
	}
	if report, err := b.Fsck(b.ctx); err != nil || report.Unpublished != 0 || report.Revisions != int64(2*want) {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestAdoptFolder takes over a folder as it is, tells what it cannot use and
// leaves that alone.
func TestAdoptFolder(t *testing.T) {
	b := newBench(t)
	stamped := func(i, revision int, status content.Status) []byte {
		d := project(i)
		d.Revision, d.Status, d.PublishedAt, d.UpdatedAt = revision, status, noon(), noon()
		text, err := content.Canonical(d)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for name, text := range map[string][]byte{
		content.RevisionPath(project(1).ID, 1): append(stamped(1, 1, content.Published), "\n\n"...), // as a person wrote it
		content.RevisionPath(project(2).ID, 2): stamped(2, 2, content.Published),                    // without the first
		content.RevisionPath(project(3).ID, 1): stamped(1, 1, content.Published),                    // of another
		content.RevisionPath(project(4).ID, 1): stamped(4, 1, content.Published),
		content.RevisionPath(project(4).ID, 2): stamped(4, 2, content.Withdrawn),
		content.RevisionPath(project(4).ID, 3): stamped(4, 3, content.Published), // after the end
		"530402/2030/README.md":                []byte("#"),
		"530402/2030/.writing-1":               []byte("---"),
		"530402/file":                          []byte("x"),
	} {
		place := filepath.Join(b.content, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(place), 0o755), os.WriteFile(place, text, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	for revision := 2; revision <= 11; revision++ { // whose names do not sort as numbers
		if err := os.WriteFile(b.place(content.RevisionPath(project(1).ID, revision)), stamped(1, revision, content.Published), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	done, err := b.Adopt(b.ctx, content.Shipped())
	if err != nil || done.Revisions != 13 || done.Refused != 5 {
		t.Fatalf("Adopt = %+v, %v", done, err)
	}
	for _, want := range []string{"revision 1 is missing", "must say the same", "withdrawn", "README.md", "530402/file"} {
		if !strings.Contains(done.Problems.Error(), want) {
			t.Errorf("the problems do not tell of %q:\n%v", want, done.Problems)
		}
	}
	for i, want := range map[int]Action{1: Correct, 4: Withdraw} {
		if newest, err := b.Revision(b.ctx, project(i).ID, 0); err != nil || newest.Action != want {
			t.Errorf("project %d is %+v, %v", i, newest, err)
		}
	}
	if report, err := b.Fsck(b.ctx); err != nil || report.Unpublished != 5 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestAdoptGoesOn stops an adoption between two transactions: nothing may be
// published until it has gone on to its end.
func TestAdoptGoesOn(t *testing.T) {
	b := newBench(t)
	const files = adoptTogether + 500
	if err := sample.WriteTo(b.content, files, 1); err != nil {
		t.Fatal(err)
	}
	stopped, batches := errors.New("stopped"), 0
	b.ctx = fault.With(t.Context(), func(point string) error {
		if point == "batch appended" {
			if batches++; batches == 2 {
				return stopped
			}
		}
		return nil
	})
	if err := b.reopen(); err != nil {
		t.Fatal(err)
	}
	if done, err := b.Adopt(b.ctx, nil); !errors.Is(err, stopped) {
		t.Fatalf("Adopt = %+v, %v", done, err)
	}
	for range 2 {
		if _, err := b.Do(b.ctx, publishing(1)); !errors.Is(err, errUnadopted) {
			t.Errorf("published in between: %v", err)
		}
		if err := b.reopen(); err != nil {
			t.Fatal(err)
		}
	}
	if done, err := b.Adopt(b.ctx, content.Shipped()); err != nil || done.Revisions != 500 || done.Refused != 0 {
		t.Fatalf("the rest: %+v, %v", done, err)
	}
	b.mustDo(publishing(1))
	report, err := b.Fsck(b.ctx)
	if err != nil || report.Revisions != files+1 || report.Texts != files+1 || report.Unpublished != 0 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestAdoptNothing leaves a registry alone in which something was published, and
// the texts that lie in its folder.
func TestAdoptNothing(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	if err := content.WriteOnce(b.content, content.RevisionPath(project(2).ID, 1), []byte("---\n"), nil); err != nil {
		t.Fatal(err)
	}
	if done, err := b.Adopt(b.ctx, fstest.MapFS{}); err != nil || done != (Adopted{}) {
		t.Errorf("Adopt = %+v, %v", done, err)
	}
	if report, err := b.Fsck(b.ctx); err != nil || report.Unpublished != 1 || report.Revisions != 1 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}
