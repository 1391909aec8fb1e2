package catalog

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"mingzhang/content"
	"mingzhang/content/sample"

	"github.com/google/go-cmp/cmp"
)

// writeSample writes n disclosures to a folder and gives it with their ids.
func writeSample(t *testing.T, n int) (root string, ids []string) {
	t.Helper()
	root = t.TempDir()
	if err := sample.WriteTo(root, n, 6); err != nil {
		t.Fatal(err)
	}
	for d := range sample.Generate(n, 6) {
		ids = append(ids, d.ID)
	}
	return root, ids
}

// counting is a Config whose derive counts the files that were read.
func counting(root, cache string, read *atomic.Int64) Config {
	return Config{Content: os.DirFS(root), CacheDir: cache, Rules: "r1", Text: textOf, Derive: func(d *content.Disclosure) {
		read.Add(1)
		derive(d)
	}}
}

func TestWarmLoadReadsNothingAndGivesTheSame(t *testing.T) {
	root, ids := writeSample(t, 120)
	var read atomic.Int64
	config := counting(root, t.TempDir(), &read)
	cold := load(t, config)
	if read.Swap(0) != 120 || cold.Len() != 120 {
		t.Fatalf("a cold load has %d disclosures; want 120, all read", cold.Len())
	}
	warm := load(t, config)
	if n := read.Load(); n != 0 {
		t.Errorf("a warm load read %d files", n)
	}
	assertSame(t, cold, warm, ids)
	memory := load(t, Config{Content: config.Content, Rules: "r1", Derive: derive, Text: textOf})
	assertSame(t, cold, memory, ids)
}

// assertSame compares answers and records of two snapshots of the same content.
func assertSame(t *testing.T, want, got *Snapshot, ids []string) {
	t.Helper()
	if want.Revision() != got.Revision() || !want.LastModified().Equal(got.LastModified()) || want.Len() != got.Len() {
		t.Errorf("revision %s of %d, want %s of %d", got.Revision(), got.Len(), want.Revision(), want.Len())
	}
	by := Grouping{By: []Dimension{ByYear, BySource, ByCategory}}
	wantGroups, _, _ := want.Group(want.All(), by)
	gotGroups, _, err := got.Group(got.All(), by)
	if diff := cmp.Diff(wantGroups, gotGroups); diff != "" || err != nil {
		t.Errorf("groups differ: %v\n%s", err, diff)
	}
	f := Filter{Regions: []string{"530000"}}
	if diff := cmp.Diff(want.Facets(f, want.All(), 5), got.Facets(f, got.All(), 5)); diff != "" {
		t.Errorf("facets differ:\n%s", diff)
	}
	for _, id := range ids {
		if diff := cmp.Diff(recordOf(t, want, id), recordOf(t, got, id)); diff != "" {
			t.Errorf("records of %s differ:\n%s", id, diff)
		}
		if want.config.Text == nil {
			continue
		}
		if diff := cmp.Diff(textIn(t, want, id), textIn(t, got, id)); diff != "" {
			t.Errorf("texts of %s differ:\n%s", id, diff)
		}
	}
}

// textIn gives the text of a disclosure; its record must be the one that is
// given without the text.
func textIn(t *testing.T, s *Snapshot, id string) string {
	t.Helper()
	r, _ := s.Find(id)
	record, text, err := s.RecordAndText(r)
	if err != nil || string(record) != recordOf(t, s, id) || text == "" {
		t.Errorf("%s: %v, a text of %d bytes and the record %s", id, err, len(text), record)
	}
	return text
}

func recordOf(t *testing.T, s *Snapshot, id string) string {
	t.Helper()
	r, found := s.Find(id)
	if !found {
		t.Fatalf("%s is missing", id)
	}
	b, err := s.Record(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRecordIsTheSummary(t *testing.T) {
	root, ids := writeSample(t, 20)
	s := load(t, Config{Content: os.DirFS(root), CacheDir: t.TempDir(), Derive: derive, Text: textOf})
	for _, id := range ids {
		want, err := content.ReadRevision(os.DirFS(root), content.RevisionPath(id, 1))
		if err != nil {
			t.Fatal(err)
		}
		derive(want)
		record := recordOf(t, s, id)
		var got content.Summary
		if err := json.Unmarshal([]byte(record), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&want.Summary, &got, cmp.Comparer(func(a, b []content.Finding) bool { return len(a) == len(b) }), emptyIsNil()); diff != "" {
			t.Errorf("-summary +record:\n%s", diff)
		}
		if strings.ContainsRune(record, '\n') || strings.Contains(record, `"lines":null`) {
			t.Errorf("the record is more than a line or has a null list: %s", record)
		}
	}
}

func emptyIsNil() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool { return p.Last().Type().Kind().String() == "slice" },
		cmp.FilterValues(func(a, b any) bool {
			x, _ := json.Marshal(a)
			y, _ := json.Marshal(b)
			empty := func(s string) bool { return s == "null" || s == "[]" }
			return empty(string(x)) && empty(string(y))
		}, cmp.Ignore()))
}

func TestApplyReadsOnlyWhatChanged(t *testing.T) {
	root, ids := writeSample(t, 60)
	var read atomic.Int64
	config := counting(root, t.TempDir(), &read)
	s := load(t, config)
	read.Store(0)
	corrected := reviseFile(t, root, ids[3], 2, func(d *content.Disclosure) { d.Category = "更正类别" })
	gone := reviseFile(t, root, ids[4], 2, func(d *content.Disclosure) { d.Status = content.Withdrawn })
	next, problems, err := s.Apply(t.Context(), []Revision{revisionOf(corrected), revisionOf(gone)}, ids[5], "530402-2026-zzzzzz")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if n := read.Load(); n != 2 {
		t.Errorf("%d files were read, want the 2 new ones", n)
	}
	assertAfterChange(t, s, next, ids, corrected)
	older := []Revision{{ids[3], 1, revisionOf(corrected).SHA256}, revisionOf(gone)}
	if again, problems, err := next.Apply(t.Context(), older); err != nil || len(problems) > 0 || again.Revision() != next.Revision() || read.Load() != 2 {
		t.Errorf("an older and a known revision: %v, %v, %d read; want nothing changed and nothing read", err, problems, read.Load())
	}
	if err := next.Save(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(root, content.RevisionPath(ids[5], 1))); err != nil {
		t.Fatal(err)
	}
	read.Store(0)
	again := load(t, config)
	if n := read.Load(); n != 0 {
		t.Errorf("a load after the save read %d files", n)
	}
	assertAfterChange(t, s, again, ids, corrected)
}

// apply puts revisions that were just written into a snapshot.
func apply(t *testing.T, s *Snapshot, ds ...*content.Disclosure) *Snapshot {
	t.Helper()
	var list []Revision
	for _, d := range ds {
		list = append(list, revisionOf(d))
	}
	next, problems, err := s.Apply(t.Context(), list)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return next
}

// revisionOf names the revision that a disclosure makes.
func revisionOf(d *content.Disclosure) Revision {
	b, err := content.Format(d)
	if err != nil {
		panic(err)
	}
	return Revision{d.ID, d.Revision, content.SHA256(b)}
}

func assertAfterChange(t *testing.T, before, after *Snapshot, ids []string, corrected *content.Disclosure) {
	t.Helper()
	if after.Len() != before.Len()-2 || after.Revision() == before.Revision() {
		t.Errorf("%d disclosures, revision %s; want 2 fewer than %d and another revision than %s", after.Len(), after.Revision(), before.Len(), before.Revision())
	}
	r, found := after.Find(ids[3])
	if facts := after.Facts(r); !found || facts.Category != "更正类别" || facts.Revision != 2 {
		t.Errorf("the corrected one is %+v", facts)
	}
	if total := after.Total(after.Select(Filter{Categories: []string{"更正类别"}})); total.Count != 1 || corrected.Amount != nil && total.Amount != corrected.Amount.Fen {
		t.Errorf("the corrected one counts %+v", total)
	}
	if _, found := after.Find(ids[4]); found {
		t.Error("the withdrawn one is still found")
	}
	if row, withdrawn := after.Withdrawn(ids[4]); !withdrawn || after.Facts(row).Revision != 2 || after.Facts(row).ID != ids[4] {
		t.Errorf("Withdrawn gives %+v, %v; want revision 2", after.Facts(row), withdrawn)
	}
	if _, withdrawn := after.Withdrawn(ids[5]); withdrawn {
		t.Error("a file that is gone counts as withdrawn")
	}
	if _, found := before.Find(ids[5]); !found {
		t.Error("the older snapshot changed")
	}
	recordOf(t, before, ids[5])
}

func reviseFile(t *testing.T, root, id string, revision int, change func(*content.Disclosure)) *content.Disclosure {
	t.Helper()
	d, err := content.ReadRevision(os.DirFS(root), content.RevisionPath(id, 1))
	if err != nil {
		t.Fatal(err)
	}
	d.Revision, d.UpdatedAt = revision, d.UpdatedAt.Add(time.Hour)
	change(d)
	if err := content.WriteRevision(root, d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestBrokenFilesAreNamedAndHideNoOther(t *testing.T) {
	files := fstest.MapFS{}
	var good []string
	for d := range sample.Generate(30, 6) {
		b, err := content.Format(d)
		if err != nil {
			t.Fatal(err)
		}
		files[content.RevisionPath(d.ID, 1)] = &fstest.MapFile{Data: b}
		good = append(good, d.ID)
	}
	first := content.RevisionPath(good[0], 1)
	text := string(files[first].Data)
	type fault struct{ text, want string }
	broken := map[string]fault{
		"530402-2026-aaaaaa": {"no front matter", "front matter"},
		"530402-2026-bbbbbb": {"---\nkind: [\n---\n", "line"},
		"530402-2026-cccccc": {strings.Replace(text, "kind:", "unknown_key: 1\nkind:", 1), "unknown_key"},
		"530402-2026-dddddd": {strings.Replace(text, "title: ", "title: \xff", 1), "UTF-8"},
		"530402-2026-eeeeee": {text, "must say the same"},
		"530402-2026-ffffff": {strings.Replace(text, "kind:", "region: \"999999\"\nkind:", 1), ""},
		"530402-2026-gggggg": {strings.Replace(text, "kind:", "amount: 三个亿吧\nkind:", 1), ""},
	}
	for id, b := range broken {
		files[content.RevisionPath(id, 1)] = &fstest.MapFile{Data: []byte(b.text)}
	}
	files["110000/2020/"+good[0]+".1.md"] = files[first] // nobody published it there
	files["README.txt"] = &fstest.MapFile{Data: []byte("ignored")}
	files["530402/2026/.writing-123.md"] = &fstest.MapFile{Data: []byte("half a file")}
	newest := published(t, files)
	changed := files[content.RevisionPath(good[1], 1)]
	changed.Data = append(changed.Data, '\n') // after it was published
	delete(files, content.RevisionPath(good[2], 1))
	newest = append(newest, Revision{"no id", 1, ""})
	s, problems, err := Load(t.Context(), Config{Content: files}, newest)
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range good {
		if _, found := s.Find(id); found != (i != 1 && i != 2) {
			t.Errorf("%s is found: %v", id, found)
		}
	}
	broken[good[1]], broken[good[2]] = fault{"", "backup"}, fault{"", "not exist"}
	named := map[string]Problem{}
	for _, p := range problems {
		named[p.Path] = p
	}
	if len(problems) != len(broken)+1 || s.Len() != len(good)-2 || named["no id.1.md"].Err == nil {
		t.Errorf("%d problems and %d disclosures, want %d and %d: %v", len(problems), s.Len(), len(broken)+1, len(good)-2, problems)
	}
	for id, b := range broken {
		p, found := named[content.RevisionPath(id, 1)]
		if !found || p.ID != id || !strings.Contains(p.Error(), b.want) {
			t.Errorf("the problem of %s is %v; want it to say %q", id, p, b.want)
		}
	}
	if p := named[content.RevisionPath("530402-2026-dddddd", 1)]; p.Line == 0 {
		t.Errorf("the problem with bad UTF-8 names no line: %v", p)
	}
}

func TestBrokenNewestRevisionHidesTheOlderOne(t *testing.T) {
	root, ids := writeSample(t, 5)
	config := Config{Content: os.DirFS(root), CacheDir: t.TempDir()}
	loaded := load(t, config)
	if err := os.WriteFile(filepath.Join(root, content.RevisionPath(ids[0], 2)), []byte("---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	newest := published(t, os.DirFS(root))
	fresh, problems, err := Load(t.Context(), config, newest)
	if err != nil || len(problems) != 1 {
		t.Fatalf("%v, problems %v; want one problem", err, problems)
	}
	applied, problems, err := loaded.Apply(t.Context(), newest)
	if err != nil || len(problems) != 1 || problems[0].ID != ids[0] {
		t.Fatalf("%v, problems %v; want one problem", err, problems)
	}
	for name, s := range map[string]*Snapshot{"Load": fresh, "Apply": applied} {
		if _, found := s.Find(ids[0]); found || s.Len() != 4 {
			t.Errorf("%s: what revision 2 may have corrected is shown again", name)
		}
	}
}

func TestTheTenthRevisionIsNewerThanTheNinth(t *testing.T) {
	root, ids := writeSample(t, 1)
	for _, revision := range []int{9, 10} {
		reviseFile(t, root, ids[0], revision, func(d *content.Disclosure) {})
	}
	s := load(t, Config{Content: os.DirFS(root)})
	if r, found := s.Find(ids[0]); !found || s.Facts(r).Revision != 10 || s.Len() != 1 {
		t.Errorf("got %+v of %d, want revision 10 of 1", s.Facts(r), s.Len())
	}
}

func TestLoadStopsWithItsContext(t *testing.T) {
	root, _ := writeSample(t, 10)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	newest := published(t, os.DirFS(root))
	cache := t.TempDir()
	if _, _, err := Load(ctx, Config{Content: os.DirFS(root), CacheDir: cache}, newest); !errors.Is(err, context.Canceled) {
		t.Errorf("a load whose context ended gives %v", err)
	}
	if _, _, err := load(t, Config{Content: os.DirFS(root)}).Apply(ctx, []Revision{{newest[0].ID, 2, ""}}); !errors.Is(err, context.Canceled) {
		t.Errorf("changes whose context ended give %v", err)
	}
	if entries, err := os.ReadDir(cache); err != nil || len(entries) > 0 {
		t.Errorf("%v, %d files were left in the cache", err, len(entries))
	}
}

func TestNothingPublished(t *testing.T) {
	root, _ := writeSample(t, 3) // files that no log knows
	s, problems, err := Load(t.Context(), Config{Content: os.DirFS(root), CacheDir: t.TempDir()}, nil)
	if err != nil || len(problems) > 0 || s.Len() != 0 || s.Total(s.All()).Count != 0 || len(s.Page(s.All(), NewestYear, nil, 5)) != 0 || !s.LastModified().IsZero() {
		t.Errorf("%v, %v: nothing published does not give an empty snapshot", err, problems)
	}
}
