package registry

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/ledger"
)

// with gives an act with something changed.
func with(act Act, change func(*Act)) Act {
	change(&act)
	return act
}

// TestRefused asks what is refused, and after each that nothing has happened.
func TestRefused(t *testing.T) {
	b := newBench(t)
	b.mustDo(publishing(1))
	b.mustDo(publishing(2))
	b.mustDo(following(Withdraw, 2, 1))
	b.mustDo(publishing(3))
	b.mustDo(following(Erase, 3, 1))
	last := b.mustDo(publishing(4)).Index
	for _, c := range []struct {
		name string
		act  Act
		want error
	}{
		{"no id", with(publishing(5), func(a *Act) { a.ID = "" }), ErrAct},
		{"a path as id", with(publishing(5), func(a *Act) { a.ID = "../a" }), ErrAct},
		{"the id of an adoption", with(publishing(5), func(a *Act) { a.ID = "adopt-x" }), ErrAct},
		{"no disclosure", Act{ID: "x", Action: Publish}, ErrAct},
		{"no action", with(publishing(5), func(a *Act) { a.Action = "" }), ErrAct},
		{"first publication with a base", with(publishing(5), func(a *Act) { a.Base = 1 }), ErrAct},
		{"correction without a reason", with(following(Correct, 1, 1), func(a *Act) { a.Reason = " " }), ErrAct},
		{"withdrawal without a base", with(following(Withdraw, 1, 1), func(a *Act) { a.Base = 0 }), ErrAct},
		{"a reason as long as a text", with(following(Withdraw, 1, 1), func(a *Act) { a.Reason = strings.Repeat("因", 1001) }), ErrAct},
		{"in the future", with(publishing(5), func(a *Act) { a.At = noon().Add(time.Second) }), ErrAct},
		{"in the past", with(publishing(5), func(a *Act) { a.At = noon().Add(-time.Hour) }), ErrAct},
		{"no title", with(publishing(5), func(a *Act) { a.Disclosure.Title = "" }), ErrAct},
		{"no publisher", with(publishing(5), func(a *Act) { a.Disclosure.Publisher.Name = "" }), ErrAct},
		{"an id that climbs out", with(publishing(5), func(a *Act) { a.Disclosure.ID = "../../../etc" }), ErrAct},
		{"published", with(publishing(1), func(a *Act) { a.ID = "again" }), ErrPublished},
		{"correction of nothing", following(Correct, 5, 1), ErrNotFound},
		{"withdrawal of nothing", following(Withdraw, 5, 1), ErrNotFound},
		{"stale", following(Correct, 1, 2), ErrStale},
		{"publication after withdrawal", with(publishing(2), func(a *Act) { a.ID = "again" }), ErrWithdrawn},
		{"correction after withdrawal", following(Correct, 2, 2), ErrWithdrawn},
		{"withdrawal twice", with(following(Withdraw, 2, 2), func(a *Act) { a.ID = "again" }), ErrWithdrawn},
		{"erasure of nothing", following(Erase, 1, 2), ErrNotFound},
		{"erasure twice", with(following(Erase, 3, 1), func(a *Act) { a.ID = "again" }), ErrErased},
	} {
		t.Run(c.name, func(t *testing.T) {
			receipt, err := b.Do(b.ctx, c.act)
			if !errors.Is(err, c.want) || receipt != (Receipt{}) {
				t.Errorf("got %+v, %v; want %v", receipt, err, c.want)
			}
			if err != nil && !strings.Contains(err.Error(), c.act.ID) {
				t.Errorf("the error %q does not name the act", err)
			}
		})
	}
	if changes, err := b.Changes(b.ctx, last, 10); err != nil || len(changes) != 1 {
		t.Errorf("the log has gone on: %+v, %v", changes, err)
	}
	if report, err := b.Fsck(b.ctx); err != nil || report.Unpublished != 0 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestRepeated asks each act again: as it was, which gives the first receipt,
// and with something changed, which is refused.
func TestRepeated(t *testing.T) {
	b := newBench(t)
	acts := []Act{publishing(1), following(Correct, 1, 1), following(Withdraw, 1, 2), following(Erase, 1, 2)}
	var receipts []Receipt
	for _, act := range acts {
		receipts = append(receipts, b.mustDo(act))
	}
	b.seconds.Store(3600)
	if err := b.reopen(); err != nil {
		t.Fatal(err)
	}
	for i, act := range acts {
		if again := b.mustDo(act); again != receipts[i] {
			t.Errorf("%s again gives %+v; want %+v", act.ID, again, receipts[i])
		}
		for name, other := range map[string]Act{
			"another action":     with(act, func(a *Act) { a.Action, a.Base, a.Reason = []Action{Correct, Withdraw, Erase, Correct}[i], 1, "因" }),
			"another disclosure": with(act, func(a *Act) { a.Disclosure = project(2) }),
		} {
			if _, err := b.Do(b.ctx, other); !errors.Is(err, ErrRepeated) {
				t.Errorf("%s with %s: %v; want %v", act.ID, name, err, ErrRepeated)
			}
		}
	}
	for name, other := range map[string]Act{
		"another text":   with(acts[0], func(a *Act) { d := *project(1); d.Amount = &content.Money{Fen: 1}; a.Disclosure = &d }),
		"another reason": with(acts[2], func(a *Act) { a.Reason = "另一个原因" }),
	} {
		if _, err := b.Do(b.ctx, other); !errors.Is(err, ErrRepeated) {
			t.Errorf("%s: %v; want %v", name, err, ErrRepeated)
		}
	}
}

// TestWithinIsPartOfTheTransaction keeps what a caller writes with its act, and
// nothing of a caller that fails or panics, nor harms those beside it.
func TestWithinIsPartOfTheTransaction(t *testing.T) {
	b := newBench(t)
	failed := errors.New("the draft was changed")
	write := func(tx *database.Tx, receipt Receipt) error {
		_, err := tx.Exec("INSERT INTO caller (idx, act) VALUES (?, ?)", receipt.Index, receipt.Entry.ID)
		return err
	}
	var batch []*work
	for i := range 6 {
		act, err := publishing(i).prepared(noon())
		if err != nil {
			t.Fatal(err)
		}
		switch act.Within = write; i {
		case 1:
			act.Within = func(tx *database.Tx, receipt Receipt) error { return errors.Join(write(tx, receipt), failed) }
		case 3:
			act.Within = func(tx *database.Tx, receipt Receipt) error { panic(write(tx, receipt)) }
		case 4:
			act.Within = func(tx *database.Tx, receipt Receipt) error {
				return errors.Join(write(tx, receipt), write(tx, receipt))
			}
		}
		w := &work{act: act, done: make(chan struct{})}
		if _, err := b.plan(b.ctx, w); err != nil {
			t.Fatal(err)
		}
		if err := b.writeText(w.made.Path(), w.text); err != nil {
			t.Fatal(err)
		}
		batch = append(batch, w)
	}
	b.commit(batch)
	for i, want := range []string{"", failed.Error(), "", "panic: ", "UNIQUE", ""} {
		if err := batch[i].err; (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("act %d: %v; want %q", i, err, want)
		}
	}
	var kept string
	err := b.db.Read(b.ctx, func(tx *database.Tx) error {
		return tx.QueryRow("SELECT group_concat(idx || ' ' || act, ', ') FROM (SELECT * FROM caller ORDER BY idx)").Scan(&kept)
	})
	if want := "0 publish-0, 1 publish-2, 2 publish-5"; err != nil || kept != want {
		t.Errorf("callers have written %q, %v; want %q", kept, err, want)
	}
	if report, err := b.Fsck(b.ctx); err != nil || report.Revisions != 3 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestTogether publishes from many goroutines: disclosures of their own, one that
// all want to publish first, one that all want to correct, and one act that all
// ask.
func TestTogether(t *testing.T) {
	b := newBench(t)
	const callers, each = 8, 6
	b.mustDo(publishing(1000))
	var mu sync.Mutex
	outcomes := map[string]int{}
	var work sync.WaitGroup
	count := func(name string, act Act) {
		_, err := b.Do(b.ctx, act)
		for known, word := range map[error]string{nil: "done", ErrPublished: "published", ErrStale: "stale"} {
			if errors.Is(err, known) {
				name += " " + word
			}
		}
		mu.Lock()
		defer mu.Unlock()
		outcomes[name]++
	}
	for caller := range callers {
		work.Go(func() {
			for i := range each {
				count("own", publishing(caller*each+i))
			}
			count("first", with(publishing(2000), func(a *Act) { a.ID = fmt.Sprint("first-", caller) }))
			count("correction", with(following(Correct, 1000, 1), func(a *Act) { a.ID = fmt.Sprint("correction-", caller) }))
			count("same", publishing(3000))
		})
	}
	work.Wait()
	want := map[string]int{"own done": callers * each, "first done": 1, "first published": callers - 1,
		"correction done": 1, "correction stale": callers - 1, "same done": callers}
	if len(outcomes) != len(want) {
		t.Errorf("outcomes are %v", outcomes)
	}
	for name, n := range want {
		if outcomes[name] != n {
			t.Errorf("%s %d times; want %d", name, outcomes[name], n)
		}
	}
	report, err := b.Fsck(b.ctx)
	if wanted := int64(callers*each + 4); err != nil || report.Revisions != wanted || report.Unpublished != 0 {
		t.Errorf("Fsck = %+v, %v; want %d revisions", report, err, wanted)
	}
}

// TestOneIDForTwo lets two disclosures be published under one act at once: one
// is, and nothing is left of the other.
func TestOneIDForTwo(t *testing.T) {
	b := newBench(t)
	errs := make([]error, 2)
	var work sync.WaitGroup
	for i := range errs {
		work.Go(func() { _, errs[i] = b.Do(b.ctx, with(publishing(i), func(a *Act) { a.ID = "one" })) })
	}
	work.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), ErrRepeated) {
		t.Errorf("the errors are %v", errs)
	}
	if report, err := b.Fsck(b.ctx); err != nil || report.Revisions != 1 || report.Unpublished != 0 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestWaitingEnds ends the waiting of a caller whose act nobody has begun, and
// leaves nothing of it.
func TestWaitingEnds(t *testing.T) {
	b := newBench(t)
	for name, block := range map[string]func() (free func()){
		"for the disclosure": func() func() {
			free, err := b.places.lock(b.ctx, project(1).ID)
			if err != nil {
				t.Fatal(err)
			}
			return free
		},
		"for the commit": func() func() { b.queue.turn <- struct{}{}; return func() { <-b.queue.turn } },
	} {
		free := block()
		ctx, cancel := context.WithCancelCause(b.ctx)
		done := make(chan error)
		go func() { _, err := b.Do(ctx, publishing(1)); done <- err }()
		cancel(nil)
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		free()
	}
	if _, err := os.Stat(b.place(content.RevisionPath(project(1).ID, 1))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the text is there: %v", err)
	}
	if len(b.places.held) != 0 {
		t.Errorf("still held: %v", b.places.held)
	}
	b.mustDo(publishing(1))
}

// TestClockSetBack refuses to publish before what is published, in one process
// and after a restart, until the clock is right again.
func TestClockSetBack(t *testing.T) {
	b := newBench(t)
	b.seconds.Store(3600)
	b.mustDo(publishing(1))
	b.seconds.Store(0)
	for i := range 2 {
		if _, err := b.Do(b.ctx, publishing(2)); !errors.Is(err, ledger.ErrClock) {
			t.Errorf("before the last entry: %v", err)
		}
		if i == 0 {
			if err := b.reopen(); err != nil {
				t.Fatal(err)
			}
		}
	}
	b.seconds.Store(3600)
	b.mustDo(publishing(2))
	if report, err := b.Fsck(b.ctx); err != nil || report.Unpublished != 0 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestNormalText publishes what forms and callers leave open.
func TestNormalText(t *testing.T) {
	b := newBench(t)
	act := publishing(1)
	act.Disclosure.ID, act.Disclosure.Sections[1].Markdown = "", "第一行。\r\n\r\n第二行。\r\n"
	receipt := b.mustDo(act)
	if receipt.Entry.Disclosure != project(1).ID || act.Disclosure.ID != "" || len(act.Disclosure.Sections[1].Markdown) < 30 {
		t.Errorf("the receipt is %+v, the act now %+v", receipt, act.Disclosure)
	}
	revision, err := b.Revision(b.ctx, project(1).ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	text, err := b.Content(b.ctx, revision)
	if err != nil || !strings.HasSuffix(string(text), "\n第一行。\n\n第二行。\n") {
		t.Errorf("the text is %q, %v", text, err)
	}
}
