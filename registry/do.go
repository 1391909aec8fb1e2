package registry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/ledger"
)

// work is an act on its way to the log.
type work struct {
	act     Act
	made    Revision // that it publishes or erases
	logged  Entry    // what the log will say
	text    []byte   // Markdown; nil for Erase
	done    chan struct{}
	receipt Receipt
	err     error
	unsure  bool // the transaction may have been kept although err is set
}

// Do does an act and returns once it is published and on disk. Many goroutines
// may call it; acts that wait together are kept together. After any error the
// same act may be asked again: when it was done all the same its first receipt
// is the answer. ctx ends the waiting only while nothing was done.
//
// The errors are ErrAct for an act that can never be done, ErrRepeated for an
// id that another act has, ErrPublished, ErrStale, ErrWithdrawn, ErrErased or
// ErrNotFound for a state that does not allow it, that of Within, and those of
// the disk and the log.
func (r *Registry) Do(ctx context.Context, act Act) (Receipt, error) {
	receipt, err := r.do(ctx, act)
	if err != nil {
		return Receipt{}, fmt.Errorf("%s (act %.100q): %w", act.Action, act.ID, explain(err))
	}
	return receipt, nil
}

// Erase removes the bytes of a revision, as a court may order; the hash stays in
// the log, and so does the private reason in the database. It is the act Erase.
func (r *Registry) Erase(ctx context.Context, actionID, id string, revision int, reason string) (Receipt, error) {
	named := &content.Disclosure{Summary: content.Summary{ID: id}}
	return r.Do(ctx, Act{ID: actionID, Action: Erase, Disclosure: named, Base: revision, Reason: reason})
}

// do is Do without the name of the act in its errors.
func (r *Registry) do(ctx context.Context, asked Act) (Receipt, error) {
	if halted := r.halted.Load(); halted != nil {
		return Receipt{}, *halted
	}
	now, err := r.clock()
	if err != nil {
		return Receipt{}, err
	}
	act, err := asked.prepared(now)
	if err != nil {
		return Receipt{}, err
	}
	free, err := r.places.lock(ctx, act.Disclosure.ID)
	if err != nil {
		return Receipt{}, err
	}
	defer free()
	w := &work{act: act, done: make(chan struct{})}
	again, err := r.plan(ctx, w)
	switch {
	case err != nil:
		return Receipt{}, err
	case w.act.Action == Erase:
		return r.erase(ctx, w, again)
	case again:
		return w.receipt, nil
	}
	return r.publish(ctx, w)
}

// clock gives the time, unless it is before what was published.
func (r *Registry) clock() (time.Time, error) {
	now := r.now().UTC().Truncate(time.Second)
	if last := r.last.Load(); now.Unix() < last {
		return now, fmt.Errorf("%w (it shows %s, the last entry is of %s)", ledger.ErrClock,
			now.Format(time.RFC3339), time.Unix(last, 0).UTC().Format(time.RFC3339))
	}
	return now, nil
}

// plan decides on an act by what is published now and makes what it will keep.
// It tells whether the act was done before; then the receipt is there.
func (r *Registry) plan(ctx context.Context, w *work) (again bool, err error) {
	var before Revision
	var first *Receipt
	err = r.db.Read(ctx, func(tx *database.Tx) error {
		var err error
		view, err := ledger.Read(tx)
		if err != nil {
			return err
		}
		if first, err = findAct(view, w.act.ID); err != nil || first != nil {
			return err
		}
		before, err = w.act.allowed(tx)
		return err
	})
	if err != nil {
		return false, err
	}
	if first != nil {
		w.receipt = *first
		return true, r.checkRepeated(ctx, w.act, *first)
	}
	if w.act.Action == Erase {
		w.erases(before)
		return false, nil
	}
	return false, r.makes(w, before)
}

// findAct gives the receipt of an act that is in the log, nil when it is not.
func findAct(view *ledger.View, id string) (*Receipt, error) {
	logged, err := view.Find(id)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	entry, err := ParseEntry(logged.Data)
	if err != nil {
		return nil, fmt.Errorf("reading entry %d: %w", logged.Index, err)
	}
	return &Receipt{logged.Index, entry}, nil
}

// allowed tells whether the published revisions allow the act now, and gives the
// revision that it follows or erases; the zero Revision for a first publication.
func (a *Act) allowed(tx *database.Tx) (Revision, error) {
	if a.Action == Erase {
		target, err := revisionOf(tx, a.Disclosure.ID, a.Base)
		if err == nil && target.Erased {
			err = ErrErased
		}
		return target, err
	}
	newest, err := newestOf(tx, a.Disclosure.ID)
	none := errors.Is(err, ErrNotFound)
	switch {
	case err != nil && !none:
		return Revision{}, err
	case a.Action == Publish && none:
		return Revision{}, nil
	case none:
		return Revision{}, err
	case newest.Action == Withdraw:
		return newest, fmt.Errorf("%w (by entry %d)", ErrWithdrawn, newest.Index)
	case a.Action == Publish:
		return newest, fmt.Errorf("%w (entry %d)", ErrPublished, newest.Index)
	case a.Base != newest.Entry.Revision:
		return newest, fmt.Errorf("%w (it is based on revision %d, the newest is %d)", ErrStale, a.Base, newest.Entry.Revision)
	}
	return newest, nil
}

// publish writes the text, then waits for the commit.
func (r *Registry) publish(ctx context.Context, w *work) (Receipt, error) {
	if err := r.writeText(w.made.Path(), w.text); err != nil {
		return Receipt{}, err
	}
	err := r.join(ctx, w)
	if err != nil && !w.unsure {
		if err := r.removeText(w.made.Path()); err != nil {
			r.report.Warn("the text of a refused act stays until it is put aside", "path", "content/"+w.made.Path(), "error", err)
		}
	}
	return w.receipt, err
}
