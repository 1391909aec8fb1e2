package registry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"mingzhang/database"
	"mingzhang/ledger"
)

// adoptCursor is the cursor that says that Adopt has finished.
const adoptCursor = "adopt"

// maxProblems is how many files that cannot be adopted are told one by one.
const maxProblems = 100

// errUnadopted halts everything else until Adopt has finished.
var errUnadopted = errors.New("the texts of the content folder are not all in the log yet; wait, or restart the program, which goes on with them")

// Adopted tells what Adopt has done.
type Adopted struct {
	Revisions int   // that became entries of the log
	Refused   int   // files that cannot be published; they are left as they are
	Problems  error // of the first hundred of these, joined
}

// Adopt makes an entry of every revision in the content folder of a new log, or
// in seed, which may be nil and is copied when the folder has nothing else. The
// entries have the time of now and the order of ids; their acts are named
// adopt-ID.REVISION. Killed, it goes on where it was at the next call, and Do
// refuses until it has finished. Once it has, or when anything was published
// before, it does nothing.
func (r *Registry) Adopt(ctx context.Context, seed fs.FS) (Adopted, error) {
	halted := r.halted.Load()
	if halted != nil && !errors.Is(*halted, errUnadopted) {
		return Adopted{}, fmt.Errorf("adopting the content folder: %w", *halted)
	}
	open, err := r.adoptable(ctx)
	if err != nil || !open {
		return Adopted{}, err
	}
	r.halted.Store(&errUnadopted)
	a := &adoption{r: r, from: os.DirFS(r.content)}
	if seed != nil && within(a.from, seed) {
		a.from, a.copies = seed, true
	}
	if err := a.run(ctx); err != nil {
		return a.done, fmt.Errorf("adopting the content folder: %w", err)
	}
	r.halted.CompareAndSwap(&errUnadopted, nil)
	return a.done, nil
}

// adoptable tells whether nothing but adoptions is in the log, and they have not
// finished.
func (r *Registry) adoptable(ctx context.Context) (open bool, err error) {
	err = r.db.Read(ctx, func(tx *database.Tx) error {
		finished, err := cursor(tx, adoptCursor)
		if err != nil || finished > 0 {
			return err
		}
		view, err := ledger.Read(tx)
		if err != nil {
			return err
		}
		size := view.Checkpoint().Size
		if size == 0 {
			open = true
			return nil
		}
		last, err := view.Entry(size - 1) // nothing else comes before the end of an adoption
		open = strings.HasPrefix(last.ActionID, adoptPrefix)
		return err
	})
	return open, err
}

// checkAdopted halts a registry whose adoption was cut short.
func (r *Registry) checkAdopted(ctx context.Context) error {
	size, err := r.Size(ctx)
	if err != nil || size == 0 {
		return err
	}
	open, err := r.adoptable(ctx)
	if err == nil && open {
		r.halted.CompareAndSwap(nil, &errUnadopted)
	}
	return err
}

// within tells whether a folder has no revision that the seed has not, as when
// it is empty or a copy of the seed was cut short.
func within(folder, seed fs.FS) bool {
	for s, err := range spots(folder) {
		if err != nil {
			return false
		}
		if _, err := fs.Stat(seed, s.path()); err != nil {
			return false
		}
	}
	return true
}

// keepAdopted appends the entries of one chunk in one transaction.
func (r *Registry) keepAdopted(ctx context.Context, now time.Time, made []Revision, last bool) error {
	var note []byte
	err := r.db.Write(ctx, func(tx *database.Tx) (err error) {
		if last {
			if err := setCursor(tx, adoptCursor, 1); err != nil {
				return err
			}
		}
		note, err = r.appendAdopted(tx, now, made)
		return err
	})
	if err != nil {
		return err
	}
	r.announce(now, note)
	return nil
}

// appendAdopted is the part of keepAdopted within the transaction.
func (r *Registry) appendAdopted(tx *database.Tx, now time.Time, made []Revision) (note []byte, err error) {
	view, err := ledger.Read(tx)
	if err != nil {
		return nil, err
	}
	next := view.Checkpoint().Size
	entries := make([]ledger.Entry, len(made))
	for i := range made {
		made[i].Index = next + int64(i)
		data, err := made[i].bytes()
		if err != nil {
			return nil, err
		}
		entries[i] = ledger.Entry{ActionID: made[i].ID, Data: data}
	}
	if err := insertRevisions(tx, made); err != nil {
		return nil, err
	}
	return r.append(tx, now, entries)
}
