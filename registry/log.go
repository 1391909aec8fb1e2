package registry

import (
	"context"
	"fmt"

	"mingzhang/database"
	"mingzhang/ledger"
)

// view asks the log as it is.
func (r *Registry) view(ctx context.Context, ask func(*ledger.View) error) error {
	return r.db.Read(ctx, func(tx *database.Tx) error {
		view, err := r.seen.Read(tx)
		if err != nil {
			return err
		}
		return ask(view)
	})
}

// Changes gives up to limit entries from the index since on, in the order of the
// log. The next question is from the last index plus one. When an entry is of an
// unknown version those before it are given; without any the error is
// ErrVersion.
func (r *Registry) Changes(ctx context.Context, since int64, limit int) ([]Receipt, error) {
	if since < 0 || limit < 1 {
		return nil, fmt.Errorf("%w: changes are read from 0 on, at least one", ErrAct)
	}
	var list []Receipt
	err := r.view(ctx, func(view *ledger.View) error {
		for logged, err := range view.Entries(since) {
			if err != nil {
				return err
			}
			entry, err := ParseEntry(logged.Data)
			if err != nil && len(list) == 0 {
				return fmt.Errorf("reading entry %d: %w", logged.Index, err)
			}
			if err != nil {
				return nil // the next question tells
			}
			if list = append(list, Receipt{logged.Index, entry}); len(list) == limit {
				return nil
			}
		}
		return nil
	})
	return list, err
}

// Proof gives the offline proof of an entry, a text of c2sp.org/tlog-proof.
func (r *Registry) Proof(ctx context.Context, index int64) (proof []byte, err error) {
	err = r.view(ctx, func(view *ledger.View) (err error) { proof, err = view.Proof(index); return err })
	return proof, err
}

// Entry gives the bytes of an entry.
func (r *Registry) Entry(ctx context.Context, index int64) (data []byte, err error) {
	err = r.view(ctx, func(view *ledger.View) error {
		entry, err := view.Entry(index)
		data = entry.Data
		return err
	})
	return data, err
}

// Checkpoint gives the newest signed note of the log.
func (r *Registry) Checkpoint(ctx context.Context) (note []byte, err error) {
	err = r.view(ctx, func(view *ledger.View) error { note = view.Checkpoint().Note; return nil })
	return note, err
}

// Size is the number of entries of the log.
func (r *Registry) Size(ctx context.Context) (size int64, err error) {
	err = r.view(ctx, func(view *ledger.View) error { size = view.Checkpoint().Size; return nil })
	return size, err
}

// Tile gives the first hashes of a tile of the log.
func (r *Registry) Tile(ctx context.Context, level int, index int64, width int) (tile []byte, err error) {
	err = r.view(ctx, func(view *ledger.View) (err error) { tile, err = view.Tile(level, index, width); return err })
	return tile, err
}

// EntryBundle gives the first entries of a bundle of the log. The caller must not
// change it.
func (r *Registry) EntryBundle(ctx context.Context, index int64, width int) (bundle []byte, err error) {
	err = r.view(ctx, func(view *ledger.View) (err error) { bundle, err = view.EntryBundle(index, width); return err })
	return bundle, err
}

// Cursor gives the index of the first entry that a follower has not seen, 0 for
// a new one.
func (r *Registry) Cursor(ctx context.Context, name string) (next int64, err error) {
	err = r.db.Read(ctx, func(tx *database.Tx) (err error) { next, err = cursor(tx, name); return err })
	return next, err
}

// cursor is Cursor in a transaction.
func cursor(tx *database.Tx, name string) (next int64, err error) {
	if err := tx.QueryRow("SELECT coalesce(max(next), 0) FROM cursor WHERE name = ?", name).Scan(&next); err != nil {
		return 0, fmt.Errorf("reading the cursor %s: %w", name, err)
	}
	return next, nil
}

// SetCursor keeps how far a follower has come.
func (r *Registry) SetCursor(ctx context.Context, name string, next int64) error {
	if name == "" || len(name) > 100 || name == adoptCursor {
		return fmt.Errorf("%w: %.40q cannot name a follower", ErrAct, name)
	}
	return r.db.Write(ctx, func(tx *database.Tx) error { return setCursor(tx, name, next) })
}

// setCursor is SetCursor in a transaction.
func setCursor(tx *database.Tx, name string, next int64) error {
	_, err := tx.Exec("INSERT INTO cursor (name, next) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET next = excluded.next", name, next)
	if err != nil {
		return fmt.Errorf("keeping the cursor %s: %w", name, err)
	}
	return nil
}
