package embedded

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mingzhang/search"
	"mingzhang/search/searchtest"
)

// small returns n documents of the corpus.
func small(t testing.TB, n int) []search.Document {
	t.Helper()
	var docs []search.Document
	for d, err := range corpus(n) {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

func each(docs []search.Document) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// phrase returns the plan for one folded phrase.
func phrase(text string) search.Plan {
	return search.Plan{Class: search.ClassWords, Groups: []search.Group{{Terms: []search.Term{{Text: text}}}}}
}

func mustFind(t *testing.T, x *Index, plan search.Plan) []string {
	t.Helper()
	r, err := x.Search(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	return r.IDs
}

func status(t *testing.T, x *Index) search.Status {
	t.Helper()
	s, err := x.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustUpdate(t *testing.T, x *Index, revision string, put []search.Document, remove ...string) {
	t.Helper()
	if err := x.Update(t.Context(), revision, put, remove); err != nil {
		t.Fatal(err)
	}
}

// reopen closes x and opens its folder again.
func reopen(t *testing.T, x *Index) *Index {
	t.Helper()
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	y, err := Open(x.dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = y.Close() })
	return y
}

// TestPhrasesOfTheTexts takes phrases out of the documents, of any length and
// from any place, and compares with the plainest engine.
func TestPhrasesOfTheTexts(t *testing.T) {
	docs := small(t, 150)
	x := openTest(t)
	if err := x.Rebuild(t.Context(), "1", each(docs[:100])); err != nil {
		t.Fatal(err)
	}
	mustUpdate(t, x, "2", docs[100:])
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		text := []rune(search.Fold(docs[rng.IntN(len(docs))].Body))
		start := rng.IntN(len(text) - 15)
		p := phrase(search.Fold(string(text[start : start+1+rng.IntN(14)])))
		got, want := mustFind(t, x, p), searchtest.Expected(docs, p)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q: found %d, want %d", p.Groups[0].Terms[0].Text, len(got), len(want))
		}
	}
}

func TestRanking(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2023, 1, day, 0, 0, 0, 0, time.UTC) }
	docs := []search.Document{
		{ID: "body", Title: "甲", Publisher: "乙", Body: "帮扶一次", Date: at(28)},
		{ID: "body-new", Title: "甲", Publisher: "乙", Body: "帮扶一次", Date: at(29)},
		{ID: "body-new-b", Title: "甲", Publisher: "乙", Body: "帮扶一次", Date: at(29)},
		{ID: "often", Title: "甲", Publisher: "乙", Body: "帮扶，帮扶，帮扶", Date: at(1)},
		{ID: "unit", Title: "甲", Publisher: "帮扶中心", Date: at(2)},
		{ID: "whole-unit", Title: "甲", Publisher: "帮扶", Date: at(1)},
		{ID: "title", Title: "困难帮扶资金", Publisher: "乙", Date: at(1)},
		{ID: "whole-title", Title: "幫扶", Publisher: "乙", Date: at(1)},
		{ID: "number", Title: "甲", Numbers: []string{"总工办发[2020]13号"}, Keys: []string{"334.60万元"}, Date: at(1)},
		{ID: "number-in-body", Title: "甲", Body: "总工办发〔2020〕13号，安排3346000元", Date: at(9)},
		{ID: "other", Title: "甲", Body: "别的", Date: at(30)},
	}
	x := openTest(t)
	mustUpdate(t, x, "1", docs[:5])
	mustUpdate(t, x, "2", docs[5:])
	var lexicon search.Lexicon
	tests := map[string][]string{
		"帮扶":            {"whole-title", "title", "whole-unit", "unit", "often", "body-new", "body-new-b", "body"},
		"总工办发（2020）13号": {"number", "number-in-body"},
		"3,346,000元":    {"number", "number-in-body"},
		"困难 帮扶":         {"title"},
		"帮扶 一次":         {"body-new", "body-new-b", "body"},
	}
	for query, want := range tests {
		if got := mustFind(t, x, lexicon.Plan(query)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestReopenKeepsEverything(t *testing.T) {
	docs := small(t, 40)
	x := openTest(t)
	if err := x.Rebuild(t.Context(), "1", each(docs[:30])); err != nil {
		t.Fatal(err)
	}
	mustUpdate(t, x, "2", docs[30:], docs[0].ID, "unknown")
	changed := docs[1]
	changed.Body = "只有这里写着薯条"
	mustUpdate(t, x, "3", []search.Document{changed})
	before := mustFind(t, x, search.Plan{})
	x = reopen(t, x)
	if s := status(t, x); s.Revision != "3" || s.Documents != 39 || s.Engine != "embedded" {
		t.Errorf("status %+v", s)
	}
	if got := mustFind(t, x, search.Plan{}); !slices.Equal(got, before) {
		t.Errorf("%d documents in another order", len(got))
	}
	if got := mustFind(t, x, phrase("薯条")); !slices.Equal(got, []string{changed.ID}) {
		t.Errorf("薯条: %q", got)
	}
	if err := x.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestRebuildTakesTheLastOfTheSameID(t *testing.T) {
	x := openTest(t)
	docs := []search.Document{{ID: "a", Body: "旧的"}, {ID: "b", Body: "别的"}, {ID: "a", Body: "新的"}}
	if err := x.Rebuild(t.Context(), "1", each(docs)); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{"旧的": {}, "新的": {"a"}, "别的": {"b"}} {
		if got := mustFind(t, x, phrase(text)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if n := len(x.current.parts); n != 1 {
		t.Errorf("%d segments", n)
	}
}

func TestRebuildJoinsRuns(t *testing.T) {
	x := openTest(t)
	docs := small(t, 30)
	again := docs[3]
	again.Body = "只有这里写着薯条"
	r := rebuild{index: x}
	for i, d := range append(docs, again) {
		if err := r.add(d); err != nil {
			t.Fatal(err)
		}
		if i%10 == 9 {
			if err := r.flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	inputs, err := r.finish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r.discard()
	if err := x.commit("1", inputs); err != nil {
		t.Fatal(err)
	}
	if got := status(t, x).Documents; got != 30 {
		t.Errorf("%d documents, want 30", got)
	}
	if got := mustFind(t, x, phrase("薯条")); !slices.Equal(got, []string{again.ID}) {
		t.Errorf("薯条: %q", got)
	}
	if files := x.files(); len(files) != 1 {
		t.Errorf("files left: %q", files)
	}
}

func TestMergeInBackground(t *testing.T) {
	x := openTest(t)
	mergeByHand(t, x)
	docs := small(t, 3*mergeWidth)
	for i, d := range docs {
		mustUpdate(t, x, fmt.Sprint(i), []search.Document{d})
	}
	before := mustFind(t, x, search.Plan{})
	for x.mergeOnce() {
	}
	if n := len(x.current.parts); n >= mergeWidth {
		t.Errorf("still %d segments", n)
	}
	if got := mustFind(t, x, search.Plan{}); !slices.Equal(got, before) {
		t.Errorf("merging changed the order: %q, want %q", got, before)
	}
	if s := status(t, x); s.Revision != fmt.Sprint(len(docs)-1) {
		t.Errorf("revision %q", s.Revision)
	}
	if got, want := len(x.files()), len(x.current.parts); got != want {
		t.Errorf("%d files for %d segments", got, want)
	}
}

// mergeByHand ends the background work of x, so that the test says when to merge.
func mergeByHand(t *testing.T, x *Index) {
	t.Helper()
	x.stop()
	x.merging.Wait()
	x.stopped, x.stop = context.WithCancel(t.Context())
}

func TestMergeCarriesLateDeletions(t *testing.T) {
	x := openTest(t)
	mergeByHand(t, x)
	docs := small(t, 4)
	for i, d := range docs {
		mustUpdate(t, x, fmt.Sprint(i), []search.Document{d})
	}
	old := x.current.inputs()
	merged, err := x.join(t.Context(), old)
	if err != nil {
		t.Fatal(err)
	}
	changed := docs[1]
	changed.Body = "只有这里写着薯条"
	mustUpdate(t, x, "late", []search.Document{changed}, docs[0].ID)
	if err := x.replace(old, merged); err != nil {
		t.Fatal(err)
	}
	releaseAll(old)
	if s := status(t, x); s.Documents != 3 || s.Revision != "late" {
		t.Errorf("status %+v", s)
	}
	if got := mustFind(t, x, phrase("薯条")); !slices.Equal(got, []string{changed.ID}) {
		t.Errorf("薯条: %q", got)
	}
	if got := mustFind(t, x, search.Plan{}); slices.Contains(got, docs[0].ID) || len(got) != 3 {
		t.Errorf("all: %q", got)
	}
}

func TestMergeAfterRebuildIsDropped(t *testing.T) {
	x := openTest(t)
	docs := small(t, 4)
	mustUpdate(t, x, "1", docs[:2])
	old := x.current.inputs()
	merged, err := x.join(t.Context(), old)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Rebuild(t.Context(), "2", each(docs[2:])); err != nil {
		t.Fatal(err)
	}
	if err := x.replace(old, merged); err != nil {
		t.Fatal(err)
	}
	releaseAll(old)
	if s := status(t, x); s.Documents != 2 || s.Revision != "2" {
		t.Errorf("status %+v", s)
	}
	if files := x.files(); len(files) != 1 {
		t.Errorf("files left: %q", files)
	}
}

func TestSegmentWithManyDeletedIsRewritten(t *testing.T) {
	x := openTest(t)
	mergeByHand(t, x)
	var docs []search.Document
	var ids []string
	for i := range 2 * minMergeDead {
		docs = append(docs, search.Document{ID: fmt.Sprint(i), Body: "帮扶"})
		ids = append(ids, fmt.Sprint(i))
	}
	mustUpdate(t, x, "1", docs)
	mustUpdate(t, x, "2", nil, ids[:minMergeDead]...)
	if !x.mergeOnce() || x.mergeOnce() {
		t.Error("the segment was not rewritten just once")
	}
	if p := x.current.parts[0]; p.n != minMergeDead || p.dead != nil {
		t.Errorf("a segment of %d documents, %v deleted", p.n, p.dead)
	}
	if got := mustFind(t, x, phrase("帮扶")); len(got) != minMergeDead || slices.Contains(got, ids[0]) {
		t.Errorf("%d documents found", len(got))
	}
}

func TestOpenReportsDamage(t *testing.T) {
	cut := func(t *testing.T, path string) {
		if err := os.Truncate(path, 100); err != nil {
			t.Fatal(err)
		}
	}
	flip := func(at func(size int) int) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			data[at(len(data))] ^= 0x40
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	remove := func(t *testing.T, path string) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name, file string
		damage     func(*testing.T, string)
	}{
		{"manifest cut", manifestName, cut},
		{"manifest changed", manifestName, flip(func(size int) int { return size - 3 })},
		{"segment missing", "", remove},
		{"segment cut", "", cut},
		{"footer changed", "", flip(func(size int) int { return size - footerSize + 3 })},
		{"keys changed", "", flip(func(size int) int { return size - footerSize - 50 })},
	}
	docs := small(t, 5)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := openTest(t)
			mustUpdate(t, x, "1", docs)
			file := tt.file
			if file == "" {
				file = x.files()[0]
			}
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			tt.damage(t, filepath.Join(x.dir, file))
			y, err := Open(x.dir, nil)
			if !errors.Is(err, ErrDamaged) || y == nil {
				t.Fatalf("Open = %v, %v", y, err)
			}
			defer y.Close()
			if s := status(t, y); s.Revision != "" || s.Documents != 0 {
				t.Errorf("status %+v", s)
			}
			if err := y.Rebuild(t.Context(), "2", each(docs)); err != nil {
				t.Fatal(err)
			}
			y = reopen(t, y)
			if s := status(t, y); s.Revision != "2" || s.Documents != len(docs) {
				t.Errorf("after the rebuild: %+v", s)
			}
			if files := y.files(); len(files) != 1 {
				t.Errorf("files left: %q", files)
			}
		})
	}
}

func TestVerifyFindsDamageInTexts(t *testing.T) {
	x := openTest(t)
	mustUpdate(t, x, "1", small(t, 5))
	name := x.files()[0]
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(x.dir, name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[10] ^= 1 // the bodies come first, and only Verify reads all of them
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	y, err := Open(x.dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer y.Close()
	if err := y.Verify(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Errorf("Verify = %v", err)
	}
}

func TestOpenSweepsWhatACrashLeft(t *testing.T) {
	x := openTest(t)
	mustUpdate(t, x, "1", small(t, 2))
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"00000077.seg", "00000078.seg.tmp", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(x.dir, name), []byte("half a file"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	y := reopen(t, x)
	if files := y.files(); len(files) != 1 {
		t.Errorf("files left: %q", files)
	}
	if _, err := os.Stat(filepath.Join(x.dir, "notes.txt")); err != nil {
		t.Errorf("a file that is not ours is gone: %v", err)
	}
}

func TestOpenTwiceIsRefused(t *testing.T) {
	x := openTest(t)
	if _, err := Open(x.dir, nil); !errors.Is(err, ErrLocked) {
		t.Errorf("Open = %v", err)
	}
}

func TestClosedIndexAnswersWithAnError(t *testing.T) {
	x := openTest(t)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	_, searchErr := x.Search(t.Context(), search.Plan{})
	_, statusErr := x.Status(t.Context())
	for _, err := range []error{
		searchErr, statusErr, x.Verify(t.Context()),
		x.Update(t.Context(), "1", nil, nil), x.Rebuild(t.Context(), "1", each(nil)),
	} {
		if !errors.Is(err, search.ErrUnavailable) {
			t.Errorf("error %v", err)
		}
	}
}

func TestSearchWhileEverythingChanges(t *testing.T) {
	x := openTest(t)
	docs := small(t, 60)
	if err := x.Rebuild(t.Context(), "0", each(docs)); err != nil {
		t.Fatal(err)
	}
	var work sync.WaitGroup
	for range 2 {
		work.Go(func() {
			for range 40 {
				if got := mustFind(t, x, search.Plan{}); len(got) != len(docs) {
					t.Errorf("%d documents", len(got))
				}
				mustFind(t, x, phrase("困难职工帮扶专项资金"))
			}
		})
	}
	for i := range 25 {
		mustUpdate(t, x, fmt.Sprint(i), docs[i:i+2])
	}
	if err := x.Rebuild(t.Context(), "last", each(docs)); err != nil {
		t.Fatal(err)
	}
	work.Wait()
}

func TestParseManifest(t *testing.T) {
	m := manifest{Revision: "7", Next: 3, Segments: []manifestSegment{{Name: "00000001.seg"}}}
	dir := t.TempDir()
	if err := m.write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := readManifest(dir)
	if err != nil || got.Revision != "7" || len(got.Segments) != 1 {
		t.Errorf("read %+v, %v", got, err)
	}
	m.Segments[0].Name = "../elsewhere.seg"
	if err := m.write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := readManifest(dir); !errors.Is(err, errManifest) {
		t.Errorf("a name outside the folder: %v", err)
	}
	for _, bad := range []string{"", "{}", manifestFormat + " 00000000\n{}", strings.Repeat("x", 100)} {
		if _, err := parseManifest([]byte(bad)); !errors.Is(err, errManifest) {
			t.Errorf("parseManifest(%q) = %v", bad, err)
		}
	}
}
