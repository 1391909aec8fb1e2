package secret

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/big"
	"strings"
)

// Parts of an API token. Scanners for leaked secrets find it by
// mzp_[0-9a-z]{12}_[0-9A-Za-z]{49}, and are sure by the last six characters; see
// https://github.blog/engineering/behind-githubs-new-authentication-token-formats/.
const (
	prefix     = "mzp_"
	idSize     = 12 // characters of the id
	secretSize = 43 // base62 digits of 32 bytes
	sumSize    = 6  // base62 digits of a CRC-32
	tokenSize  = len(prefix) + idSize + 1 + secretSize + sumSize
)

// digits are those of base62.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// ErrToken is what ParseToken gives for anything that is no API token.
var ErrToken = errors.New("this is no API token")

// Token is an API token in its parts. Its text is shown once; kept are the id and
// the hash of the text.
type Token struct {
	ID   string // names it in lists and in the audit trail
	Text string // all of it
}

// NewToken gives a new API token.
func NewToken() Token {
	id := Letters(idSize)
	text := prefix + id + "_" + base62(Key(), secretSize)
	return Token{ID: id, Text: text + checksum(text)}
}

// ParseToken takes an API token apart. The error, ErrToken, never repeats what was
// given: it may be nearly a token.
func ParseToken(text string) (Token, error) {
	if len(text) != tokenSize {
		return Token{}, fmt.Errorf("%w: it has %d characters, not %d", ErrToken, len(text), tokenSize)
	}
	body, sum := text[:tokenSize-sumSize], text[tokenSize-sumSize:]
	id, random, ok := strings.Cut(strings.TrimPrefix(body, prefix), "_")
	switch {
	case !strings.HasPrefix(text, prefix):
		return Token{}, fmt.Errorf("%w: it does not begin with %s", ErrToken, prefix)
	case !ok || len(id) != idSize || strings.Trim(id, letters) != "" || strings.Trim(random, digits) != "":
		return Token{}, fmt.Errorf("%w: it has other characters", ErrToken)
	case checksum(body) != sum: // protects from slips of the hand, not from forgers
		return Token{}, fmt.Errorf("%w: its checksum is wrong; was all of it copied?", ErrToken)
	}
	return Token{ID: id, Text: text}, nil
}

// checksum gives the CRC-32 of a token as base62.
func checksum(body string) string {
	return base62(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(body))), sumSize)
}

// base62 writes b as a number of n digits. The number must fit.
func base62(b []byte, n int) string {
	number, base, digit := new(big.Int).SetBytes(b), big.NewInt(int64(len(digits))), new(big.Int)
	text := make([]byte, n)
	for i := n - 1; i >= 0; i-- {
		number.DivMod(number, base, digit)
		text[i] = digits[digit.Int64()]
	}
	return string(text)
}
