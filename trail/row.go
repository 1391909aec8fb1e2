package trail

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"time"

	"mingzhang/database"
)

// format begins what is hashed, so that no other use of SHA-256 has these bytes.
const format = "mingzhang trail v1"

// columns are those that scan reads.
const columns = "id, at, actor, action, subject, note, prev_hash, hash"

// Hash is the SHA-256 of an event and of all before it.
type Hash [sha256.Size]byte

// String gives the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Row is an event in its place.
type Row struct {
	ID int64 // from 1 without gaps
	At time.Time
	Event
	Previous Hash // of the event before it; zero for the first
	Hash     Hash
}

// digest computes the hash of a row. The length goes before each text, so that
// no two rows give the same bytes.
func (r Row) digest() Hash {
	b := append([]byte(format), r.Previous[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(r.ID))
	b = binary.BigEndian.AppendUint64(b, uint64(r.At.UnixMilli()))
	for _, text := range []string{r.Actor, r.Action, r.Subject, r.Note} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(text)))
		b = append(b, text...)
	}
	return sha256.Sum256(b)
}

// Read gives at most limit events after the one with the id since, oldest first.
// Zero begins with the first event.
func Read(tx *database.Tx, since int64, limit int) ([]Row, error) {
	var rows []Row
	for row, err := range query(tx, "SELECT "+columns+" FROM trail WHERE id > ? ORDER BY id LIMIT ?", since, max(limit, 0)) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Newest gives at most limit events before the one with the id before, newest
// first. Zero begins with the last event.
func Newest(tx *database.Tx, before int64, limit int) ([]Row, error) {
	var rows []Row
	for row, err := range query(tx, "SELECT "+columns+" FROM trail WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2", before, max(limit, 0)) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// All gives every event, oldest first, for an export. An error is the last pair.
func All(tx *database.Tx) iter.Seq2[Row, error] {
	return query(tx, "SELECT "+columns+" FROM trail ORDER BY id")
}

// query gives the rows that a question finds.
func query(tx *database.Tx, question string, args ...any) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		found, err := tx.Query(question, args...)
		if err != nil {
			yield(Row{}, fmt.Errorf("reading the audit trail: %w", err))
			return
		}
		defer found.Close()
		for found.Next() {
			row, err := scan(found.Scan)
			if err != nil {
				yield(Row{}, fmt.Errorf("reading the audit trail: %w", err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := found.Err(); err != nil {
			yield(Row{}, fmt.Errorf("reading the audit trail: %w", err))
		}
	}
}

// scan reads one row.
func scan(into func(...any) error) (Row, error) {
	var r Row
	var at int64
	var previous, hash []byte
	if err := into(&r.ID, &at, &r.Actor, &r.Action, &r.Subject, &r.Note, &previous, &hash); err != nil {
		return Row{}, err
	}
	if copy(r.Previous[:], previous) != len(r.Previous) || copy(r.Hash[:], hash) != len(r.Hash) {
		return Row{}, fmt.Errorf("%w (event %d has a hash of another length)", ErrDamaged, r.ID)
	}
	r.At = time.UnixMilli(at).UTC()
	return r, nil
}

// head gives the last event, zero when there is none.
func head(tx *database.Tx) (Head, error) {
	var h Head
	var hash []byte
	err := tx.QueryRow("SELECT id, hash FROM trail ORDER BY id DESC LIMIT 1").Scan(&h.ID, &hash)
	if err != nil && !errors.Is(err, database.ErrNone) {
		return Head{}, fmt.Errorf("reading the end of the audit trail: %w", err)
	}
	copy(h.Hash[:], hash)
	return h, nil
}
