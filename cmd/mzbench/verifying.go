package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"mingzhang/database"
	"mingzhang/ledger"
)

// verifiedEntries is the size of the log that is verified, whatever -n says.
const verifiedEntries = 1_000_000

// verify times the check of a whole log: of every entry, tile and signature in
// its database, and by a follower that believes only what it computes.
func (b *bench) verify() error {
	dir := filepath.Join(b.work, fmt.Sprintf("log-%d", verifiedEntries))
	if err := once(dir, "1", func(dir string) error { return b.writeLog(dir, verifiedEntries) }); err != nil {
		return err
	}
	db, key, err := openLog(b.ctx, dir)
	if err != nil {
		return err
	}
	check := func() error {
		return db.Read(b.ctx, func(tx *database.Tx) error { _, err := ledger.Fsck(tx, key.VerifierKey()); return err })
	}
	follow := func() error {
		return db.Read(b.ctx, func(tx *database.Tx) error {
			view, err := ledger.Read(tx)
			if err != nil {
				return err
			}
			follower, err := ledger.NewFollower(key.VerifierKey(), nil)
			if err != nil {
				return err
			}
			return follower.Follow(b.ctx, viewed{view}, nil)
		})
	}
	t := newTable(fmt.Sprintf("a log of %d entries", verifiedEntries), "target, entries/s", "entries/s, min / median / max")
	err = errors.Join(b.rate(t, "check of the database", check), b.rate(t, "follower, from bundles of the database", follow))
	t.print(b.out)
	return errors.Join(err, db.Close())
}

// rate adds how many entries a second a way to verify goes through.
func (b *bench) rate(t *table, name string, verify func() error) error {
	var rates series
	for range b.rounds {
		took, err := timed(verify)
		if err != nil {
			return fmt.Errorf("verifying a log: %w", err)
		}
		rates = append(rates, verifiedEntries/(took/1000))
	}
	t.add(name, "≥ 200000", rates.spread())
	return nil
}

// writeLog writes a log of entries as large as those of the portal.
func (b *bench) writeLog(dir string, size int) error {
	b.progress("writing a log of %d entries", size)
	db, key, err := openLog(b.ctx, dir)
	if err != nil {
		return err
	}
	var log *ledger.Log
	at := time.Now()
	err = db.Write(b.ctx, func(tx *database.Tx) (err error) { log, err = ledger.Open(tx, key, at); return err })
	const together = 5000
	for next := 0; next < size && err == nil; next += together {
		entries := make([]ledger.Entry, min(together, size-next))
		for i := range entries {
			name := fmt.Sprintf("bench-%d", next+i)
			entries[i] = ledger.Entry{ActionID: name, Data: fmt.Appendf(nil, `{"v":1,"action":"publish","id":"%s","pad":"%0220d"}`, name, next+i)}
		}
		err = db.Write(b.ctx, func(tx *database.Tx) error { _, err := log.Append(tx, at, entries...); return err })
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing a log to verify: %w", err), os.RemoveAll(dir))
	}
	return nil
}

// viewed lets a follower read a log in its database.
type viewed struct{ view *ledger.View }

// Checkpoint gives the signed note.
func (v viewed) Checkpoint(context.Context) ([]byte, error) { return v.view.Checkpoint().Note, nil }

// EntryBundle gives entries.
func (v viewed) EntryBundle(_ context.Context, index int64, width int) ([]byte, error) {
	return v.view.EntryBundle(index, width)
}
