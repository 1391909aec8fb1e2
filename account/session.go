package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"mingzhang/account/secret"
	"mingzhang/database"
	"mingzhang/trail"
)

// stage tells what a session is good for.
type stage string

// The stages.
const (
	isOpen     stage = "open"
	needsCode  stage = "code"  // for Confirm only
	needsEnrol stage = "enrol" // for StartCode and FinishCode only
)

// next is what a session of this stage still needs.
func (s stage) next() error {
	switch s {
	case needsCode:
		return ErrCode
	case needsEnrol:
		return ErrEnrol
	}
	return nil
}

// How sessions end by themselves.
const (
	pendingLife = 10 * time.Minute // of a session that is not open yet
	touchEvery  = time.Minute      // how exact Seen is
	clockSkew   = 5 * time.Minute  // that the clock may be set back
	maxDevice   = 80               // characters
)

// lives gives how long a session may be left alone, and how long it may last. The
// more a role may do the shorter they are.
func (r Role) lives() (idle, whole time.Duration) {
	switch r {
	case Submitter:
		return 8 * time.Hour, 7 * 24 * time.Hour
	case Reviewer:
		return 4 * time.Hour, 24 * time.Hour
	}
	return time.Hour, 12 * time.Hour
}

// Session is one sign-in that has not ended.
type Session struct {
	ID      string // names it in lists; the secret is in the cookie only
	Device  string // kind of browser, as the sign-in gave it
	Started time.Time
	Seen    time.Time // to the minute
	Ends    time.Time // at the latest
}

// opened says how a session begins.
type opened struct {
	stage  stage
	device string
	wrong  int    // tries before it
	how    string // for the trail
}

// open makes a session and gives its event.
func (s *Store) open(tx *database.Tx, a Account, o opened) (SignedIn, trail.Event, error) {
	now := s.now()
	_, life := a.Role.lives()
	in := SignedIn{Cookie: secret.New(), Next: o.stage.next()}
	if o.stage != isOpen {
		life = pendingLife
	}
	id := secret.ID("s")
	_, err := tx.Exec("INSERT INTO session (hash, id, account, stage, device, started, seen, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		secret.Hash(in.Cookie), id, a.ID, o.stage, deviceLabel(o.device), millis(now), millis(now), millis(now.Add(life)))
	if err != nil {
		return SignedIn{}, trail.Event{}, fmt.Errorf("writing the session: %w", err)
	}
	if o.stage == isOpen {
		in.Known = s.newKnown(a.Login)
		if _, err := tx.Exec("UPDATE account SET signed_in = ? WHERE id = ?", millis(now), a.ID); err != nil {
			return SignedIn{}, trail.Event{}, fmt.Errorf("writing the time of the sign-in: %w", err)
		}
	}
	note := fmt.Sprintf("by %s, stage %s", o.how, o.stage)
	if o.wrong > 0 {
		note += fmt.Sprintf(", after %d wrong tries", o.wrong)
	}
	return in, trail.Event{Actor: a.ID, Action: "session.start", Subject: id, Note: note}, nil
}

// deviceLabel makes a short line of what a browser says of itself.
func deviceLabel(given string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, given[:min(len(given), 8*maxDevice)]))
	return string(runes[:min(len(runes), maxDevice)])
}

// visit is a session with its account.
type visit struct {
	Session
	person
	stage stage
}

// visitOf gives the session of a cookie, ErrExpired when there is none or it ended.
func (s *Store) visitOf(tx *database.Tx, cookie string) (visit, error) {
	var v visit
	var started, seen, ends, disabled, unitDisabled int64
	err := tx.QueryRow(`SELECT s.id, s.stage, s.device, s.started, s.seen, s.ends,
			a.id, a.login, a.role, coalesce(a.unit, ''), a.disabled, coalesce(u.disabled, 0)
		FROM session s JOIN account a ON a.id = s.account LEFT JOIN unit u ON u.id = a.unit WHERE s.hash = ?`, secret.Hash(cookie)).
		Scan(&v.Session.ID, &v.stage, &v.Device, &started, &seen, &ends, &v.Account.ID, &v.Login, &v.Role, &v.Unit, &disabled, &unitDisabled)
	if errors.Is(err, database.ErrNone) {
		return visit{}, ErrExpired
	}
	if err != nil {
		return visit{}, fmt.Errorf("reading a session: %w", err)
	}
	v.Started, v.Seen, v.Ends = fromMillis(started), fromMillis(seen), fromMillis(ends)
	if disabled != 0 || unitDisabled != 0 || v.endedAt(s.now()) {
		return visit{}, ErrExpired
	}
	return v, nil
}

// endedAt tells whether the session ended. It ends too when the clock was set back
// to before it began: its times mean nothing then.
func (v visit) endedAt(now time.Time) bool {
	idle, _ := v.Role.lives()
	return !now.Before(v.Ends) || now.Sub(v.Seen) >= idle || v.Started.Sub(now) > clockSkew
}

// who gives who has the session.
func (v visit) who() Who {
	return Who{Account: v.Account.ID, Name: v.Login, Role: v.Role, Unit: v.Unit, Session: v.Session.ID}
}

// Session gives who has the cookie, and keeps the session from ending for another
// while. The error is ErrExpired when there is no such session or it ended, ErrCode
// or ErrEnrol when its sign-in is not complete.
func (s *Store) Session(ctx context.Context, cookie string) (Who, error) {
	v, err := s.visit(ctx, cookie)
	if err != nil {
		return Who{}, err
	}
	if next := v.stage.next(); next != nil {
		return Who{}, next
	}
	if s.now().Sub(v.Seen) >= touchEvery {
		s.touch(ctx, v)
	}
	return v.who(), nil
}

// visit is visitOf in a transaction of its own.
func (s *Store) visit(ctx context.Context, cookie string) (visit, error) {
	var v visit
	err := s.db.Read(ctx, func(tx *database.Tx) (err error) { v, err = s.visitOf(tx, cookie); return err })
	return v, err
}

// touch notes that a session is in use. A disk that is full keeps nobody from
// reading.
func (s *Store) touch(ctx context.Context, v visit) {
	err := s.db.Write(ctx, func(tx *database.Tx) error {
		_, err := tx.Exec("UPDATE session SET seen = ?1 WHERE id = ?2 AND seen < ?1", millis(s.now()), v.Session.ID)
		return err
	})
	if err != nil {
		s.log.Warn("a session could not be prolonged", "session", v.Session.ID, "error", err)
	}
}
