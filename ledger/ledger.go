// Package ledger is an append-only Merkle log over bytes: what was appended can
// be proved for ever, and nobody, not even who runs it, can change or remove an
// entry without every follower seeing it.
//
// The tree is that of RFC 6962, section 2.1, with the mathematics of
// golang.org/x/mod/sumdb. What leaves the log has the formats of C2SP
// (https://c2sp.org, as of July 2026): tlog-tiles v0.1.0 for hashes and entries,
// tlog-checkpoint v1.0.0 and signed-note v1.0.0 with Ed25519 for what is signed,
// tlog-proof (untagged) for offline proofs.
//
// Entries, tiles and checkpoints lie in tables of the caller's database, so that
// an entry and what it tells of are kept in one transaction. The package knows
// neither what entries mean nor HTTP. What verifies needs no database.
package ledger

import (
	"database/sql"
	"embed"
	"errors"
)

// Limits of the log.
const (
	MaxEntry    = 1<<16 - 1 // bytes of an entry; tlog-tiles gives its length two bytes
	maxActionID = 200       // bytes
	maxSize     = 1 << 48   // entries; keeps the arithmetic far from overflow
	tileWidth   = 256       // hashes of a full tile, entries of a full bundle
	tileHeight  = 8         // levels of the tree within a tile
)

// Migrations are the steps of the tables that the log lies in.
//
//go:embed migrations
var Migrations embed.FS

// What can go wrong, to be asked with errors.Is. The error itself says more.
var (
	ErrNotFound  = errors.New("the log has no such entry, tile or checkpoint")
	ErrDuplicate = errors.New("this action is in the log already")
	ErrEntry     = errors.New("this is no entry for the log")
	ErrClock     = errors.New("the clock went back; set it right before anything is published")
	ErrDamaged   = errors.New("the log does not agree with its signed checkpoint; nothing may be appended: restore a backup and the entries since then from a mirror")
	ErrBehind    = errors.New("the log is older than a checkpoint that it signed, as after the restore of an old backup; nothing may be appended: get the missing entries from a mirror")
	ErrInvalid   = errors.New("this does not verify")
)

// Tx is what the log asks of a transaction of the database: a pointer, as *sql.Tx,
// that stands for the same transaction whenever it is the same.
type Tx interface {
	Exec(query string, args ...any) (sql.Result, error)
	Query(query string, args ...any) (*sql.Rows, error)
	QueryRow(query string, args ...any) *sql.Row
}

// Entry is one entry of the log.
type Entry struct {
	Index    int64  // place in the log, from 0; set by the log
	ActionID string // names the act, 1 to 200 bytes; unique in the log
	Data     []byte // 1 to MaxEntry bytes; public for ever
}
