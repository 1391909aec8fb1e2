package account

import (
	"context"
	"fmt"

	"mingzhang/database"
	"mingzhang/trail"
)

// Trail gives at most limit events of the audit trail before the one with the id
// before, newest first; zero begins with the last. Only an admin for all units
// may see it.
func (s *Store) Trail(ctx context.Context, who Who, before int64, limit int) ([]trail.Row, error) {
	if !who.May(Administer, "") {
		return nil, ErrForbidden
	}
	var rows []trail.Row
	err := s.db.Read(ctx, func(tx *database.Tx) (err error) {
		rows, err = trail.Newest(tx, before, limit)
		return err
	})
	return rows, err
}

// EachEvent gives every event of the audit trail, oldest first, for an export,
// after the whole chain was verified. Its first error ends it.
func (s *Store) EachEvent(ctx context.Context, who Who, yield func(trail.Row) error) error {
	if !who.May(Administer, "") {
		return ErrForbidden
	}
	return s.db.Read(ctx, func(tx *database.Tx) error {
		if _, err := trail.Verify(tx); err != nil {
			return err
		}
		for row, err := range trail.All(tx) {
			if err == nil {
				err = yield(row)
			}
			if err != nil {
				return fmt.Errorf("exporting the audit trail: %w", err)
			}
		}
		return nil
	})
}
