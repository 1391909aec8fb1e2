package desk

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mingzhang/account"
	"mingzhang/content"
)

// TestTwoReviewersAtOnce lets many approve, return and recall the same version:
// one wins, all others are told that it changed.
func TestTwoReviewersAtOnce(t *testing.T) {
	o := newOffice(t)
	for n := range 5 {
		d := o.inState(t, StateSubmitted, n+1)
		var won, stale atomic.Int32
		var all sync.WaitGroup
		for i := range 9 {
			all.Go(func() {
				var err error
				switch i % 3 {
				case 0:
					_, err = o.Approve(t.Context(), reviewer(), d.ID, d.Version, "")
				case 1:
					_, err = o.Return(t.Context(), chief(), d.ID, d.Version, "请补充")
				default:
					_, err = o.Recall(t.Context(), clerk(), d.ID, d.Version)
				}
				switch {
				case err == nil:
					won.Add(1)
				case errors.Is(err, ErrStale):
					stale.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		now := o.sheet(t, d.ID)
		if won.Load() != 1 || stale.Load() != 8 || now.Version != d.Version+1 || len(now.Reviews) > 1 {
			t.Errorf("%d won, %d were told; version %d after %d, %d reviews", won.Load(), stale.Load(), now.Version, d.Version, len(now.Reviews))
		}
	}
}

// TestManyClerks work on drafts of their own at the same time.
func TestManyClerks(t *testing.T) {
	o := newOffice(t)
	var all sync.WaitGroup
	for n := range 6 {
		all.Go(func() {
			got, err := o.Upload(t.Context(), clerk(), city(), "", File{"一.txt", private(n)})
			if err != nil {
				t.Error(err)
				return
			}
			d := o.maskAll(t, o.sheet(t, got.Files[0].Drafts[0]).Draft)
			if n%3 == 0 {
				_, err := o.Discard(t.Context(), clerk(), d.ID, d.Version)
				wantIs(t, "discarding", err, nil)
				return
			}
			if d = o.publish(t, d); d.Receipt == nil {
				t.Errorf("no receipt: %+v", d)
			}
		})
	}
	all.Wait()
	page, err := o.Drafts(t.Context(), admin(), Filter{States: []State{StatePublished}})
	if err != nil || len(page.Drafts) != 4 {
		t.Errorf("%d published, %v; want 4", len(page.Drafts), err)
	}
}

// TestDiscardWhileUploading never takes the original from under a new draft.
func TestDiscardWhileUploading(t *testing.T) {
	o := newOffice(t)
	d := o.upload(t, budget(1))
	for range 5 {
		var all sync.WaitGroup
		var next Draft
		all.Go(func() { next = o.upload(t, budget(1)) })
		all.Go(func() {
			_, err := o.Discard(t.Context(), clerk(), d.ID, d.Version)
			wantIs(t, "discarding", err, nil)
		})
		all.Wait()
		if b, err := o.Original(t.Context(), clerk(), next.ID); err != nil || string(b) != string(budget(1)) {
			t.Errorf("the original of the new draft: %v", err)
		}
		d = next
	}
}

// TestLists show each its own.
func TestLists(t *testing.T) {
	o := newOffice(t)
	var ids []string
	for i, state := range []State{StateOpen, StateSubmitted, StateApproved, StatePublished, StateDiscarded} {
		o.clock.Add(60)
		ids = append(ids, o.inState(t, state, i+1).ID)
	}
	returned := o.inState(t, StateSubmitted, 9)
	returned, err := o.Return(t.Context(), reviewer(), returned.ID, returned.Version, "请补充")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		who    account.Who
		filter Filter
		want   int
		err    error
	}{
		"the clerk":          {clerk(), Filter{}, 6, nil},
		"all units":          {chief(), Filter{}, 6, nil},
		"a stranger":         {stranger(), Filter{}, 0, nil},
		"a stranger asking":  {stranger(), Filter{Unit: city()}, 0, ErrNotFound},
		"nobody":             {account.Who{}, Filter{}, 0, account.ErrForbidden},
		"what was sent back": {clerk(), Filter{States: []State{StateOpen}}, 2, nil},
		"by an editor":       {clerk(), Filter{Editor: "aclerk"}, 6, nil},
		"by another editor":  {clerk(), Filter{Editor: "areviewer"}, 0, nil},
		"of a disclosure":    {clerk(), Filter{Disclosure: o.sheet(t, ids[3]).Receipt.Disclosure}, 1, nil},
		"a forged place":     {clerk(), Filter{After: "x"}, 0, ErrInvalid},
	} {
		page, err := o.Drafts(t.Context(), c.who, c.filter)
		wantIs(t, name, err, c.err)
		if len(page.Drafts) != c.want {
			t.Errorf("%s sees %d drafts; want %d", name, len(page.Drafts), c.want)
		}
	}
	var seen []string
	for after, more := "", true; more; more = after != "" {
		page, err := o.Drafts(t.Context(), clerk(), Filter{Limit: 2, After: after})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range page.Drafts {
			seen = append(seen, d.ID)
		}
		after = page.Next
	}
	slices.Sort(seen)
	if want := slices.Sorted(slices.Values(append(ids, returned.ID))); !slices.Equal(seen, want) {
		t.Errorf("page by page: %v; want %v", seen, want)
	}
	q, err := o.Queue(t.Context(), clerk(), "")
	if err != nil || len(q.Counts) != 5 {
		t.Errorf("counts %+v, %v", q.Counts, err)
	}
	waits := map[string]string{}
	for _, w := range q.Waiting {
		waits[w.Draft.ID] = w.For + " " + string(w.Account)
		if w.Returned != (w.Draft.ID == returned.ID) || w.Since.IsZero() || w.Since.After(time.Unix(o.clock.Load(), 0)) {
			t.Errorf("%+v", w)
		}
	}
	for id, want := range map[string]string{ids[0]: "submitter aclerk", ids[1]: "reviewer ", ids[2]: "publisher ", returned.ID: "submitter aclerk"} {
		if waits[id] != want {
			t.Errorf("%s waits for %q; want %q", id, waits[id], want)
		}
	}
	if q, err := o.Queue(t.Context(), stranger(), ""); err != nil || len(q.Waiting) != 0 || len(q.Counts) != 0 {
		t.Errorf("a stranger sees %+v, %v", q, err)
	}
	if _, err := o.Queue(t.Context(), stranger(), city()); !errors.Is(err, ErrNotFound) {
		t.Errorf("a stranger asks for the queue: %v", err)
	}
}

// TestOfAnotherUnit finds nothing of it.
func TestOfAnotherUnit(t *testing.T) {
	o := newOffice(t)
	d := o.upload(t, private(1))
	_, err := o.Sheet(t.Context(), stranger(), d.ID)
	wantIs(t, "the sheet", err, ErrNotFound)
	_, err = o.Preview(t.Context(), stranger(), d.ID)
	wantIs(t, "the preview", err, ErrNotFound)
	_, err = o.Original(t.Context(), stranger(), d.ID)
	wantIs(t, "the original", err, ErrNotFound)
	_, _, err = o.Rebase(t.Context(), stranger(), d.ID, d.Version)
	wantIs(t, "rebasing", err, ErrNotFound)
	_, err = o.Replace(t.Context(), stranger(), d.ID, d.Version, "530400-2023-000000", "")
	wantIs(t, "replacing", err, ErrPublished)
	_, err = o.Sheet(t.Context(), account.Who{}, d.ID)
	wantIs(t, "nobody", err, account.ErrForbidden)
	_, err = o.Sheet(t.Context(), clerk(), "no-such-draft")
	wantIs(t, "no draft", err, ErrNotFound)
	other := content.PublisherID(townUnion)
	got, err := o.Upload(t.Context(), stranger(), other, "", File{"一.txt", budget(1)})
	if err != nil {
		t.Fatal(err)
	}
	if problems := codes(o.sheet(t, got.Files[0].Drafts[0]).Problems); problems != "publisher@publisher" {
		t.Errorf("the text of another unit: %q", problems)
	}
}
