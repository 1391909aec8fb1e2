package account

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"mingzhang/account/password"
	"mingzhang/account/throttle"
	"mingzhang/database"
	"mingzhang/trail"
)

// Config says how accounts are kept.
type Config struct {
	DB       *database.DB     // with the steps of this package and of trail
	Now      func() time.Time // nil = time.Now
	Log      *slog.Logger     // nil = none
	NeedCode []Role           // roles that must have an authenticator app to sign in with a password
	Password password.Params  // zero = those of OWASP
	Issuer   string           // name of the portal in authenticator apps; empty = Mingzhang
}

// Store keeps units, accounts, sessions and tokens. It is safe for use by several
// goroutines.
type Store struct {
	db       *database.DB
	now      func() time.Time
	log      *slog.Logger
	needCode []Role
	issuer   string
	hasher   *password.Hasher
	throttle *throttle.Throttle
	device   []byte // key of the values that make a device known
}

// Open gives the accounts of a database.
func Open(ctx context.Context, c Config) (*Store, error) {
	s := &Store{db: c.DB, now: c.Now, log: c.Log, needCode: c.NeedCode, issuer: c.Issuer}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.issuer == "" {
		s.issuer = "Mingzhang"
	}
	s.throttle = throttle.New(s.now)
	var err error
	if s.hasher, err = password.New(c.Password); err != nil {
		return nil, fmt.Errorf("preparing to hash passwords: %w", err)
	}
	if s.device, err = s.loadKey(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// write runs f in a transaction that writes, and adds its event to the trail. An
// event without an action says that nothing was done.
func (s *Store) write(ctx context.Context, f func(*database.Tx) (trail.Event, error)) error {
	return s.db.Write(ctx, func(tx *database.Tx) error {
		event, err := f(tx)
		if err != nil || event.Action == "" {
			return err
		}
		return trail.Add(tx, s.now(), event)
	})
}
