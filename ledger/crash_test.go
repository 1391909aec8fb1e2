package ledger

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"mingzhang/database"
	"mingzhang/internal/fault"
)

// childRole makes a process of this test one that appends until it is killed.
const childRole = "LEDGER_TEST_APPENDS"

// TestMain runs the tests, or appends until it is killed.
func TestMain(m *testing.M) {
	if os.Getenv(childRole) == "" {
		os.Exit(m.Run())
	}
	fmt.Println(appendForEver(os.Args[len(os.Args)-3], os.Args[len(os.Args)-2], os.Args[len(os.Args)-1]))
	os.Exit(1)
}

// appendForEver appends to the log of a folder and prints what was acknowledged,
// until it reaches a fault point for the n-th time, where it kills itself.
func appendForEver(folder, point, nth string) error {
	left, err := strconv.Atoi(nth)
	if err != nil {
		return err
	}
	ctx := fault.With(context.Background(), func(reached string) error {
		if reached == point {
			if left--; left == 0 {
				return errors.Join(syscall.Kill(os.Getpid(), syscall.SIGKILL), errors.New("killed"))
			}
		}
		return nil
	})
	steps, err := database.Steps("ledger", Migrations)
	if err != nil {
		return err
	}
	key, err := LoadOrCreateKey(filepath.Join(folder, "log.key"), origin)
	if err != nil {
		return err
	}
	db, err := database.Open(ctx, filepath.Join(folder, "portal.db"), steps)
	if err != nil {
		return err
	}
	var log *Log
	if err := db.Write(ctx, func(tx *database.Tx) (err error) { log, err = Open(tx, key, noon()); return err }); err != nil {
		return err
	}
	for i := 0; ; i++ {
		if err := appendSome(ctx, db, log, fmt.Sprintf("%d-%d", os.Getpid(), i), 1+i%3); err != nil {
			return err
		}
	}
}

// appendSome appends n entries in one transaction and prints them.
func appendSome(ctx context.Context, db *database.DB, log *Log, name string, n int) error {
	var entries []Entry
	for i := range n {
		id := fmt.Sprintf("%s-%d", name, i)
		entries = append(entries, Entry{ActionID: id, Data: []byte("entry of " + id)})
	}
	var indexes []int64
	err := db.Write(ctx, func(tx *database.Tx) (err error) {
		indexes, err = log.Append(tx, noon(), entries...)
		return err
	})
	for i, index := range indexes {
		if err == nil {
			_, err = fmt.Printf("%d %s\n", index, entries[i].ActionID)
		}
	}
	return err
}

// crash runs the child until it kills itself, or until so many lines were read,
// and gives what it acknowledged.
func crash(t *testing.T, folder, point string, nth, lines int) map[int64]string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], folder, point, strconv.Itoa(nth))
	cmd.Env = append(os.Environ(), childRole+"=1")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	acknowledged := map[int64]string{}
	for read := bufio.NewReader(out); ; {
		line, err := read.ReadString('\n')
		if errors.Is(err, io.EOF) { // a line that was cut off was not said
			break
		}
		number, id, _ := strings.Cut(strings.TrimSpace(line), " ")
		index, wrong := strconv.ParseInt(number, 10, 64)
		if err != nil || wrong != nil {
			t.Fatalf("the child says %q, %v", line, err)
		}
		acknowledged[index] = id
		if len(acknowledged) == lines {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("the child was not killed: %v", err)
	}
	return acknowledged
}

// TestKilledAnywhere kills a process that appends: at every fault point, from
// the first start on, and 20 times at moments of chance. After each crash what
// was acknowledged is there, in order and without gaps, nothing that was signed
// before has changed, and the whole log is sound.
func TestKilledAnywhere(t *testing.T) {
	folder := t.TempDir()
	acknowledged := map[int64]string{}
	var kept []byte // checkpoint after the crash before
	run := func(point string, nth, lines int) {
		t.Helper()
		for index, id := range crash(t, folder, point, nth, lines) {
			if other, ok := acknowledged[index]; ok {
				t.Fatalf("%s %d: index %d was given to %s and to %s", point, nth, index, other, id)
			}
			acknowledged[index] = id
		}
		kept = survey(t, folder, acknowledged, kept)
	}
	for nth := 1; nth <= 9; nth++ {
		for _, point := range []string{"begin", "statement", "commit", "committed"} {
			run(point, nth, -1)
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		run("", 0, 1+random.IntN(60))
	}
	if len(acknowledged) < 100 {
		t.Errorf("only %d entries were acknowledged", len(acknowledged))
	}
}

// survey opens the log after a crash and gives its checkpoint.
func survey(t *testing.T, folder string, acknowledged map[int64]string, kept []byte) (checkpoint []byte) {
	t.Helper()
	key, err := LoadOrCreateKey(filepath.Join(folder, "log.key"), origin)
	if err != nil {
		t.Fatal(err)
	}
	db, err := openDatabase(t, filepath.Join(folder, "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(t.Context(), func(tx *database.Tx) error {
		log, err := Open(tx, key, noon())
		if err == nil && kept != nil {
			err = log.Extends(tx, kept)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Read(t.Context(), func(tx *database.Tx) error {
		if _, err := Fsck(tx, key.VerifierKey()); err != nil {
			return err
		}
		view, err := Read(tx)
		if err != nil {
			return err
		}
		checkpoint = bytes.Clone(view.Checkpoint().Note)
		for index, id := range acknowledged {
			if e, err := view.Entry(index); err != nil || e.ActionID != id || string(e.Data) != "entry of "+id {
				return fmt.Errorf("entry %d is %s, %w; acknowledged was %s", index, e.Data, err, id)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return checkpoint
}
