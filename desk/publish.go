package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/registry"
)

// Publish publishes an approved draft and gives it with its receipt. The text is
// masked and checked once more first. The publication, the state of the draft and
// the end of its private text are one transaction; the act is named after the
// draft, so that it happens once however often it is asked for, and asking again
// for a draft that is published gives its receipt.
func (k *Desk) Publish(ctx context.Context, who account.Who, id string, version int) (Draft, error) {
	f, err := k.look(ctx, id)
	if err != nil {
		return Draft{}, err
	}
	if err := publishing().allow(who, f.Unit); err != nil {
		return Draft{}, err
	}
	if f.State == StatePublished {
		return f.Draft, nil
	}
	if err := publishing().fits(&f.Draft, version); err != nil {
		return Draft{}, err
	}
	if _, err := k.unit(ctx, f.Unit); err != nil {
		return Draft{}, err
	}
	o, err := k.judge(ctx, &f.Draft, f.body)
	if err != nil {
		return Draft{}, err
	}
	if err := refuse(o.problems); err != nil {
		return k.afterFailure(ctx, id, err) // it may be published by now
	}
	if err := k.hook.At("desk before publication"); err != nil {
		return Draft{}, err
	}
	return k.hand(ctx, who, &f.Draft, o.preview)
}

// hand gives a draft to the registry.
func (k *Desk) hand(ctx context.Context, who account.Who, d *Draft, text *content.Disclosure) (Draft, error) {
	var after Draft
	_, err := k.registry.Do(ctx, registry.Act{
		ID: "draft:" + d.ID, Action: d.Action, Disclosure: text, Base: d.Base, Reason: string(d.Reason),
		Within: func(tx *database.Tx, r registry.Receipt) (err error) {
			after, err = k.settle(tx, who, d.ID, d.Version, r)
			return err
		},
	})
	if err != nil {
		return k.afterFailure(ctx, d.ID, err)
	}
	if err := k.hook.At("desk after publication"); err != nil {
		return Draft{}, err
	}
	if after.ID == "" { // it was done before
		f, err := k.look(ctx, d.ID)
		return f.Draft, err
	}
	return after, nil
}

// settle makes a draft a published one in the transaction of its publication.
func (k *Desk) settle(tx *database.Tx, who account.Who, id string, version int, r registry.Receipt) (Draft, error) {
	d, err := loadDraft(tx, id)
	if err != nil {
		return Draft{}, err
	}
	if err := publishing().fits(&d, version); err != nil {
		return Draft{}, err
	}
	d.Version++
	d.State, d.Changed, d.Changer = StatePublished, k.now(), who.Account
	d.Disclosure, d.Held = content.Text(r.Entry.Disclosure), ""
	d.Receipt = &Receipt{r.Index, r.Entry.Disclosure, r.Entry.Revision, r.Entry.SHA256, r.Entry.Time}
	if err := k.hook.At("desk within publication"); err != nil {
		return Draft{}, err
	}
	if err := putDraft(tx, &d); err != nil {
		return Draft{}, err
	}
	if err := wipe(tx, id); err != nil {
		return Draft{}, err
	}
	k.wiped.Store(true)
	return d, k.note(tx, who, publishing().name, id, fmt.Sprintf("entry %d revision %d of %s", r.Index, r.Entry.Revision, r.Entry.Disclosure))
}

// afterFailure tells what became of a draft whose publication failed: somebody
// else may have published it at the same moment.
func (k *Desk) afterFailure(ctx context.Context, id string, cause error) (Draft, error) {
	f, err := k.look(ctx, id)
	if err == nil && f.State == StatePublished {
		return f.Draft, nil
	}
	switch {
	case errors.Is(cause, registry.ErrStale):
		return Draft{}, fmt.Errorf("%w (%w)", ErrBase, cause)
	case errors.Is(cause, registry.ErrPublished), errors.Is(cause, registry.ErrWithdrawn), errors.Is(cause, registry.ErrAct):
		return Draft{}, fmt.Errorf("%w (%w)", ErrBlocked, cause)
	}
	return Draft{}, fmt.Errorf("publishing the draft %s: %w", id, cause)
}

// Resume ends what a stop of the program may have left: it tidies up the
// originals and publishes what was approved and has become due. Call it once,
// before the desk is used.
func (k *Desk) Resume(ctx context.Context) error {
	tidied := k.tidyOriginals(ctx)
	_, err := k.Due(ctx)
	return errors.Join(tidied, err)
}

// Due publishes every approved draft whose planned time has come and gives those
// that are published. A draft that its own fault keeps back is held, with the
// reason in Held, until somebody plans it anew or sends it back; after a fault of
// the disk or the log it is tried again at the next call.
func (k *Desk) Due(ctx context.Context) ([]Draft, error) {
	var due []Draft
	err := k.db.Read(ctx, func(tx *database.Tx) (err error) {
		due, err = list(tx, scanDraft, "SELECT "+columns+" FROM draft WHERE state = 'approved' AND planned > 0 AND planned <= ? AND held = '' ORDER BY planned, id", millis(k.now()))
		return err
	})
	if err != nil {
		return nil, err
	}
	var published []Draft
	var failed []error
	for _, d := range due {
		after, err := k.Publish(ctx, account.System(), d.ID, d.Version)
		if err == nil {
			published = append(published, after)
			continue
		}
		failed = append(failed, fmt.Errorf("publishing the planned draft %s: %w", d.ID, err))
		if err := k.hold(ctx, &d, err); err != nil {
			failed = append(failed, err)
		}
	}
	return published, errors.Join(failed...)
}

// hold keeps a draft from being tried again and again when the fault is its own.
func (k *Desk) hold(ctx context.Context, d *Draft, cause error) error {
	var refusal *Refusal
	if !errors.As(cause, &refusal) || refusal == ErrStale || refusal == ErrState || refusal == ErrNotFound {
		return nil
	}
	_, err := k.do(ctx, account.System(), holding(), d.ID, d.Version, func(_ *database.Tx, d *Draft) (string, error) {
		d.Held = content.Text(refusal.Code)
		return refusal.Code, nil
	})
	return err
}

// Run publishes what becomes due until ctx ends, and empties the journal of the
// database of what was wiped.
func (k *Desk) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if _, err := k.Due(ctx); err != nil && ctx.Err() == nil {
			k.log.Error("a planned publication failed", "error", err)
		}
		if err := k.scrub(ctx); err != nil && !errors.Is(err, database.ErrBusy) && ctx.Err() == nil { // a reader ends soon
			k.log.Warn("the journal of the database could not be emptied; it is tried again", "error", err)
		}
		timer := time.NewTimer(k.untilNext(ctx))
		select {
		case <-ctx.Done():
		case <-k.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// maxWait bounds a wait: clocks are set, and machines sleep.
const maxWait = 30 * time.Second

// untilNext is how long nothing is due.
func (k *Desk) untilNext(ctx context.Context) time.Duration {
	var next int64
	err := k.db.Read(ctx, func(tx *database.Tx) error {
		return tx.QueryRow("SELECT coalesce(min(planned), 0) FROM draft WHERE state = 'approved' AND planned > 0 AND held = ''").Scan(&next)
	})
	if err != nil || next == 0 {
		return maxWait
	}
	return min(maxWait, max(100*time.Millisecond, time.UnixMilli(next).Sub(k.now())))
}

// rouse tells Run that something may have become due.
func (k *Desk) rouse(err error) {
	if err != nil {
		return
	}
	select {
	case k.wake <- struct{}{}:
	default: // it is told already
	}
}

// scrub takes what was wiped out of the journal of the database, where the pages
// of before stand until they are written over.
func (k *Desk) scrub(ctx context.Context) error {
	if !k.wiped.Swap(false) {
		return nil
	}
	if err := k.db.Scrub(ctx); err != nil {
		k.wiped.Store(true)
		return fmt.Errorf("emptying the journal: %w", err)
	}
	return nil
}
