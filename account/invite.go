package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mingzhang/account/password"
	"mingzhang/account/secret"
	"mingzhang/database"
	"mingzhang/trail"
)

// How long links are good.
const (
	invitationLife = 72 * time.Hour
	firstLife      = time.Hour
)

// Invite gives the secret of a one-time link by which the owner of an account sets
// a password, also one who forgot it. A link before it is void; the old password
// and the authenticator app stay until then. Nobody invites the own account: who
// found an open session must not be able to take it over.
func (s *Store) Invite(ctx context.Context, who Who, id string) (string, error) {
	if id == who.Account {
		return "", fmt.Errorf("%w: change the own password instead", ErrForbidden)
	}
	link := secret.New()
	err := s.manage(ctx, who, id, "account.invite", "", func(tx *database.Tx, p person) error {
		if p.Disabled {
			return fmt.Errorf("%w: the account is disabled; enable it first", ErrInvalid)
		}
		return s.invite(tx, id, link)
	})
	if err != nil {
		return "", err
	}
	return link, nil
}

// invite keeps the link of an account in place of the one before.
func (s *Store) invite(tx *database.Tx, id, link string) error {
	_, err := tx.Exec("INSERT INTO invitation (hash, account, ends) VALUES (?, ?, ?) ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, ends = excluded.ends",
		secret.Hash(link), id, millis(s.now().Add(invitationLife)))
	if err != nil {
		return fmt.Errorf("keeping the link: %w", err)
	}
	return nil
}

// invited gives the person of a link, ErrExpired when it is none, used or old.
func (s *Store) invited(tx *database.Tx, link string) (person, error) {
	p, err := scanPerson(tx.QueryRow(people+"JOIN invitation v ON v.account = a.id WHERE v.hash = ? AND v.ends > ?",
		secret.Hash(link), millis(s.now())).Scan)
	if errors.Is(err, database.ErrNone) || (err == nil && !p.active) {
		return person{}, ErrExpired
	}
	return p, err
}

// Invited gives the account of a one-time link, for the page that asks for the
// password. The error is ErrExpired when the link is none, used or old.
func (s *Store) Invited(ctx context.Context, link string) (Account, error) {
	var p person
	err := s.db.Read(ctx, func(tx *database.Tx) (err error) { p, err = s.invited(tx, link); return err })
	if err != nil {
		return Account{}, fmt.Errorf("reading a link: %w", err)
	}
	return p.Account, nil
}

// Accept sets the password by a one-time link, and ends all sessions. What it
// gives is for the cookie of SignedIn.Known: the wrong tries of strangers do not
// keep the owner of the link from signing in. The error is ErrExpired, or says why
// the password is refused; see password.Check. The link stays good after that.
func (s *Store) Accept(ctx context.Context, link, chosen string) (known string, err error) {
	a, err := s.Invited(ctx, link)
	if err != nil {
		return "", err
	}
	hash, err := s.hashNew(ctx, chosen, a.Login)
	if err != nil {
		return "", err
	}
	err = s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		p, err := s.invited(tx, link)
		if err != nil {
			return trail.Event{}, err
		}
		if _, err := tx.Exec("DELETE FROM invitation WHERE account = ?", p.ID); err != nil {
			return trail.Event{}, fmt.Errorf("voiding the link: %w", err)
		}
		return trail.Event{Actor: p.ID, Action: "password.set", Subject: p.ID, Note: "by a link"}, setPassword(tx, p.ID, hash)
	})
	if err != nil {
		return "", fmt.Errorf("setting a password by a link: %w", err)
	}
	return s.newKnown(a.Login), nil
}

// hashNew refuses a weak password and hashes another one.
func (s *Store) hashNew(ctx context.Context, chosen, login string) (string, error) {
	if err := password.Check(chosen, login); err != nil {
		return "", fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	hash, err := s.hasher.Hash(ctx, chosen)
	if err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	return hash, nil
}

// setPassword writes the hash and ends all sessions.
func setPassword(tx *database.Tx, id, hash string) error {
	if _, err := tx.Exec("UPDATE account SET password = ? WHERE id = ?", hash, id); err != nil {
		return fmt.Errorf("writing the password: %w", err)
	}
	return endSessions(tx, id)
}
