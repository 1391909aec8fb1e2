package registry

import (
	"context"
	"fmt"

	"mingzhang/content"
	"mingzhang/database"
)

// erases fills in what the log says of an erasure: the hash that stays.
func (w *work) erases(target Revision) {
	w.made = target
	w.logged = target.Entry
	w.logged.Action, w.logged.ID, w.logged.Time = Erase, w.act.ID, w.act.At
}

// erase logs an erasure, unless it is logged, and then removes the bytes. What a
// crash or the disk leaves between the two is removed when the act is asked
// again and when the registry is opened.
func (r *Registry) erase(ctx context.Context, w *work, logged bool) (Receipt, error) {
	if !logged {
		if err := r.join(ctx, w); err != nil {
			return Receipt{}, err
		}
	}
	if err := r.hook.At("erase logged"); err != nil {
		return Receipt{}, err
	}
	if err := r.removeText(content.RevisionPath(w.receipt.Entry.Disclosure, w.receipt.Entry.Revision)); err != nil {
		return Receipt{}, fmt.Errorf("the erasure is in the log, but the file is still there; ask again: %w", err)
	}
	return w.receipt, nil
}

// insertErasure adds the row of an erasure.
func insertErasure(tx *database.Tx, target Revision, index int64, reason string) error {
	_, err := tx.Exec("INSERT INTO erasure (disclosure, revision, idx, reason) VALUES (?, ?, ?, ?)",
		target.Disclosure, target.Entry.Revision, index, reason)
	if err != nil {
		return fmt.Errorf("writing the erasure of revision %d of %s: %w", target.Entry.Revision, target.Disclosure, err)
	}
	return nil
}

// finishErasures removes the files of erased revisions that are still there.
func (r *Registry) finishErasures(ctx context.Context) error {
	return r.db.Read(ctx, func(tx *database.Tx) error {
		for revision, err := range revisions(tx, "WHERE e.idx IS NOT NULL") {
			if err != nil {
				return err
			}
			if err := r.removeText(revision.Path()); err != nil {
				return err
			}
		}
		return nil
	})
}
