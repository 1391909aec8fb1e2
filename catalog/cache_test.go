package catalog

import (
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"mingzhang/content"
)

func TestDamagedCacheIsMadeAgain(t *testing.T) {
	root, ids := writeSample(t, 40)
	damage := map[string]func(cache string) error{
		"index is flipped":    func(c string) error { return flip(filepath.Join(c, indexName), 1000) },
		"index is cut":        func(c string) error { return os.Truncate(filepath.Join(c, indexName), 500) },
		"index is empty":      func(c string) error { return os.Truncate(filepath.Join(c, indexName), 0) },
		"magic is older":      func(c string) error { return flip(filepath.Join(c, indexName), len(indexMagic)-1) },
		"segment is gone":     func(c string) error { return os.Remove(segmentOf(c)) },
		"segment is too long": func(c string) error { return os.Truncate(segmentOf(c), 1<<20) },
		"segment is cut":      func(c string) error { return os.Truncate(segmentOf(c), 10) },
	}
	for name, do := range damage {
		t.Run(name, func(t *testing.T) {
			var read atomic.Int64
			config := counting(root, t.TempDir(), &read)
			want := load(t, config)
			if err := do(config.CacheDir); err != nil {
				t.Fatal(err)
			}
			read.Store(0)
			got, problems, err := Load(t.Context(), config, published(t, config.Content))
			if err != nil || len(problems) != 1 || problems[0].Path != indexName || read.Load() != 40 {
				t.Fatalf("%v, problems %v, %d files read; want one problem with the cache and all 40 read", err, problems, read.Load())
			}
			read.Store(0)
			warm := load(t, config)
			if read.Load() != 0 {
				t.Error("the cache that was made again is not used")
			}
			assertSame(t, want, got, ids)
			assertSame(t, want, warm, ids)
		})
	}
}

func flip(path string, at int) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	b[at] ^= 0x10
	return os.WriteFile(path, b, 0o644)
}

func segmentOf(cache string) string {
	matches, err := filepath.Glob(filepath.Join(cache, "*"+segmentSuffix))
	if err != nil || len(matches) != 1 {
		return "no single segment"
	}
	return matches[0]
}

func TestOtherRulesMakeTheCacheAgain(t *testing.T) {
	root, _ := writeSample(t, 10)
	var read atomic.Int64
	config := counting(root, t.TempDir(), &read)
	before := load(t, config)
	config.Rules = "r2"
	after, problems, err := Load(t.Context(), config, published(t, config.Content))
	if err != nil || len(problems) != 1 || read.Load() != 20 || after.Revision() == before.Revision() {
		t.Errorf("%v, problems %v, %d reads, revision %s after %s; want the reason, all read again and a new revision", err, problems, read.Load(), after.Revision(), before.Revision())
	}
}

func TestDamagedRecordIsMadeFromTheMarkdown(t *testing.T) {
	root, ids := writeSample(t, 10)
	config := Config{Content: os.DirFS(root), CacheDir: t.TempDir(), Derive: derive, Text: textOf}
	want := load(t, Config{Content: os.DirFS(root), Derive: derive, Text: textOf})
	s := load(t, config)
	for at := 100; at < 8000; at += 500 {
		if err := flip(segmentOf(config.CacheDir), at); err != nil {
			t.Fatal(err)
		}
	}
	assertSame(t, want, s, ids)
}

func TestTextComesFromTheCache(t *testing.T) {
	root, ids := writeSample(t, 3)
	s := load(t, Config{Content: os.DirFS(root), CacheDir: t.TempDir(), Derive: derive, Text: textOf})
	want := textIn(t, s, ids[1])
	r, _ := s.Find(ids[1])
	if err := os.Remove(filepath.Join(root, s.revisionOf(r).path())); err != nil {
		t.Fatal(err)
	}
	if got := textIn(t, s, ids[1]); got != want {
		t.Errorf("without its file the text is %q, want %q", got, want)
	}
	if err := flip(segmentOf(s.config.CacheDir), int(s.record(int(r)).offset+int64(s.lengths[r])+5)); err != nil {
		t.Fatal(err)
	}
	if _, text, err := s.RecordAndText(r); err == nil {
		t.Errorf("a damaged text without its file is %q, want an error", text)
	}
}

func TestCacheFolderThatCannotBeWritten(t *testing.T) {
	root, ids := writeSample(t, 10)
	place := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(place, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	config := Config{Content: os.DirFS(root), CacheDir: filepath.Join(place, "cache"), Derive: derive, Text: textOf}
	s, problems, err := Load(t.Context(), config, published(t, config.Content))
	if err != nil || len(problems) == 0 || s.Len() != 10 {
		t.Fatalf("%v, problems %v; want a problem and all disclosures", err, problems)
	}
	assertSame(t, load(t, Config{Content: os.DirFS(root), Derive: derive, Text: textOf}), s, ids)
}

func TestManyChangesKeepTheCacheTidy(t *testing.T) {
	root, ids := writeSample(t, 12)
	config := Config{Content: os.DirFS(root), CacheDir: t.TempDir(), Derive: derive, Text: textOf}
	s := load(t, config)
	for revision := 2; revision < 40; revision++ {
		s = apply(t, s, reviseFile(t, root, ids[revision%12], revision, func(d *content.Disclosure) {}))
		if revision%3 > 0 {
			continue
		}
		if err := s.Save(); err != nil {
			t.Fatal(err)
		}
		if revision%9 == 0 {
			s = load(t, config)
		}
	}
	want := load(t, Config{Content: os.DirFS(root), Derive: derive, Text: textOf})
	assertSame(t, want, s, ids)
	assertSame(t, want, load(t, config), ids) // reads what came after the last save
	entries, err := os.ReadDir(config.CacheDir)
	if err != nil || len(entries) > maxSegments+2 {
		t.Errorf("%v, the cache has %d files, want at most %d", err, len(entries), maxSegments+2)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), writingSuffix) {
			t.Errorf("%s was left behind", e.Name())
		}
	}
	assertSame(t, want, s, ids) // whose newest segment was swept away
}

func TestRewriteLeavesNothingElse(t *testing.T) {
	root, ids := writeSample(t, 10)
	config := Config{Content: os.DirFS(root), CacheDir: t.TempDir(), Derive: derive, Text: textOf}
	s := load(t, config)
	secret := reviseFile(t, root, ids[0], 2, func(d *content.Disclosure) { d.Category = "要删的字" })
	s = apply(t, s, secret, reviseFile(t, root, ids[1], 2, func(d *content.Disclosure) {}))
	next, problems, err := s.Apply(t.Context(), nil, ids[0])
	if err != nil || len(problems) > 0 || !strings.Contains(cacheText(t, config.CacheDir), "要删的字") {
		t.Fatal(err, problems)
	}
	after, err := next.Rewrite()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(cacheText(t, config.CacheDir), "要删的字") {
		t.Error("the cache still holds what was erased")
	}
	assertSame(t, next, after, ids[1:])
	assertSame(t, after, apply(t, after), ids[1:])
	if recordOf(t, s, ids[0]) == "" {
		t.Error("an older snapshot lost its records")
	}
	if memory, err := load(t, Config{Content: config.Content, Derive: derive, Text: textOf}).Rewrite(); err != nil || memory.Len() != 10 {
		t.Errorf("without a cache: %v", err)
	}
	if err := flip(segmentOf(config.CacheDir), 5); err != nil {
		t.Fatal(err)
	}
	if again, err := after.Rewrite(); err != nil {
		t.Errorf("of a damaged cache: %v", err)
	} else {
		assertSame(t, after, again, ids[1:])
	}
}

// TestLoadForgetsWhatIsGone loads after a text was erased when nobody followed.
func TestLoadForgetsWhatIsGone(t *testing.T) {
	root, ids := writeSample(t, 10)
	config := Config{Content: os.DirFS(root), CacheDir: t.TempDir(), Derive: derive, Text: textOf}
	reviseFile(t, root, ids[0], 2, func(d *content.Disclosure) { d.Category = "要删的字" })
	before := load(t, config)
	if err := os.Remove(filepath.Join(root, content.RevisionPath(ids[0], 2))); err != nil {
		t.Fatal(err)
	}
	var newest []Revision
	for _, r := range published(t, config.Content) {
		if r.ID != ids[0] {
			newest = append(newest, r)
		}
	}
	after, problems, err := Load(t.Context(), config, newest)
	if err != nil || len(problems) > 0 || after.Len() != 9 || strings.Contains(cacheText(t, config.CacheDir), "要删的字") {
		t.Errorf("%v, %v: %d disclosures, or the cache still holds what was erased", err, problems, after.Len())
	}
	for _, id := range ids[1:] {
		if recordOf(t, after, id) != recordOf(t, before, id) {
			t.Errorf("the record of %s has changed", id)
		}
	}
}

// cacheText gives all bytes of the records in a cache.
func cacheText(t *testing.T, cache string) (text string) {
	t.Helper()
	matches, err := filepath.Glob(filepath.Join(cache, "*"+segmentSuffix+"*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range matches {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text += string(b)
	}
	return text
}

// TestUnsavedChangesAreReadAgain ends without a save, as a crash does.
func TestUnsavedChangesAreReadAgain(t *testing.T) {
	root, ids := writeSample(t, 30)
	var read atomic.Int64
	config := counting(root, t.TempDir(), &read)
	s := load(t, config)
	for _, id := range ids[:4] {
		s = apply(t, s, reviseFile(t, root, id, 2, func(d *content.Disclosure) { d.Category = "更正类别" }))
	}
	read.Store(0)
	assertSame(t, s, load(t, config), ids)
	if read.Load() != 4 {
		t.Errorf("%d files were read, want the 4 that were corrected", read.Load())
	}
}

// FuzzDecodeIndex gives the reader bodies with a right checksum: whatever they
// hold, it must either refuse them or give a table that answers.
func FuzzDecodeIndex(f *testing.F) {
	s := snapshotOf(f, disclosures(12, 3)...)
	for row := range s.table.len() {
		s.segments[row], s.offsets[row], s.lengths[row] = 0, int64(row), 1
	}
	good := encodeIndex("r", []segment{{name: "a" + segmentSuffix, size: 100}}, s.table)
	f.Add(good[len(indexMagic) : len(good)-4])
	empty := encodeIndex("r", nil, newTable())
	f.Add(empty[len(indexMagic) : len(empty)-4])
	f.Add([]byte{255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, body []byte) {
		b := append([]byte(indexMagic), body...)
		b = binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli()))
		table, segments, err := decodeIndex(b, "r")
		if err != nil {
			return
		}
		s := newSnapshot(Config{}, table, newStore("", &records{segments: segments}))
		s.Facets(Filter{Regions: []string{"530000"}}, s.All(), 3)
		s.Flow(s.All(), 3)
		s.Units(s.All())
		for _, r := range s.Page(s.All(), NewestYear, nil, 100) {
			s.Facts(r)
			s.Related(r)
		}
		groups, total, err := s.Group(s.All(), Grouping{By: []Dimension{ByYear, BySource, ByPublisher}})
		if err != nil || sumOf(groups).Amount != total.Amount {
			t.Errorf("%v: the groups add up to %v, the total is %v", err, sumOf(groups), total)
		}
	})
}

func TestFuzzSeedIsAccepted(t *testing.T) {
	s := snapshotOf(t, disclosures(12, 3)...)
	for row := range s.table.len() {
		s.segments[row], s.offsets[row], s.lengths[row] = 0, int64(row), 1
	}
	table, _, err := decodeIndex(encodeIndex("r", []segment{{name: "a" + segmentSuffix, size: 100}}, s.table), "r")
	if err != nil || table.len() != 12 {
		t.Fatalf("%v; want the 12 rows back", err)
	}
}
