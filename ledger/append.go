package ledger

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Log appends to the log and signs it. There is one for each database.
type Log struct {
	key      *Key
	mu       sync.Mutex
	seen     Checkpoint // highest that was found in the database
	signed   []byte     // last note of ours; perhaps never kept
	signedIn Tx         // transaction of that note
}

// state is the log as a transaction finds it.
type state struct {
	checkpoint Checkpoint
	at         int64 // seconds since 1970 of the checkpoint
	tiles      *tiles
	tree       *compact
}

// Open prepares the log of the database for appending. A new log gets the
// checkpoint of an empty tree; of another the last checkpoint must be signed by
// the key and the right edge of the tree must have the signed root, else the
// error is ErrDamaged or ErrInvalid. Fsck checks the rest.
func Open(tx Tx, key *Key, now time.Time) (*Log, error) {
	log := &Log{key: key}
	last, _, err := lastCheckpoint(tx)
	if errors.Is(err, ErrNotFound) {
		err = log.begin(tx, now)
	} else if err == nil && last.Origin != key.Origin() {
		err = fmt.Errorf("the log of this database is %q, the key is of %q; give the key file of the log", last.Origin, key.Origin())
	}
	if err != nil {
		return nil, err
	}
	if _, err := log.load(tx); err != nil {
		return nil, err
	}
	return log, nil
}

// begin signs the empty tree.
func (l *Log) begin(tx Tx, now time.Time) error {
	size, err := countEntries(tx)
	if err != nil {
		return err
	}
	if size > 0 {
		return fmt.Errorf("%w (it has %d entries and no checkpoint)", ErrDamaged, size)
	}
	return l.sign(tx, &compact{}, now)
}

// Append adds entries at the end, in their order, and signs the new tree, all
// within the transaction: when that is kept the entries are published, else
// nothing happened. now is compared in whole seconds. The error is ErrEntry for
// an entry that has no bytes, too many or no action, ErrDuplicate for an action
// that is logged already, ErrClock when now is before the last checkpoint,
// ErrDamaged or ErrBehind when the log must not be appended to.
func (l *Log) Append(tx Tx, now time.Time, entries ...Entry) (indexes []int64, err error) {
	if len(entries) == 0 {
		return nil, nil
	}
	for _, entry := range entries {
		if err := checkEntry(entry); err != nil {
			return nil, err
		}
	}
	s, err := l.load(tx)
	if err != nil {
		return nil, err
	}
	if now.Unix() < s.at {
		return nil, fmt.Errorf("%w (it shows %s, the last entry is of %s)", ErrClock,
			now.UTC().Format(time.RFC3339), time.Unix(s.at, 0).UTC().Format(time.RFC3339))
	}
	if indexes, err = insert(tx, s.tree.size, entries); err != nil {
		return nil, err
	}
	if err := s.grow(entries); err != nil {
		return nil, err
	}
	return indexes, l.sign(tx, s.tree, now)
}

// checkEntry refuses what can never be an entry.
func checkEntry(e Entry) error {
	switch {
	case len(e.Data) == 0 || len(e.Data) > MaxEntry:
		return fmt.Errorf("%w: it has %d bytes; allowed are 1 to %d", ErrEntry, len(e.Data), MaxEntry)
	case e.ActionID == "" || len(e.ActionID) > maxActionID || !utf8.ValidString(e.ActionID):
		return fmt.Errorf("%w: the id of its action, %.40q, must be 1 to %d bytes of text", ErrEntry, e.ActionID, maxActionID)
	}
	return nil
}

// insert writes the entries.
func insert(tx Tx, next int64, entries []Entry) ([]int64, error) {
	indexes := make([]int64, len(entries))
	for i, entry := range entries {
		var there int64
		err := tx.QueryRow("SELECT idx FROM entry WHERE action_id = ?", entry.ActionID).Scan(&there)
		if err == nil {
			return nil, fmt.Errorf("%w (action %s has index %d)", ErrDuplicate, entry.ActionID, there)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return nil, fmt.Errorf("looking for the action %s: %w", entry.ActionID, err)
		}
		indexes[i] = next + int64(i)
		if _, err := tx.Exec("INSERT INTO entry (idx, action_id, data) VALUES (?, ?, ?)", indexes[i], entry.ActionID, entry.Data); err != nil {
			return nil, fmt.Errorf("writing entry %d: %w", indexes[i], err)
		}
	}
	return indexes, nil
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

// sign signs the tree and keeps the checkpoint. The table takes one checkpoint
// a size; a note of a transaction that is not kept never leaves the process.
func (l *Log) sign(tx Tx, tree *compact, now time.Time) error {
	checkpoint := Checkpoint{Origin: l.key.Origin(), Size: tree.size, Root: tree.root()}
	if checkpoint.Size > maxSize {
		return fmt.Errorf("the log is full: it has %d entries", checkpoint.Size)
	}
	signed, err := note.Sign(&note.Note{Text: checkpoint.text()}, l.key.signer)
	if err != nil {
		return fmt.Errorf("signing the checkpoint of %d entries: %w", tree.size, err)
	}
	_, err = tx.Exec("INSERT INTO checkpoint (size, note, at) VALUES (?, ?, ?)", tree.size, string(signed), now.Unix())
	if err != nil {
		return fmt.Errorf("writing the checkpoint of %d entries: %w", tree.size, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.signed, l.signedIn = signed, tx
	return nil
}

// load reads the state before an append and refuses one that cannot be right.
func (l *Log) load(tx Tx) (*state, error) {
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
	return s, l.remember(tx, checkpoint)
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
			return fmt.Errorf("the last checkpoint of the database: %w", err)
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
	s, err := l.load(tx)
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
