package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
)

const (
	maxComment = 2000                 // characters
	maxAhead   = 366 * 24 * time.Hour // of a planned publication
)

// Submit hands an open draft to the reviewers. What blocks it is ErrBlocked, as
// *Problems. planned is when it is to be published once it is approved; zero
// leaves that to a person.
func (k *Desk) Submit(ctx context.Context, who account.Who, id string, version int, planned time.Time) (Draft, error) {
	if err := k.checkPlan(planned); err != nil {
		return Draft{}, err
	}
	if err := k.ready(ctx, who, submitting(), id, version); err != nil {
		return Draft{}, err
	}
	return k.do(ctx, who, submitting(), id, version, func(_ *database.Tx, d *Draft) (string, error) {
		d.State, d.Submitted, d.Submitter = StateSubmitted, d.Changed, content.Text(who.Account)
		d.Planned, d.Held = planned.UTC(), ""
		return planNote(d), nil
	})
}

// ready refuses an act on a draft that something blocks.
func (k *Desk) ready(ctx context.Context, who account.Who, a act, id string, version int) error {
	f, err := k.look(ctx, id)
	if err != nil {
		return err
	}
	if err := a.allow(who, f.Unit); err != nil {
		return err
	}
	if err := a.fits(&f.Draft, version); err != nil {
		return err
	}
	if _, err := k.unit(ctx, f.Unit); err != nil {
		return err
	}
	o, err := k.judge(ctx, &f.Draft, f.body)
	if err != nil {
		return err
	}
	return refuse(o.problems)
}

// refuse gives the error for what blocks a draft; a stale base is ErrBase, for
// which there is a way out.
func refuse(problems []Problem) error {
	if slices.ContainsFunc(problems, func(p Problem) bool { return p.Code == ErrBase.Code }) {
		return &Problems{ErrBase, problems}
	}
	return problemsOrNil(ErrBlocked, problems)
}

// Recall takes a submitted or approved draft back to its clerk.
func (k *Desk) Recall(ctx context.Context, who account.Who, id string, version int) (Draft, error) {
	return k.do(ctx, who, recalling(), id, version, func(_ *database.Tx, d *Draft) (string, error) {
		from := d.State
		d.reopen()
		return "from " + string(from), nil
	})
}

// Return sends a submitted or approved draft back with a comment that says what
// is to be mended. Personal data in the comment is masked.
func (k *Desk) Return(ctx context.Context, who account.Who, id string, version int, comment string) (Draft, error) {
	if comment = strings.TrimSpace(comment); comment == "" || utf8.RuneCountInString(comment) > maxComment {
		return Draft{}, ErrComment
	}
	return k.do(ctx, who, returning(), id, version, func(tx *database.Tx, d *Draft) (string, error) {
		from := d.State
		d.reopen()
		return "from " + string(from), k.review(tx, who, d, "returned", comment)
	})
}

// Approve makes a submitted draft ready to be published, at its planned time when
// it has one. Unless the desk is for one person, who submitted it or had a hand in
// it cannot approve it: ErrSamePerson.
func (k *Desk) Approve(ctx context.Context, who account.Who, id string, version int, comment string) (Draft, error) {
	if comment = strings.TrimSpace(comment); utf8.RuneCountInString(comment) > maxComment {
		return Draft{}, ErrComment
	}
	if err := k.ready(ctx, who, approving(), id, version); err != nil {
		return Draft{}, err
	}
	d, err := k.do(ctx, who, approving(), id, version, func(tx *database.Tx, d *Draft) (string, error) {
		if err := k.checkSecondPerson(tx, who, d); err != nil {
			return "", err
		}
		d.State, d.Approved, d.Approver, d.Held = StateApproved, d.Changed, content.Text(who.Account), ""
		return planNote(d), k.review(tx, who, d, "approved", comment)
	})
	k.rouse(err)
	return d, err
}

// checkSecondPerson holds the two-person rule.
func (k *Desk) checkSecondPerson(tx *database.Tx, who account.Who, d *Draft) error {
	if k.onePerson {
		return nil
	}
	involved, err := editors(tx, d.ID)
	if err != nil {
		return err
	}
	if string(d.Submitter) == who.Account || slices.Contains(involved, who.Account) {
		return ErrSamePerson
	}
	return nil
}

// Plan sets when an approved draft is published; zero leaves it to a person. A
// time that has passed means at once.
func (k *Desk) Plan(ctx context.Context, who account.Who, id string, version int, planned time.Time) (Draft, error) {
	if err := k.checkPlan(planned); err != nil {
		return Draft{}, err
	}
	d, err := k.do(ctx, who, planning(), id, version, func(_ *database.Tx, d *Draft) (string, error) {
		d.Planned, d.Held = planned.UTC(), ""
		return planNote(d), nil
	})
	k.rouse(err)
	return d, err
}

func (k *Desk) checkPlan(planned time.Time) error {
	if planned.After(k.now().Add(maxAhead)) || !planned.IsZero() && planned.Year() < 2000 {
		return fmt.Errorf("%w (%s)", ErrPlan, planned.UTC().Format(time.RFC3339))
	}
	return nil
}

// planNote tells the trail when a draft is to be published.
func planNote(d *Draft) string {
	if d.Planned.IsZero() {
		return ""
	}
	return "planned " + d.Planned.UTC().Format(time.RFC3339)
}

// review notes what a reviewer said of the version that he saw.
func (k *Desk) review(tx *database.Tx, who account.Who, d *Draft, verdict, comment string) error {
	b, err := loadBody(tx, d.ID)
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO draft_review (draft, version, account, verdict, comment, at) VALUES (?, ?, ?, ?, ?, ?)",
		d.ID, d.Version-1, who.Account, verdict, b.masked(strings.ToValidUTF8(comment, "")), millis(d.Changed))
	if err != nil {
		return fmt.Errorf("keeping a review: %w", err)
	}
	return nil
}

// reopen gives a draft back to its clerk. Who submitted it last stays known.
func (d *Draft) reopen() {
	d.State, d.Approved, d.Approver, d.Held = StateOpen, time.Time{}, "", ""
}
