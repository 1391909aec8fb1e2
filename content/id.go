package content

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

// idEncoding leaves out letters that are misread for digits (Crockford).
var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

var idPattern = regexp.MustCompile(`^[0-9]{6}-[0-9]{4}-[0-9a-hjkmnp-tv-z]{6}$`)

// IsID tells whether s has the form of a disclosure id.
func IsID(s string) bool { return idPattern.MatchString(s) }

// NewID gives the id of a disclosure: its region, its year and six characters
// that follow from kind, publisher, year and title. The same project of the same
// unit and year has the same id however often it is read, so it counts once.
func NewID(d *Summary) string {
	region := "000000"
	if d.Region != nil {
		region = d.Region.Code
	}
	return fmt.Sprintf("%s-%04d-%s", region, d.Year, digest(string(d.Kind), d.Publisher.Name, fmt.Sprint(int(d.Year)), d.Title)[:6])
}

// PublisherID gives the id of a unit. It follows from the name alone.
func PublisherID(name string) string { return "p" + digest("publisher", name)[:9] }

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return idEncoding.EncodeToString(sum[:])
}

// SHA256 gives the SHA-256 of b in hexadecimal.
func SHA256(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
