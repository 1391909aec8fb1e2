package account

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"time"

	"mingzhang/account/secret"
	"mingzhang/database"
)

// secondsOfDay divides the times of UTC into days.
const secondsOfDay = 24 * 60 * 60

// Authenticate gives who sent an Authorization header, "Bearer mzp_...": one look
// at the database, none for what is no token. Whatever is wrong, the error is
// ErrToken; it repeats nothing of the header.
func (s *Store) Authenticate(ctx context.Context, header string) (Who, error) {
	scheme, text, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return Who{}, fmt.Errorf("%w: the header must be Authorization: Bearer and the token", ErrToken)
	}
	token, err := secret.ParseToken(text)
	if err != nil {
		return Who{}, fmt.Errorf("%w: %w", ErrToken, err)
	}
	var c caller
	err = s.db.Read(ctx, func(tx *database.Tx) (err error) { c, err = readCaller(tx, token.ID); return err })
	if errors.Is(err, database.ErrNone) {
		return Who{}, ErrToken
	}
	if err != nil {
		return Who{}, fmt.Errorf("reading a token: %w", err)
	}
	now := s.now()
	if subtle.ConstantTimeCompare(c.hash, secret.Hash(token.Text)) != 1 || !c.validAt(now) {
		return Who{}, ErrToken
	}
	if day := now.Unix() / secondsOfDay; day > c.usedDay {
		s.used(ctx, token.ID, day)
	}
	return c.who, nil
}

// caller is the account of a token.
type caller struct {
	who      Who
	unit     string // of the account
	hash     []byte
	disabled bool // the token was revoked, or the account or one of the units is disabled
	created  time.Time
	ends     time.Time
	usedDay  int64
}

// readCaller gives the caller with this token id.
func readCaller(tx *database.Tx, id string) (caller, error) {
	var c caller
	var scopes string
	var created, ends int64
	err := tx.QueryRow(`SELECT k.hash, k.scopes, coalesce(k.unit, ''), k.created, k.ends, k.used_day, a.id, a.login, a.role, coalesce(a.unit, ''),
			k.revoked <> 0 OR a.disabled <> 0 OR coalesce(u.disabled, 0) <> 0 OR coalesce(w.disabled, 0) <> 0
		FROM token k JOIN account a ON a.id = k.account LEFT JOIN unit u ON u.id = a.unit LEFT JOIN unit w ON w.id = k.unit
		WHERE k.id = ?`, id).
		Scan(&c.hash, &scopes, &c.who.Unit, &created, &ends, &c.usedDay, &c.who.Account, &c.who.Name, &c.who.Role, &c.unit, &c.disabled)
	c.who.Token, c.who.Scopes, c.created, c.ends = id, splitScopes(scopes), fromMillis(created), fromMillis(ends)
	return c, err
}

// validAt tells whether the token is good, and gives its Who the unit. A token for
// one unit is void when its account went to another. A clock before the time when
// it was made says nothing of when it ends.
func (c *caller) validAt(now time.Time) bool {
	if c.disabled || !now.Before(c.ends) || c.created.Sub(now) > clockSkew {
		return false
	}
	if c.who.Unit == "" {
		c.who.Unit = c.unit
	}
	return c.unit == "" || c.unit == c.who.Unit
}

// used notes the day of the last use, once a day. A disk that is full keeps nobody
// from reading.
func (s *Store) used(ctx context.Context, id string, day int64) {
	err := s.db.Write(ctx, func(tx *database.Tx) error {
		_, err := tx.Exec("UPDATE token SET used_day = ?1 WHERE id = ?2 AND used_day < ?1", day, id)
		return err
	})
	if err != nil {
		s.log.Warn("the use of a token could not be noted", "token", id, "error", err)
	}
}
