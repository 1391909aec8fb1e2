package password

import (
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// Params are the costs of argon2id (RFC 9106).
type Params struct {
	Memory  uint32 // KiB
	Time    uint32 // passes
	Threads uint8
}

// Bounds of what is computed, so that a damaged row takes neither all memory nor
// all time.
const (
	minMemory, maxMemory = 8, 1 << 18 // KiB
	maxTime, maxThreads  = 16, 16
	saltSize, keySize    = 16, 32 // bytes of what is written
	maxPart              = 64     // bytes of a salt or key that is read
)

// ErrHash is what verifying gives for a stored hash that is none.
var ErrHash = errors.New("the stored hash of the password is damaged; invite the account anew")

// phcPattern is the PHC string format of argon2id, version 19, with the parameters
// in the order of its reference implementation; see
// https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md.
var phcPattern = regexp.MustCompile(`^\$argon2id\$v=19\$m=([1-9][0-9]{0,9}),t=([1-9][0-9]{0,9}),p=([1-9][0-9]{0,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$`)

// hash is a stored password.
type hash struct {
	Params
	salt, key []byte
}

// String gives the PHC string.
func (h hash) String() string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", h.Memory, h.Time, h.Threads, b64(h.salt), b64(h.key))
}

// parse reads what String gives.
func parse(phc string) (hash, error) {
	m := phcPattern.FindStringSubmatch(phc)
	if m == nil {
		return hash{}, fmt.Errorf("%w (it is no PHC string of argon2id)", ErrHash)
	}
	memory, errM := strconv.ParseUint(m[1], 10, 32)
	time, errT := strconv.ParseUint(m[2], 10, 32)
	threads, errP := strconv.ParseUint(m[3], 10, 8)
	salt, errS := base64.RawStdEncoding.Strict().DecodeString(m[4])
	key, errK := base64.RawStdEncoding.Strict().DecodeString(m[5])
	if err := errors.Join(errM, errT, errP, errS, errK); err != nil {
		return hash{}, fmt.Errorf("%w (%w)", ErrHash, err)
	}
	h := hash{Params{uint32(memory), uint32(time), uint8(threads)}, salt, key}
	if err := h.check(); err != nil {
		return hash{}, fmt.Errorf("%w (%w)", ErrHash, err)
	}
	if len(salt) < 8 || len(salt) > maxPart || len(key) < 16 || len(key) > maxPart {
		return hash{}, fmt.Errorf("%w (a salt of %d bytes, a key of %d)", ErrHash, len(salt), len(key))
	}
	return h, nil
}

// check refuses costs out of bounds.
func (p Params) check() error {
	if p.Memory < minMemory*uint32(max(p.Threads, 1)) || p.Memory > maxMemory || p.Time < 1 || p.Time > maxTime || p.Threads < 1 || p.Threads > maxThreads {
		return fmt.Errorf("argon2id with m=%d,t=%d,p=%d is out of bounds", p.Memory, p.Time, p.Threads)
	}
	return nil
}
