package database

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mingzhang/internal/fault"
)

// childRole tells a process that this test started what to do.
const childRole = "DATABASE_TEST_ROLE"

// TestMain runs the tests, or the part of one that needs a process of its own.
func TestMain(m *testing.M) {
	roles := map[string]func(folder string) error{"hold": hold, "full": fillDisk, "limit": failCommit}
	role := roles[os.Getenv(childRole)]
	if role == nil {
		os.Exit(m.Run())
	}
	if err := role(os.Args[len(os.Args)-1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// child prepares a process that plays a role in a folder.
func child(t *testing.T, role, folder string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "--", folder)
	cmd.Env = append(os.Environ(), childRole+"="+role)
	return cmd
}

// hold opens the database, says so and waits to be killed.
func hold(folder string) error {
	db, err := Open(context.Background(), filepath.Join(folder, "portal.db"), notes())
	if err != nil {
		return err
	}
	defer db.Close()
	fmt.Println("open")
	_, err = bufio.NewReader(os.Stdin).ReadByte()
	return err
}

// TestTwoProcesses refuses a folder that another process has, until that is
// killed.
func TestTwoProcesses(t *testing.T) {
	folder := t.TempDir()
	cmd := child(t, "hold", folder)
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "open\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	path := filepath.Join(folder, "portal.db")
	if _, err := Open(t.Context(), path, notes()); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), fmt.Sprint(cmd.Process.Pid)) {
		t.Errorf("Open gave %v; want %v with process %d", err, ErrInUse, cmd.Process.Pid)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // says that it was killed
	open(t, path)
}

// openChild opens a database within a child.
func openChild(folder string) (*DB, error) {
	return Open(context.Background(), filepath.Join(folder, "portal.db"), notes())
}

// countNotes counts what is there, and checks every page.
func countNotes(db *DB) (n int, err error) {
	err = db.Read(context.Background(), func(tx *Tx) error { return tx.QueryRow("SELECT count(*) FROM note").Scan(&n) })
	return n, errors.Join(err, db.Check(context.Background()))
}

// fillDisk writes to a disk of one megabyte until it is full, frees some and
// writes again; it also fills it within one transaction and with a backup.
func fillDisk(folder string) error {
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=1m"); err != nil {
		return fmt.Errorf("mounting: %w", err)
	}
	ballast := filepath.Join(folder, "ballast")
	db, err := openChild(folder)
	if err == nil {
		err = os.WriteFile(ballast, make([]byte, 300<<10), 0o600)
	}
	if err != nil {
		return err
	}
	kept := 0
	write := func() error {
		return add(context.Background(), db, fmt.Sprintf("%05d%s", kept, strings.Repeat("x", 3000)))
	}
	for err = write(); err == nil; err = write() {
		kept++
	}
	if !errors.Is(err, ErrFull) || kept == 0 {
		return fmt.Errorf("after %d notes: %w; want %w", kept, err, ErrFull)
	}
	if err := db.Backup(context.Background(), filepath.Join(folder, "backup.db")); !errors.Is(err, ErrFull) {
		return fmt.Errorf("the backup gave %w; want %w", err, ErrFull)
	}
	if n, err := countNotes(db); err != nil || n != kept {
		return fmt.Errorf("on the full disk are %d notes, %w; want %d", n, err, kept)
	}
	if err := os.Remove(ballast); err != nil {
		return err
	}
	if err := write(); err != nil {
		return fmt.Errorf("with some space again: %w", err)
	}
	return reopen(db, folder, kept+1)
}

// reopen closes and opens the database and counts the notes.
func reopen(db *DB, folder string, want int) error {
	if err := db.Close(); err != nil {
		return err
	}
	db, err := openChild(folder)
	if err != nil {
		return err
	}
	if n, err := countNotes(db); err != nil || n != want {
		return fmt.Errorf("after opening again there are %d notes, %w; want %d", n, err, want)
	}
	return db.Close()
}

// TestFullDisk fills a disk of its own, which needs Linux to allow namespaces.
func TestFullDisk(t *testing.T) {
	cmd := child(t, "full", t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, os.ErrPermission) || strings.HasPrefix(string(out), "mounting") {
		if os.Getenv("CI") == "true" {
			t.Fatalf("this system allows no disk of our own: %v %s", err, out)
		}
		t.Skipf("this system allows no disk of our own: %v %s", err, out)
	}
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// failCommit lets the disk fail while a transaction is kept: nobody may write
// again before a restart, which finds everything that was acknowledged.
func failCommit(folder string) error {
	signal.Ignore(syscall.SIGXFSZ)
	db, err := openChild(folder)
	if err == nil {
		err = add(context.Background(), db, "one")
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(folder, "portal.db-wal"))
	if err != nil {
		return err
	}
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	limit := syscall.Rlimit{Cur: uint64(info.Size()) + 1000, Max: before.Max}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	if err := add(context.Background(), db, "two"); !errors.Is(err, ErrBroken) || !errors.Is(err, ErrIO) {
		return fmt.Errorf("the failing commit gave %w; want %w and %w", err, ErrBroken, ErrIO)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	if err := add(context.Background(), db, "three"); !errors.Is(err, ErrBroken) {
		return fmt.Errorf("the next write gave %w; want %w", err, ErrBroken)
	}
	return reopen(db, folder, 1)
}

// TestFailingCommit lets writes fail as on a broken disk.
func TestFailingCommit(t *testing.T) {
	if out, err := child(t, "limit", t.TempDir()).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// TestFaultPoints fails at each point: nothing is kept but after the commit, and
// the next transaction works.
func TestFaultPoints(t *testing.T) {
	for _, c := range []struct {
		point string
		cause error
		want  error
		kept  int
	}{
		{"begin", syscall.ENOSPC, ErrFull, 1},
		{"statement", syscall.ENOSPC, ErrFull, 1},
		{"statement", syscall.EIO, ErrIO, 1},
		{"commit", syscall.EDQUOT, ErrFull, 1},
		{"committed", syscall.EIO, syscall.EIO, 2},
	} {
		t.Run(c.point, func(t *testing.T) {
			armed := false
			ctx := fault.With(t.Context(), func(point string) error {
				if armed && point == c.point {
					return c.cause
				}
				return nil
			})
			db, err := Open(ctx, filepath.Join(t.TempDir(), "portal.db"), notes())
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			armed = true
			if err := add(t.Context(), db, "one"); !errors.Is(err, c.want) {
				t.Errorf("Write gave %v; want %v", err, c.want)
			}
			armed = false
			if err := add(t.Context(), db, "two"); err != nil {
				t.Error(err)
			}
			if got := all(t, db); len(got) != c.kept {
				t.Errorf("kept are %q; want %d", got, c.kept)
			}
		})
	}
}

// TestNothingAfterAnEndedTransaction goes on after an error with which SQLite
// ends a transaction by itself: what comes later must not be kept on its own.
func TestNothingAfterAnEndedTransaction(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "portal.db"))
	err := db.Write(t.Context(), func(tx *Tx) error {
		if _, err := tx.Exec("PRAGMA max_page_count = 1"); err != nil { // as small as it is
			return err
		}
		insert := "INSERT INTO note (text) VALUES (?) RETURNING id"
		_, first := tx.Exec(insert, strings.Repeat("x", 1<<20))
		if !errors.Is(explain(first), ErrFull) {
			t.Errorf("a note larger than the database gave %v; want %v", first, ErrFull)
		}
		_, second := tx.Exec(insert, "two")
		_, third := tx.Query(insert, "three")
		var id int
		fourth := tx.QueryRow(insert, "four").Scan(&id)
		if second == nil || third == nil || fourth == nil {
			t.Errorf("statements after it gave %v, %v, %v; want errors", second, third, fourth)
		}
		return nil
	})
	if !errors.Is(err, ErrFull) {
		t.Errorf("Write gave %v; want %v", err, ErrFull)
	}
	if got := all(t, db); len(got) > 0 {
		t.Errorf("kept are %d notes", len(got))
	}
}
