package portal

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/content/sample"
	"mingzhang/search"
	"mingzhang/search/embedded"
)

const samples = 400

// sampleFolder gives a folder of invented disclosures that all tests read.
var sampleFolder = sync.OnceValue(func() string {
	root, err := os.MkdirTemp("", "mingzhang-portal-*")
	if err == nil {
		err = sample.WriteTo(root, samples, 7)
	}
	if err != nil {
		panic(err)
	}
	return root
})

// readyPortal is a portal over the sample disclosures with an embedded index
// that is up to date. It never changes, so all tests ask the same one.
var readyPortal = sync.OnceValues(func() (*Portal, error) {
	index, err := embedded.Open(filepath.Join(sampleFolder(), ".search"), nil)
	if err != nil {
		return nil, err
	}
	p, err := Open(context.Background(), Config{Content: os.DirFS(sampleFolder()), Index: index})
	if err != nil {
		return nil, err
	}
	return p, p.CatchUp(context.Background())
})

func TestMain(m *testing.M) {
	code := m.Run()
	if err := os.RemoveAll(sampleFolder()); err != nil {
		panic(err)
	}
	os.Exit(code)
}

func newPortal(t *testing.T) *Portal {
	t.Helper()
	p, err := readyPortal()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func openPortal(t *testing.T, fsys fs.FS, index search.Index) *Portal {
	t.Helper()
	p, err := Open(t.Context(), Config{Content: fsys, Index: index, Watch: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newIndex(t *testing.T) *embedded.Index {
	t.Helper()
	index, err := embedded.Open(filepath.Join(t.TempDir(), "search"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	return index
}

// originals gives the disclosures that the sample folder holds.
func originals() []*content.Disclosure {
	var all []*content.Disclosure
	for d := range sample.Generate(samples, 7) {
		all = append(all, d)
	}
	return all
}

// switched is an index that can be taken away and given back.
type switched struct {
	search.Index
	away  atomic.Bool
	asked atomic.Int64 // searches that reached the index
}

var errAway = errors.Join(search.ErrUnavailable, errors.New("taken away by the test"))

func (s *switched) Search(ctx context.Context, plan search.Plan) (search.Result, error) {
	if s.away.Load() {
		return search.Result{}, errAway
	}
	s.asked.Add(1)
	return s.Index.Search(ctx, plan)
}

func (s *switched) Status(ctx context.Context) (search.Status, error) {
	if s.away.Load() {
		return search.Status{}, errAway
	}
	return s.Index.Status(ctx)
}

func (s *switched) Rebuild(ctx context.Context, revision string, docs iter.Seq2[search.Document, error]) error {
	if s.away.Load() {
		return errAway
	}
	return s.Index.Rebuild(ctx, revision, docs)
}
