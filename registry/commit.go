package registry

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"mingzhang/database"
	"mingzhang/ledger"
)

// commit keeps a batch of acts in one transaction and answers all of them. It
// does not end with the context of any caller.
func (r *Registry) commit(batch []*work) {
	var note []byte
	whole := false // all was said; only the commit was left
	now, err := r.clock()
	if err == nil {
		err = r.db.Write(context.Background(), func(tx *database.Tx) (err error) {
			note, err = r.appendAll(tx, now, batch)
			whole = err == nil
			return err
		})
	}
	if err != nil {
		r.refuse(batch, err, whole)
		return
	}
	r.announce(now, note)
	for _, w := range batch {
		close(w.done)
	}
}

// announce does what follows a commit, which nothing can take back: it renews
// the checkpoint file and wakes the followers.
func (r *Registry) announce(now time.Time, note []byte) {
	r.last.Store(now.Unix())
	if err := errors.Join(r.hook.At("batch committed"), r.keepCheckpoint(note)); err != nil {
		r.report.Error("what was published is safe, but the checkpoint file beside the database is old", "error", err)
	}
	r.bell.ring()
}

// refuse answers all acts of a batch that was not kept. After an error of the
// commit itself nobody can tell, and their texts must stay.
func (r *Registry) refuse(batch []*work, err error, unsure bool) {
	if errors.Is(err, database.ErrBroken) {
		r.halted.CompareAndSwap(nil, &err)
	}
	for _, w := range batch {
		w.receipt, w.err, w.unsure = Receipt{}, err, unsure
		close(w.done)
	}
}

// appendAll decides on each act once more, now that nobody else writes, and
// appends the entries of those that are allowed. It gives the new checkpoint.
func (r *Registry) appendAll(tx *database.Tx, now time.Time, batch []*work) (note []byte, err error) {
	if err := r.hook.At("batch begun"); err != nil {
		return nil, err
	}
	view, err := ledger.Read(tx)
	if err != nil {
		return nil, err
	}
	next := view.Checkpoint().Size
	var entries []ledger.Entry
	for _, w := range batch {
		if err := w.keep(tx, view, next+int64(len(entries))); err != nil {
			return nil, err
		}
		if w.err != nil {
			continue
		}
		data, err := w.logged.bytes()
		if err != nil {
			return nil, err
		}
		entries = append(entries, ledger.Entry{ActionID: w.act.ID, Data: data})
	}
	if err := r.hook.At("batch kept"); err != nil {
		return nil, err
	}
	return r.append(tx, now, entries)
}

// append appends entries and gives the new checkpoint.
func (r *Registry) append(tx *database.Tx, now time.Time, entries []ledger.Entry) (note []byte, err error) {
	if _, err := r.log.Append(tx, now, entries...); err != nil {
		return nil, err
	}
	if err := r.hook.At("batch appended"); err != nil {
		return nil, err
	}
	view, err := ledger.Read(tx)
	if err != nil {
		return nil, err
	}
	return view.Checkpoint().Note, nil
}

// keep decides on an act within the transaction and writes its row and what the
// caller has to write. An act that is refused leaves nothing but w.err. The error
// is of the transaction as a whole.
func (w *work) keep(tx *database.Tx, view *ledger.View, index int64) error {
	if _, err := tx.Exec("SAVEPOINT act"); err != nil {
		return fmt.Errorf("beginning an act: %w", err)
	}
	if w.err = w.decide(tx, view, index); w.err != nil {
		if _, err := tx.Exec("ROLLBACK TO act"); err != nil {
			return fmt.Errorf("taking an act back: %w", err)
		}
	}
	if _, err := tx.Exec("RELEASE act"); err != nil {
		return fmt.Errorf("ending an act: %w", err)
	}
	return nil
}

// decide is keep without its savepoint. Nobody else has worked on the disclosure
// since plan found that the act is allowed, and the rules of the tables say it
// once more; only its id may have been used meanwhile.
func (w *work) decide(tx *database.Tx, view *ledger.View, index int64) error {
	if first, err := findAct(view, w.act.ID); err != nil || first != nil {
		return errors.Join(err, ErrRepeated)
	}
	if err := w.insert(tx, index); err != nil || w.act.Within == nil {
		return err
	}
	return w.within(tx)
}

// within lets the caller write. One that panics voids its own act, not those
// that wait with it.
func (w *work) within(tx *database.Tx) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return w.act.Within(tx, w.receipt)
}

// insert writes the row of an act and makes its receipt.
func (w *work) insert(tx *database.Tx, index int64) error {
	w.receipt = Receipt{index, w.logged}
	if w.act.Action == Erase {
		return insertErasure(tx, w.made, index, w.act.Reason)
	}
	made := w.made
	made.Index = index
	return insertRevisions(tx, []Revision{made})
}
