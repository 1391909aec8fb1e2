package database

import (
	"context"
	"fmt"
)

// Scrub writes the journal into the database and empties it, so that what was
// deleted before stands nowhere on disk any more: the database overwrites what it
// deletes, but the journal keeps pages of before. While a reader needs the
// journal the error is ErrBusy; try again.
func (db *DB) Scrub(ctx context.Context) error {
	if db.writer == nil {
		return fmt.Errorf("emptying the journal of %s: it was opened for reading: %w", db.path, ErrReadOnly)
	}
	var busy, pages, moved int
	if err := db.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("emptying the journal of %s: %w", db.path, explain(err))
	}
	if busy != 0 {
		return fmt.Errorf("emptying the journal of %s: a reader needs it: %w", db.path, ErrBusy)
	}
	return nil
}
