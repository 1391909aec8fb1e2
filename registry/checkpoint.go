package registry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/ledger"
)

// Limits of what is looked at when the registry is opened.
const (
	maxCheckpoint = 64 << 10 // bytes of the file
	newestChecked = 64       // entries
)

// readCheckpoint reads the checkpoint that lies beside the database, nil when
// there is none. It is what tells a database that was restored from an old
// backup from one that is up to date.
func (r *Registry) readCheckpoint() ([]byte, error) {
	note, err := readLimited(r.checkpoint, maxCheckpoint)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the checkpoint file: %w", explain(err))
	}
	if _, err := ledger.VerifyCheckpoint(note, r.key.VerifierKey()); err != nil {
		return nil, fmt.Errorf("the file %s is no checkpoint of this log; restore it, or compare the log with a mirror and remove it: %w", r.checkpoint, err)
	}
	return note, nil
}

// keepCheckpoint replaces the checkpoint file, by a whole one at any moment.
func (r *Registry) keepCheckpoint(note []byte) error {
	f, err := os.CreateTemp(filepath.Dir(r.checkpoint), content.TempPattern)
	if err != nil {
		return fmt.Errorf("writing the checkpoint file: %w", explain(err))
	}
	defer os.Remove(f.Name()) // finds nothing after the renaming
	if err := errors.Join(r.fill(f, note), f.Close()); err != nil {
		return fmt.Errorf("writing the checkpoint file: %w", explain(err))
	}
	if err := os.Rename(f.Name(), r.checkpoint); err != nil {
		return fmt.Errorf("naming the checkpoint file: %w", explain(err))
	}
	return r.hook.At("checkpoint renamed")
}

// fill writes the checkpoint to disk.
func (r *Registry) fill(f *os.File, note []byte) error {
	if err := r.hook.At("checkpoint created"); err != nil {
		return err
	}
	if _, err := f.Write(note); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync()); err != nil {
		return err
	}
	return r.hook.At("checkpoint written")
}

// checkNewest makes sure that the newest entries are known, have their rows and
// have their texts. An unknown version only stops writing.
func (r *Registry) checkNewest(ctx context.Context) error {
	return r.db.Read(ctx, func(tx *database.Tx) error {
		view, err := ledger.Read(tx)
		if err != nil {
			return err
		}
		for logged, err := range view.Entries(max(0, view.Checkpoint().Size-newestChecked)) {
			if err != nil {
				return err
			}
			entry, err := ParseEntry(logged.Data)
			if errors.Is(err, ErrVersion) {
				err = fmt.Errorf("entry %d: %w", logged.Index, err)
				r.halted.Store(&err)
				return nil
			}
			if err == nil {
				err = r.checkLogged(tx, Receipt{logged.Index, entry})
			}
			if err != nil {
				return fmt.Errorf("entry %d: %w", logged.Index, err)
			}
			r.last.Store(max(r.last.Load(), entry.Time.Unix()))
		}
		return nil
	})
}

// checkLogged compares an entry with the row and the text that it tells of.
func (r *Registry) checkLogged(tx *database.Tx, logged Receipt) error {
	revision, err := checkRow(tx, logged)
	if err != nil || revision.Erased {
		return err
	}
	_, err = r.readText(revision)
	return err
}

// checkRow compares an entry with the row that it tells of, and gives that.
func checkRow(tx *database.Tx, logged Receipt) (Revision, error) {
	e := logged.Entry
	revision, err := revisionOf(tx, e.Disclosure, e.Revision)
	switch {
	case err != nil:
		return revision, fmt.Errorf("%w (the row of revision %d of %s: %w)", ErrDamaged, e.Revision, e.Disclosure, err)
	case e.Action == Erase && (!revision.Erased || revision.SHA256 != e.SHA256):
		return revision, fmt.Errorf("%w (revision %d of %s is not erased, as the log says)", ErrDamaged, e.Revision, e.Disclosure)
	case e.Action != Erase && (revision.Entry != e || revision.Index != logged.Index):
		return revision, fmt.Errorf("%w (the row of revision %d of %s says otherwise than the log)", ErrDamaged, e.Revision, e.Disclosure)
	}
	return revision, nil
}
