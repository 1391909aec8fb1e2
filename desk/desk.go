// Package desk is where drafts lie on their way to the public: what clerks
// upload, mend and submit, what reviewers send back or approve, and what is
// published, corrected and withdrawn.
//
// A draft goes open -> submitted -> approved -> published, back to open when it
// is recalled or sent back, or to discarded. Every act names the version of the
// draft that it saw, so that of two people at once one wins and the other is told.
// Every act is checked against what the account may do, whoever calls, and is
// written to the audit trail in its own transaction. What belongs to another unit
// is not there.
//
// The text before masking is private. It stands in the database until the draft
// is published or discarded, and is wiped then. Files as they were handed in stay
// in a folder that only its owner may read: until their last draft is discarded,
// and for good once one was published, whose record names their hash.
//
// What follows from a draft (figures, findings, personal data, what it would look
// like in public) is never stored but computed anew at every look, after every
// change and again at publication. The package knows no HTTP.
package desk

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"time"

	"mingzhang/account"
	"mingzhang/database"
	"mingzhang/ingest"
	"mingzhang/internal/fault"
	"mingzhang/registry"
)

// Migrations are the steps of the tables of this package.
//
//go:embed migrations
var Migrations embed.FS

// Units tells which units there are; *account.Store does.
type Units interface {
	// Unit gives a unit by its id; account.ErrNotFound when there is none.
	Unit(ctx context.Context, id string) (account.Unit, error)
}

// Config says how the desk is kept.
type Config struct {
	Folder    string // of the data; originals lie in its folder sources
	DB        *database.DB
	Registry  *registry.Registry
	Units     Units
	Reader    *ingest.Reader   // nil = every format but PDF
	OnePerson bool             // who edited or submitted a draft may approve it too
	Now       func() time.Time // nil = time.Now
	Log       *slog.Logger     // nil = none
}

// Desk keeps the drafts. It is safe for use by several goroutines.
type Desk struct {
	db        *database.DB
	registry  *registry.Registry
	units     Units
	reader    *ingest.Reader
	onePerson bool
	now       func() time.Time
	log       *slog.Logger
	originals *originals
	hook      fault.Hook
	turns     *turns        // at which files are read
	wake      chan struct{} // tells Run that something may be due
	wiped     atomic.Bool   // something was deleted since the last scrub
}

// Open gives the desk of a data folder. Call Resume before it is used.
func Open(ctx context.Context, c Config) (*Desk, error) {
	if c.DB == nil || c.Registry == nil || c.Units == nil {
		return nil, errors.New("opening the desk: it needs a database, a registry and units")
	}
	k := &Desk{
		db: c.DB, registry: c.Registry, units: c.Units, reader: c.Reader, onePerson: c.OnePerson, now: c.Now, log: c.Log,
		hook: fault.From(ctx), turns: newTurns(runtime.GOMAXPROCS(0)), wake: make(chan struct{}, 1),
	}
	if k.reader == nil {
		k.reader = new(ingest.Reader)
	}
	if k.now == nil {
		k.now = time.Now
	}
	if k.log == nil {
		k.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if k.originals, err = openOriginals(filepath.Join(c.Folder, "sources"), k.hook); err != nil {
		return nil, fmt.Errorf("opening the desk: %w", err)
	}
	k.wiped.Store(true) // a crash may have come before the last scrub
	return k, nil
}

// unit gives a unit that may hand in drafts.
func (k *Desk) unit(ctx context.Context, id string) (account.Unit, error) {
	unit, err := k.units.Unit(ctx, id)
	if errors.Is(err, account.ErrNotFound) || err == nil && unit.Disabled {
		return account.Unit{}, ErrUnit
	}
	if err != nil {
		return account.Unit{}, fmt.Errorf("looking up a unit: %w", err)
	}
	return unit, nil
}
