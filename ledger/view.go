package ledger

import (
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"golang.org/x/mod/sumdb/tlog"
)

// View is the log as of its last checkpoint, for reading within a transaction.
// It gives only what that checkpoint implies, so that everything it gave stays
// as it was; else ErrNotFound.
type View struct {
	tx         Tx
	checkpoint Checkpoint
	tiles      *tiles
	cache      *Cache // nil without one
}

// Read gives the log as the transaction sees it. ErrNotFound means that it was
// never opened for writing.
func Read(tx Tx) (*View, error) {
	checkpoint, _, err := lastCheckpoint(tx)
	if err != nil {
		return nil, err
	}
	return &View{tx: tx, checkpoint: checkpoint, tiles: tilesOf(tx)}, nil
}

// Checkpoint is what was signed last.
func (v *View) Checkpoint() Checkpoint { return v.checkpoint }

// CheckpointAt gives the checkpoint that was signed at a size. Not every size
// has one.
func (v *View) CheckpointAt(size int64) (Checkpoint, error) {
	if size > v.checkpoint.Size {
		return Checkpoint{}, fmt.Errorf("%w (checkpoint of %d entries)", ErrNotFound, size)
	}
	checkpoint, _, err := scanCheckpoint(v.tx.QueryRow("SELECT size, note, at FROM checkpoint WHERE size = ?", size))
	return checkpoint, err
}

// Tile gives the first hashes of a tile, 32 bytes each: level from 0, index
// within the level, width 1 to 256.
func (v *View) Tile(level int, index int64, width int) ([]byte, error) {
	if err := v.implies(level, index, width); err != nil {
		return nil, err
	}
	data, err := v.tiles.at(place{level, index})
	if err != nil {
		return nil, err
	}
	if len(data) < width*tlog.HashSize {
		return nil, fmt.Errorf("%w (tile %d of level %d has %d bytes)", ErrDamaged, index, level, len(data))
	}
	return data[: width*tlog.HashSize : width*tlog.HashSize], nil
}

// EntryBundle gives the first entries of a bundle, each after its length in two
// bytes: bundle 0 has entries 0 to 255, width is 1 to 256. The caller must not
// change it.
func (v *View) EntryBundle(index int64, width int) ([]byte, error) {
	if err := v.implies(0, index, width); err != nil {
		return nil, err
	}
	r := Resource{Level: EntriesLevel, Index: index, Width: width}
	if v.cache == nil || width < tileWidth {
		return v.readBundle(r)
	}
	if bundle, ok := v.cache.bundles.get(r); ok {
		return bundle, nil
	}
	bundle, err := v.readBundle(r)
	if err == nil {
		v.cache.bundles.put(r, bundle)
	}
	return bundle, err
}

// readBundle puts a bundle together.
func (v *View) readBundle(r Resource) ([]byte, error) {
	from := r.Index * tileWidth
	rows, err := v.tx.Query("SELECT data FROM entry WHERE idx >= ? AND idx < ? ORDER BY idx", from, from+int64(r.Width))
	if err != nil {
		return nil, fmt.Errorf("reading bundle %d: %w", r.Index, err)
	}
	defer rows.Close()
	bundle := make([]byte, 0, r.Width*usualEntry)
	var entry sql.RawBytes
	found := 0
	for ; rows.Next(); found++ {
		if err := rows.Scan(&entry); err != nil {
			return nil, fmt.Errorf("reading bundle %d: %w", r.Index, err)
		}
		bundle = appendEntry(bundle, entry)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading bundle %d: %w", r.Index, err)
	}
	if found != r.Width {
		return nil, fmt.Errorf("%w (bundle %d has %d entries, not %d)", ErrDamaged, r.Index, found, r.Width)
	}
	return bundle, nil
}

// usualEntry is how many bytes of a bundle an entry takes mostly.
const usualEntry = 320

// implies tells whether the checkpoint implies the first hashes of a tile; a
// bundle has the width of the tile of level 0 beside it.
func (v *View) implies(level int, index int64, width int) error {
	if level < 0 || level > 63 || index < 0 || index > maxSize || width < 1 || width > tileWidth ||
		index*tileWidth+int64(width) > v.checkpoint.Size>>min(tileHeight*level, 63) {
		return fmt.Errorf("%w (tile %d of level %d, width %d)", ErrNotFound, index, level, width)
	}
	return nil
}

// Entry gives one entry.
func (v *View) Entry(index int64) (Entry, error) {
	return v.one("SELECT idx, action_id, data FROM entry WHERE idx = ?", index)
}

// Find gives the entry of an action.
func (v *View) Find(actionID string) (Entry, error) {
	return v.one("SELECT idx, action_id, data FROM entry WHERE action_id = ?", actionID)
}

// one reads an entry.
func (v *View) one(query string, arg any) (Entry, error) {
	var e Entry
	err := v.tx.QueryRow(query, arg).Scan(&e.Index, &e.ActionID, &e.Data)
	if errors.Is(err, sql.ErrNoRows) || (err == nil && e.Index >= v.checkpoint.Size) {
		return Entry{}, fmt.Errorf("%w (entry %v)", ErrNotFound, arg)
	}
	if err != nil {
		return Entry{}, fmt.Errorf("reading entry %v: %w", arg, err)
	}
	return e, nil
}

// Entries gives the entries from an index on, in their order. It ends after the
// first error.
func (v *View) Entries(from int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		rows, err := v.tx.Query("SELECT idx, action_id, data FROM entry WHERE idx >= ? AND idx < ? ORDER BY idx", from, v.checkpoint.Size)
		if err != nil {
			yield(Entry{}, fmt.Errorf("reading entries from %d: %w", from, err))
			return
		}
		defer rows.Close()
		for want := max(from, 0); rows.Next(); want++ {
			var e Entry
			err := rows.Scan(&e.Index, &e.ActionID, &e.Data)
			if err == nil && e.Index != want {
				err = fmt.Errorf("%w (entry %d is missing)", ErrDamaged, want)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Entry{}, fmt.Errorf("reading entries from %d: %w", from, err))
		}
	}
}

// ConsistencyProof proves that the log of newer entries begins with the log of
// older ones, 0 <= older <= newer <= the size of the checkpoint. It is the proof
// of RFC 6962, section 2.1.2, and empty when there is nothing to prove.
func (v *View) ConsistencyProof(older, newer int64) (tlog.TreeProof, error) {
	if older < 0 || older > newer || newer > v.checkpoint.Size {
		return nil, fmt.Errorf("%w (sizes %d and %d; it has %d entries)", ErrNotFound, older, newer, v.checkpoint.Size)
	}
	if older == 0 || older == newer {
		return nil, nil
	}
	proof, err := tlog.ProveTree(newer, older, v.tiles)
	if err != nil {
		return nil, fmt.Errorf("proving that %d entries go on to %d: %w", older, newer, err)
	}
	return proof, nil
}
