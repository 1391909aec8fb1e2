package account

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"mingzhang/account/throttle"
	"mingzhang/database"
	"mingzhang/trail"
)

// Attempt is what somebody gives to sign in.
type Attempt struct {
	Login    string
	Password string
	Address  string // of the client, without its port; only to slow down who guesses
	Known    string // value of the cookie that SignedIn.Known gave this device; may be empty
	Device   string // kind of browser, shown in the list of own sessions; may be empty
}

// SignedIn is what a sign-in gives to the browser.
type SignedIn struct {
	Cookie string // secret of the session, for a cookie that is Secure, HttpOnly and SameSite=Lax
	Known  string // for a cookie of a year: the wrong tries of others do not lock this device out; empty = keep the one there is
	Next   error  // nil when all is done; else ErrCode, see Confirm, or ErrEnrol, see StartCode
}

// SignIn signs in with a password. Whatever is wrong, the error is ErrSignIn, after
// the same time; after some wrong tries it is a Locked, for a name that does not
// exist too. A password alone opens no session where a code is needed: see Next.
func (s *Store) SignIn(ctx context.Context, a Attempt) (SignedIn, error) {
	login, err := loginName(a.Login)
	if err != nil {
		login = "" // goes the way of one that does not exist
	}
	names := s.counted(login, a)
	if err := s.try(names...); err != nil {
		return SignedIn{}, err
	}
	p, stale, err := s.checkPassword(ctx, login, a.Password)
	if errors.Is(err, ErrSignIn) {
		return SignedIn{}, err
	}
	s.throttle.Undo(names...)
	if err != nil {
		return SignedIn{}, err
	}
	fresh := ""
	if stale {
		if fresh, err = s.hasher.Hash(ctx, a.Password); err != nil {
			return SignedIn{}, fmt.Errorf("hashing the password anew: %w", err)
		}
	}
	wrong := s.throttle.Wrong(names[0])
	s.throttle.Forget(names[0])
	return s.enter(ctx, p, fresh, opened{stage: s.stageOf(p.Account), device: a.Device, wrong: wrong, how: "password"})
}

// try counts a try, or gives the Locked that says how long to wait.
func (s *Store) try(names ...throttle.Name) error {
	if wait := s.throttle.Try(names...); wait > 0 {
		s.log.Warn("sign-in slowed down", "wait", wait)
		return &Locked{Wait: wait}
	}
	return nil
}

// checkPassword gives the person with this login name and password, and whether
// its hash should be made anew. ErrSignIn is all it tells of one who has not.
func (s *Store) checkPassword(ctx context.Context, login, typed string) (p person, stale bool, err error) {
	err = s.db.Read(ctx, func(tx *database.Tx) error {
		p, err = scanPerson(tx.QueryRow(people+"WHERE a.login = ?", login).Scan)
		return err
	})
	if err != nil && !errors.Is(err, database.ErrNone) {
		return person{}, false, fmt.Errorf("reading an account: %w", err)
	}
	matches, stale, err := s.hasher.Matches(ctx, p.hash, typed)
	if err != nil {
		return person{}, false, fmt.Errorf("checking a password: %w", err)
	}
	if !matches || !p.active {
		return person{}, false, ErrSignIn
	}
	return p, stale, nil
}

// stageOf tells what an account that signs in with a password still needs.
func (s *Store) stageOf(a Account) stage {
	switch {
	case a.Code:
		return needsCode
	case slices.Contains(s.needCode, a.Role):
		return needsEnrol
	}
	return isOpen
}

// enter opens a session for a person, if it is still the one whose password was
// checked. A fresh hash takes the place of the old one.
func (s *Store) enter(ctx context.Context, p person, fresh string, o opened) (SignedIn, error) {
	var in SignedIn
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		current, err := personByID(tx, p.ID)
		if err != nil {
			return trail.Event{}, err
		}
		if current.hash != p.hash || !current.active || current.Code != p.Code || current.Role != p.Role {
			return trail.Event{}, ErrSignIn
		}
		if fresh != "" {
			if _, err := tx.Exec("UPDATE account SET password = ? WHERE id = ?", fresh, p.ID); err != nil {
				return trail.Event{}, fmt.Errorf("writing the fresh hash: %w", err)
			}
		}
		var event trail.Event
		in, event, err = s.open(tx, current.Account, o)
		return event, err
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("signing in: %w", err)
	}
	return in, nil
}
