package database

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// notes are the steps of an invented owner.
func notes() []Migration {
	return []Migration{
		{"notes", 1, "note", "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT"},
		{"notes", 2, "trigger", "CREATE TRIGGER note_stays BEFORE DELETE ON note BEGIN SELECT RAISE(ABORT, 'notes stay'); END;"},
	}
}

// open opens a database of notes that ends with the test.
func open(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path, notes())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// add writes one note.
func add(ctx context.Context, db *DB, text string) error {
	return db.Write(ctx, func(tx *Tx) error {
		_, err := tx.Exec("INSERT INTO note (text) VALUES (?)", text)
		return err
	})
}

// all gives every note in order.
func all(t testing.TB, db *DB) []string {
	t.Helper()
	var texts []string
	err := db.Read(t.Context(), func(tx *Tx) error {
		rows, err := tx.Query("SELECT text FROM note ORDER BY id")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				return err
			}
			texts = append(texts, text)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// TestWhatIsWrittenStays writes, closes and reads again, under names that a URI
// could misread.
func TestWhatIsWrittenStays(t *testing.T) {
	for _, name := range []string{"portal.db", "a b.db", "数据?x=1&mode=memory#y%41.db"} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "new", "folder")
			path := filepath.Join(folder, name)
			db := open(t, path)
			for _, text := range []string{"one", "two"} {
				if err := add(t.Context(), db, text); err != nil {
					t.Fatal(err)
				}
			}
			wantModes(t, map[string]fs.FileMode{folder: 0o700, path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600})
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if got := all(t, open(t, path)); !slices.Equal(got, []string{"one", "two"}) {
				t.Errorf("after opening again: %q", got)
			}
		})
	}
}

// wantModes compares the permissions of files.
func wantModes(t *testing.T, modes map[string]fs.FileMode) {
	t.Helper()
	for name, want := range modes {
		info, err := os.Stat(name)
		if err != nil {
			t.Error(err)
		} else if got := info.Mode().Perm(); got != want {
			t.Errorf("mode of %s is %o; want %o", filepath.Base(name), got, want)
		}
	}
}

// TestModeIsTightened closes a file to others that was open to them.
func TestModeIsTightened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "portal.db")
	if err := open(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	open(t, path)
	wantModes(t, map[string]fs.FileMode{path: 0o600})
}

// TestAllOrNothing shows that a transaction that fails leaves nothing, however
// it fails, and that the next one works.
func TestAllOrNothing(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	if err := add(t.Context(), db, "one"); err != nil {
		t.Fatal(err)
	}
	canceled, cancel := context.WithCancel(t.Context())
	stop := errors.New("stop")
	for name, c := range map[string]struct {
		ctx  context.Context
		then func() error
		want error
	}{
		"error":    {t.Context(), func() error { return stop }, stop},
		"canceled": {canceled, func() error { cancel(); return nil }, context.Canceled},
	} {
		err := db.Write(c.ctx, func(tx *Tx) error {
			if _, err := tx.Exec("INSERT INTO note (text) VALUES ('void')"); err != nil {
				return err
			}
			return c.then()
		})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
	wantPanic(t, func() {
		_ = db.Write(t.Context(), func(tx *Tx) error {
			_, _ = tx.Exec("INSERT INTO note (text) VALUES ('void')")
			panic("in a transaction")
		})
	})
	if err := add(t.Context(), db, "one"); !errors.Is(err, ErrConflict) {
		t.Errorf("the same note again: %v; want %v", err, ErrConflict)
	}
	if err := add(t.Context(), db, "two"); err != nil {
		t.Errorf("after the failures: %v", err)
	}
	if got := all(t, db); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("notes are %q", got)
	}
}

// wantPanic runs f and fails when it ends without a panic.
func wantPanic(t *testing.T, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Error("no panic came through")
		}
	}()
	f()
}

// TestReadersSeeOneState writes while a reader reads, and writes in a reader.
func TestReadersSeeOneState(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	count := func(tx *Tx) (n int) {
		if err := tx.QueryRow("SELECT count(*) FROM note").Scan(&n); err != nil {
			t.Error(err)
		}
		return n
	}
	err := db.Read(t.Context(), func(tx *Tx) error {
		before := count(tx)
		if err := add(t.Context(), db, "meanwhile"); err != nil {
			return err
		}
		if after := count(tx); after != before {
			t.Errorf("a reader saw %d, then %d notes", before, after)
		}
		_, err := tx.Exec("INSERT INTO note (text) VALUES ('by a reader')")
		return err
	})
	if !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing in a reader: %v; want %v", err, ErrReadOnly)
	}
	if got := all(t, db); !slices.Equal(got, []string{"meanwhile"}) {
		t.Errorf("notes are %q", got)
	}
}

// TestWritersTakeTurns lets many write at once; each reads and writes.
func TestWritersTakeTurns(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				err := db.Write(t.Context(), func(tx *Tx) error {
					var n int
					if err := tx.QueryRow("SELECT count(*) FROM note").Scan(&n); err != nil {
						return err
					}
					_, err := tx.Exec("INSERT INTO note (id, text) VALUES (?, ?)", n+1, fmt.Sprint(n))
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	err := db.Read(t.Context(), func(tx *Tx) error {
		var n, last int
		if err := tx.QueryRow("SELECT count(*), max(id) FROM note").Scan(&n, &last); err != nil {
			return err
		}
		if n != 80 || last != 80 {
			t.Errorf("%d notes, the last %d; want 80", n, last)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestWaitingEnds shows that who waits for the turn need not wait for ever.
func TestWaitingEnds(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Write(t.Context(), func(*Tx) error {
		cancel()
		if err := add(ctx, db, "impatient"); !errors.Is(err, context.Canceled) {
			t.Errorf("waiting gave %v; want %v", err, context.Canceled)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestTriggersHoldForReplace shows that REPLACE is no way around a trigger that
// forbids a deletion.
func TestTriggersHoldForReplace(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	if err := add(t.Context(), db, "one"); err != nil {
		t.Fatal(err)
	}
	err := db.Write(t.Context(), func(tx *Tx) error {
		_, err := tx.Exec("REPLACE INTO note (id, text) VALUES (7, 'one')")
		return err
	})
	if !errors.Is(err, ErrConflict) || !strings.Contains(err.Error(), "notes stay") {
		t.Errorf("replacing a note gave %v; want %v", err, ErrConflict)
	}
}

// TestSteps reads steps from files and refuses what it cannot be sure of.
func TestSteps(t *testing.T) {
	files := func(names ...string) fs.FS {
		m := fstest.MapFS{}
		for _, name := range names {
			m["migrations/"+name] = &fstest.MapFile{Data: []byte("-- " + name)}
		}
		return m
	}
	got, err := Steps("notes", files("0002_more.sql", "0001_note.sql"))
	want := []Migration{{"notes", 1, "note", "-- 0001_note.sql"}, {"notes", 2, "more", "-- 0002_more.sql"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("Steps = %v, %v; want %v", got, err, want)
	}
	for _, names := range [][]string{{"0001_a.sql", "0003_b.sql"}, {"0002_a.sql"}, {"0001_a.sql", "0001_b.sql"}, {"1_a.sql"}, {"0001_a.txt"}} {
		if got, err := Steps("notes", files(names...)); err == nil {
			t.Errorf("Steps of %v = %v; want an error", names, got)
		}
	}
}

// TestMigrating goes forward and refuses the rest.
func TestMigrating(t *testing.T) {
	changed := notes()
	changed[0].SQL += " -- changed"
	faulty := append(notes(), Migration{"notes", 3, "faulty", "CREATE TABLE half (id INTEGER); CREATE TABLE note (id INTEGER)"})
	later := append(notes(), Migration{"others", 1, "other", "CREATE TABLE other (id INTEGER) STRICT"})
	for _, c := range []struct {
		name   string
		before []Migration
		after  []Migration
		want   string // of the error; empty for none
	}{
		{"the same", notes(), notes(), ""},
		{"a new step", notes()[:1], notes(), ""},
		{"a new owner", notes(), later, ""},
		{"a newer schema", later, notes(), ErrNewer.Error()},
		{"fewer steps", notes(), notes()[:1], ErrNewer.Error()},
		{"a changed step", notes(), changed, ErrChanged.Error()},
		{"a faulty step", notes(), faulty, "applying the step notes/0003_faulty"},
		{"a gap", notes(), []Migration{notes()[1]}, "does not follow"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "portal.db")
			db, err := Open(t.Context(), path, c.before)
			if err == nil {
				err = db.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			db, err = Open(t.Context(), path, c.after)
			wantError(t, err, c.want)
			if err == nil {
				err = db.Close()
			} else { // what was there still opens
				db, err = Open(t.Context(), path, c.before)
				err = errors.Join(err, db.Close())
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// wantError compares the text of an error; empty means none.
func wantError(t *testing.T, err error, want string) {
	t.Helper()
	if (err == nil) != (want == "") || (err != nil && !strings.Contains(err.Error(), want)) {
		t.Errorf("the error is %v; want %q", err, want)
	}
}
