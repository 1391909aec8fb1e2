package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"mingzhang/content"
)

// Action is what was done to a disclosure.
type Action string

// The actions.
const (
	Publish  Action = "publish"  // the first revision
	Correct  Action = "correct"  // a further revision, with a reason
	Withdraw Action = "withdraw" // a last revision without text, with a reason
	Erase    Action = "erase"    // the operator removed the bytes of a revision
)

// entryVersion is the V of the entries that this program writes and reads.
const entryVersion = 1

// maxEntry limits the bytes of an entry; ours have about 300.
const maxEntry = 1 << 10

// Entry is what the log says of an act, public for ever: no title, no person.
// Its bytes in the log are its JSON.
type Entry struct {
	V          int       `json:"v"` // version of the form, 1
	Action     Action    `json:"action"`
	ID         string    `json:"id"` // of the act, unique in the log
	Disclosure string    `json:"disclosure"`
	Revision   int       `json:"revision"`  // that was made, or erased
	SHA256     string    `json:"sha256"`    // of the Markdown of the revision
	Size       int64     `json:"size"`      // bytes of it
	Publisher  string    `json:"publisher"` // content.PublisherID of the unit
	Time       time.Time `json:"time"`      // when it was logged; UTC, whole seconds
}

// ParseEntry reads the bytes of an entry. One of another version is ErrVersion:
// who applies the log stops there and goes on serving what it has.
func ParseEntry(b []byte) (Entry, error) {
	if len(b) > maxEntry {
		return Entry{}, fmt.Errorf("the entry has %d bytes; at most %d are read", len(b), maxEntry)
	}
	if err := checkVersion(b); err != nil {
		return Entry{}, err
	}
	var e Entry
	if err := json.Unmarshal(b, &e); err != nil {
		return Entry{}, fmt.Errorf("reading the entry %.60q: %w", b, err)
	}
	if err := e.check(); err != nil {
		return Entry{}, fmt.Errorf("the entry %.60q: %w", b, err)
	}
	if spelled, err := e.bytes(); err != nil || !bytes.Equal(spelled, b) {
		return Entry{}, fmt.Errorf("the entry %.60q is not in its one spelling", b)
	}
	return e, nil
}

// checkVersion refuses an entry of another version. Those of ours begin with it.
func checkVersion(b []byte) error {
	if bytes.HasPrefix(b, fmt.Appendf(nil, `{"v":%d,`, entryVersion)) {
		return nil
	}
	var version struct{ V *int }
	if err := json.Unmarshal(b, &version); err != nil || version.V == nil {
		return fmt.Errorf("the entry %.60q is no JSON with a version", b)
	}
	if *version.V != entryVersion {
		return fmt.Errorf("%w (entry version %d, known is %d)", ErrVersion, *version.V, entryVersion)
	}
	return nil
}

var (
	actPattern       = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$`)
	hashPattern      = regexp.MustCompile(`^[0-9a-f]{64}$`)
	publisherPattern = regexp.MustCompile(`^p[0-9a-z]{9}$`)
)

// check tells what an entry lacks.
func (e Entry) check() error {
	switch {
	case e.Action != Publish && e.Action != Correct && e.Action != Withdraw && e.Action != Erase:
		return fmt.Errorf("%.20q is no action", e.Action)
	case !actPattern.MatchString(e.ID):
		return fmt.Errorf("%.40q is no id of an act", e.ID)
	case !content.IsID(e.Disclosure):
		return fmt.Errorf("%.40q is no id of a disclosure", e.Disclosure)
	case e.Revision < 1 || e.Size < 1:
		return errors.New("revision and size begin at 1")
	case !hashPattern.MatchString(e.SHA256) || !publisherPattern.MatchString(e.Publisher):
		return errors.New("the hash or the publisher is not in its form")
	case e.Time.Location() != time.UTC || e.Time.Nanosecond() != 0:
		return errors.New("the time is not in whole seconds of UTC")
	}
	return nil
}

// bytes are what stands in the log.
func (e Entry) bytes() ([]byte, error) { return json.Marshal(e) }
