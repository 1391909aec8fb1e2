package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"modernc.org/sqlite"
)

// one asks within a transaction for one value.
func one(tx *Tx, query string, args ...any) (value string, err error) {
	err = tx.QueryRow(query, args...).Scan(&value)
	return value, err
}

// write does something in a transaction that must be kept.
func write(t testing.TB, db *DB, f func(*Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// TestSameQueryWithin asks within the rows of a query the same once more.
func TestSameQueryWithin(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	for i := range 4 {
		if err := add(t.Context(), db, fmt.Sprint("note ", i)); err != nil {
			t.Fatal(err)
		}
	}
	const query = "SELECT id FROM note WHERE id > ? ORDER BY id"
	var below func(tx *Tx, from int) (int, error) // counts the ways up from a note
	below = func(tx *Tx, from int) (ways int, err error) {
		rows, err := tx.Query(query, from)
		if err != nil {
			return 0, err
		}
		defer rows.Close()
		for rows.Next() {
			var id int
			if err := rows.Scan(&id); err != nil {
				return 0, err
			}
			more, err := below(tx, id)
			if err != nil {
				return 0, err
			}
			ways += 1 + more
		}
		return ways, rows.Err()
	}
	for range 3 {
		err := db.Read(t.Context(), func(tx *Tx) error {
			ways, err := below(tx, 0)
			if err == nil && ways != 15 { // subsets of four notes that are not empty
				err = fmt.Errorf("%d ways, want 15", ways)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestStatementAfterError uses a statement again that was refused, that was not
// read to its end, and whose transaction was taken back.
func TestStatementAfterError(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	if err := add(t.Context(), db, "one"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := add(t.Context(), db, "one"); !errors.Is(err, ErrConflict) {
			t.Fatalf("%v, want ErrConflict", err)
		}
	}
	if err := add(t.Context(), db, "two"); err != nil {
		t.Fatal(err)
	}
	void := errors.New("void")
	err := db.Write(t.Context(), func(tx *Tx) error {
		rows, err := tx.Query("SELECT text FROM note ORDER BY id")
		if err != nil {
			return err
		}
		if rows.Next() { // and never to the end
			err = void
		}
		return errors.Join(err, rows.Close())
	})
	if !errors.Is(err, void) {
		t.Fatal(err)
	}
	if got := strings.Join(all(t, db), " "); got != "one two" {
		t.Fatalf("%q, want one two", got)
	}
	if err := add(t.Context(), db, "three"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(all(t, db), " "); got != "one two three" {
		t.Fatalf("%q, want one two three", got)
	}
}

// TestArgumentsAreNotKept makes sure that a statement forgets its arguments.
func TestArgumentsAreNotKept(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	write(t, db, func(tx *Tx) error {
		const query = "SELECT coalesce(?, 'none')"
		for _, c := range []struct {
			arg  any
			want string
		}{{"a", "a"}, {nil, "none"}, {int64(7), "7"}, {nil, "none"}, {[]byte("b"), "b"}} {
			if got, err := one(tx, query, c.arg); err != nil || got != c.want {
				return fmt.Errorf("%v gives %q, %w; want %q", c.arg, got, err, c.want)
			}
		}
		if _, err := one(tx, query); err == nil {
			return errors.New("an argument that is missing was taken from the time before")
		}
		return nil
	})
}

// TestSchemaChangesBelowStatements has readers keep a statement while the writer
// changes its table.
func TestSchemaChangesBelowStatements(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	columns := func() (names []string) {
		err := db.Read(t.Context(), func(tx *Tx) error {
			rows, err := tx.Query("SELECT * FROM note")
			if err != nil {
				return err
			}
			defer rows.Close()
			names, err = rows.Columns()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	if got := strings.Join(columns(), " "); got != "id text" {
		t.Fatal(got)
	}
	write(t, db, func(tx *Tx) error { _, err := tx.Exec("ALTER TABLE note ADD COLUMN more TEXT"); return err })
	if got := strings.Join(columns(), " "); got != "id text more" {
		t.Fatal(got)
	}
}

// TestStatementsOfManyReaders asks the same from many goroutines.
func TestStatementsOfManyReaders(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	var work sync.WaitGroup
	for i := range 3 * readers {
		work.Go(func() {
			for round := range 20 {
				text := fmt.Sprint(i, "-", round)
				if err := add(t.Context(), db, text); err != nil {
					t.Error(err)
				}
				err := db.Read(t.Context(), func(tx *Tx) error {
					got, err := one(tx, "SELECT text FROM note WHERE text = ?", text)
					if err == nil && got != text {
						err = fmt.Errorf("%q, want %q", got, text)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	work.Wait()
}

// TestNothingStaysAfterClose looks for the journal, which SQLite keeps while a
// statement is not closed.
func TestNothingStaysAfterClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "portal.db")
	db := open(t, path)
	if err := add(t.Context(), db, "one"); err != nil {
		t.Fatal(err)
	}
	all(t, db)
	if _, err := os.Stat(path + "-wal"); err != nil {
		t.Fatal("there is no journal while the database is open")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("the journal stays after Close (%v)", err)
	}
}

// newKeeper opens one connection.
func newKeeper(t *testing.T) *keeper {
	t.Helper()
	base, err := sqlite.NewConnector("file:" + filepath.Join(t.TempDir(), "one.db"))
	if err != nil {
		t.Fatal(err)
	}
	made, err := connector{base}.Connect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := made.Close(); err != nil {
			t.Error(err)
		}
	})
	return made.(*keeper)
}

// ask runs a query on a connection to its end.
func (k *keeper) ask(t *testing.T, query string) {
	t.Helper()
	rows, err := k.QueryContext(t.Context(), query, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestKeptStatementsAreFew keeps those that were used last.
func TestKeptStatementsAreFew(t *testing.T) {
	k := newKeeper(t)
	for i := range 2 * keptStatements {
		k.ask(t, fmt.Sprintf("SELECT %d", i))
		k.ask(t, "SELECT 'often'")
	}
	if len(k.kept) != keptStatements || k.kept["SELECT 'often'"] == nil || k.kept["SELECT 0"] != nil {
		t.Fatalf("%d statements are kept, want %d with the one that is used often", len(k.kept), keptStatements)
	}
	first := k.kept["SELECT 'often'"]
	if k.ask(t, "SELECT 'often'"); k.kept["SELECT 'often'"] != first {
		t.Error("a statement that was kept was prepared again")
	}
}

// TestLentStatementsComeBack keeps one of the statements that ran at once, and
// none that failed.
func TestLentStatementsComeBack(t *testing.T) {
	k := newKeeper(t)
	var open []driver.Rows
	for range 3 {
		rows, err := k.QueryContext(t.Context(), "SELECT 1 UNION SELECT 2", nil)
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, rows)
	}
	if len(k.kept) != 0 {
		t.Fatal("a statement is free while its rows are open")
	}
	for _, rows := range open {
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := k.ExecContext(t.Context(), "INSERT INTO missing VALUES (1)", nil); err == nil {
		t.Fatal("there is no such table")
	}
	if _, err := k.ExecContext(t.Context(), "SELECT abs(-9223372036854775808)", nil); err == nil {
		t.Fatal("there is no such number")
	}
	if len(k.kept) != 1 {
		t.Errorf("%d statements are kept, want the one that ran well", len(k.kept))
	}
}

// BenchmarkRead asks for one row.
func BenchmarkRead(b *testing.B) { benchmarkRead(b, open(b, filepath.Join(b.TempDir(), "portal.db"))) }

// BenchmarkReadUnprepared asks through the driver alone.
func BenchmarkReadUnprepared(b *testing.B) {
	path := filepath.Join(b.TempDir(), "portal.db")
	db := open(b, path)
	plain, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer plain.Close()
	benchmarkRead(b, &DB{reader: plain, writer: db.writer})
}

func benchmarkRead(b *testing.B, db *DB) {
	if err := add(context.Background(), db, "one"); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		err := db.Read(b.Context(), func(tx *Tx) error {
			_, err := one(tx, "SELECT text FROM note WHERE id = ?", 1)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
