package trail

import (
	"errors"
	"fmt"

	"mingzhang/database"
)

// Head is the end of the trail at some time. One that is kept elsewhere, as in
// an export or a backup, proves later that nothing before it was changed.
type Head struct {
	ID   int64 // of the last event; 0 when there was none
	Hash Hash  // of the last event
}

// Verify computes all hashes anew and gives the end of the trail. The error is
// ErrDamaged, with the first event that was changed, removed, put in or moved.
// Somebody who may write the file can compute all hashes anew too; this is found
// only by the known heads, which were kept where that person cannot write.
func Verify(tx *database.Tx, known ...Head) (Head, error) {
	var last Head
	for row, err := range All(tx) {
		if err != nil {
			return last, err
		}
		if err := last.precedes(row); err != nil {
			return last, err
		}
		last = Head{ID: row.ID, Hash: row.Hash}
		for _, k := range known {
			if k.ID == last.ID && k.Hash != last.Hash {
				return last, fmt.Errorf("%w (event %d or one before it is not the one that was known)", ErrDamaged, k.ID)
			}
		}
	}
	for _, k := range known {
		if k.ID > last.ID {
			return last, fmt.Errorf("%w (it ends with event %d and had %d)", ErrDamaged, last.ID, k.ID)
		}
	}
	return last, checkEnd(tx, last)
}

// precedes checks that a row is the next one of the chain.
func (h Head) precedes(row Row) error {
	switch {
	case row.ID != h.ID+1:
		return fmt.Errorf("%w (event %d is missing)", ErrDamaged, h.ID+1)
	case row.Previous != h.Hash:
		return fmt.Errorf("%w (event %d does not follow the one before it)", ErrDamaged, row.ID)
	case row.digest() != row.Hash:
		return fmt.Errorf("%w (event %d is not the one that was written)", ErrDamaged, row.ID)
	}
	return nil
}

// checkEnd compares the last event with the highest number that SQLite gave, to
// find rows that were taken from the end.
func checkEnd(tx *database.Tx, last Head) error {
	var given int64
	err := tx.QueryRow("SELECT seq FROM sqlite_sequence WHERE name = 'trail'").Scan(&given)
	if err != nil && !errors.Is(err, database.ErrNone) {
		return fmt.Errorf("reading how many events there were: %w", err)
	}
	if given != last.ID {
		return fmt.Errorf("%w (it ends with event %d and had %d)", ErrDamaged, last.ID, given)
	}
	return nil
}
