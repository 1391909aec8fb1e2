// Package password keeps passwords as argon2id hashes and refuses those that are
// guessed first.
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// How many hashes are computed at the same time, each with the memory of Params (76
// MiB with the usual ones), and how many wait for their turn at most.
const (
	atOnce  = 4
	waiting = 60
)

// ErrBusy is what one gets who would have to wait behind too many others.
var ErrBusy = errors.New("too many people are signing in at once; try again in a moment")

// usual are the smaller of the parameters for argon2id in OWASP's Password Storage
// Cheat Sheet.
func usual() Params { return Params{Memory: 19 * 1024, Time: 2, Threads: 1} }

// Hasher makes and compares hashes with bounded memory. It is safe for use by
// several goroutines.
type Hasher struct {
	params Params
	queue  chan struct{} // holds who waits and who computes
	turns  chan struct{} // holds who computes
	nobody string        // hash that no password has
}

// New gives a Hasher for new hashes of these costs; zero takes those of OWASP.
func New(p Params) (*Hasher, error) {
	if p == (Params{}) {
		p = usual()
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	nobody := hash{p, make([]byte, saltSize), make([]byte, keySize)}
	rand.Read(nobody.salt)
	rand.Read(nobody.key)
	return &Hasher{params: p, queue: make(chan struct{}, atOnce+waiting), turns: make(chan struct{}, atOnce), nobody: nobody.String()}, nil
}

// Hash gives the PHC string of a password with a new salt. It waits for its turn;
// the error is ErrBusy or that of the context.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	made := hash{Params: h.params, salt: make([]byte, saltSize)}
	rand.Read(made.salt)
	var err error
	if made.key, err = h.compute(ctx, made, password, keySize); err != nil {
		return "", err
	}
	return made.String(), nil
}

// Matches tells whether the password has the hash of the PHC string, and whether
// that hash has other costs than new ones, so that it should be made anew. Without
// a hash (an account without a password, or no account) it takes as long and says
// no. The error is ErrHash, ErrBusy or that of the context.
func (h *Hasher) Matches(ctx context.Context, phc, password string) (matches, stale bool, err error) {
	nobody := phc == ""
	if nobody {
		phc = h.nobody
	}
	stored, err := parse(phc)
	if err != nil {
		return false, false, err
	}
	key, err := h.compute(ctx, stored, password, len(stored.key))
	if err != nil {
		return false, false, err
	}
	equal := subtle.ConstantTimeCompare(key, stored.key) == 1
	return equal && !nobody, stored.Params != h.params, nil
}

// compute runs argon2id when it is its turn. One password typed on two systems may
// come in two forms of Unicode; its normal form is hashed (RFC 8265, section 4.2).
func (h *Hasher) compute(ctx context.Context, with hash, password string, size int) ([]byte, error) {
	select {
	case h.queue <- struct{}{}:
		defer func() { <-h.queue }()
	default:
		return nil, ErrBusy
	}
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to hash a password: %w", ctx.Err())
	}
	if len(password) > maxBytes {
		password = password[:maxBytes+1] // a hash that nothing accepted has
	}
	return argon2.IDKey([]byte(norm.NFC.String(password)), with.salt, with.Time, with.Memory, with.Threads, uint32(size)), nil
}
