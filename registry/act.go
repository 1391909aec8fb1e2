package registry

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"mingzhang/content"
	"mingzhang/database"
)

// Limits of what is asked.
const (
	maxReason   = 1000        // characters
	maxDelay    = time.Minute // that the time of an act may lie back
	adoptPrefix = "adopt-"    // of the ids that Adopt gives
)

// Act is what is asked of Do. The same act may be asked again after any error:
// it is done once, and its id tells.
type Act struct {
	// ID names the act for ever, in public: letters, digits and . _ : - up to 100.
	ID     string
	Action Action
	// Disclosure has the facts and the text of Publish and Correct. The registry
	// sets id (for Publish, when it is empty), status, revision, times, reason and
	// salt. Withdraw and Erase need only its ID; the facts that name a withdrawn
	// one are those of its newest readable revision, or these when there is none.
	Disclosure *content.Disclosure
	// Base is the revision that Correct and Withdraw follow, which must be the
	// newest, and the one that Erase removes.
	Base   int
	Reason string    // public; needed by all but Publish. That of Erase is private
	At     time.Time // zero for now; else not in the future and at most a minute ago
	// Within, when not nil, runs in the transaction of the publication and must not
	// call the registry or begin another. Its error refuses this act alone: what it
	// wrote is undone. It may run again after an error of Do.
	Within func(*database.Tx, Receipt) error
}

// Receipt is the proof for the caller that an act is done.
type Receipt struct {
	Index int64 // of the entry in the log
	Entry Entry
}

// check refuses what no state of the registry allows.
func (a *Act) check(now time.Time) error {
	switch {
	case !actPattern.MatchString(a.ID) || strings.HasPrefix(a.ID, adoptPrefix):
		return fmt.Errorf("%w: %.40q cannot name an act; give up to 100 letters, digits and . _ : -", ErrAct, a.ID)
	case a.Disclosure == nil:
		return fmt.Errorf("%w: no disclosure is named", ErrAct)
	case !content.IsID(a.Disclosure.ID):
		return fmt.Errorf("%w: %.40q is no id of a disclosure", ErrAct, a.Disclosure.ID)
	case utf8.RuneCountInString(a.Reason) > maxReason || !utf8.ValidString(a.Reason):
		return fmt.Errorf("%w: the reason must be text of at most %d characters", ErrAct, maxReason)
	case a.At.After(now) || a.At.Before(now.Add(-maxDelay)):
		return fmt.Errorf("%w: it is dated %s, now is %s; leave the time out", ErrAct, a.At.Format(time.RFC3339), now.Format(time.RFC3339))
	}
	return a.checkAction()
}

// checkAction refuses what the action does not allow.
func (a *Act) checkAction() error {
	switch a.Action {
	case Publish:
		if a.Base != 0 {
			return fmt.Errorf("%w: a first publication follows no revision; leave the base out", ErrAct)
		}
		return nil
	case Correct, Withdraw, Erase:
		if a.Base < 1 {
			return fmt.Errorf("%w: name the revision that it is about", ErrAct)
		}
		if strings.TrimSpace(a.Reason) == "" {
			return fmt.Errorf("%w: give a reason", ErrAct)
		}
		return nil
	}
	return fmt.Errorf("%w: %.20q is no action; allowed are publish, correct, withdraw and erase", ErrAct, a.Action)
}

// prepared gives a copy of the act with what may be left out filled in.
func (a Act) prepared(now time.Time) (Act, error) {
	if a.Disclosure != nil && a.Action == Publish && a.Disclosure.ID == "" {
		d := *a.Disclosure
		d.ID = content.NewID(&d.Summary)
		a.Disclosure = &d
	}
	if a.At.IsZero() {
		a.At = now
	}
	a.At = a.At.UTC().Truncate(time.Second)
	return a, a.check(now)
}
