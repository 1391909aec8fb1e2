package database

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"mingzhang/internal/fault"
)

// Tx is a transaction. It ends with the function it was given to, which must
// not keep it nor use it from several goroutines.
type Tx struct {
	tx     *sql.Tx
	hook   fault.Hook
	failed error // what ended the transaction within SQLite
}

// Exec runs a statement that gives no rows.
func (tx *Tx) Exec(query string, args ...any) (sql.Result, error) {
	if err := tx.ready(); err != nil {
		return nil, err
	}
	result, err := tx.tx.Exec(query, args...)
	return result, tx.note(err)
}

// Query runs a statement that gives rows. The caller closes them, and looks at
// Err after the last.
func (tx *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	if tx.failed != nil {
		return nil, tx.failed
	}
	rows, err := tx.tx.Query(query, args...)
	return rows, tx.note(err)
}

// QueryRow runs a statement that gives at most one row; Scan gives ErrNone
// without one.
func (tx *Tx) QueryRow(query string, args ...any) *sql.Row {
	ctx := context.Background()
	if tx.failed != nil { // a Row can give no error but that of its context
		ended, cancel := context.WithCancel(ctx)
		cancel()
		ctx = ended
	}
	row := tx.tx.QueryRowContext(ctx, query, args...)
	_ = tx.note(row.Err()) // Scan gives it to the caller
	return row
}

// ready is the fault point before each statement that writes.
func (tx *Tx) ready() error {
	if tx.failed != nil {
		return tx.failed
	}
	return tx.hook.At("statement")
}

// note remembers an error after which SQLite may have ended the transaction: a
// statement after it would be kept on its own.
func (tx *Tx) note(err error) error {
	if err != nil && tx.failed == nil && endsTransaction(err) {
		tx.failed = err
	}
	return err
}

// Write runs f in the one transaction that writes; others wait their turn. When
// it returns nil everything f wrote is on disk, else nothing is, with one
// exception: after ErrBroken only a restart tells, and until then every Write is
// refused. f must not call Write. ctx ends the waiting, and makes f's work void
// when it is done before the commit; it never cuts a commit short.
func (db *DB) Write(ctx context.Context, f func(*Tx) error) error {
	if db.writer == nil {
		return fmt.Errorf("writing the database %s: it was opened for reading: %w", db.path, ErrReadOnly)
	}
	conn, err := db.writer.Conn(ctx) // the turn
	if err != nil {
		return fmt.Errorf("waiting for the turn to write: %w", explain(err))
	}
	defer conn.Close()
	if cause := db.broken.Load(); cause != nil {
		return *cause
	}
	if err := db.hook.At("begin"); err != nil {
		return explain(err)
	}
	inner, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", explain(err))
	}
	defer func() { _ = inner.Rollback() }() // does nothing after the commit
	tx := &Tx{tx: inner, hook: db.hook}
	err = f(tx)
	if err := cmp.Or(tx.failed, err, ctx.Err()); err != nil {
		return explain(err)
	}
	return db.commit(inner)
}

// commit makes a transaction lasting.
func (db *DB) commit(inner *sql.Tx) error {
	if err := db.hook.At("commit"); err != nil {
		return explain(err)
	}
	if err := inner.Commit(); err != nil {
		err = fmt.Errorf("keeping the transaction: %w", explain(err))
		if outcomeUnknown(err) {
			err = fmt.Errorf("%w (%w)", ErrBroken, err)
			db.broken.Store(&err)
		}
		return err
	}
	return db.hook.At("committed")
}

// Read runs f in a transaction that sees the database as of its first question,
// whatever is written meanwhile. Writing in it fails.
func (db *DB) Read(ctx context.Context, f func(*Tx) error) error {
	inner, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("beginning to read: %w", explain(err))
	}
	defer func() { _ = inner.Rollback() }()
	return explain(f(&Tx{tx: inner}))
}
