// Package secret makes the random values that the portal gives away and knows
// again: cookies, one-time links, recovery codes, ids and API tokens. All are read
// from crypto/rand, which never fails.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// size is the number of random bytes of a secret.
const size = 32

// letters are those of ids and recovery codes: none that is misread for a digit.
const letters = "0123456789abcdefghjkmnpqrstvwxyz"

// New gives a secret of 256 bits in 43 characters that may stand in a URL and in a
// cookie.
func New() string {
	b := make([]byte, size)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// Key gives 32 random bytes.
func Key() []byte {
	b := make([]byte, size)
	rand.Read(b)
	return b
}

// ID gives a name that nobody has yet: the prefix and 60 random bits.
func ID(prefix string) string { return prefix + Letters(12) }

// Letters gives n random letters and digits of 5 bits each.
func Letters(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	for i := range b {
		b[i] = letters[b[i]%byte(len(letters))]
	}
	return string(b)
}

// Hash is what is stored of a secret. One hash is enough, because nobody can try
// all secrets of 80 bits or more.
func Hash(s string) []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:]
}
