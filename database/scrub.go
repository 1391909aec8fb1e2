package database

import (
	"context"
	"errors"
	"fmt"
)

// Scrub writes the journal into the database and empties it, so that what was
// deleted before stands nowhere on disk any more: the database overwrites what it
// deletes, but the journal keeps pages of before. While a reader needs the
// journal the error is ErrBusy, at once, so that no writer waits; try again.
func (db *DB) Scrub(ctx context.Context) (err error) {
	if db.writer == nil {
		return fmt.Errorf("emptying the journal of %s: it was opened for reading: %w", db.path, ErrReadOnly)
	}
	conn, err := db.writer.Conn(ctx) // the turn to write
	if err != nil {
		return fmt.Errorf("waiting for the turn to write: %w", explain(err))
	}
	defer conn.Close()
	ctx = context.WithoutCancel(ctx) // the settings of the connection must come back
	defer func() {
		_, back := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout(%d)", busyTimeout.Milliseconds()))
		err = errors.Join(err, explain(back))
	}()
	if _, err := conn.ExecContext(ctx, "PRAGMA busy_timeout(0)"); err != nil {
		return fmt.Errorf("emptying the journal of %s: %w", db.path, explain(err))
	}
	var busy, pages, moved int
	if err := conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("emptying the journal of %s: %w", db.path, explain(err))
	}
	if busy != 0 {
		return fmt.Errorf("emptying the journal of %s: a reader needs it: %w", db.path, ErrBusy)
	}
	return nil
}
