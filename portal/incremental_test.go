package portal

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/content"
	"mingzhang/content/sample"
	"mingzhang/registry"
	"mingzhang/search"
	"mingzhang/search/embedded"
)

// author publishes, corrects, withdraws and erases at random.
type author struct {
	*folder
	t     *testing.T
	rng   *rand.Rand
	fresh int // how many of the invented disclosures are published
	ids   []string
}

// act does one act.
func (a *author) act() {
	if len(a.ids) == 0 || a.rng.IntN(3) == 0 {
		d := sample.New(7).At(a.fresh)
		a.fresh++
		a.ids = append(a.ids, d.ID)
		a.do(a.t, nil, registry.Act{ID: fmt.Sprintf("publish-%d", a.fresh), Action: registry.Publish, Disclosure: d})
		return
	}
	at := a.rng.IntN(len(a.ids))
	id := a.ids[at]
	now, err := a.registry.Revision(a.t.Context(), id, 0)
	if err != nil {
		a.t.Fatal(err)
	}
	name := fmt.Sprintf("act-%s-%d", id, now.Revision)
	switch a.rng.IntN(6) {
	case 0:
		a.ids = append(a.ids[:at], a.ids[at+1:]...)
		a.do(a.t, nil, withdrawing(id, now.Revision))
	case 1:
		a.ids = append(a.ids[:at], a.ids[at+1:]...)
		a.do(a.t, nil, registry.Act{ID: "erase-" + id, Action: registry.Erase, Base: now.Revision, Reason: "法院决定",
			Disclosure: &content.Disclosure{Summary: content.Summary{ID: id}}})
	default:
		a.do(a.t, nil, a.changed(id, name))
	}
}

// changed corrects text, amount and category of a disclosure, and at times its
// title, which is then a new name to learn.
func (a *author) changed(id, name string) registry.Act {
	d := a.newest(a.t, id)
	d.Sections[0].Markdown = fmt.Sprintf("第%d次更正，原因是%s。", a.rng.IntN(1000), []string{"金额", "人数", "年度"}[a.rng.IntN(3)])
	d.Amount = &content.Money{Fen: content.Fen(a.rng.IntN(1e9) * 100)}
	d.Category = content.Text([]string{"困难帮扶", "更正类别", ""}[a.rng.IntN(3)])
	if a.rng.IntN(3) == 0 {
		d.Title += "之" + []string{"蒹葭", "苍苍", "白露"}[a.rng.IntN(3)]
	}
	return registry.Act{ID: name, Action: registry.Correct, Disclosure: d, Base: d.Revision, Reason: "金额有误"}
}

// TestFollowingGivesWhatAFreshStartGives compares a portal that followed a random
// history, in batches of any size, with one that is opened at its end.
func TestFollowingGivesWhatAFreshStartGives(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			f := newFolder(t, 10)
			a := &author{folder: f, t: t, rng: rand.New(rand.NewPCG(seed, 1)), fresh: 10}
			index := &counted{Index: newIndex(t)}
			p := openWith(t, f, Config{Index: index, CacheDir: filepath.Join(f.path, "cache"), Rules: "r"})
			a.ids = idsOf(p)
			for range 10 {
				for range 1 + a.rng.IntN(6) {
					a.act()
				}
				if a.rng.IntN(4) == 0 { // the next start finds an older cache and an older index
					p = openWith(t, f, Config{Index: index, CacheDir: filepath.Join(f.path, "cache"), Rules: "r"})
				}
				if err := p.CatchUp(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if index.rebuilt() != 1 {
				t.Errorf("the index was built %d times; once it is there it must only be told what changed", index.rebuilt())
			}
			fresh := openPortal(t, f, newIndex(t))
			if err := fresh.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			compareAnswers(t, fresh, p)
		})
	}
}

// compareAnswers asks two portals the same.
func compareAnswers(t *testing.T, want, got *Portal) {
	t.Helper()
	wantState, gotState := want.State(), got.State()
	wantState.Revision, gotState.Revision = "", "" // of other rules
	if diff := cmp.Diff(wantState, gotState); diff != "" || !gotState.SearchReady || !gotState.WordsReady {
		t.Errorf("the states differ:\n%s", diff)
	}
	questions := []string{"", "sort=amount", "sort=-updated", "category=更正类别", "q=金额", "q=更正", "q=工作", "q=困难", "q=蒹葭", "q=jianjia", "q=bailu", "q=苍仓", "verdict=open"}
	for _, question := range questions {
		for _, sort := range []string{"", "&sort=-amount"} {
			if sort != "" && strings.Contains(question, "sort") {
				continue
			}
			comparePages(t, want, got, strings.TrimPrefix(question+sort, "&"))
		}
	}
	for _, by := range [][]string{nil, {"year", "category"}, {"publisher"}, {"region", "source"}} {
		wantSums, _ := want.Aggregate(t.Context(), Query{}, Grouping{By: by})
		gotSums, err := got.Aggregate(t.Context(), Query{}, Grouping{By: by})
		if diff := cmp.Diff(wantSums, gotSums); diff != "" || err != nil {
			t.Errorf("sums by %v: %v\n%s", by, err, diff)
		}
	}
	for _, typed := range []string{"蒹", "jian", "困难", "白露", "云南"} {
		wantWords, _ := want.Suggest(t.Context(), typed, 10)
		gotWords, err := got.Suggest(t.Context(), typed, 10)
		if diff := cmp.Diff(wantWords, gotWords); diff != "" || err != nil {
			t.Errorf("suggestions for %s: %v\n%s", typed, err, diff)
		}
	}
}

func comparePages(t *testing.T, want, got *Portal, question string) {
	t.Helper()
	wantPage, gotPage := mustFind(t, want, question), mustFind(t, got, question)
	if wantPage.Total != gotPage.Total || wantPage.Notice != gotPage.Notice || len(wantPage.Rows) != len(gotPage.Rows) {
		t.Errorf("%s: %d found, %+v; want %d, %+v", question, gotPage.Total, gotPage.Notice, wantPage.Total, wantPage.Notice)
		return
	}
	if diff := cmp.Diff(wantPage.Facets, gotPage.Facets); diff != "" {
		t.Errorf("%s: facets differ\n%s", question, diff)
	}
	for i := range wantPage.Rows {
		if diff := cmp.Diff(string(wantPage.Rows[i].JSON), string(gotPage.Rows[i].JSON)); diff != "" {
			t.Errorf("%s: row %d differs\n%s", question, i, diff)
		}
		if diff := cmp.Diff(wantPage.Rows[i].Hit, gotPage.Rows[i].Hit); diff != "" {
			t.Errorf("%s: marks of row %d differ\n%s", question, i, diff)
		}
	}
}

// counted is an index that counts how often it is built.
type counted struct {
	search.Index
	mu      sync.Mutex
	builds  int
	updates [][]string // ids put and removed
}

func (c *counted) Rebuild(ctx context.Context, revision string, docs iter.Seq2[search.Document, error]) error {
	c.mu.Lock()
	c.builds++
	c.mu.Unlock()
	return c.Index.Rebuild(ctx, revision, docs)
}

func (c *counted) Update(ctx context.Context, revision string, put []search.Document, remove []string) error {
	ids := append([]string(nil), remove...)
	for _, d := range put {
		ids = append(ids, d.ID)
	}
	c.mu.Lock()
	c.updates = append(c.updates, ids)
	c.mu.Unlock()
	return c.Index.Update(ctx, revision, put, remove)
}

func (c *counted) rebuilt() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.builds
}

// TestTheNextStartCatchesUp publishes when no portal runs, as a crash between the
// commit and its use does, and looks at what the next start does.
func TestTheNextStartCatchesUp(t *testing.T) {
	f := newFolder(t, 40)
	index := &counted{Index: newIndex(t)}
	config := Config{Index: index, CacheDir: filepath.Join(f.path, "cache"), Rules: "r"}
	p := openWith(t, f, config)
	if err := p.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	ids := idsOf(p)
	f.do(t, nil, f.correcting(t, ids[7], "紫云英计划。"))
	f.do(t, nil, withdrawing(ids[8], 1))
	var log guarded
	config.Log = slog.New(slog.NewTextHandler(&log, nil))
	next := openWith(t, f, config)
	following(t, next)
	eventually(t, "the index is told", func() bool { return next.State().SearchReady })
	if page := mustFind(t, next, "q=紫云英计划"); page.Total != 1 || next.State().Disclosures != 39 {
		t.Errorf("%d found, the state is %+v", page.Total, next.State())
	}
	index.mu.Lock()
	defer index.mu.Unlock()
	if index.builds != 1 || len(index.updates) != 1 || len(index.updates[0]) != 2 || log.String() != "" {
		t.Errorf("built %d times, told %v, logged %s; want one update of the two", index.builds, index.updates, log.String())
	}
}

// TestFollowShowsWhatIsPublished runs everything at once: an author, readers and
// the portal that follows.
func TestFollowShowsWhatIsPublished(t *testing.T) {
	f := newFolder(t, 10)
	index := &counted{Index: newIndex(t)}
	p := openPortal(t, f, index)
	following(t, p)
	eventually(t, "the index is built", func() bool { return p.State().SearchReady })
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() { readUntil(t, p, stop) })
	}
	a := &author{folder: f, t: t, rng: rand.New(rand.NewPCG(9, 9)), fresh: 10, ids: idsOf(p)}
	for range 60 {
		a.act()
	}
	last := sample.New(7).At(a.fresh)
	last.Sections[0].Markdown = "紫云英计划。"
	f.do(t, nil, registry.Act{ID: "last", Action: registry.Publish, Disclosure: last})
	eventually(t, "the last one is found", func() bool {
		page := mustFind(t, p, "q=紫云英计划")
		return page.Total == 1 && !page.Notice.Degraded && p.State().WordsReady
	})
	close(stop)
	readers.Wait()
	fresh := openPortal(t, f, newIndex(t))
	if err := fresh.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	compareAnswers(t, fresh, p)
	if index.rebuilt() != 1 {
		t.Errorf("the index was built %d times", index.rebuilt())
	}
}

// readUntil asks until stop is closed: list and sums must agree at every moment.
func readUntil(t *testing.T, p *Portal, stop chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		page, err := p.Find(context.Background(), Query{Text: "工作", Limit: 5})
		if err != nil || page.Total < len(page.Rows) {
			t.Errorf("reading while it follows: %v", err)
			return
		}
		sums, err := p.Aggregate(context.Background(), Query{}, Grouping{By: []string{"category"}})
		if err != nil {
			t.Error(err)
			return
		}
		count := 0
		for _, g := range sums.Groups {
			count += g.Count
		}
		if count != sums.Total.Count {
			t.Errorf("groups have %d, the total is %d", count, sums.Total.Count)
			return
		}
	}
}

// TestAnotherIndexIsBuiltAnew gives the portal an index of which it cannot know
// what it lacks.
func TestAnotherIndexIsBuiltAnew(t *testing.T) {
	f, other := newFolder(t, 20), newFolder(t, 15)
	index := &counted{Index: newIndex(t)}
	ctx := t.Context()
	for name, revision := range map[string]string{
		"of an older form":    "0123456789abcdef01234567",
		"of the future":       "2-9999-" + strings.Repeat("0", 64),
		"of other texts":      "2-15-" + openPortal(t, other, index).model.Load().snap.Texts().String(),
		"with a broken name":  "2-x-y",
		"with a number below": "2--1-" + strings.Repeat("0", 64),
	} {
		t.Run(name, func(t *testing.T) {
			built := index.rebuilt()
			if err := index.Index.Update(ctx, revision, nil, nil); err != nil {
				t.Fatal(err)
			}
			p := openPortal(t, f, index)
			if err := p.CatchUp(ctx); err != nil {
				t.Fatal(err)
			}
			if index.rebuilt() != built+1 || !p.State().SearchReady {
				t.Errorf("built %d times, the state is %+v", index.rebuilt()-built, p.State())
			}
		})
	}
}

// TestAnInterruptedUpdateIsToldAgain ends a large update half way.
func TestAnInterruptedUpdateIsToldAgain(t *testing.T) {
	f := newFolder(t, 12)
	whole, err := embedded.Open(filepath.Join(t.TempDir(), "search"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	p := openPortal(t, f, whole)
	if err := p.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	id := idsOf(p)[0]
	before, err := whole.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.do(t, nil, f.correcting(t, id, "紫云英计划。"))
	// A part was told, under the old name.
	doc := search.Document{ID: id, Title: "半份", Body: "半份"}
	if err := whole.Update(t.Context(), before.Revision, []search.Document{doc}, nil); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	p = openWith(t, f, Config{Index: whole, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err := p.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if page := mustFind(t, p, "q=紫云英计划"); page.Total != 1 || mustFind(t, p, "q=半份").Total != 0 || log.Len() > 0 {
		t.Errorf("%d found; the half is still there, or the log says %s", page.Total, log.String())
	}
}
