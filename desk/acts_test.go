package desk

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"mingzhang/account"
	"mingzhang/database"
	"mingzhang/publish"
	"mingzhang/trail"
)

// everyAct does each act to a draft with the version that it is given.
func everyAct(o *office, t *testing.T) map[string]func(who account.Who, d Draft) (Draft, error) {
	ctx := t.Context()
	return map[string]func(who account.Who, d Draft) (Draft, error){
		"save": func(who account.Who, d Draft) (Draft, error) {
			return o.Save(ctx, who, d.ID, d.Version, Edit{Category: to("送温暖")})
		},
		"decide": func(who account.Who, d Draft) (Draft, error) { return o.Decide(ctx, who, d.ID, d.Version) },
		"submit": func(who account.Who, d Draft) (Draft, error) { return o.Submit(ctx, who, d.ID, d.Version, time.Time{}) },
		"recall": func(who account.Who, d Draft) (Draft, error) { return o.Recall(ctx, who, d.ID, d.Version) },
		"return": func(who account.Who, d Draft) (Draft, error) {
			return o.Return(ctx, who, d.ID, d.Version, "请补充依据")
		},
		"approve": func(who account.Who, d Draft) (Draft, error) { return o.Approve(ctx, who, d.ID, d.Version, "") },
		"plan":    func(who account.Who, d Draft) (Draft, error) { return o.Plan(ctx, who, d.ID, d.Version, time.Time{}) },
		"publish": func(who account.Who, d Draft) (Draft, error) { return o.Publish(ctx, who, d.ID, d.Version) },
		"discard": func(who account.Who, d Draft) (Draft, error) { return o.Discard(ctx, who, d.ID, d.Version) },
	}
}

// inState makes a draft that stands in a state.
func (o *office) inState(t *testing.T, state State, n int) Draft {
	t.Helper()
	d := o.upload(t, budget(n))
	var err error
	switch state {
	case StateSubmitted:
		d, err = o.Submit(t.Context(), clerk(), d.ID, d.Version, time.Time{})
	case StateApproved:
		d = o.approve(t, d, time.Time{})
	case StatePublished:
		d = o.publish(t, d)
	case StateDiscarded:
		d, err = o.Discard(t.Context(), clerk(), d.ID, d.Version)
	}
	if err != nil || d.State != state {
		t.Fatalf("%s: %+v, %v", state, d, err)
	}
	return d
}

// leads says in which state an act leaves a draft that it may be done to.
func leads() map[string]map[State]State {
	return map[string]map[State]State{
		"save":    {StateOpen: StateOpen},
		"decide":  {StateOpen: StateOpen},
		"submit":  {StateOpen: StateSubmitted},
		"recall":  {StateSubmitted: StateOpen, StateApproved: StateOpen},
		"return":  {StateSubmitted: StateOpen, StateApproved: StateOpen},
		"approve": {StateSubmitted: StateApproved},
		"plan":    {StateApproved: StateApproved},
		"publish": {StateApproved: StatePublished, StatePublished: StatePublished}, // again: the receipt
		"discard": {StateOpen: StateDiscarded, StateSubmitted: StateDiscarded},
	}
}

// whoMay says what each role may do, with a token that is narrower last.
func whoMay() map[string]struct {
	who  account.Who
	acts []string
} {
	writes := []string{"save", "decide", "submit", "recall", "discard"}
	all := append(slices.Clone(writes), "return", "approve", "plan", "publish")
	token := func(scopes ...account.Scope) account.Who {
		return account.Who{Account: "atoken", Role: account.Admin, Token: "t1", Scopes: scopes}
	}
	return map[string]struct {
		who  account.Who
		acts []string
	}{
		"nobody":              {account.Who{}, nil},
		"clerk":               {clerk(), writes},
		"reviewer":            {reviewer(), all},
		"chief of all units":  {chief(), all},
		"admin":               {admin(), all},
		"the program":         {account.System(), all},
		"stranger":            {stranger(), nil},
		"token to read":       {token(account.ReadDrafts), nil},
		"token to write":      {token(account.ReadDrafts, account.WriteDrafts), writes},
		"token to publish":    {token(account.Publish), []string{"plan", "publish"}},
		"token to review":     {token(account.ReviewDrafts), []string{"return", "approve"}},
		"token of a stranger": {account.Who{Account: "atoken", Role: account.Admin, Unit: stranger().Unit, Token: "t1", Scopes: account.Admin.Scopes()}, nil},
	}
}

// TestEveryActInEveryState does each act by each role in each state: it leads
// where it should or is refused with the right error, and changes nothing then.
func TestEveryActInEveryState(t *testing.T) {
	o, n := newOffice(t), 0
	acts := everyAct(o, t)
	for _, state := range []State{StateOpen, StateSubmitted, StateApproved, StatePublished, StateDiscarded} {
		n++
		d := o.inState(t, state, n)
		for role, may := range whoMay() {
			for name, act := range acts {
				want := error(ErrState)
				to, fits := leads()[name][state]
				switch {
				case role == "stranger" || role == "token of a stranger":
					want = ErrNotFound
				case !slices.Contains(may.acts, name):
					want = account.ErrForbidden
				case fits:
					want = nil
				}
				after, err := act(may.who, d)
				if want != nil {
					wantIs(t, fmt.Sprintf("%s by %s of one that is %s", name, role, state), err, want)
					if now := o.sheet(t, d.ID).Draft; now.Version != d.Version || now.State != d.State {
						t.Fatalf("%s by %s of %s was refused but changed the draft", name, role, state)
					}
					continue
				}
				if err != nil || after.State != to {
					t.Errorf("%s by %s of %s led to %q, %v; want %s", name, role, state, after.State, err, to)
				}
				n++
				d = o.inState(t, state, n)
			}
		}
	}
}

// TestEveryActIsTold finds each act in the audit trail, by the account that did it,
// and no words of the text there.
func TestEveryActIsTold(t *testing.T) {
	o := newOffice(t)
	d := o.maskAll(t, o.upload(t, private(1)))
	d, err := o.Submit(t.Context(), clerk(), d.ID, d.Version, time.Time{})
	if err == nil {
		d, err = o.Return(t.Context(), reviewer(), d.ID, d.Version, "请"+person+"补充；"+person+"的电话"+phone)
	}
	if err == nil {
		d, err = o.Save(t.Context(), clerk(), d.ID, d.Version, Edit{Title: to("困难职工帮扶")})
	}
	if err != nil {
		t.Fatal(err)
	}
	d = o.publish(t, d)
	var got []string
	err = o.db.Read(t.Context(), func(tx *database.Tx) error {
		rows, err := trail.Read(tx, 0, 100)
		for _, r := range rows {
			if r.Subject != d.ID {
				t.Errorf("an event of %q", r.Subject)
			}
			got = append(got, r.Actor+" "+r.Action)
		}
		_, verr := trail.Verify(tx)
		return errors.Join(err, verr)
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"aclerk draft.upload", "aclerk draft.decide", "aclerk draft.submit", "areviewer draft.return", "aclerk draft.save",
		"aclerk draft.submit", "areviewer draft.approve", "areviewer draft.publish",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the trail says %q; want %q", got, want)
	}
	if r := o.sheet(t, d.ID).Reviews; len(r) != 2 || r[0].Verdict != "returned" || r[1].Verdict != "approved" || r[0].Comment == "" {
		t.Errorf("reviews %+v", r)
	}
	if err := o.scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{phone, person} {
		if found := o.onDisk(t, words); len(found) > 0 {
			t.Errorf("%s of the comment stands in %v", words, found)
		}
	}
}

// TestClosedUnit lets nothing of a unit come to the public that was switched off.
func TestClosedUnit(t *testing.T) {
	all := knownUnits()
	o := newOffice(t, func(c *Config) { c.Units = all })
	published := o.publish(t, o.upload(t, budget(1)))
	open, approved := o.upload(t, budget(2)), o.approve(t, o.upload(t, budget(3)), o.after(-time.Minute))
	submitted := o.inState(t, StateSubmitted, 4)
	unit := all[city()]
	unit.Disabled = true
	all[city()] = unit
	_, err := o.Submit(t.Context(), clerk(), open.ID, open.Version, time.Time{})
	wantIs(t, "submitting", err, ErrUnit)
	_, err = o.Save(t.Context(), clerk(), open.ID, open.Version, Edit{Category: to("送温暖")})
	wantIs(t, "saving", err, ErrUnit)
	_, err = o.Approve(t.Context(), reviewer(), submitted.ID, submitted.Version, "")
	wantIs(t, "approving", err, ErrUnit)
	_, err = o.Withdraw(t.Context(), clerk(), published.Receipt.Disclosure, "项目取消")
	wantIs(t, "withdrawing", err, ErrUnit)
	_, err = o.Due(t.Context())
	wantIs(t, "what is due", err, ErrUnit)
	if d := o.sheet(t, approved.ID); d.State != StateApproved || d.Held != "unit" {
		t.Errorf("the planned draft is %s, held %q", d.State, d.Held)
	}
	_, err = o.Discard(t.Context(), admin(), open.ID, open.Version)
	wantIs(t, "discarding", err, nil)
}

// TestTwoPersons holds the two-person rule for whoever had a hand in a draft.
func TestTwoPersons(t *testing.T) {
	as := func(account string) account.Who { w := reviewer(); w.Account = account; return w }
	hands := map[string]func(o *office, d Draft) (Draft, error){
		"submitted": func(_ *office, d Draft) (Draft, error) { return d, nil },
		"edited": func(o *office, d Draft) (Draft, error) {
			return o.Save(t.Context(), as("aother"), d.ID, d.Version, Edit{Category: to("送温暖")})
		},
		"decided": func(o *office, d Draft) (Draft, error) {
			return o.Decide(t.Context(), as("aother"), d.ID, d.Version, []publish.Decision{}...)
		},
	}
	for name, hand := range hands {
		for _, alone := range []bool{false, true} {
			t.Run(fmt.Sprint(name, alone), func(t *testing.T) {
				o := newOffice(t, func(c *Config) { c.OnePerson = alone })
				d, err := hand(o, o.upload(t, budget(1)))
				if err == nil {
					d, err = o.Submit(t.Context(), as("asubmitter"), d.ID, d.Version, time.Time{})
				}
				if err != nil {
					t.Fatal(err)
				}
				who := as("aother")
				if name == "submitted" {
					who = as("asubmitter")
				}
				var want error
				if !alone {
					want = ErrSamePerson
				}
				_, err = o.Approve(t.Context(), who, d.ID, d.Version, "")
				wantIs(t, "approving the own draft", err, want)
				if !alone {
					_, err = o.Approve(t.Context(), as("athird"), d.ID, d.Version, "")
					wantIs(t, "approving another's draft", err, nil)
				}
			})
		}
	}
}

// TestReviewsNeedWords refuses what a reviewer cannot mean.
func TestReviewsNeedWords(t *testing.T) {
	o := newOffice(t)
	d := o.inState(t, StateSubmitted, 1)
	for _, comment := range []string{"", " \n ", string(make([]rune, 2001))} {
		_, err := o.Return(t.Context(), reviewer(), d.ID, d.Version, comment)
		wantIs(t, fmt.Sprintf("returning with %d bytes", len(comment)), err, ErrComment)
	}
	_, err := o.Approve(t.Context(), reviewer(), d.ID, d.Version, string(make([]rune, 2001)))
	wantIs(t, "approving with too many words", err, ErrComment)
	far := time.Unix(o.clock.Load(), 0).AddDate(2, 0, 0)
	_, err = o.Plan(t.Context(), reviewer(), d.ID, d.Version, far)
	wantIs(t, "planning for the year after next", err, ErrPlan)
}
