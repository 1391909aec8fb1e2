package registry

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/internal/fault"
)

// points are the places at which writing can fail or be killed, in the order in
// which an act reaches them.
func points() []string {
	return []string{
		"content created", "content half", "content written", "content linked",
		"begin", "batch begun", "statement", "batch kept", "batch appended", "commit", "committed", "batch committed",
		"checkpoint created", "checkpoint written", "checkpoint renamed", "erase logged",
	}
}

// faulty is a bench whose writing fails where it is told to.
type faulty struct {
	*bench
	plan atomic.Pointer[failure]
}

// failure is one error at the n-th time that a point is reached.
type failure struct {
	point string
	left  int
	err   error
	fired bool
}

// newFaulty makes an empty registry that can fail.
func newFaulty(t *testing.T) *faulty {
	t.Helper()
	f := &faulty{bench: &bench{TB: t, folder: t.TempDir()}}
	f.ctx = fault.With(t.Context(), func(point string) error {
		if plan := f.plan.Load(); plan != nil && plan.point == point {
			if plan.left--; plan.left == 0 {
				plan.fired = true
				return plan.err
			}
		}
		return nil
	})
	if err := f.open(); err != nil {
		t.Fatal(err)
	}
	return f
}

// fail does an act with an error on its way, and tells whether it came to it.
func (f *faulty) fail(act Act, point string, nth int, cause error) (fired bool, err error) {
	plan := &failure{point: point, left: nth, err: cause}
	f.plan.Store(plan)
	defer f.plan.Store(nil)
	_, err = f.Do(f.ctx, act)
	return plan.fired, err
}

// TestEveryFault lets the disk be full or broken at every write of every action.
// The error says so, or the act is done all the same; asked again it is done
// once; and nothing is damaged.
func TestEveryFault(t *testing.T) {
	f := newFaulty(t)
	causes := map[error]error{syscall.ENOSPC: database.ErrFull, syscall.EIO: database.ErrIO}
	next, entries := 0, int64(0)
	for _, action := range []Action{Publish, Correct, Withdraw, Erase} {
		reached := 0
		for _, point := range points() {
			for nth := 1; nth < 100; nth++ {
				next++
				act := following(action, next, 1)
				if action == Publish {
					act = publishing(next)
				} else {
					f.mustDo(publishing(next))
					entries++
				}
				act.Within = func(tx *database.Tx, receipt Receipt) error {
					_, err := tx.Exec("INSERT INTO caller (idx, act) VALUES (?, ?)", receipt.Index, receipt.Entry.ID)
					return err
				}
				cause := []error{syscall.ENOSPC, syscall.EIO}[next%2]
				fired, err := f.fail(act, point, nth, cause)
				if err != nil && !errors.Is(err, causes[cause]) {
					t.Errorf("%s, %s %d: %v; want %v", action, point, nth, err, causes[cause])
				}
				receipt := f.mustDo(act)
				if entries++; receipt.Index != entries-1 {
					t.Fatalf("%s, %s %d: index %d; want %d", action, point, nth, receipt.Index, entries-1)
				}
				if !fired {
					break
				}
				reached++
			}
		}
		if want := map[Action]int{Publish: 21, Correct: 21, Withdraw: 21, Erase: 18}[action]; reached != want {
			t.Errorf("%s has met %d faults; want %d", action, reached, want)
		}
	}
	f.survey(entries)
}

// survey checks what faults have left, before and after a restart.
func (f *faulty) survey(entries int64) {
	f.Helper()
	for range 2 {
		report, err := f.Fsck(f.ctx)
		if err != nil || report.Log.Entries != entries || report.Unpublished != 0 {
			f.Errorf("Fsck = %+v, %v; want %d entries", report, err, entries)
		}
		var halves int
		err = f.db.Read(f.ctx, func(tx *database.Tx) error {
			return tx.QueryRow("SELECT count(*) FROM caller c LEFT JOIN entry e ON e.idx = c.idx AND e.action_id = c.act WHERE e.idx IS NULL").Scan(&halves)
		})
		if err != nil || halves != 0 {
			f.Errorf("%d callers have written without an entry, %v", halves, err)
		}
		if err := f.reopen(); err != nil {
			f.Fatal(err)
		}
	}
}

// TestUnknownCommit lets nobody know whether a commit was kept: nothing more is
// written or put aside until a restart, which finds out.
func TestUnknownCommit(t *testing.T) {
	for point, kept := range map[string]bool{"commit": false, "committed": true} {
		t.Run(point, func(t *testing.T) {
			f := newFaulty(t)
			if _, err := f.fail(publishing(1), point, 1, fmt.Errorf("%w (as it were)", database.ErrBroken)); !errors.Is(err, database.ErrBroken) {
				t.Fatalf("the first act: %v", err)
			}
			for _, act := range []Act{publishing(1), publishing(2)} {
				if _, err := f.Do(f.ctx, act); !errors.Is(err, database.ErrBroken) {
					t.Errorf("%s before a restart: %v", act.ID, err)
				}
			}
			if _, err := os.Stat(f.place(content.RevisionPath(project(1).ID, 1))); err != nil {
				t.Errorf("the text of the act is gone: %v", err)
			}
			if err := f.reopen(); err != nil {
				t.Fatal(err)
			}
			size, err := f.Size(f.ctx)
			if err != nil || (size == 1) != kept {
				t.Errorf("after the restart there are %d entries, %v", size, err)
			}
			f.mustDo(publishing(1))
			f.mustDo(publishing(2))
			f.survey(2)
			aside, err := filepath.Glob(filepath.Join(f.content, "*", "*", asidePrefix+"*"))
			if err != nil || (len(aside) == 0) != kept {
				t.Errorf("put aside are %v, %v", aside, err)
			}
		})
	}
}
