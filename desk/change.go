package desk

import (
	"context"
	"errors"
	"fmt"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/registry"
)

// Correct makes a draft that corrects a published disclosure. The reason will be
// public; it may be given later by an edit.
func (k *Desk) Correct(ctx context.Context, who account.Who, disclosure, reason string) (Draft, error) {
	return k.amend(ctx, who, registry.Correct, disclosure, reason)
}

// Withdraw makes a draft that withdraws a published disclosure. It goes the same
// way as every other: submitted, approved, published.
func (k *Desk) Withdraw(ctx context.Context, who account.Who, disclosure, reason string) (Draft, error) {
	return k.amend(ctx, who, registry.Withdraw, disclosure, reason)
}

// amend makes a draft of what is published.
func (k *Desk) amend(ctx context.Context, who account.Who, action registry.Action, disclosure, reason string) (Draft, error) {
	base, r, err := k.base(ctx, who, disclosure)
	if err != nil {
		return Draft{}, err
	}
	if _, err := k.unit(ctx, r.Publisher); err != nil {
		return Draft{}, err
	}
	b := &body{origin: base}
	d := &Draft{
		ID: newID(), Unit: r.Publisher, Action: action, State: StateOpen, Version: 1, Disclosure: content.Text(disclosure),
		Base: r.Revision,
	}
	if err := problemsOrNil(ErrInvalid, d.takeReason(b, &Edit{Reason: &reason})); err != nil {
		return Draft{}, err
	}
	o, err := k.judge(ctx, d, b)
	if err != nil {
		return Draft{}, err
	}
	d.summarise(o)
	err = k.db.Write(ctx, func(tx *database.Tx) error {
		return k.begin(tx, who, d, b, "draft."+string(action), fmt.Sprintf("revision %d of %s", d.Base, disclosure))
	})
	if err != nil {
		return Draft{}, err
	}
	return *d, nil
}

// base gives the newest revision of a disclosure of the unit that who acts for.
func (k *Desk) base(ctx context.Context, who account.Who, disclosure string) (*content.Disclosure, registry.Revision, error) {
	d, r, err := k.published(ctx, disclosure, 0)
	if errors.Is(err, registry.ErrNotFound) {
		return nil, r, ErrPublished
	}
	if err != nil {
		return nil, r, err
	}
	if err := saving().allow(who, r.Publisher); errors.Is(err, ErrNotFound) {
		return nil, r, ErrPublished // it is public, but not to be touched
	} else if err != nil {
		return nil, r, err
	}
	if r.Action == registry.Withdraw {
		return nil, r, fmt.Errorf("%w (%w)", ErrPublished, registry.ErrWithdrawn)
	}
	if d == nil {
		return nil, r, fmt.Errorf("%w (%w)", ErrPublished, registry.ErrErased)
	}
	return d, r, nil
}

// Replace makes an uploaded draft a correction of a published disclosure of the
// same unit: the text of the file takes the place of the published one.
func (k *Desk) Replace(ctx context.Context, who account.Who, id string, version int, disclosure, reason string) (Draft, error) {
	_, r, err := k.base(ctx, who, disclosure)
	if err != nil {
		return Draft{}, err
	}
	return k.change(ctx, who, rebasing(), id, version, func(d *Draft, b *body, _ account.Unit) (string, []Problem) {
		if d.Action == registry.Withdraw || d.Unit != r.Publisher {
			return "", []Problem{{"action", "", "只有本单位上传的稿件可以改为更正", "only an uploaded draft of the same unit becomes a correction"}}
		}
		d.Action, d.Disclosure, d.Base = registry.Correct, content.Text(disclosure), r.Revision
		problems := d.takeReason(b, &Edit{Reason: &reason})
		return fmt.Sprintf("revision %d of %s", d.Base, disclosure), problems
	})
}

// Rebase puts a correction or withdrawal on the newest revision. Edits stay;
// those of sections that the new text lacks are taken back and named. The text of
// an uploaded file stays as it is.
func (k *Desk) Rebase(ctx context.Context, who account.Who, id string, version int) (d Draft, dropped []Problem, err error) {
	f, err := k.look(ctx, id)
	if err != nil {
		return Draft{}, nil, err
	}
	if err := rebasing().allow(who, f.Unit); err != nil {
		return Draft{}, nil, err
	}
	if f.Action == registry.Publish {
		return Draft{}, nil, ErrState
	}
	origin, r, err := k.base(ctx, who, string(f.Disclosure))
	if err != nil {
		return Draft{}, nil, err
	}
	d, err = k.change(ctx, who, rebasing(), id, version, func(d *Draft, b *body, unit account.Unit) (string, []Problem) {
		if d.Base = r.Revision; d.Original == "" {
			b.origin = origin
			dropped = b.dropLost(unit)
		}
		return fmt.Sprintf("revision %d", d.Base), nil
	})
	return d, dropped, err
}

// dropLost takes the edits back that do not fit any more.
func (b *body) dropLost(unit account.Unit) []Problem {
	copied, err := clone(b.origin)
	if err != nil {
		return nil // judge says it
	}
	lost := b.edit.apply(copied, unit.Name)
	names := make([]string, len(lost))
	for i, p := range lost {
		names[i] = p.Field
	}
	b.edit = b.edit.undo(names)
	return lost
}

// Discard ends a draft that is not to be published. Its text is wiped, and its
// original too when no other draft needs it.
func (k *Desk) Discard(ctx context.Context, who account.Who, id string, version int) (Draft, error) {
	d, err := k.do(ctx, who, discarding(), id, version, func(tx *database.Tx, d *Draft) (string, error) {
		d.State, d.Title, d.File, d.Held = StateDiscarded, "", "", ""
		return "", wipe(tx, id)
	})
	if err != nil {
		return Draft{}, err
	}
	k.wiped.Store(true)
	if err := k.hook.At("desk after discarding"); err != nil {
		return Draft{}, err
	}
	return d, k.dropOriginal(ctx, string(d.Original))
}

// dropOriginal removes an original that no draft needs any more.
func (k *Desk) dropOriginal(ctx context.Context, sha256 string) error {
	if sha256 == "" {
		return nil
	}
	return k.originals.remove(sha256, func() (bool, error) { return k.needs(ctx, sha256) })
}

// needs tells whether a draft needs an original.
func (k *Desk) needs(ctx context.Context, sha256 string) (needed bool, err error) {
	err = k.db.Read(ctx, func(tx *database.Tx) error {
		return tx.QueryRow("SELECT count(*) > 0 FROM draft WHERE original = ? AND state <> 'discarded'", sha256).Scan(&needed)
	})
	if err != nil {
		return false, fmt.Errorf("looking who needs an original: %w", err)
	}
	return needed, nil
}

// tidyOriginals ends what a stop of the program left among the originals: those
// that were pending, and those of discarded drafts.
func (k *Desk) tidyOriginals(ctx context.Context) error {
	if err := k.originals.resume(func(sha256 string) (bool, error) { return k.needs(ctx, sha256) }); err != nil {
		return err
	}
	var gone []string
	err := k.db.Read(ctx, func(tx *database.Tx) (err error) {
		gone, err = list(tx, func(row scanner) (s string, err error) { return s, row.Scan(&s) },
			"SELECT DISTINCT original FROM draft WHERE state = 'discarded' AND original <> ''")
		return err
	})
	var failed []error
	for _, sha256 := range gone {
		failed = append(failed, k.dropOriginal(ctx, sha256))
	}
	return errors.Join(append(failed, err)...)
}
