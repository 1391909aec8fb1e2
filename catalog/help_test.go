package catalog

import (
	"hash/fnv"
	"io/fs"
	"testing"

	"mingzhang/content"
	"mingzhang/content/sample"
)

func emptySnapshot() *Snapshot { return newSnapshot(Config{}, newTable(), newStore("", &records{})) }

// With does what Apply does with disclosures that lie in no folder.
func (s *Snapshot) With(ds ...*content.Disclosure) (*Snapshot, error) {
	newest := map[string]*content.Disclosure{}
	var list []Revision
	for _, d := range ds {
		if known := newest[d.ID]; known == nil || known.Revision <= d.Revision {
			newest[d.ID] = d
		}
	}
	for id, d := range newest {
		list = append(list, Revision{id, d.Revision, "another"})
	}
	keep, changed := s.without(list, nil)
	b := newBuilder(s.table, len(changed))
	for _, r := range changed {
		d := newest[r.ID]
		record, err := encodeRecord(&d.Summary)
		if err != nil {
			return nil, err
		}
		if err := b.add(&d.Summary, s.store.put(record, "")); err != nil {
			return nil, err
		}
	}
	return newSnapshot(s.config, merge(s.table, keep, b.table), s.store), nil
}

// published gives the newest revisions in a folder, as a log of them would.
func published(t testing.TB, fsys fs.FS) []Revision {
	t.Helper()
	newest := map[string]Revision{}
	err := fs.WalkDir(fsys, ".", func(p string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		id, number, err := content.ParseRevisionPath(p)
		if err != nil || newest[id].Number > number {
			return nil // whatever else lies there was never published
		}
		b, err := fs.ReadFile(fsys, p)
		newest[id] = Revision{id, number, content.SHA256(b)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var list []Revision
	for _, r := range newest {
		list = append(list, r)
	}
	return list
}

// derive gives a disclosure some findings that follow from its id.
func derive(d *content.Disclosure) {
	h := fnv.New32a()
	h.Write([]byte(d.ID))
	n := h.Sum32()
	d.Findings = nil
	for i, v := range content.Verdicts() {
		if n>>i&3 == 0 {
			d.Findings = append(d.Findings, content.Finding{Code: "sum-lines", Verdict: v})
		}
	}
}

// textOf gives the headings and texts of sections.
func textOf(sections []content.Section) string {
	text := ""
	for _, s := range sections {
		text += s.Heading + "\n" + s.Markdown + "\n"
	}
	return text
}

func disclosures(n int, seed uint64) []*content.Disclosure {
	var ds []*content.Disclosure
	for d := range sample.Generate(n, seed) {
		derive(d)
		ds = append(ds, d)
	}
	return ds
}

func snapshotOf(t testing.TB, ds ...*content.Disclosure) *Snapshot {
	t.Helper()
	s, err := emptySnapshot().With(ds...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func load(t testing.TB, config Config) *Snapshot {
	t.Helper()
	s, problems, err := Load(t.Context(), config, published(t, config.Content))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Fatal(p)
	}
	return s
}
