package account

import (
	"errors"
	"fmt"
	"time"

	"mingzhang/database"
)

// millis is how times lie in the database; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// fromMillis is the time that millis stored.
func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// orNull gives NULL for an empty id.
func orNull(id string) any {
	if id == "" {
		return nil
	}
	return id
}

// found says ErrNotFound for a row that is not there.
func found(err error) error {
	if errors.Is(err, database.ErrNone) {
		return ErrNotFound
	}
	return err
}

// result is what a statement tells of its rows.
type result interface{ RowsAffected() (int64, error) }

// one says ErrNotFound when a statement changed no row.
func one(r result, err error) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	return err
}

// collect gives all rows that a question finds.
func collect[T any](tx *database.Tx, scan func(func(...any) error) (T, error), question string, args ...any) ([]T, error) {
	rows, err := tx.Query(question, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		row, err := scan(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("reading a row: %w", err)
		}
		all = append(all, row)
	}
	return all, rows.Err()
}
