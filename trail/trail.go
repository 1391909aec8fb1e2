// Package trail keeps who did what, in the transaction of what was done: an act
// and its event are both kept, or neither is.
//
// Events are only ever added. Each has the SHA-256 of itself and of the event
// before it, so that Verify finds one that was changed, removed or moved behind
// the triggers that forbid it. The trail is private; even so it holds ids, and no
// names of people, addresses or texts of drafts.
package trail

import (
	"embed"
	"errors"
	"fmt"
	"regexp"
	"time"
	"unicode"
	"unicode/utf8"

	"mingzhang/database"
)

// Longest parts of an event, in bytes.
const (
	maxID   = 200
	maxNote = 1000
)

// Migrations are the steps of the table that the trail lies in.
//
//go:embed migrations
var Migrations embed.FS

// What can go wrong, to be asked with errors.Is. The error itself says more.
var (
	ErrEvent   = errors.New("this is no event for the audit trail")
	ErrDamaged = errors.New("the audit trail was changed behind the back of this program; keep a copy of the data folder and compare it with a backup")
)

// actionPattern is the form of an action: an area and what was done, as in
// account.disable.
var actionPattern = regexp.MustCompile(`^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$`)

// Event is one act.
type Event struct {
	Actor   string // id of who did it; see account.Who.Actor
	Action  string // area and verb, as in draft.submit
	Subject string // id of what it was done to; empty when there is none
	Note    string // what else to know, in one line: ids, states and counts, no personal data
}

// Add writes an event at the end of the trail. ErrEvent says what is wrong with
// one that cannot be written. The time is kept to the millisecond; a clock that
// was set back is kept as it is, because the order of the rows is the order of
// the acts.
func Add(tx *database.Tx, at time.Time, e Event) error {
	if err := e.check(); err != nil {
		return err
	}
	last, err := head(tx)
	if err != nil {
		return err
	}
	row := Row{ID: last.ID + 1, At: at.UTC().Truncate(time.Millisecond), Event: e, Previous: last.Hash}
	row.Hash = row.digest()
	_, err = tx.Exec("INSERT INTO trail (id, at, actor, action, subject, note, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		row.ID, row.At.UnixMilli(), e.Actor, e.Action, e.Subject, e.Note, row.Previous[:], row.Hash[:])
	if err != nil {
		return fmt.Errorf("writing event %d of the audit trail: %w", row.ID, err)
	}
	return nil
}

// check refuses an event that says too little, too much or on several lines.
func (e Event) check() error {
	if !actionPattern.MatchString(e.Action) || len(e.Action) > maxID {
		return fmt.Errorf("%w: its action %.40q is not of the form area.verb", ErrEvent, e.Action)
	}
	if e.Actor == "" {
		return fmt.Errorf("%w: %s has no actor", ErrEvent, e.Action)
	}
	for _, part := range []struct {
		name, text string
		most       int
	}{{"actor", e.Actor, maxID}, {"subject", e.Subject, maxID}, {"note", e.Note, maxNote}} {
		if len(part.text) > part.most || !isLine(part.text) {
			return fmt.Errorf("%w: the %s of %s must be one line of at most %d bytes", ErrEvent, part.name, e.Action, part.most)
		}
	}
	return nil
}

// isLine tells whether s is text without control characters.
func isLine(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) {
			return false
		}
	}
	return true
}
