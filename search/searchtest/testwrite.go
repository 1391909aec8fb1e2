package searchtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"mingzhang/search"
)

func testUpdate(t *testing.T, x search.Index) {
	docs := Corpus()
	wantStatus(t, x, "", 0)
	update(t, x, "r1", docs[:3])
	wantStatus(t, x, "r1", 3)
	wantSet(t, "after put", found(t, x, everything()), newestFirst(docs[:3]))

	changed := docs[1]
	changed.Title = "海洋渔业补贴"
	update(t, x, "r2", []search.Document{changed, docs[3]})
	wantStatus(t, x, "r2", 4)
	wantIDs(t, "the new title", found(t, x, word("海洋渔业")), ids(changed.ID))
	wantIDs(t, "the old title", found(t, x, word("帮扶专项")), ids(docs[0].ID))

	update(t, x, "r3", nil, docs[0].ID, "never-there", "not/an id")
	wantStatus(t, x, "r3", 3)
	wantIDs(t, "a removed document", found(t, x, word("帮扶专项")), nil)
	wantSet(t, "after remove", found(t, x, everything()), ids(docs[1].ID, docs[2].ID, docs[3].ID))

	update(t, x, "r4", docs[:1])
	wantIDs(t, "put again", found(t, x, word("帮扶专项")), ids(docs[0].ID))
	update(t, x, "r5", nil)
	wantStatus(t, x, "r5", 4)
}

func testRebuild(t *testing.T, x search.Index) {
	docs := Corpus()
	rebuild(t, x, "r1", docs)
	wantStatus(t, x, "r1", len(docs))
	rebuild(t, x, "r2", docs[:5])
	wantStatus(t, x, "r2", 5)
	wantIDs(t, "after the second", found(t, x, everything()), newestFirst(docs[:5]))
	update(t, x, "r3", docs[5:6])
	wantStatus(t, x, "r3", 6)
	rebuild(t, x, "r4", nil)
	wantStatus(t, x, "r4", 0)
	wantIDs(t, "after a rebuild from nothing", found(t, x, everything()), nil)
}

func testFailedRebuild(t *testing.T, x search.Index) {
	docs := Corpus()
	rebuild(t, x, "r1", docs[:4])
	broken := errors.New("the store is broken")
	err := x.Rebuild(t.Context(), "r2", func(yield func(search.Document, error) bool) {
		if yield(docs[7], nil) {
			yield(search.Document{}, broken)
		}
	})
	if !errors.Is(err, broken) {
		t.Errorf("Rebuild from a broken store: %v, want an error that wraps %q", err, broken)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err = x.Rebuild(ctx, "r3", func(yield func(search.Document, error) bool) {
		cancel()
		yield(docs[8], nil)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Rebuild with a cancelled context: %v, want context.Canceled", err)
	}
	wantStatus(t, x, "r1", 4)
	wantIDs(t, "after failed rebuilds", found(t, x, everything()), newestFirst(docs[:4]))
	rebuild(t, x, "r4", docs[4:6])
	wantIDs(t, "after the next one", found(t, x, everything()), newestFirst(docs[4:6]))
}

func testRebuildWhileSearching(t *testing.T, x search.Index) {
	before, after := generation("before", 40), generation("after", 60)
	rebuild(t, x, "before", before)
	searchDuring(t, x, newestFirst(before), newestFirst(after), func() { rebuild(t, x, "after", after) })
}

func testUpdateWhileSearching(t *testing.T, x search.Index) {
	before, after := generation("before", 40), generation("after", 60)
	rebuild(t, x, "before", before)
	searchDuring(t, x, newestFirst(before), newestFirst(after), func() { update(t, x, "after", after, newestFirst(before)...) })
}

// generation returns n documents that a search for 甲乙 finds, those in a title
// before the others.
func generation(name string, n int) []search.Document {
	docs := make([]search.Document, n)
	for i := range docs {
		docs[i] = search.Document{ID: fmt.Sprintf("%s-%03d", name, i), Title: "甲乙", Body: "丙丁"}
	}
	return docs
}

// searchDuring searches as long as change runs and wants before or after as the
// answer, never a mixture, and after as soon as change has returned.
func searchDuring(t *testing.T, x search.Index, before, after []string, change func()) {
	t.Helper()
	done := make(chan struct{})
	var searchers sync.WaitGroup
	for _, plan := range []search.Plan{everything(), word("甲乙"), words([]string{"甲乙", "丙丁"}, []string{"丙丁", "甲"})} {
		searchers.Go(func() {
			for running := true; running; {
				select {
				case <-done:
					running = false // one more search, which must see the change
				default:
				}
				result, err := x.Search(t.Context(), plan)
				old := running && slices.Equal(result.IDs, before)
				if err != nil || !old && !slices.Equal(result.IDs, after) {
					t.Errorf("searching during a change: %d ids, %v; want the %d before or the %d after", len(result.IDs), err, len(before), len(after))
					return
				}
			}
		})
	}
	change()
	close(done)
	searchers.Wait()
}

func testContext(t *testing.T, x search.Index) {
	docs := Corpus()
	rebuild(t, x, "r1", docs[:2])
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, searchErr := x.Search(ctx, everything())
	_, noneErr := x.Search(ctx, search.Plan{Groups: []search.Group{{}}})
	for call, err := range map[string]error{
		"Search":            searchErr,
		"Search of nothing": noneErr,
		"Update":            x.Update(ctx, "r2", docs[2:], nil),
		"Rebuild":           x.Rebuild(ctx, "r3", all(docs)),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a done context: %v, want context.Canceled", call, err)
		}
	}
	wantStatus(t, x, "r1", 2)
}
