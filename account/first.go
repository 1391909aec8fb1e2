package account

import (
	"context"
	"fmt"
	"time"

	"mingzhang/account/secret"
	"mingzhang/database"
	"mingzhang/trail"
)

// Bootstrap gives the secret of a link, good for one use within an hour, by which
// First makes the first admin. Links of earlier starts are void. When there is an
// admin it gives an empty string.
func (s *Store) Bootstrap(ctx context.Context) (string, error) {
	link := secret.New()
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		if _, err := tx.Exec("DELETE FROM invitation WHERE account IS NULL"); err != nil {
			return trail.Event{}, fmt.Errorf("voiding older links: %w", err)
		}
		there, err := anyAdmin(tx)
		if err != nil || there {
			link = ""
			return trail.Event{}, err
		}
		_, err = tx.Exec("INSERT INTO invitation (hash, account, ends) VALUES (?, NULL, ?)", secret.Hash(link), millis(s.now().Add(firstLife)))
		return trail.Event{Actor: System().Actor(), Action: "account.bootstrap"}, err
	})
	if err != nil {
		return "", fmt.Errorf("preparing the link of the first admin: %w", err)
	}
	return link, nil
}

// anyAdmin tells whether there is an admin, disabled or not.
func anyAdmin(tx *database.Tx) (there bool, err error) {
	if err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM account WHERE role = 'admin')").Scan(&there); err != nil {
		return false, fmt.Errorf("looking for an admin: %w", err)
	}
	return there, nil
}

// FirstWanted tells whether a link is the one of Bootstrap: nil, or ErrExpired
// when it is none, used or old.
func (s *Store) FirstWanted(ctx context.Context, link string) error {
	return s.db.Read(ctx, func(tx *database.Tx) error { return s.firstWanted(tx, link) })
}

// firstWanted is FirstWanted in a transaction.
func (s *Store) firstWanted(tx *database.Tx, link string) error {
	var wanted bool
	err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM invitation WHERE hash = ? AND account IS NULL AND ends > ?) AND NOT EXISTS (SELECT 1 FROM account WHERE role = 'admin')",
		secret.Hash(link), millis(s.now())).Scan(&wanted)
	if err != nil {
		return fmt.Errorf("reading the link of the first admin: %w", err)
	}
	if !wanted {
		return ErrExpired
	}
	return nil
}

// First makes the first admin, for all units, by the link of Bootstrap. Of several
// at once one succeeds; the others get ErrExpired.
func (s *Store) First(ctx context.Context, link, login, chosen string) (Account, error) {
	if err := s.FirstWanted(ctx, link); err != nil {
		return Account{}, err
	}
	name, err := loginName(login)
	if err != nil {
		return Account{}, err
	}
	hash, err := s.hashNew(ctx, chosen, name)
	if err != nil {
		return Account{}, err
	}
	a := Account{ID: secret.ID("a"), Login: name, Role: Admin, Created: s.now().UTC().Truncate(time.Millisecond), Password: true}
	err = s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		if err := s.firstWanted(tx, link); err != nil {
			return trail.Event{}, err
		}
		if _, err := tx.Exec("DELETE FROM invitation WHERE account IS NULL"); err != nil {
			return trail.Event{}, fmt.Errorf("voiding the link: %w", err)
		}
		return trail.Event{Actor: a.ID, Action: "account.first", Subject: a.ID, Note: placed(Admin, "")}, insertAccount(tx, a, hash)
	})
	if err != nil {
		return Account{}, fmt.Errorf("making the first admin: %w", err)
	}
	return a, nil
}
