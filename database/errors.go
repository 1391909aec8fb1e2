package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can go wrong, to be asked with errors.Is. The error itself says more.
var (
	ErrInUse    = errors.New("the data folder is in use by another process; stop it first")
	ErrNewer    = errors.New("the database was written by a newer version of this program; start that version")
	ErrChanged  = errors.New("the database was made by other steps than this program has; start the version that made it")
	ErrDamaged  = errors.New("the database is damaged; stop the program and restore a backup")
	ErrFull     = errors.New("the disk is full; nothing was written: free some space and try again")
	ErrIO       = errors.New("the disk failed to read or write; check the disk and its file system")
	ErrReadOnly = errors.New("the database cannot be written; check the owner and mode of its folder")
	ErrBusy     = errors.New("the database is locked by another program; close that program")
	ErrConflict = errors.New("a rule of the database forbids this")
	ErrBroken   = errors.New("nobody knows whether the last transaction was kept; restart the program, which finds out")
	ErrNone     = sql.ErrNoRows // no row answers the question
)

// explain puts the sentence for people before an error of SQLite or of the disk.
func explain(err error) error {
	if err == nil {
		return nil
	}
	for _, known := range []error{ErrInUse, ErrNewer, ErrChanged, ErrDamaged, ErrFull, ErrIO, ErrReadOnly, ErrBusy, ErrConflict} {
		if errors.Is(err, known) {
			return err
		}
	}
	if sentence := sentenceOf(err); sentence != nil {
		return fmt.Errorf("%w (%w)", sentence, err)
	}
	return err
}

// sentenceOf tells the kind of an error, nil when it is none of the known ones.
func sentenceOf(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull
	case errors.Is(err, syscall.EIO):
		return ErrIO
	}
	switch primaryCode(err) {
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_IOERR:
		return ErrIO
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return ErrReadOnly
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	case sqlite3.SQLITE_CONSTRAINT:
		return ErrConflict
	}
	return nil
}

// primaryCode is the result code of SQLite without its extension, -1 when the
// error is none of SQLite. See https://www.sqlite.org/rescode.html.
func primaryCode(err error) int {
	var coded *sqlite.Error
	if !errors.As(err, &coded) {
		return -1
	}
	return coded.Code() & 0xff
}

// endsTransaction tells whether SQLite may have rolled the whole transaction
// back by itself after this error, so that a further statement would run, and
// be kept, on its own. See https://www.sqlite.org/lang_transaction.html.
func endsTransaction(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	switch primaryCode(err) {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY,
		sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_CORRUPT:
		return true
	}
	return false
}

// outcomeUnknown tells whether a failed COMMIT may still be found on disk after
// a restart. A full disk and a broken rule are found before the commit record
// is written; a failed fsync is not, and must not be tried again, because the
// system may have dropped the pages (https://www.sqlite.org/howtocorrupt.html,
// section 3, and https://wiki.postgresql.org/wiki/Fsync_Errors).
func outcomeUnknown(err error) bool {
	switch primaryCode(err) {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_BUSY:
		return false
	}
	return true
}
