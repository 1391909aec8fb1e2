package registry

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/internal/fault"
	"mingzhang/ledger"
)

// write runs a transaction that must succeed.
func (b *bench) write(f func(*database.Tx) error) {
	b.Helper()
	if err := b.db.Write(b.ctx, f); err != nil {
		b.Fatal(err)
	}
}

// exec changes the database behind the back of the registry.
func (b *bench) exec(statements ...string) {
	b.Helper()
	b.write(func(tx *database.Tx) error {
		for _, statement := range statements {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestOldBackupIsRefused restores a database of before the last publications.
func TestOldBackupIsRefused(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := b.db.Backup(b.ctx, backup); err != nil {
		t.Fatal(err)
	}
	b.mustDo(publishing(2))
	if err := b.db.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(b.folder, "mingzhang.db")
	for _, journal := range []string{"-wal", "-shm"} {
		if err := os.Remove(name + journal); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(name, old, 0o600); err != nil {
		t.Fatal(err)
	}
	err = b.open()
	if !errors.Is(err, ledger.ErrBehind) || !strings.Contains(err.Error(), "mirror") || !strings.Contains(err.Error(), "checkpoint") {
		t.Fatalf("opened with an old database: %v", err)
	}
	if err := os.Remove(filepath.Join(b.folder, "checkpoint")); err != nil { // as who accepts the loss would
		t.Fatal(err)
	}
	if err := b.open(); err != nil {
		t.Fatal(err)
	}
	b.mustDo(with(publishing(2), func(a *Act) { a.Disclosure.Title = "另一版本" }))
	report, err := b.Fsck(b.ctx)
	aside, globbed := filepath.Glob(filepath.Join(b.content, "*", "*", asidePrefix+"*"))
	if err != nil || globbed != nil || report.Revisions != 2 || len(aside) != 1 {
		t.Errorf("Fsck = %+v, %v; put aside are %v, %v", report, err, aside, globbed)
	}
}

// TestCheckpointFile damages and loses the file beside the database.
func TestCheckpointFile(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	file := filepath.Join(b.folder, "checkpoint")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if now, err := b.Checkpoint(b.ctx); err != nil || string(now) != string(whole) {
		t.Errorf("the file is\n%s\nthe checkpoint, %v:\n%s", whole, err, now)
	}
	if err := b.db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, damaged := range []string{"", "x", string(whole[:len(whole)/2]), strings.Replace(string(whole), "\n1\n", "\n0\n", 1), strings.Repeat("x", maxCheckpoint+1)} {
		if err := os.WriteFile(file, []byte(damaged), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := b.open(); err == nil || !strings.Contains(err.Error(), "checkpoint") {
			t.Errorf("%.20q: %v", damaged, err)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := b.open(); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(file); err != nil || string(again) != string(whole) {
		t.Errorf("written anew is %q, %v", again, err)
	}
}

// TestUnknownVersionIsServedNotWritten opens a log in which a newer program has
// written.
func TestUnknownVersionIsServedNotWritten(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	b.write(func(tx *database.Tx) error {
		_, err := b.log.Append(tx, noon(), ledger.Entry{ActionID: "newer", Data: []byte(`{"v":2}`)})
		return err
	})
	if err := b.reopen(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Do(b.ctx, publishing(2)); !errors.Is(err, ErrVersion) {
		t.Errorf("Do: %v", err)
	}
	if _, err := b.Adopt(b.ctx, nil); !errors.Is(err, ErrVersion) {
		t.Errorf("Adopt: %v", err)
	}
	if known, err := b.Changes(b.ctx, 0, 10); err != nil || len(known) != 1 {
		t.Errorf("the changes before it: %+v, %v", known, err)
	}
	if none, err := b.Changes(b.ctx, 1, 10); !errors.Is(err, ErrVersion) || none != nil {
		t.Errorf("the changes from it on: %+v, %v", none, err)
	}
	if revision, err := b.Revision(b.ctx, project(1).ID, 1); err != nil || revision.Index != 0 {
		t.Errorf("Revision = %+v, %v", revision, err)
	}
	if _, err := b.Fsck(b.ctx); !errors.Is(err, ErrVersion) {
		t.Errorf("Fsck: %v", err)
	}
}

// TestErasureIsFinished removes at the next start, or when it is asked again,
// what an erasure has left on disk.
func TestErasureIsFinished(t *testing.T) {
	b := newBench(t)
	stopped := errors.New("stopped")
	b.ctx = fault.With(t.Context(), func(point string) error {
		if point == "erase logged" {
			return stopped
		}
		return nil
	})
	if err := b.reopen(); err != nil {
		t.Fatal(err)
	}
	for i, finish := range []func() error{
		func() error { return b.reopen() },
		func() error { b.hook = nil; _, err := b.Do(b.ctx, following(Erase, 1, 1)); return err },
	} {
		b.mustDo(publishing(i))
		if _, err := b.Do(b.ctx, following(Erase, i, 1)); !errors.Is(err, stopped) {
			t.Fatalf("the erasure: %v", err)
		}
		place := b.place(content.RevisionPath(project(i).ID, 1))
		if _, err := os.Stat(place); err != nil {
			t.Fatal(err)
		}
		if err := finish(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(place); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the text is still there: %v", err)
		}
	}
	if report, err := b.Fsck(b.ctx); err != nil || report.Erased != 2 || report.Texts != 0 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestSweep removes old temporary files and nothing else.
func TestSweep(t *testing.T) {
	b := newBench(t)
	b.seconds.Store(7200)
	b.mustDo(publishing(1))
	year := filepath.Dir(b.place(content.RevisionPath(project(1).ID, 1)))
	outside := filepath.Join(b.folder, "sources")
	if err := os.Mkdir(outside, 0o700); err != nil {
		t.Fatal(err)
	}
	old, fresh := noon().Add(time.Minute), noon().Add(90*time.Minute)
	kept := map[string]bool{}
	for name, c := range map[string]struct {
		changed time.Time
		kept    bool
	}{
		filepath.Join(year, ".writing-1"):         {old, false},
		filepath.Join(b.folder, ".writing-2"):     {old, false},
		filepath.Join(year, ".writing-3"):         {fresh, true},
		filepath.Join(year, asidePrefix+"x.1.md"): {old, true},
		filepath.Join(outside, ".writing-4"):      {old, true},
	} {
		kept[name] = c.kept
		if err := errors.Join(os.WriteFile(name, nil, 0o600), os.Chtimes(name, c.changed, c.changed)); err != nil {
			t.Fatal(err)
		}
	}
	if removed, err := b.Sweep(b.ctx); err != nil || removed != 2 {
		t.Errorf("Sweep = %d, %v", removed, err)
	}
	for name, want := range kept {
		if _, err := os.Stat(name); (err == nil) != want {
			t.Errorf("%s: %v; want it kept: %v", name, err, want)
		}
	}
	if report, err := b.Fsck(b.ctx); err != nil || report.Texts != 1 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}
