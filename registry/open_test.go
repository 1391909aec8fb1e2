package registry

import (
	"context"
	"errors"
	"fmt"
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

// TestDamageIsFound damages texts and rows: Content and Fsck tell, and a new
// registry is not opened.
func TestDamageIsFound(t *testing.T) {
	place := func(b *bench, i, revision int) string { return b.place(content.RevisionPath(project(i).ID, revision)) }
	flip := func(b *bench, name string) error {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text[len(text)/2] ^= 1
		return os.WriteFile(name, text, 0o644)
	}
	for name, c := range map[string]struct {
		damage func(*bench) error
		want   string
	}{
		"a bit of a text":   {func(b *bench) error { return flip(b, place(b, 1, 1)) }, "has other bytes"},
		"a text is missing": {func(b *bench) error { return os.Remove(place(b, 1, 1)) }, "is missing"},
		"a text is longer": {func(b *bench) error {
			return os.WriteFile(place(b, 1, 1), make([]byte, content.MaxMarkdown+1), 0o644)
		}, "more than"},
		"an erased text is back": {func(b *bench) error { return os.WriteFile(place(b, 2, 1), []byte("---"), 0o644) }, ""},
		"a row says otherwise": {func(b *bench) error {
			b.exec("DROP TRIGGER revision_stays", "UPDATE revision SET size = size + 1 WHERE idx = 0")
			return nil
		}, "says otherwise"},
		"a row is missing": {func(b *bench) error {
			b.exec("DROP TRIGGER revision_remains", "DELETE FROM revision WHERE idx = 0")
			return nil
		}, "the row of"},
		"a row too many": {func(b *bench) error {
			b.exec("PRAGMA defer_foreign_keys = 1", "INSERT INTO revision SELECT '530402-2030-aaaaaa', 1, 2, 'x', action, sha256, size, publisher, at, first_at FROM revision WHERE idx = 0")
			return nil
		}, ""},
		"an erasure is forgotten": {func(b *bench) error {
			b.exec("DROP TRIGGER erasure_remains", "DELETE FROM erasure")
			return nil
		}, "is not erased"},
		"an entry was changed": {func(b *bench) error {
			b.exec("DROP TRIGGER entry_stays", "UPDATE entry SET data = CAST(replace(CAST(data AS TEXT), 'publish', 'correct') AS BLOB) WHERE idx = 0")
			return nil
		}, "log"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.mustDo(publishing(1))
			b.mustDo(publishing(2))
			b.mustDo(following(Erase, 2, 1))
			if err := c.damage(b); err != nil {
				t.Fatal(err)
			}
			report, err := b.Fsck(b.ctx)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Fsck = %+v, %v; want %q", report, err, c.want)
			}
			opened := b.reopen()
			if refused := c.want != ""; refused != (opened != nil) {
				t.Errorf("opened again: %v", opened)
			}
		})
	}
}

// TestContentOfDamage reads texts that are not what was published.
func TestContentOfDamage(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	revision, err := b.Revision(b.ctx, project(1).ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.place(revision.Path()), []byte("---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if text, err := b.Content(b.ctx, revision); !errors.Is(err, ErrDamaged) || text != nil {
		t.Errorf("Content = %q, %v", text, err)
	}
	b.mustDo(following(Erase, 1, 1))
	if text, err := b.Content(b.ctx, revision); !errors.Is(err, ErrErased) || text != nil { // as it was asked before
		t.Errorf("Content = %q, %v", text, err)
	}
	receipt := b.mustDo(following(Withdraw, 1, 1)) // by the facts that the act gives
	tombstone, err := b.Revision(b.ctx, project(1).ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	text, err := b.Content(b.ctx, tombstone)
	if err != nil || receipt.Entry != tombstone.Entry || !strings.Contains(string(text), "title: "+project(1).Title) || strings.Contains(string(text), "##") {
		t.Errorf("the tombstone is %q, %v", text, err)
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

// TestRulesOfTheTables tries what no program may do to the rows.
func TestRulesOfTheTables(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	b.mustDo(following(Withdraw, 1, 1))
	b.mustDo(publishing(2))
	b.mustDo(following(Erase, 2, 1))
	copied := func(disclosure string, revision, index int, action string) string {
		return fmt.Sprintf("INSERT INTO revision SELECT '%s', %d, %d, 'x', '%s', sha256, size, publisher, at, first_at FROM revision WHERE idx = 0",
			disclosure, revision, index, action)
	}
	for want, statement := range map[string]string{
		"must follow the last one":    copied(project(2).ID, 3, 9, "correct"),
		"nothing follows":             copied(project(1).ID, 3, 9, "correct"),
		"action IN":                   copied(project(2).ID, 2, 9, "erase"),
		"UNIQUE":                      copied(project(2).ID, 2, 0, "correct"),
		"FOREIGN KEY":                 copied(project(2).ID, 2, 9, "correct"),
		"a revision never changes":    "UPDATE revision SET at = 0",
		"a revision is never removed": "DELETE FROM revision",
		"an erasure never changes":    "UPDATE erasure SET reason = ''",
		"an erasure is never removed": "DELETE FROM erasure",
		"next >= 0":                   "INSERT INTO cursor VALUES ('x', -1)",
	} {
		err := b.db.Write(b.ctx, func(tx *database.Tx) error { _, err := tx.Exec(statement); return err })
		if !errors.Is(err, database.ErrConflict) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q", statement, err, want)
		}
	}
}

// TestCursors keeps how far followers have come, and wakes them.
func TestCursors(t *testing.T) {
	b := newBench(t)
	for _, next := range []int64{0, 7, 5} {
		if err := b.SetCursor(b.ctx, "search", next); err != nil {
			t.Fatal(err)
		}
		if err := b.reopen(); err != nil {
			t.Fatal(err)
		}
		if got, err := b.Cursor(b.ctx, "search"); err != nil || got != next {
			t.Errorf("Cursor = %d, %v; want %d", got, err, next)
		}
	}
	for _, name := range []string{"", adoptCursor, strings.Repeat("x", 101)} {
		if err := b.SetCursor(b.ctx, name, 1); !errors.Is(err, ErrAct) {
			t.Errorf("a cursor named %.20q: %v", name, err)
		}
	}
	if next, err := b.Cursor(b.ctx, "new"); err != nil || next != 0 {
		t.Errorf("a new cursor: %d, %v", next, err)
	}
	select {
	case <-b.Watch():
		t.Error("woken by nothing")
	default:
	}
	woken := make(chan int64)
	go func() {
		wait := b.Watch()
		woken <- 0
		<-wait
		size, err := b.Size(b.ctx)
		if err != nil {
			size = -1
		}
		woken <- size
	}()
	<-woken
	b.mustDo(publishing(1))
	if size := <-woken; size != 1 {
		t.Errorf("woken at %d entries", size)
	}
}

// TestReadsOfNothing asks for what is not there.
func TestReadsOfNothing(t *testing.T) {
	b := newBench(t)
	if list, err := b.Revisions(b.ctx, project(1).ID); !errors.Is(err, ErrNotFound) || list != nil {
		t.Errorf("Revisions = %v, %v", list, err)
	}
	if revision, err := b.Revision(b.ctx, project(1).ID, 0); !errors.Is(err, ErrNotFound) {
		t.Errorf("Revision = %v, %v", revision, err)
	}
	if changes, err := b.Changes(b.ctx, 0, 10); err != nil || changes != nil {
		t.Errorf("Changes = %v, %v", changes, err)
	}
	if _, err := b.Changes(b.ctx, -1, 10); !errors.Is(err, ErrAct) {
		t.Errorf("Changes from -1: %v", err)
	}
	for revision, err := range b.Newest(b.ctx) {
		t.Errorf("Newest gives %v, %v", revision, err)
	}
	for i := range 3 {
		b.mustDo(publishing(i))
	}
	seen := 0
	for _, err := range b.Newest(b.ctx) {
		if seen++; err != nil || seen == 2 {
			break
		}
	}
	if changes, err := b.Changes(b.ctx, 1, 1); err != nil || len(changes) != 1 || changes[0].Index != 1 || seen != 2 {
		t.Errorf("Changes = %v, %v after %d of Newest", changes, err, seen)
	}
	ended, cancel := context.WithCancel(b.ctx)
	cancel()
	for revision, err := range b.Newest(ended) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Newest without time gives %v, %v", revision, err)
		}
	}
}
