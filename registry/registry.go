// Package registry holds the published revisions of disclosures, each tied to
// one entry of the log, and the one path on which anything is published,
// corrected, withdrawn or erased.
//
// The text of a revision is a write-once file below the content folder; its
// hash is in its log entry. A commit of the database is the publication: the
// entry, the signed checkpoint, the row of the revision and what the caller
// keeps in the same transaction ([Act.Within]) are there together or not at all.
// The file is on disk before, so that a published revision always has its text;
// a file without a row is not published.
//
// The package knows no drafts, accounts or HTTP, and does not judge texts.
package registry

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"time"

	"mingzhang/database"
	"mingzhang/internal/fault"
	"mingzhang/ledger"
)

// Migrations are the steps of the tables of the registry. They follow those of
// the ledger.
//
//go:embed migrations
var Migrations embed.FS

// Config is what a registry needs.
type Config struct {
	Folder string           // data folder: content/ and checkpoint lie in it
	DB     *database.DB     // with the steps of ledger and registry
	Key    *ledger.Key      // that signs the log
	Now    func() time.Time // nil means the clock of the system
	Log    *slog.Logger     // nil means none
}

// Registry is open for publishing and reading. It is safe for use by several
// goroutines. There is one for each database; it has nothing to close.
type Registry struct {
	content    string // folder
	checkpoint string // file
	db         *database.DB
	log        *ledger.Log
	seen       *ledger.Cache // of what is kept; never of a transaction that writes
	key        *ledger.Key
	now        func() time.Time
	report     *slog.Logger
	hook       fault.Hook
	queue      *queue
	places     *places
	bell       *bell
	last       atomic.Int64 // seconds since 1970 of the newest entry
	halted     atomic.Pointer[error]
}

// Open opens the registry of a data folder. It makes sure that the log goes on
// from the checkpoint file, which lies outside the database, and that the newest
// entries have their rows and texts; else it refuses, with ledger.ErrBehind,
// ledger.ErrDamaged or ErrDamaged, and nothing is changed. A log with entries
// of a newer version of this program is served but not written: Do then gives
// ErrVersion.
func Open(ctx context.Context, config Config) (*Registry, error) {
	r := &Registry{
		content: filepath.Join(config.Folder, "content"), checkpoint: filepath.Join(config.Folder, "checkpoint"),
		db: config.DB, key: config.Key, now: config.Now, report: config.Log, hook: fault.From(ctx),
		seen: ledger.NewCache(), queue: newQueue(), places: newPlaces(), bell: newBell(),
	}
	if r.now == nil {
		r.now = time.Now
	}
	if r.report == nil {
		r.report = slog.New(slog.DiscardHandler)
	}
	if err := r.start(ctx); err != nil {
		return nil, fmt.Errorf("opening the registry in %s: %w", config.Folder, err)
	}
	return r, nil
}

// start opens the log, checks what a crash or a restore may have left, and
// finishes erasures.
func (r *Registry) start(ctx context.Context) error {
	kept, err := r.readCheckpoint()
	if err != nil {
		return err
	}
	err = r.db.Write(ctx, func(tx *database.Tx) error {
		var err error
		if r.log, err = ledger.Open(tx, r.key, r.now()); err != nil || kept == nil {
			return err
		}
		if err := r.log.Extends(tx, kept); err != nil {
			return fmt.Errorf("comparing the database with %s: %w", r.checkpoint, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := r.checkNewest(ctx); err != nil {
		return err
	}
	if err := r.checkAdopted(ctx); err != nil {
		return err
	}
	if err := r.finishErasures(ctx); err != nil {
		return err
	}
	note, err := r.Checkpoint(ctx)
	if err != nil {
		return err
	}
	return r.keepCheckpoint(note)
}

// VerifierKey is the public key of the log, in one line.
func (r *Registry) VerifierKey() string { return r.key.VerifierKey() }

// Watch gives a channel that is closed at the next publication. A follower asks
// for it before it reads the changes, so that it misses none.
func (r *Registry) Watch() <-chan struct{} { return r.bell.next() }
