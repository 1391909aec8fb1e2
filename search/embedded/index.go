// Package embedded is the search engine inside the program: its own posting
// lists of Han characters, pairs and triples, and of words and numbers, in
// files that are mapped, not loaded. It needs no server and answers for the
// index of the whole catalog in milliseconds.
//
// An index is a folder: immutable segment files and a manifest that names those
// in force, the deleted documents of each, and the revision. Every change writes
// new files and then replaces the manifest, so that a crash leaves the state
// before or after the change. Small segments are joined in the background.
//
// A match in the title ranks before one in the publisher, that before one in the
// body; then come texts in which every word stands at least three times, then
// the newer ones.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"mingzhang/search"

	"golang.org/x/sys/unix"
)

// ErrDamaged is wrapped by the error of [Open] when the folder holds an index
// that cannot be used. The index that Open returns with it is empty, has no
// revision and works: rebuild it.
var ErrDamaged = errors.New("search index is damaged")

// ErrLocked is wrapped by the error of [Open] when another process has the index open.
var ErrLocked = errors.New("search index is in use by another process")

// errClosed is what a closed index answers.
var errClosed = fmt.Errorf("%w: the index is closed", search.ErrUnavailable)

// Index is an open index. It implements [search.Index].
type Index struct {
	dir  string
	log  *slog.Logger
	lock *os.File

	writing chan struct{} // holds a token while something changes the index
	next    uint64        // number of the next segment file; guarded by mu
	mu      sync.RWMutex
	current *snapshot // nil once closed; guarded by mu

	stop    context.CancelFunc // ends the background work
	stopped context.Context
	merging sync.WaitGroup
	wake    chan struct{}
}

var _ search.Index = (*Index)(nil)

// Open opens the index in dir, which is made when it is missing. The index is
// nil only when it cannot be used at all; with an error that wraps [ErrDamaged]
// it is empty and to be rebuilt. What goes wrong in the background is written to
// log, which may be nil. One process at a time can have an index open.
func Open(dir string, log *slog.Logger) (*Index, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open search index: %w", err)
	}
	lock, err := lockDir(dir)
	if err != nil {
		return nil, fmt.Errorf("open search index: %w", err)
	}
	x := &Index{dir: dir, log: log, lock: lock, writing: make(chan struct{}, 1), wake: make(chan struct{}, 1)}
	x.stopped, x.stop = context.WithCancel(context.Background())
	damage := x.load()
	if damage != nil {
		x.current = newSnapshot("", nil)
		damage = fmt.Errorf("open search index: %w: %w", ErrDamaged, damage)
	} else {
		x.sweep()
	}
	x.merging.Go(x.mergeInBackground)
	return x, damage
}

// lockDir takes the lock of the folder, which the system drops with the process.
func lockDir(dir string) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = file.Close() // nothing was written
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, ErrLocked
		}
		return nil, err
	}
	return file, nil
}

// load opens what the manifest names.
func (x *Index) load() error {
	x.next = x.firstFree()
	m, err := readManifest(x.dir)
	if errors.Is(err, fs.ErrNotExist) {
		x.current = newSnapshot("", nil)
		return nil
	}
	if err != nil {
		return err
	}
	x.next = max(x.next, m.Next)
	var inputs []input
	for _, ms := range m.Segments {
		in, err := x.openInput(ms)
		if err != nil {
			releaseAll(inputs)
			return err
		}
		inputs = append(inputs, in)
	}
	x.current = newSnapshot(m.Revision, inputs)
	return nil
}

func (x *Index) openInput(ms manifestSegment) (input, error) {
	seg, err := openSegment(filepath.Join(x.dir, ms.Name), ms.Name)
	if err != nil {
		return input{}, err
	}
	dead, err := readDead(ms.Dead, seg.n)
	if err != nil {
		seg.release()
		return input{}, err
	}
	return input{seg, dead}, nil
}

// firstFree returns a number behind those of all segment files in the folder, so
// that none is written over, not even one of a damaged index.
func (x *Index) firstFree() uint64 {
	next := uint64(1)
	for _, name := range x.files() {
		var n uint64
		if _, err := fmt.Sscanf(name, "%d", &n); err == nil {
			next = max(next, n+1)
		}
	}
	return next
}

// files returns the names of the segment files in the folder, finished or not.
func (x *Index) files() []string {
	var out []string
	entries, err := os.ReadDir(x.dir)
	if err != nil {
		return nil // what matters of the folder is read, and fails, elsewhere
	}
	for _, e := range entries {
		if strings.HasSuffix(strings.TrimSuffix(e.Name(), temporary), segmentSuffix) {
			out = append(out, e.Name())
		}
	}
	return out
}

// sweep removes the segment files that are not in use: a crash left them. The
// caller is the only one that writes.
func (x *Index) sweep() {
	used := map[string]bool{}
	for _, p := range x.current.parts {
		used[p.name] = true
	}
	for _, name := range x.files() {
		if used[name] {
			continue
		}
		if err := os.Remove(filepath.Join(x.dir, name)); err != nil {
			x.log.Warn("remove unused segment of the search index", "error", err)
		}
	}
}

// Close ends the background work, waits for changes under way and closes the
// files. Searches that run end normally; later calls fail.
func (x *Index) Close() error {
	x.stop()
	x.merging.Wait()
	x.writing <- struct{}{}
	defer func() { <-x.writing }()
	x.mu.Lock()
	last := x.current
	x.current = nil
	x.mu.Unlock()
	if last == nil {
		return nil
	}
	last.release()
	if err := x.lock.Close(); err != nil {
		return fmt.Errorf("close search index: %w", err)
	}
	return nil
}

// acquire returns the current state, to be released; nil when the index is closed.
func (x *Index) acquire() *snapshot {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.current != nil {
		x.current.refs.Add(1)
	}
	return x.current
}

// Status reports what the index holds.
func (x *Index) Status(ctx context.Context) (search.Status, error) {
	if err := ctx.Err(); err != nil {
		return search.Status{}, err
	}
	s := x.acquire()
	if s == nil {
		return search.Status{}, errClosed
	}
	defer s.release()
	return search.Status{Engine: "embedded", Documents: len(s.ids), Revision: s.revision}, nil
}

// Verify reads every byte of the index and reports the first damage, as an error
// that wraps [ErrDamaged].
func (x *Index) Verify(ctx context.Context) error {
	s := x.acquire()
	if s == nil {
		return errClosed
	}
	defer s.release()
	for _, p := range s.parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := p.verify(); err != nil {
			return fmt.Errorf("verify search index: %w: segment %s: %w", ErrDamaged, p.name, err)
		}
	}
	return nil
}
