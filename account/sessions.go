package account

import (
	"context"
	"errors"
	"fmt"

	"mingzhang/account/secret"
	"mingzhang/database"
	"mingzhang/trail"
)

// SignOut ends the session of a cookie at once. One that ended is no error.
func (s *Store) SignOut(ctx context.Context, cookie string) error {
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		var id, account string
		err := tx.QueryRow("DELETE FROM session WHERE hash = ? RETURNING id, account", secret.Hash(cookie)).Scan(&id, &account)
		if errors.Is(err, database.ErrNone) {
			return trail.Event{}, nil
		}
		return trail.Event{Actor: account, Action: "session.end", Subject: id, Note: "signed out"}, err
	})
	if err != nil {
		return fmt.Errorf("signing out: %w", err)
	}
	return nil
}

// Sessions gives the own sessions that have not ended, the latest first. A token
// is not told of any.
func (s *Store) Sessions(ctx context.Context, who Who) ([]Session, error) {
	if who.Session == "" {
		return nil, ErrForbidden
	}
	var open []Session
	err := s.db.Read(ctx, func(tx *database.Tx) error {
		all, err := collect(tx, scanSession, "SELECT id, device, started, seen, ends FROM session WHERE account = ? AND stage = 'open' ORDER BY started DESC, id", who.Account)
		for _, one := range all {
			if v := (visit{Session: one, person: person{Account: Account{Role: who.Role}}}); !v.endedAt(s.now()) {
				open = append(open, one)
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing sessions: %w", err)
	}
	return open, nil
}

// scanSession reads one row.
func scanSession(into func(...any) error) (Session, error) {
	var one Session
	var started, seen, ends int64
	err := into(&one.ID, &one.Device, &started, &seen, &ends)
	one.Started, one.Seen, one.Ends = fromMillis(started), fromMillis(seen), fromMillis(ends)
	return one, err
}

// EndSession ends one of the own sessions, else ErrNotFound.
func (s *Store) EndSession(ctx context.Context, who Who, id string) error {
	if who.Session == "" {
		return ErrForbidden
	}
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		err := one(tx.Exec("DELETE FROM session WHERE id = ? AND account = ?", id, who.Account))
		return trail.Event{Actor: who.Actor(), Action: "session.end", Subject: id, Note: "by its owner"}, err
	})
	if err != nil {
		return fmt.Errorf("ending session %.40q: %w", id, err)
	}
	return nil
}

// Sweep removes sessions and links that ended, and gives their number. They were
// void before; once an hour is often enough.
func (s *Store) Sweep(ctx context.Context) (int64, error) {
	idle, _ := Submitter.lives() // the longest
	now := s.now()
	var removed int64
	err := s.db.Write(ctx, func(tx *database.Tx) error {
		for _, statement := range []string{
			"DELETE FROM session WHERE ends <= ?1 OR seen <= ?2",
			"DELETE FROM invitation WHERE ends <= ?1 AND ?2 > 0",
		} {
			result, err := tx.Exec(statement, millis(now), millis(now.Add(-idle)))
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			removed += n
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("removing what ended: %w", err)
	}
	return removed, nil
}
