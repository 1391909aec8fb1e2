package account

import (
	"context"
	"errors"
	"fmt"

	"mingzhang/database"
	"mingzhang/trail"
)

// External is somebody for whom an OpenID Connect provider vouches.
type External struct {
	Issuer, Subject string // who that is, for ever
	Login           string // name that says which account it is, the first time
	Device          string // as in Attempt
}

// SignInExternal signs in somebody for whom a provider vouches. The first time the
// login name says which account it is; from then on the account belongs to this
// issuer and subject, because providers give a name to another person later. No
// account is ever made: without one, or with one that belongs to somebody else, the
// error is ErrSignIn. A second factor is the provider's to ask for.
func (s *Store) SignInExternal(ctx context.Context, e External) (SignedIn, error) {
	if e.Issuer == "" || e.Subject == "" {
		return SignedIn{}, ErrSignIn
	}
	var in SignedIn
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		p, err := vouched(tx, e)
		if errors.Is(err, database.ErrNone) || (err == nil && !p.active) {
			return trail.Event{}, ErrSignIn
		}
		if err != nil {
			return trail.Event{}, fmt.Errorf("reading an account: %w", err)
		}
		if err := s.tie(tx, p, e); err != nil {
			return trail.Event{}, err
		}
		var event trail.Event
		in, event, err = s.open(tx, p.Account, opened{stage: isOpen, device: e.Device, how: "provider"})
		return event, err
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("signing in by a provider: %w", err)
	}
	return in, nil
}

// vouched gives the person that belongs to the identity, else the one with its
// login name that belongs to nobody.
func vouched(tx *database.Tx, e External) (person, error) {
	p, err := scanPerson(tx.QueryRow(people+"WHERE i.issuer = ? AND i.subject = ?", e.Issuer, e.Subject).Scan)
	if !errors.Is(err, database.ErrNone) {
		return p, err
	}
	login, err := loginName(e.Login)
	if err != nil {
		return person{}, database.ErrNone
	}
	return scanPerson(tx.QueryRow(people+"WHERE a.login = ? AND i.account IS NULL", login).Scan)
}

// tie makes an account belong to an identity, the first time.
func (s *Store) tie(tx *database.Tx, p person, e External) error {
	if p.External {
		return nil
	}
	if _, err := tx.Exec("INSERT INTO identity (account, issuer, subject) VALUES (?, ?, ?)", p.ID, e.Issuer, e.Subject); err != nil {
		return fmt.Errorf("keeping an identity: %w", err)
	}
	return trail.Add(tx, s.now(), trail.Event{Actor: p.ID, Action: "identity.set", Subject: p.ID})
}
