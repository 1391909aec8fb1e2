package account

import (
	"context"
	"errors"
	"fmt"

	"mingzhang/account/otp"
	"mingzhang/account/throttle"
	"mingzhang/database"
	"mingzhang/trail"
)

// Enrolment is what an authenticator app needs. It is a secret.
type Enrolment struct {
	Secret string // base32, to be typed
	URI    string // otpauth://, for a QR code
}

// Confirm ends a sign-in that is ErrCode, by a code of the app or a recovery code,
// each good for one use. The session gets another cookie. The error is ErrSignIn
// for a wrong code, a Locked after some of them, ErrExpired for another session.
func (s *Store) Confirm(ctx context.Context, cookie, code string) (SignedIn, error) {
	v, err := s.visit(ctx, cookie)
	if err != nil {
		return SignedIn{}, err
	}
	if v.stage != needsCode {
		return SignedIn{}, ErrExpired
	}
	return s.withCode(ctx, v, func(tx *database.Tx) (SignedIn, trail.Event, error) {
		how, err := s.useCode(tx, v.Account.ID, code)
		if err != nil {
			return SignedIn{}, trail.Event{}, err
		}
		return s.reopen(tx, cookie, how)
	})
}

// withCode runs f, which checks a code, in a transaction, so that of several with
// one code one succeeds. Wrong ones are counted.
func (s *Store) withCode(ctx context.Context, v visit, f func(*database.Tx) (SignedIn, trail.Event, error)) (SignedIn, error) {
	name := throttle.Name{Kind: "code", Text: v.Account.ID, Free: freePerCode}
	if err := s.try(name); err != nil {
		return SignedIn{}, err
	}
	var in SignedIn
	err := s.write(ctx, func(tx *database.Tx) (event trail.Event, err error) {
		in, event, err = f(tx)
		return event, err
	})
	switch {
	case err == nil:
		s.throttle.Forget(name)
	case !errors.Is(err, ErrSignIn): // nobody learned whether the code is right
		s.throttle.Undo(name)
	}
	if err != nil {
		return SignedIn{}, fmt.Errorf("checking a code: %w", err)
	}
	return in, nil
}

// useCode uses up a code of the app or a recovery code, and tells which it was.
func (s *Store) useCode(tx *database.Tx, id, code string) (how string, err error) {
	used, err := s.useRecovery(tx, id, code)
	if used || err != nil {
		return "recovery code", err
	}
	var shared []byte
	var last int64
	err = tx.QueryRow("SELECT secret, step FROM totp WHERE account = ? AND since <> 0", id).Scan(&shared, &last)
	if errors.Is(err, database.ErrNone) {
		return "", ErrSignIn
	}
	if err != nil {
		return "", fmt.Errorf("reading the authenticator app: %w", err)
	}
	step, err := otp.Check(shared, typedCode(code), s.now(), last)
	if err != nil {
		return "", err
	}
	if step == 0 {
		return "", ErrSignIn
	}
	if _, err := tx.Exec("UPDATE totp SET step = ? WHERE account = ?", step, id); err != nil {
		return "", fmt.Errorf("using up a code: %w", err)
	}
	return "code", nil
}

// reopen ends the session of a cookie, and opens one in its place. The session is
// read anew: it may have ended since.
func (s *Store) reopen(tx *database.Tx, cookie, how string) (SignedIn, trail.Event, error) {
	v, err := s.visitOf(tx, cookie)
	if err != nil {
		return SignedIn{}, trail.Event{}, err
	}
	if _, err := tx.Exec("DELETE FROM session WHERE id = ?", v.Session.ID); err != nil {
		return SignedIn{}, trail.Event{}, fmt.Errorf("ending the session before: %w", err)
	}
	return s.open(tx, v.Account, opened{stage: isOpen, device: v.Device, how: how})
}

// StartCode gives what an authenticator app needs, in a session that is open or is
// ErrEnrol. The app counts only after FinishCode; until then this session is given
// the same secret again, and another session another one, because who saw a secret
// in a session that was left open must not know that of the app. The error is
// ErrInvalid when the account has an app.
func (s *Store) StartCode(ctx context.Context, cookie string) (Enrolment, error) {
	var e Enrolment
	err := s.write(ctx, func(tx *database.Tx) (trail.Event, error) {
		v, err := s.enrolling(tx, cookie)
		if err != nil {
			return trail.Event{}, err
		}
		_, err = tx.Exec(`INSERT INTO totp (account, secret, session) VALUES (?, ?, ?) ON CONFLICT (account) DO UPDATE
			SET secret = excluded.secret, session = excluded.session WHERE since = 0 AND session <> excluded.session`,
			v.Account.ID, otp.NewSecret(), v.Session.ID)
		if err != nil {
			return trail.Event{}, err
		}
		shared, err := pendingSecret(tx, v)
		e = Enrolment{Secret: otp.Text(shared), URI: otp.URI(shared, s.issuer, v.Login)}
		return trail.Event{}, err
	})
	if err != nil {
		return Enrolment{}, fmt.Errorf("preparing an authenticator app: %w", err)
	}
	return e, nil
}

// enrolling gives the session of a cookie if it may set up an app.
func (s *Store) enrolling(tx *database.Tx, cookie string) (visit, error) {
	v, err := s.visitOf(tx, cookie)
	if err == nil && v.stage == needsCode {
		err = ErrCode
	}
	return v, err
}

// pendingSecret gives the secret of an app that the session may confirm.
func pendingSecret(tx *database.Tx, v visit) (shared []byte, err error) {
	err = tx.QueryRow("SELECT secret FROM totp WHERE account = ? AND since = 0 AND session = ?", v.Account.ID, v.Session.ID).Scan(&shared)
	if errors.Is(err, database.ErrNone) {
		return nil, fmt.Errorf("%w: no authenticator app is being set up, or there is one already", ErrInvalid)
	}
	return shared, err
}

// FinishCode makes an authenticator app count, by a code that it shows, and gives
// ten recovery codes, which are shown once. All sessions end; the one of the
// cookie goes on with another cookie. The error is ErrSignIn for a wrong code.
func (s *Store) FinishCode(ctx context.Context, cookie, code string) (SignedIn, []string, error) {
	var codes []string
	v, err := s.visit(ctx, cookie)
	if err != nil {
		return SignedIn{}, nil, err
	}
	in, err := s.withCode(ctx, v, func(tx *database.Tx) (SignedIn, trail.Event, error) {
		if codes, err = s.enrol(tx, cookie, code); err != nil {
			return SignedIn{}, trail.Event{}, err
		}
		in, event, err := s.reopen(tx, cookie, "new authenticator app")
		if err != nil {
			return SignedIn{}, trail.Event{}, err
		}
		_, err = tx.Exec("DELETE FROM session WHERE account = ? AND id <> ?", v.Account.ID, event.Subject)
		return in, event, err
	})
	if err != nil {
		return SignedIn{}, nil, err
	}
	return in, codes, nil
}

// enrol confirms the app of a session by a code, and gives the recovery codes.
func (s *Store) enrol(tx *database.Tx, cookie, code string) ([]string, error) {
	v, err := s.enrolling(tx, cookie)
	if err != nil {
		return nil, err
	}
	shared, err := pendingSecret(tx, v)
	if err != nil {
		return nil, err
	}
	step, err := otp.Check(shared, typedCode(code), s.now(), 0)
	if err != nil {
		return nil, err
	}
	if step == 0 {
		return nil, ErrSignIn
	}
	if _, err := tx.Exec("UPDATE totp SET since = ?, step = ? WHERE account = ?", millis(s.now()), step, v.Account.ID); err != nil {
		return nil, fmt.Errorf("confirming an app: %w", err)
	}
	if err := trail.Add(tx, s.now(), trail.Event{Actor: v.Account.ID, Action: "code.set", Subject: v.Account.ID}); err != nil {
		return nil, err
	}
	return newRecovery(tx, v.Account.ID)
}
