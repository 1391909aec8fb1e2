// Package database opens the one SQLite file that holds the state and the log
// of the portal, so that both change in one transaction.
//
// One process writes, through one connection, one transaction after the other;
// many readers each see the state as of the start of their transaction. A
// transaction whose Write returned nil is on disk: the journal is a write-ahead
// log with synchronous=FULL (https://www.sqlite.org/pragma.html#pragma_synchronous).
// The packages that own tables give them as numbered steps; see Migration.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"

	"mingzhang/internal/fault"
)

// How the database is opened. The numbers are no promises.
const (
	applicationID = 0x4D5A6462 // "MZdb": tells our files from those of other programs
	busyTimeout   = 5 * time.Second
	checkTimeout  = 10 * time.Second // of the check at start
	readers       = 8                // read connections at most
)

// DB is an open database. It is safe for use by several goroutines.
type DB struct {
	path   string
	lock   *lock   // nil for a reader
	writer *sql.DB // one connection; nil for a reader
	reader *sql.DB
	hook   fault.Hook
	broken atomic.Pointer[error] // set when nobody knows what a COMMIT did
}

// Open opens the database for the one process that writes and applies the
// steps that are missing. A missing file and folder are made, readable by their
// owner only; a folder that was there keeps its mode. It refuses, with ErrInUse,
// ErrNewer, ErrChanged, ErrDamaged or the cause: a folder that another process
// uses, a schema of a newer program, a step that is not the one that was
// applied, a file that is damaged or no database of ours, a folder that cannot
// be written. The check for damage stops after ten seconds; Check has no limit.
func Open(ctx context.Context, path string, steps []Migration) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding the database %s: %w", path, err)
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	held, err := takeLock(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	db := &DB{path: path, lock: held, hook: fault.From(ctx)}
	if err := db.start(ctx, steps); err != nil {
		return nil, errors.Join(explain(err), db.Close())
	}
	return db, nil
}

// OpenReader opens a database that another process may be writing, for reading
// only: Write refuses, nothing is migrated. The schema must be the one of the
// steps.
func OpenReader(ctx context.Context, path string, steps []Migration) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding the database %s: %w", path, err)
	}
	if _, err := inspectFile(path); err != nil {
		return nil, err
	}
	db := &DB{path: path, hook: fault.From(ctx)}
	if db.reader, err = connect(path, "ro", readers); err != nil {
		return nil, err
	}
	if err := db.compareSchema(ctx, steps); err != nil {
		return nil, errors.Join(explain(err), db.Close())
	}
	return db, nil
}

// start makes or checks the file, connects and migrates.
func (db *DB) start(ctx context.Context, steps []Migration) error {
	isNew, err := prepareFile(db.path)
	if err != nil {
		return err
	}
	if db.writer, err = connect(db.path, "rw", 1); err != nil {
		return err
	}
	if err := db.checkSettings(ctx); err != nil {
		return err
	}
	if !isNew {
		if err := quickCheck(ctx, db.writer); err != nil {
			return err
		}
	}
	if err := db.migrate(ctx, steps); err != nil {
		return err
	}
	db.reader, err = connect(db.path, "ro", readers)
	return err
}

// connect gives a pool of connections; mode is rw or ro. recursive_triggers
// makes the triggers that forbid a deletion hold for REPLACE too; secure_delete
// overwrites what is deleted.
func connect(path, mode string, connections int) (*sql.DB, error) {
	pragmas := []string{
		fmt.Sprintf("busy_timeout(%d)", busyTimeout.Milliseconds()),
		"foreign_keys(1)", "recursive_triggers(1)", "trusted_schema(0)", "cell_size_check(1)", "temp_store(2)",
	}
	if mode == "rw" {
		pragmas = append(pragmas, "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)", "journal_size_limit(67108864)")
	}
	query := url.Values{"mode": {mode}, "_pragma": pragmas, "_dqs": {"0"}, "_defensive": {"1"}, "_error_rc": {"1"}}
	if mode == "rw" {
		query.Set("_txlock", "immediate")
	}
	name := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	driver, err := sqlite.NewConnector(name.String())
	if err != nil {
		return nil, fmt.Errorf("opening the database %s: %w", path, err)
	}
	pool := sql.OpenDB(connector{driver})
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool, nil
}

// checkSettings refuses a file system on which SQLite quietly falls back to
// settings that promise less.
func (db *DB) checkSettings(ctx context.Context) error {
	var journal string
	var synchronous, foreignKeys int
	err := errors.Join(
		db.writer.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&journal),
		db.writer.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&synchronous),
		db.writer.QueryRowContext(ctx, "PRAGMA foreign_keys").Scan(&foreignKeys),
	)
	if err != nil {
		return fmt.Errorf("reading the settings of the database %s: %w", db.path, err)
	}
	if journal != "wal" || synchronous != 2 || foreignKeys != 1 {
		return fmt.Errorf("the file system of %s does not allow a write-ahead log (journal_mode is %s); use a local disk", db.path, journal)
	}
	return nil
}

// Close ends all connections and gives the folder free. Transactions under way
// are waited for.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{db.reader, db.writer} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	if db.lock != nil {
		errs = append(errs, db.lock.release())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("closing the database %s: %w", db.path, err)
	}
	return nil
}
