package database

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// closedWith gives the path of a database that holds some notes and is closed.
func closedWith(t *testing.T, notes int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "portal.db")
	db := open(t, path)
	err := db.Write(t.Context(), func(tx *Tx) error {
		for i := range notes {
			if _, err := tx.Exec("INSERT INTO note (text) VALUES (?)", fmt.Sprintf("note %d %s", i, strings.Repeat("x", 200))); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// rewrite changes the bytes of a file.
func rewrite(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, change(data), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestDamageIsRefused opens files that are not what they should be.
func TestDamageIsRefused(t *testing.T) {
	for name, change := range map[string]func([]byte) []byte{
		"no database":   func([]byte) []byte { return []byte("these are the words of somebody") },
		"short":         func([]byte) []byte { return []byte("SQL") },
		"cut off":       func(b []byte) []byte { return b[:len(b)/2] },
		"pages of zero": func(b []byte) []byte { return append(b[:4096:4096], make([]byte, len(b)-4096)...) },
		"pages mixed": func(b []byte) []byte {
			middle := len(b) / 2 / 4096 * 4096
			return slices.Concat(b[:middle], b[:4096], b[middle+4096:])
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := closedWith(t, 200)
			rewrite(t, path, change)
			if db, err := Open(t.Context(), path, notes()); !errors.Is(err, ErrDamaged) {
				t.Errorf("Open = %v, %v; want %v", db, err, ErrDamaged)
			}
		})
	}
}

// TestCheckFindsADamagedIndex changes one word behind the back of an index,
// which the whole check finds.
func TestCheckFindsADamagedIndex(t *testing.T) {
	path := closedWith(t, 3)
	db := open(t, path)
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("a sound database: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, path, func(b []byte) []byte { return bytes.Replace(b, []byte("note 1 "), []byte("note 9 "), 1) })
	reader, err := OpenReader(t.Context(), path, notes())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := reader.Check(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Errorf("Check gave %v; want %v", err, ErrDamaged)
	}
}

// TestForeignFilesAreRefused leaves files of others alone.
func TestForeignFilesAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = other.Exec("CREATE TABLE diary (text TEXT)")
	if err := errors.Join(err, other.Close()); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), path, notes())
	wantError(t, err, "database of another program")
	_, err = OpenReader(t.Context(), path, notes())
	wantError(t, err, "no database of this program")
	_, err = Open(t.Context(), filepath.Dir(path), notes())
	wantError(t, err, "is no file")
	_, err = OpenReader(t.Context(), path+".missing", notes())
	wantError(t, err, "no such file")
}

// TestJournalWithoutDatabase keeps a journal whose database was moved away.
func TestJournalWithoutDatabase(t *testing.T) {
	path := closedWith(t, 1)
	if err := os.Rename(path, path+"-wal"); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, notes()); !errors.Is(err, ErrDamaged) {
		t.Errorf("Open gave %v; want %v", err, ErrDamaged)
	}
}

// TestOneHolder refuses a second writer in this process and lets readers in.
func TestOneHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "portal.db")
	first := open(t, path)
	if _, err := Open(t.Context(), path, notes()); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("a second writer got %v; want %v with the number of the process", err, ErrInUse)
	}
	if _, err := Open(t.Context(), filepath.Join(filepath.Dir(path), "b.db"), notes()); !errors.Is(err, ErrInUse) {
		t.Errorf("a second database in the folder got %v; want %v", err, ErrInUse)
	}
	reader, err := OpenReader(t.Context(), path, notes())
	if err != nil {
		t.Fatal(err)
	}
	if err := add(t.Context(), reader, "by a reader"); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a reader wrote: %v; want %v", err, ErrReadOnly)
	}
	if err := add(t.Context(), first, "after all that"); err != nil {
		t.Error(err)
	}
	if got := all(t, reader); len(got) != 1 {
		t.Errorf("the reader sees %q", got)
	}
	if err := errors.Join(reader.Close(), first.Close()); err != nil {
		t.Fatal(err)
	}
	open(t, path)
}

// TestReaderWantsTheSchema refuses to read a schema that is not its own.
func TestReaderWantsTheSchema(t *testing.T) {
	path := closedWith(t, 1)
	_, err := OpenReader(t.Context(), path, append(notes(), Migration{"notes", 3, "more", "SELECT 1"}))
	wantError(t, err, "lacks the step notes/0003_more")
	_, err = OpenReader(t.Context(), path, notes()[:1])
	wantError(t, err, ErrNewer.Error())
}

// TestBackup copies a database that is written meanwhile.
func TestBackup(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	for i := range 20 {
		if err := add(t.Context(), db, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(t.TempDir(), "备份 1.db")
	err := db.Write(t.Context(), func(tx *Tx) error {
		if _, err := tx.Exec("INSERT INTO note (text) VALUES ('not yet')"); err != nil {
			return err
		}
		return db.Backup(t.Context(), to)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(t.Context(), to); !errors.Is(err, os.ErrExist) {
		t.Errorf("a second backup to the same name: %v; want %v", err, os.ErrExist)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(to), ".backup-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	info, err := os.Stat(to)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v, %v; want mode 0600", info, err)
	}
	copied := open(t, to)
	if got := all(t, copied); len(got) != 20 {
		t.Errorf("the backup has %d notes; want 20", len(got))
	}
	if err := copied.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
