package ledger

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Log appends to the log and signs it. There is one for each database.
type Log struct {
	key      *Key
	mu       sync.Mutex
	seen     Checkpoint // highest that was found in the database
	signed   []byte     // last note of ours; perhaps never kept
	signedIn Tx         // transaction of that note
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
	if err := checkEntries(entries); err != nil {
		return nil, err
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
