package ledger

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// state is the log as a transaction finds it.
type state struct {
	checkpoint Checkpoint
	at         int64 // seconds since 1970 of the checkpoint
	tiles      *tiles
	tree       *compact
}

// grow adds the entries to the tree and to its tiles.
func (s *state) grow(entries []Entry) error {
	size, levels := s.tree.size, [][]byte{}
	for _, entry := range entries {
		s.tree.append(tlog.RecordHash(entry.Data), func(level int, hash tlog.Hash) {
			if level == len(levels) {
				levels = append(levels, nil)
			}
			levels[level] = append(levels[level], hash[:]...)
		})
	}
	for level, hashes := range levels {
		if err := s.tiles.grow(level, size, hashes); err != nil {
			return err
		}
	}
	return nil
}

// load reads the state before an append and refuses one that cannot be right.
func (l *Log) load(tx Tx) (*state, error) {
	s, err := readState(tx)
	if err != nil {
		return nil, err
	}
	return s, l.remember(tx, s.checkpoint)
}

// readState reads the state and compares the right edge of the tree with what
// was signed.
func readState(tx Tx) (*state, error) {
	checkpoint, at, err := lastCheckpoint(tx)
	if err != nil {
		return nil, err
	}
	size, err := countEntries(tx)
	if err != nil {
		return nil, err
	}
	if size != checkpoint.Size {
		return nil, fmt.Errorf("%w (it has %d entries, signed are %d)", ErrDamaged, size, checkpoint.Size)
	}
	s := &state{checkpoint: checkpoint, at: at, tiles: tilesOf(tx)}
	if s.tree, err = s.tiles.compactAt(size); err != nil {
		return nil, err
	}
	if s.tree.root() != checkpoint.Root {
		return nil, fmt.Errorf("%w (the root of its %d entries is not the signed one)", ErrDamaged, size)
	}
	return s, nil
}

// remember refuses a checkpoint that is not of our key, or older than one that
// this process has found in the database before. What this very transaction has
// signed is neither checked nor remembered: it may never be kept.
func (l *Log) remember(tx Tx, checkpoint Checkpoint) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if tx == l.signedIn {
		return nil
	}
	if !bytes.Equal(checkpoint.Note, l.signed) && !bytes.Equal(checkpoint.Note, l.seen.Note) {
		if _, err := openCheckpoint(checkpoint.Note, l.key.verifier); err != nil {
			return fmt.Errorf("the last checkpoint of the database is not signed by the key %s: %w", l.key, err)
		}
	}
	if checkpoint.Size < l.seen.Size {
		return fmt.Errorf("%w (it has %d entries, it had %d)", ErrBehind, checkpoint.Size, l.seen.Size)
	}
	if checkpoint.Size == l.seen.Size && l.seen.Note != nil && checkpoint.Root != l.seen.Root {
		return fmt.Errorf("%w (two roots for %d entries)", ErrDamaged, checkpoint.Size)
	}
	l.seen = checkpoint
	return nil
}

// Extends checks that the log goes on from a checkpoint of it that was kept
// elsewhere: by a mirror, a witness, or in a file beside the database. The error
// is ErrBehind when the log is shorter, as after the restore of an old backup,
// and ErrDamaged when it has other entries.
func (l *Log) Extends(tx Tx, signed []byte) error {
	kept, err := openCheckpoint(signed, l.key.verifier)
	if err != nil {
		return fmt.Errorf("the checkpoint that was kept: %w", err)
	}
	s, err := readState(tx)
	if err != nil {
		return err
	}
	if kept.Size > s.tree.size {
		return fmt.Errorf("%w (it has %d entries, signed were %d)", ErrBehind, s.tree.size, kept.Size)
	}
	tree, err := s.tiles.compactAt(kept.Size)
	if err != nil {
		return err
	}
	if tree.root() != kept.Root {
		return fmt.Errorf("%w (its first %d entries are not those that were signed)", ErrDamaged, kept.Size)
	}
	return nil
}

// countEntries gives the number of entries: they have no gaps.
func countEntries(tx Tx) (int64, error) {
	var size int64
	if err := tx.QueryRow("SELECT coalesce(max(idx) + 1, 0) FROM entry").Scan(&size); err != nil {
		return 0, fmt.Errorf("counting the entries of the log: %w", err)
	}
	return size, nil
}

// lastCheckpoint gives what was signed last and when, in seconds since 1970;
// ErrNotFound in a log that was never opened. It does not check the signature.
func lastCheckpoint(tx Tx) (Checkpoint, int64, error) {
	return scanCheckpoint(tx.QueryRow("SELECT size, note, at FROM checkpoint ORDER BY size DESC LIMIT 1"))
}

// scanCheckpoint reads a row of the table.
func scanCheckpoint(row interface{ Scan(...any) error }) (Checkpoint, int64, error) {
	var size, at int64
	var signed string
	err := row.Scan(&size, &signed, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return Checkpoint{}, 0, fmt.Errorf("%w (checkpoint)", ErrNotFound)
	}
	if err != nil {
		return Checkpoint{}, 0, fmt.Errorf("reading a checkpoint: %w", err)
	}
	checkpoint, err := parseCheckpoint(textOf([]byte(signed)))
	if err != nil || checkpoint.Size != size {
		return Checkpoint{}, 0, fmt.Errorf("%w (its checkpoint of %d entries cannot be read)", ErrDamaged, size)
	}
	checkpoint.Note = []byte(signed)
	return checkpoint, at, nil
}
