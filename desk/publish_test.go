package desk

import (
	"context"
	"errors"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/internal/fault"
	"mingzhang/ledger"
	"mingzhang/registry"
)

// after is a time on the clock of an office.
func (o *office) after(d time.Duration) time.Time { return time.Unix(o.clock.Load(), 0).UTC().Add(d) }

// TestPlanned publishes what is due when it is due, and nothing else.
func TestPlanned(t *testing.T) {
	o := newOffice(t)
	soon := o.approve(t, o.upload(t, budget(1)), o.after(time.Hour))
	later := o.approve(t, o.upload(t, budget(2)), o.after(3*time.Hour))
	never := o.approve(t, o.upload(t, budget(3)), time.Time{})
	due := func() (ids []string) {
		published, err := o.Due(t.Context())
		if err != nil {
			t.Error(err)
		}
		for _, d := range published {
			ids = append(ids, d.ID)
		}
		return ids
	}
	if got := due(); got != nil {
		t.Errorf("published too early: %v", got)
	}
	o.clock.Add(2 * 3600)
	if got := due(); !slices.Equal(got, []string{soon.ID}) {
		t.Errorf("after two hours: %v", got)
	}
	if _, err := o.Plan(t.Context(), reviewer(), later.ID, later.Version, time.Time{}); err != nil {
		t.Fatal(err)
	}
	o.clock.Add(2 * 3600)
	if got := due(); got != nil {
		t.Errorf("published although the plan was taken back: %v", got)
	}
	if _, err := o.Plan(t.Context(), reviewer(), never.ID, never.Version, o.after(-time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := o.Resume(t.Context()); err != nil || o.sheet(t, never.ID).State != StatePublished {
		t.Errorf("resuming left %s, %v", o.sheet(t, never.ID).State, err)
	}
	if d := o.sheet(t, soon.ID).Draft; d.Changer != account.System().Account || d.Approver != "areviewer" {
		t.Errorf("published by %s, approved by %s", d.Changer, d.Approver)
	}
}

// TestHeld shows what keeps a planned publication back, and does not try for ever.
func TestHeld(t *testing.T) {
	o := newOffice(t)
	first, second := o.upload(t, budget(1)), o.upload(t, budget(1))
	second = o.approve(t, second, o.after(time.Hour))
	o.publish(t, first)
	o.clock.Add(2 * 3600)
	_, err := o.Due(t.Context())
	wantIs(t, "publishing the same project twice", err, ErrBlocked)
	if d := o.sheet(t, second.ID).Draft; d.Held != "blocked" || d.State != StateApproved {
		t.Errorf("held %q in %s", d.Held, d.State)
	}
	if _, err := o.Due(t.Context()); err != nil {
		t.Errorf("it was tried again: %v", err)
	}
	q, err := o.Queue(t.Context(), admin(), "")
	if err != nil || len(q.Waiting) != 1 || q.Waiting[0].For != "publisher" {
		t.Errorf("the queue: %+v, %v", q.Waiting, err)
	}
	held := o.sheet(t, second.ID).Draft
	back, err := o.Return(t.Context(), reviewer(), held.ID, held.Version, "已公开，请改为更正")
	if err != nil || back.Held != "" || back.State != StateOpen {
		t.Errorf("sent back: %+v, %v", back, err)
	}
}

// TestFaultsAreTriedAgain fails the disk while a planned draft is published: it is
// not held, and is published once the disk works.
func TestFaultsAreTriedAgain(t *testing.T) {
	for _, point := range []string{"desk before publication", "content half", "batch begun", "desk within publication", "statement", "commit"} {
		t.Run(point, func(t *testing.T) {
			broken := false
			ctx := fault.With(t.Context(), func(reached string) error {
				if broken && reached == point {
					return syscall.ENOSPC
				}
				return nil
			})
			o, err := openOffice(ctx, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			defer o.db.Close()
			d := o.approve(t, o.upload(t, budget(1)), o.after(time.Minute))
			o.clock.Add(120)
			broken = true
			if _, err := o.Due(t.Context()); !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, database.ErrFull) {
				t.Errorf("with a full disk: %v", err)
			}
			broken = false
			if s := o.sheet(t, d.ID); s.State != StateApproved || s.Held != "" || s.Text == nil {
				t.Errorf("after the fault: %+v", s.Draft)
			}
			if got, err := o.Due(t.Context()); err != nil || len(got) != 1 || got[0].Receipt.Index != 0 {
				t.Errorf("afterwards: %+v, %v", got, err)
			}
		})
	}
}

// TestRun publishes a planned draft by itself and ends with its context.
func TestRun(t *testing.T) {
	o := newOffice(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); o.Run(ctx) }()
	wake := o.registry.Watch()
	d := o.approve(t, o.upload(t, budget(1)), o.after(-time.Minute))
	<-wake
	stop()
	<-ended
	if got := o.sheet(t, d.ID); got.State != StatePublished {
		t.Errorf("after a publication the draft is %s", got.State)
	}
}

// TestPublishTwice gives the first receipt again, to one after the other and to
// many at once.
func TestPublishTwice(t *testing.T) {
	o := newOffice(t)
	d := o.approve(t, o.upload(t, budget(1)), time.Time{})
	var all sync.WaitGroup
	receipts := make([]*Receipt, 8)
	for i := range receipts {
		all.Go(func() {
			got, err := o.Publish(t.Context(), reviewer(), d.ID, d.Version)
			if err != nil {
				t.Error(err)
			}
			receipts[i] = got.Receipt
		})
	}
	all.Wait()
	for _, r := range receipts {
		if r == nil || *r != *receipts[0] {
			t.Errorf("receipts %+v and %+v", receipts[0], r)
		}
	}
	changes, err := o.registry.Changes(t.Context(), 0, 10)
	if err != nil || len(changes) != 1 || changes[0].Entry.ID != "draft:"+d.ID {
		t.Errorf("the log has %+v, %v", changes, err)
	}
}

// TestStaleBase refuses a correction of what was corrected meanwhile, and puts it
// on the new revision with its edits.
func TestStaleBase(t *testing.T) {
	o := newOffice(t)
	id := o.publish(t, o.upload(t, budget(1))).Receipt.Disclosure
	edited := func(e Edit) Draft {
		d, err := o.Correct(t.Context(), clerk(), id, "数字有误")
		if err == nil {
			d, err = o.Save(t.Context(), clerk(), d.ID, d.Version, e)
		}
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	quick := edited(Edit{Category: to("送温暖"), Sections: []SectionEdit{{Key: "plan", Remove: true}}})
	slow := edited(Edit{Beneficiaries: to("101人"), Sections: []SectionEdit{{Key: "plan", Heading: to("计划")}, {Key: "basis", Markdown: to("另有依据。")}}})
	approved := o.approve(t, edited(Edit{Implementer: to("某中心")}), time.Time{})
	o.publish(t, quick)

	_, err := o.Submit(t.Context(), clerk(), slow.ID, slow.Version, time.Time{})
	wantIs(t, "submitting on a stale base", err, ErrBase)
	_, err = o.Publish(t.Context(), reviewer(), approved.ID, approved.Version)
	wantIs(t, "publishing on a stale base", err, ErrBase)

	slow, dropped, err := o.Rebase(t.Context(), clerk(), slow.ID, slow.Version)
	if err != nil || slow.Base != 2 || codes(dropped) != "section@sections.plan" {
		t.Fatalf("rebased: %+v, dropped %v, %v", slow, dropped, err)
	}
	slow = o.publish(t, slow)
	got := o.public(t, id)
	if slow.Receipt.Revision != 3 || got.Category != "送温暖" || got.Beneficiaries.Count != 101 || got.Section("basis").Markdown != "另有依据。" || got.Section("plan") != nil {
		t.Errorf("revision %d: %s, %v, %+v", slow.Receipt.Revision, got.Category, got.Beneficiaries, got.Section("basis"))
	}
	_, _, err = o.Rebase(t.Context(), clerk(), o.upload(t, budget(2)).ID, 1)
	wantIs(t, "rebasing a first publication", err, ErrState)
}

// TestBaseStaleAtTheLastMoment lets the base change between the check and the
// commit.
func TestBaseStaleAtTheLastMoment(t *testing.T) {
	var o *office
	var id string
	meanwhile := false
	ctx := fault.With(t.Context(), func(reached string) error {
		if !meanwhile || reached != "desk before publication" {
			return nil
		}
		meanwhile = false
		d, _, err := o.published(t.Context(), id, 0)
		if err != nil {
			return err
		}
		d.Category = "送温暖"
		_, err = o.registry.Do(t.Context(), registry.Act{ID: "other", Action: registry.Correct, Disclosure: d, Base: 1, Reason: "别的更正"})
		return err
	})
	var err error
	if o, err = openOffice(ctx, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	defer o.db.Close()
	id = o.publish(t, o.upload(t, budget(1))).Receipt.Disclosure
	d, err := o.Correct(t.Context(), clerk(), id, "数字有误")
	if err == nil {
		d, err = o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{Beneficiaries: to("101人")})
	}
	if err != nil {
		t.Fatal(err)
	}
	d = o.approve(t, d, time.Time{})
	meanwhile = true
	_, err = o.Publish(t.Context(), reviewer(), d.ID, d.Version)
	wantIs(t, "publishing while the base changes", err, ErrBase)
	if now := o.sheet(t, d.ID); now.State != StateApproved || now.Text == nil {
		t.Errorf("the draft is %s now", now.State)
	}
}

// TestEditedAtTheLastMoment lets somebody recall a draft between the check and the
// commit: the publication is void.
func TestEditedAtTheLastMoment(t *testing.T) {
	var o *office
	var d Draft
	meanwhile := false
	ctx := fault.With(t.Context(), func(reached string) error {
		if !meanwhile || reached != "desk before publication" {
			return nil
		}
		meanwhile = false
		_, err := o.Recall(t.Context(), clerk(), d.ID, d.Version)
		return err
	})
	var err error
	if o, err = openOffice(ctx, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	defer o.db.Close()
	d = o.approve(t, o.upload(t, budget(1)), time.Time{})
	meanwhile = true
	_, err = o.Publish(t.Context(), reviewer(), d.ID, d.Version)
	wantIs(t, "publishing what was recalled", err, ErrStale)
	if changes, err := o.registry.Changes(t.Context(), 0, 10); err != nil || len(changes) != 0 {
		t.Errorf("the log has %v, %v", changes, err)
	}
	if now := o.sheet(t, d.ID); now.State != StateOpen || now.Text == nil {
		t.Errorf("the draft is %s", now.State)
	}
}

// TestForeignDisclosures are not to be touched, whatever is asked.
func TestForeignDisclosures(t *testing.T) {
	o := newOffice(t)
	id := o.publish(t, o.upload(t, budget(1))).Receipt.Disclosure
	for what, c := range map[string]struct {
		who  account.Who
		id   string
		want error
	}{
		"a stranger":           {stranger(), id, ErrPublished},
		"what was never there": {clerk(), "530400-2023-000000", ErrPublished},
		"no id":                {clerk(), "../../x", ErrPublished},
		"nobody":               {account.Who{}, id, account.ErrForbidden},
		"the clerk":            {clerk(), id, nil},
		"the reviewer of all":  {chief(), id, nil},
	} {
		_, err := o.Correct(t.Context(), c.who, c.id, "数字有误")
		wantIs(t, "correcting by "+what, err, c.want)
		_, err = o.Withdraw(t.Context(), c.who, c.id, "数字有误")
		wantIs(t, "withdrawing by "+what, err, c.want)
	}
	for what, reason := range map[string]string{"personal data": "联系电话：" + phone, "lines": "一\n二", "too much": string(make([]rune, 1001))} {
		_, err := o.Correct(t.Context(), clerk(), id, reason)
		wantIs(t, "a reason of "+what, err, ErrInvalid)
	}
	named := o.maskAll(t, o.upload(t, private(1)))
	_, err := o.Replace(t.Context(), clerk(), named.ID, named.Version, id, person+"写错了")
	wantIs(t, "a reason that names who stands in the file", err, ErrInvalid)
	d, err := o.Withdraw(t.Context(), clerk(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(o.sheet(t, d.ID).Problems); got != "reason@reason" {
		t.Errorf("without a reason: %q", got)
	}
	if d, err = o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{Reason: to("项目取消"), Title: to("别的")}); err != nil || d.Reason != content.Text("项目取消") || d.Problems != 0 {
		t.Errorf("with a reason: %+v, %v", d, err)
	}
}

// busyUnits does something when a unit is looked up.
type busyUnits struct {
	units
	then func()
}

// Unit gives a unit.
func (b *busyUnits) Unit(ctx context.Context, id string) (account.Unit, error) {
	if then := b.then; then != nil {
		b.then = nil
		then()
	}
	return b.units.Unit(ctx, id)
}

// TestPublishedAtTheLastMoment gives the receipt when somebody else published the
// draft between the look and the check.
func TestPublishedAtTheLastMoment(t *testing.T) {
	all := &busyUnits{units: knownUnits()}
	o := newOffice(t, func(c *Config) { c.Units = all })
	d := o.approve(t, o.upload(t, budget(1)), time.Time{})
	var first Draft
	all.then = func() {
		var err error
		first, err = o.Publish(t.Context(), chief(), d.ID, d.Version)
		wantIs(t, "publishing", err, nil)
	}
	second, err := o.Publish(t.Context(), reviewer(), d.ID, d.Version)
	if err != nil || second.Receipt == nil || first.Receipt == nil || *second.Receipt != *first.Receipt {
		t.Errorf("%+v, %v; want the receipt of %+v", second, err, first)
	}
}

// TestClockSetBack publishes nothing while the clock is before the last entry, and
// goes on when it is right again.
func TestClockSetBack(t *testing.T) {
	o := newOffice(t)
	o.publish(t, o.upload(t, budget(1)))
	o.clock.Add(-3600)
	d := o.approve(t, o.upload(t, budget(2)), o.after(-time.Minute))
	_, err := o.Due(t.Context())
	wantIs(t, "publishing in the past", err, ledger.ErrClock)
	if s := o.sheet(t, d.ID); s.State != StateApproved || s.Held != "" {
		t.Errorf("the draft is %s, held %q", s.State, s.Held)
	}
	o.clock.Add(7200)
	if got, err := o.Due(t.Context()); err != nil || len(got) != 1 {
		t.Errorf("once the clock is right: %+v, %v", got, err)
	}
}
