package desk

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mingzhang/account"
	"mingzhang/database"
	"mingzhang/internal/fault"
	"mingzhang/publish"
	"mingzhang/trail"
)

// childRole makes a process of this test one that publishes until it is killed.
const childRole = "DESK_TEST_PUBLISHES"

// TestMain runs the tests, or publishes until it is killed.
func TestMain(m *testing.M) {
	if os.Getenv(childRole) == "" {
		os.Exit(m.Run())
	}
	n := len(os.Args)
	fmt.Println("failed", publishForEver(os.Args[n-3], os.Args[n-2], os.Args[n-1]))
	os.Exit(1)
}

// publishForEver takes drafts to the public and prints what was acknowledged, until
// it reaches a fault point for the n-th time, where it kills itself.
func publishForEver(folder, point, nth string) error {
	left, err := strconv.Atoi(nth)
	if err != nil {
		return err
	}
	armed := false
	ctx := fault.With(context.Background(), func(reached string) error {
		if armed && reached == point {
			if left--; left == 0 {
				return errors.Join(syscall.Kill(os.Getpid(), syscall.SIGKILL), errors.New("killed"))
			}
		}
		return nil
	})
	o, err := openOffice(ctx, folder)
	if err != nil {
		return err
	}
	if err := o.Resume(ctx); err != nil {
		return err
	}
	armed = true
	for i := 0; ; i++ {
		if err := oneLife(ctx, o, os.Getpid()*1000+i); err != nil {
			return err
		}
	}
}

// oneLife takes one draft to the public and discards another.
func oneLife(ctx context.Context, o *office, n int) error {
	key := fmt.Sprint("key-", n)
	got, err := o.Upload(ctx, clerk(), city(), key, File{"一.txt", private(n)}, File{"二.txt", private(-n)})
	if err != nil {
		return err
	}
	id, other := got.Files[0].Drafts[0], got.Files[1].Drafts[0]
	fmt.Println("uploaded", id)
	s, err := o.Sheet(ctx, clerk(), id)
	if err != nil {
		return err
	}
	var decisions []publish.Decision
	for h := range undecided(s.Hits) {
		decisions = append(decisions, publish.Decision{Hit: h.ID, Action: publish.MaskIt})
	}
	d, err := o.Decide(ctx, clerk(), id, s.Version, decisions...)
	if err == nil {
		d, err = o.Submit(ctx, clerk(), id, d.Version, o.now().Add(-time.Minute))
	}
	if err == nil {
		d, err = o.Approve(ctx, reviewer(), id, d.Version, "")
	}
	if err != nil {
		return err
	}
	fmt.Println("approved", id)
	if d, err = o.Publish(ctx, account.System(), id, d.Version); err != nil {
		return err
	}
	fmt.Println("published", id, d.Receipt.Index)
	if _, err := o.Discard(ctx, clerk(), other, 1); err != nil {
		return err
	}
	fmt.Println("discarded", other)
	return nil
}

// crash runs the child until it kills itself, or until so many lines were read,
// and gives what it acknowledged.
func crash(t *testing.T, folder, point string, nth, lines int) (acknowledged [][]string) {
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
	for read := bufio.NewReader(out); ; {
		line, err := read.ReadString('\n')
		if errors.Is(err, io.EOF) { // a line that was cut off was not said
			break
		}
		words := strings.Fields(line)
		if err != nil || len(words) < 2 || words[0] == "failed" {
			t.Fatalf("at %s the child says %q, %v", point, line, err)
		}
		if acknowledged = append(acknowledged, words); len(acknowledged) == lines {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("at %s the child was not killed: %v", point, err)
	}
	return acknowledged
}

// TestKilledAnywhere kills a process that uploads, approves, publishes and
// discards: at every fault point of the desk, the registry and the database, and at
// moments of chance. After each crash the desk resumes: what was acknowledged is
// there, what was approved is published once, and nothing is half done.
func TestKilledAnywhere(t *testing.T) {
	folder := t.TempDir()
	var said [][]string
	for _, point := range []string{
		"original created", "original written", "original named", "begin", "statement", "commit", "committed",
		"desk before publication", "content created", "content half", "content written", "content linked",
		"batch begun", "desk within publication", "batch kept", "batch appended", "batch committed",
		"checkpoint created", "checkpoint written", "checkpoint renamed", "desk after publication", "desk after discarding",
	} {
		for nth := 1; nth <= 2; nth++ {
			said = append(said, crash(t, folder, point, nth*nth, -1)...)
			survey(t, folder, point, said)
		}
	}
	for lines := 1; lines <= 10; lines++ {
		said = append(said, crash(t, folder, "", 0, lines)...)
		survey(t, folder, "a moment of chance", said)
	}
	if len(said) < 100 {
		t.Errorf("only %d acts were acknowledged", len(said))
	}
}

// survey opens the desk after a crash, resumes and compares it with what was said.
func survey(t *testing.T, folder, point string, said [][]string) {
	t.Helper()
	o, err := openOffice(t.Context(), folder)
	if err != nil {
		t.Fatalf("after %s: %v", point, err)
	}
	defer o.db.Close()
	if err := o.Resume(t.Context()); err != nil {
		t.Fatalf("after %s: %v", point, err)
	}
	entries := map[string]int64{}
	changes, err := o.registry.Changes(t.Context(), 0, 10_000)
	for _, c := range changes {
		if _, twice := entries[c.Entry.ID]; twice {
			t.Errorf("after %s: %s is in the log twice", point, c.Entry.ID)
		}
		entries[c.Entry.ID] = c.Index
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range said {
		o.compare(t, point, words, entries)
	}
	o.noneHalfDone(t, point, entries)
}

// compare holds one acknowledgement against the desk and the log.
func (o *office) compare(t *testing.T, point string, words []string, entries map[string]int64) {
	t.Helper()
	f, err := o.look(t.Context(), words[1])
	if err != nil {
		t.Fatalf("after %s: %v is lost: %v", point, words, err)
	}
	index, logged := entries["draft:"+f.ID]
	switch words[0] {
	case "approved", "published":
		if f.State != StatePublished || !logged || f.Receipt.Index != index {
			t.Errorf("after %s: %v is %s, in the log %t", point, words, f.State, logged)
		}
		if len(words) == 3 && words[2] != fmt.Sprint(index) {
			t.Errorf("after %s: %v is entry %d now", point, words, index)
		}
	case "discarded":
		if f.State != StateDiscarded || f.body != nil {
			t.Errorf("after %s: %v is %s", point, words, f.State)
		}
	}
}

// noneHalfDone compares every draft with its body, its original and the log.
func (o *office) noneHalfDone(t *testing.T, point string, entries map[string]int64) {
	t.Helper()
	page, err := o.Drafts(t.Context(), admin(), Filter{Limit: maxList})
	if err != nil || page.Next != "" {
		t.Fatalf("after %s: %v", point, err)
	}
	published := 0
	for _, d := range page.Drafts {
		f, err := o.look(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		ended := slices.Contains([]State{StatePublished, StateDiscarded}, d.State)
		if _, logged := entries["draft:"+d.ID]; logged != (d.State == StatePublished) || ended != (f.body == nil) {
			t.Errorf("after %s: %s is %s, in the log %t, wiped %t", point, d.ID, d.State, logged, f.body == nil)
		}
		if _, err := o.originals.read(string(d.Original)); (err == nil) != (d.State != StateDiscarded) {
			t.Errorf("after %s: the original of %s, which is %s: %v", point, d.ID, d.State, err)
		}
		if d.State == StatePublished {
			published++
			o.public(t, d.Receipt.Disclosure)
		}
	}
	if left, err := filepath.Glob(filepath.Join(o.originals.folder, pending+"*")); err != nil || len(left) > 0 {
		t.Errorf("after %s: pending originals %v, %v", point, left, err)
	}
	if published != len(entries) {
		t.Errorf("after %s: %d drafts are published, %d entries logged", point, published, len(entries))
	}
	err = o.db.Read(t.Context(), func(tx *database.Tx) error { _, err := trail.Verify(tx); return err })
	if err != nil {
		t.Errorf("after %s: %v", point, err)
	}
}
