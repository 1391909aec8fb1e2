package ledger

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingzhang/database"
)

// The log of the tests.
const origin = "log.example/mingzhang"

// noon is when everything in the tests happens.
func noon() time.Time { return time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC) }

// bench is a log in a database of its own.
type bench struct {
	testing.TB
	path string
	db   *database.DB
	log  *Log
	key  *Key
}

// newBench makes an empty log.
func newBench(t testing.TB) *bench {
	t.Helper()
	folder := t.TempDir()
	key, err := LoadOrCreateKey(filepath.Join(folder, "log.key"), origin)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{TB: t, path: filepath.Join(folder, "portal.db"), key: key}
	b.open()
	t.Cleanup(func() { _ = b.db.Close() })
	return b
}

// open opens database and log.
func (b *bench) open() {
	b.Helper()
	db, err := openDatabase(b.TB, b.path)
	if err != nil {
		b.Fatal(err)
	}
	b.db = db
	b.write(func(tx *database.Tx) (err error) {
		b.log, err = Open(tx, b.key, noon())
		return err
	})
}

// openDatabase opens a database with the tables of the log.
func openDatabase(t testing.TB, path string) (*database.DB, error) {
	steps, err := database.Steps("ledger", Migrations)
	if err != nil {
		return nil, err
	}
	return database.Open(t.Context(), path, steps)
}

// write runs f in a transaction that must succeed.
func (b *bench) write(f func(*database.Tx) error) {
	b.Helper()
	if err := b.db.Write(b.Context(), f); err != nil {
		b.Fatal(err)
	}
}

// read runs f on the log as it is.
func (b *bench) read(f func(*View) error) {
	b.Helper()
	err := b.db.Read(b.Context(), func(tx *database.Tx) error {
		view, err := Read(tx)
		if err != nil {
			return err
		}
		return f(view)
	})
	if err != nil {
		b.Fatal(err)
	}
}

// entry gives the i-th entry of the test logs; their lengths differ.
func entry(i int) Entry {
	return Entry{ActionID: fmt.Sprintf("act-%d", i), Data: fmt.Appendf(nil, `{"v":1,"action":"act-%d","pad":"%s"}`, i, strings.Repeat("x", i*7%100))}
}

// growTo appends entries in one transaction until the log has a size.
func (b *bench) growTo(size int) {
	b.Helper()
	b.write(func(tx *database.Tx) error {
		have, err := countEntries(tx)
		if err != nil {
			return err
		}
		var entries []Entry
		for i := int(have); i < size; i++ {
			entries = append(entries, entry(i))
		}
		_, err = b.log.Append(tx, noon(), entries...)
		return err
	})
}

// fsck checks the whole log.
func (b *bench) fsck() (report Report, err error) {
	err = b.db.Read(b.Context(), func(tx *database.Tx) (err error) {
		report, err = Fsck(tx, b.key.VerifierKey())
		return err
	})
	return report, err
}

// TestAppendGivesIndexes appends in several ways.
func TestAppendGivesIndexes(t *testing.T) {
	b := newBench(t)
	next := 0
	for _, n := range []int{1, 0, 3, 300, 1} {
		b.write(func(tx *database.Tx) error {
			var entries []Entry
			for i := range n {
				entries = append(entries, entry(next+i))
			}
			indexes, err := b.log.Append(tx, noon(), entries...)
			for i, index := range indexes {
				if index != int64(next+i) {
					t.Errorf("index %d; want %d", index, next+i)
				}
			}
			if len(indexes) != n {
				t.Errorf("%d indexes; want %d", len(indexes), n)
			}
			return err
		})
		next += n
	}
	b.read(func(v *View) error {
		if got := v.Checkpoint(); got.Size != int64(next) || got.Origin != origin {
			t.Errorf("checkpoint %+v; want %d entries", got, next)
		}
		for i := range next {
			got, err := v.Entry(int64(i))
			if want := entry(i); err != nil || got.ActionID != want.ActionID || string(got.Data) != string(want.Data) || got.Index != int64(i) {
				t.Errorf("entry %d is %v, %v", i, got, err)
			}
			if found, err := v.Find(entry(i).ActionID); err != nil || found.Index != int64(i) {
				t.Errorf("Find(%d) = %v, %v", i, found, err)
			}
		}
		return nil
	})
	if report, err := b.fsck(); err != nil || report != (Report{Entries: 305, Tiles: 3, Checkpoints: 5}) {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestRefusedEntries appends what must not be appended, alone and after an entry
// that could be; nothing of it stays.
func TestRefusedEntries(t *testing.T) {
	b := newBench(t)
	b.growTo(3)
	good := entry(3)
	for name, c := range map[string]struct {
		bad  Entry
		now  time.Time
		want error
	}{
		"no bytes":          {Entry{ActionID: "a"}, noon(), ErrEntry},
		"too many bytes":    {Entry{ActionID: "a", Data: make([]byte, MaxEntry+1)}, noon(), ErrEntry},
		"no action":         {Entry{Data: []byte("x")}, noon(), ErrEntry},
		"long action":       {Entry{ActionID: strings.Repeat("a", 201), Data: []byte("x")}, noon(), ErrEntry},
		"action not text":   {Entry{ActionID: "\xff", Data: []byte("x")}, noon(), ErrEntry},
		"logged before":     {Entry{ActionID: "act-1", Data: []byte("other")}, noon(), ErrDuplicate},
		"twice in one call": {good, noon(), ErrDuplicate},
		"clock set back":    {Entry{ActionID: "a", Data: []byte("x")}, noon().Add(-time.Second), ErrClock},
	} {
		t.Run(name, func(t *testing.T) {
			err := b.db.Write(t.Context(), func(tx *database.Tx) error {
				_, err := b.log.Append(tx, c.now, good, c.bad)
				return err
			})
			if !errors.Is(err, c.want) {
				t.Errorf("Append gave %v; want %v", err, c.want)
			}
		})
	}
	b.read(func(v *View) error {
		if v.Checkpoint().Size != 3 {
			t.Errorf("the log has %d entries; want 3", v.Checkpoint().Size)
		}
		return nil
	})
	b.write(func(tx *database.Tx) error {
		_, err := b.log.Append(tx, noon().Add(900*time.Millisecond), Entry{ActionID: "largest", Data: make([]byte, MaxEntry)})
		return err
	})
	if _, err := b.fsck(); err != nil {
		t.Error(err)
	}
}

// TestVoidTransaction appends twice in a transaction that is not kept, and then
// other entries: the log never takes the void ones for its past.
func TestVoidTransaction(t *testing.T) {
	b := newBench(t)
	b.growTo(5)
	void := errors.New("void")
	for range 2 {
		err := b.db.Write(t.Context(), func(tx *database.Tx) error {
			for i := range 2 {
				if _, err := b.log.Append(tx, noon(), entry(100+i)); err != nil {
					return err
				}
			}
			return void
		})
		if !errors.Is(err, void) {
			t.Errorf("the transaction gave %v; want %v", err, void)
		}
	}
	b.growTo(6)
	if report, err := b.fsck(); err != nil || report.Entries != 6 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// TestReadingEnds asks for what the checkpoint does not imply.
func TestReadingEnds(t *testing.T) {
	b := newBench(t)
	b.growTo(600)
	b.read(func(v *View) error {
		for name, ask := range map[string]func() error{
			"entry":           func() error { _, err := v.Entry(600); return err },
			"negative entry":  func() error { _, err := v.Entry(-1); return err },
			"action":          func() error { _, err := v.Find("act-600"); return err },
			"proof":           func() error { _, err := v.Proof(600); return err },
			"consistency":     func() error { _, err := v.ConsistencyProof(1, 601); return err },
			"backwards":       func() error { _, err := v.ConsistencyProof(3, 2); return err },
			"negative size":   func() error { _, err := v.ConsistencyProof(-1, 2); return err },
			"checkpoint":      func() error { _, err := v.CheckpointAt(601); return err },
			"unsigned size":   func() error { _, err := v.CheckpointAt(599); return err },
			"wide tile":       func() error { _, err := v.Tile(0, 2, 89); return err },
			"tile":            func() error { _, err := v.Tile(0, 3, 1); return err },
			"upper tile":      func() error { _, err := v.Tile(1, 0, 3); return err },
			"high tile":       func() error { _, err := v.Tile(2, 0, 1); return err },
			"highest tile":    func() error { _, err := v.Tile(63, 0, 1); return err },
			"impossible tile": func() error { _, err := v.Tile(64, 0, 1); return err },
			"empty tile":      func() error { _, err := v.Tile(0, 0, 0); return err },
			"too wide tile":   func() error { _, err := v.Tile(0, 0, 257); return err },
			"negative tile":   func() error { _, err := v.Tile(0, -1, 1); return err },
			"negative level":  func() error { _, err := v.Tile(-1, 0, 1); return err },
			"far tile":        func() error { _, err := v.Tile(0, 1<<62, 1); return err },
			"bundle":          func() error { _, err := v.EntryBundle(3, 1); return err },
			"wide bundle":     func() error { _, err := v.EntryBundle(2, 256); return err },
			"negative bundle": func() error { _, err := v.EntryBundle(-1, 256); return err },
		} {
			if err := ask(); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s: %v; want %v", name, err, ErrNotFound)
			}
		}
		for _, c := range []struct {
			level, width int
			index        int64
		}{{0, 256, 0}, {0, 1, 1}, {0, 88, 2}, {1, 2, 0}, {1, 1, 0}} {
			if tile, err := v.Tile(c.level, c.index, c.width); err != nil || len(tile) != 32*c.width {
				t.Errorf("Tile(%+v) has %d bytes, %v", c, len(tile), err)
			}
		}
		return nil
	})
}

// TestEntriesFromAnywhere iterates from each side of the boundaries.
func TestEntriesFromAnywhere(t *testing.T) {
	b := newBench(t)
	b.growTo(260)
	b.read(func(v *View) error {
		for _, from := range []int64{0, 1, 255, 256, 259, 260, 1000} {
			next := from
			for e, err := range v.Entries(from) {
				if err != nil || e.Index != next || string(e.Data) != string(entry(int(next)).Data) {
					t.Errorf("from %d: %v, %v; want entry %d", from, e, err, next)
				}
				next++
			}
			if want := max(from, 260); next != want {
				t.Errorf("from %d: ended at %d; want %d", from, next, want)
			}
		}
		for range v.Entries(0) {
			break
		}
		return nil
	})
}

// TestNewLogHasACheckpoint serves a checkpoint before the first entry.
func TestNewLogHasACheckpoint(t *testing.T) {
	b := newBench(t)
	b.read(func(v *View) error {
		checkpoint, err := VerifyCheckpoint(v.Checkpoint().Note, b.key.VerifierKey())
		if err != nil || checkpoint.Size != 0 || checkpoint.Root.String() != "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" { // SHA-256 of nothing
			t.Errorf("the checkpoint is %+v, %v", checkpoint, err)
		}
		return nil
	})
}
