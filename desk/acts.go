package desk

import (
	"context"
	"fmt"
	"slices"

	"mingzhang/account"
	"mingzhang/database"
	"mingzhang/trail"
)

// act is one thing that may be done with a draft.
type act struct {
	name   string // in the audit trail
	scope  account.Scope
	states []State // in which it may be done
}

// The acts. What is published or discarded stays so.
func saving() act     { return act{"draft.save", account.WriteDrafts, []State{StateOpen}} }
func deciding() act   { return act{"draft.decide", account.WriteDrafts, []State{StateOpen}} }
func rebasing() act   { return act{"draft.rebase", account.WriteDrafts, []State{StateOpen}} }
func submitting() act { return act{"draft.submit", account.WriteDrafts, []State{StateOpen}} }
func recalling() act {
	return act{"draft.recall", account.WriteDrafts, []State{StateSubmitted, StateApproved}}
}
func discarding() act {
	return act{"draft.discard", account.WriteDrafts, []State{StateOpen, StateSubmitted}}
}
func returning() act {
	return act{"draft.return", account.ReviewDrafts, []State{StateSubmitted, StateApproved}}
}
func approving() act  { return act{"draft.approve", account.ReviewDrafts, []State{StateSubmitted}} }
func planning() act   { return act{"draft.plan", account.Publish, []State{StateApproved}} }
func publishing() act { return act{"draft.publish", account.Publish, []State{StateApproved}} }
func holding() act    { return act{"draft.hold", account.Publish, []State{StateApproved}} }
func reading() act    { return act{"draft.read", account.ReadDrafts, nil} }

// allow refuses who may not do an act for a unit. What belongs to another unit
// is not there.
func (a act) allow(who account.Who, unit string) error {
	if who.Account != "" && who.Unit != "" && who.Unit != unit {
		return ErrNotFound
	}
	if !who.May(a.scope, unit) {
		return fmt.Errorf("%s: %w", a.name, account.ErrForbidden)
	}
	return nil
}

// fits refuses an act on a draft that changed since it was seen, or that stands
// where the act has no place.
func (a act) fits(d *Draft, version int) error {
	if d.Version != version {
		return fmt.Errorf("%w (it has version %d, not %d)", ErrStale, d.Version, version)
	}
	if !slices.Contains(a.states, d.State) {
		return fmt.Errorf("%w (%s of one that is %s)", ErrState, a.name, d.State)
	}
	return nil
}

// do runs an act on the version of a draft that who saw. change does the work
// and gives what the trail is to note; everything is kept, or nothing.
func (k *Desk) do(ctx context.Context, who account.Who, a act, id string, version int, change func(*database.Tx, *Draft) (note string, err error)) (Draft, error) {
	var after Draft
	err := k.db.Write(ctx, func(tx *database.Tx) error {
		d, err := loadDraft(tx, id)
		if err != nil {
			return err
		}
		if err := a.allow(who, d.Unit); err != nil {
			return err
		}
		if err := a.fits(&d, version); err != nil {
			return err
		}
		d.Version++
		d.Changed, d.Changer = k.now(), who.Account
		note, err := change(tx, &d)
		if err != nil {
			return err
		}
		if err := putDraft(tx, &d); err != nil {
			return err
		}
		after = d
		return k.note(tx, who, a.name, id, note)
	})
	if err != nil {
		return Draft{}, err
	}
	return after, nil
}

// note writes an event to the audit trail.
func (k *Desk) note(tx *database.Tx, who account.Who, action, subject, note string) error {
	return trail.Add(tx, k.now(), trail.Event{Actor: who.Actor(), Action: action, Subject: subject, Note: note})
}
