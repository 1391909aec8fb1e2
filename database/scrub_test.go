package database

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestScrub looks for a deleted text in every file of the database, long and
// short, while it is open.
func TestScrub(t *testing.T) {
	steps := []Migration{{"secrets", 1, "secret", "CREATE TABLE secret (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"}}
	path := filepath.Join(t.TempDir(), "portal.db")
	db, err := Open(t.Context(), path, steps)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	const word = "a word that nobody may find"
	do := func(statement string, args ...any) {
		t.Helper()
		err := db.Write(t.Context(), func(tx *Tx) error { _, err := tx.Exec(statement, args...); return err })
		if err != nil {
			t.Fatal(err)
		}
	}
	do("INSERT INTO secret (text) VALUES (?)", word)
	do("INSERT INTO secret (text) VALUES (?)", strings.Repeat(word, 5000))
	do("INSERT INTO secret (text) VALUES ('stays')")
	if err := db.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !onDisk(t, path, word) {
		t.Fatal("the word is nowhere; the test sees nothing")
	}
	do("UPDATE secret SET text = 'other' WHERE id = 1")
	do("DELETE FROM secret WHERE id = 2")
	if err := db.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if onDisk(t, path, word) {
		t.Error("the word is still on disk")
	}
}

// onDisk tells whether a word stands in the database or its journal.
func onDisk(t *testing.T, path, word string) bool {
	t.Helper()
	for _, name := range []string{path, path + "-wal"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(word)) {
			return true
		}
	}
	return false
}

// TestScrubNeverWaits gives way to a reader, and is refused to a reader.
func TestScrubNeverWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "portal.db")
	db := open(t, path)
	err := db.Read(t.Context(), func(tx *Tx) error {
		var n int
		if err := tx.QueryRow("SELECT count(*) FROM note").Scan(&n); err != nil {
			return err
		}
		if err := add(t.Context(), db, "meanwhile"); err != nil {
			return err
		}
		if err := db.Scrub(t.Context()); !errors.Is(err, ErrBusy) {
			t.Errorf("beside a reader: %v; want %v", err, ErrBusy)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Scrub(t.Context()); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	reader, err := OpenReader(t.Context(), path, notes())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := reader.Scrub(t.Context()); !errors.Is(err, ErrReadOnly) {
		t.Errorf("by a reader: %v; want %v", err, ErrReadOnly)
	}
}
