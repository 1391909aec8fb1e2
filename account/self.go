package account

import (
	"context"
	"errors"
	"fmt"

	"mingzhang/account/throttle"
	"mingzhang/database"
	"mingzhang/trail"
)

// ChangePassword changes the own password and ends all own sessions, this one too.
// The old password is asked for, so that a session left open is not enough: the
// error is ErrSignIn when it is wrong, a Locked after some of them. API tokens stay.
func (s *Store) ChangePassword(ctx context.Context, who Who, old, chosen string) error {
	p, err := s.prove(ctx, who, old)
	if err != nil {
		return err
	}
	hash, err := s.hashNew(ctx, chosen, p.Login)
	if err != nil {
		return err
	}
	return s.change(ctx, p, "password.change", func(tx *database.Tx) error { return setPassword(tx, p.ID, hash) })
}

// DropCode takes the authenticator app from the own account, as before a change of
// phones, and ends all own sessions. Errors are those of ChangePassword.
func (s *Store) DropCode(ctx context.Context, who Who, typed string) error {
	p, err := s.prove(ctx, who, typed)
	if err != nil {
		return err
	}
	return s.change(ctx, p, "code.drop", func(tx *database.Tx) error { return removeCode(tx, p.ID) })
}

// NewRecovery gives new recovery codes; the ones before are void. Errors are those
// of ChangePassword, and ErrInvalid without an authenticator app.
func (s *Store) NewRecovery(ctx context.Context, who Who, typed string) ([]string, error) {
	p, err := s.prove(ctx, who, typed)
	if err != nil {
		return nil, err
	}
	var codes []string
	err = s.change(ctx, p, "code.recovery", func(tx *database.Tx) (err error) {
		if !p.Code {
			return fmt.Errorf("%w: there is no authenticator app; set one up first", ErrInvalid)
		}
		codes, err = newRecovery(tx, p.ID)
		return err
	})
	return codes, err
}

// Prove checks the own password, before an act for which a session that was left
// open is not enough. Errors are those of ChangePassword.
func (s *Store) Prove(ctx context.Context, who Who, typed string) error {
	_, err := s.prove(ctx, who, typed)
	return err
}

// prove gives the person of a session who knows its password.
func (s *Store) prove(ctx context.Context, who Who, typed string) (person, error) {
	if who.Session == "" {
		return person{}, ErrForbidden
	}
	// A session must be stolen first, so that strangers cannot lock this name.
	name := throttle.Name{Kind: "prove", Text: who.Account, Free: freePerAccount}
	if err := s.try(name); err != nil {
		return person{}, err
	}
	p, _, err := s.checkPassword(ctx, who.Name, typed)
	if errors.Is(err, ErrSignIn) {
		return person{}, err
	}
	s.throttle.Undo(name)
	if err != nil {
		return person{}, err
	}
	s.throttle.Forget(name)
	return p, nil
}

// change runs f for a person who proved itself, if its password is still the same,
// and adds the event.
func (s *Store) change(ctx context.Context, p person, action string, f func(*database.Tx) error) error {
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		current, err := personByID(tx, p.ID)
		if err == nil && (current.hash != p.hash || !current.active) {
			err = ErrExpired
		}
		if err != nil {
			return trail.Event{}, err
		}
		return trail.Event{Actor: p.ID, Action: action, Subject: p.ID}, f(tx)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", action, err)
	}
	return nil
}
