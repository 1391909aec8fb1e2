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
	"mingzhang/database"
	"mingzhang/ledger"
	"mingzhang/registry"
	"mingzhang/search"
	"mingzhang/search/embedded"
)

const samples = 400

// folder is a data folder whose log is open for publishing.
type folder struct {
	path     string
	db       *database.DB
	registry *registry.Registry
}

// openFolder opens a data folder and publishes what lies in it, if that was not
// done before.
func openFolder(ctx context.Context, path string) (*folder, error) {
	key, err := ledger.LoadOrCreateKey(filepath.Join(path, "log.key"), "portal.example/log")
	if err != nil {
		return nil, err
	}
	steps, err := database.Steps("ledger", ledger.Migrations)
	if err != nil {
		return nil, err
	}
	more, err := database.Steps("registry", registry.Migrations)
	if err != nil {
		return nil, err
	}
	f := &folder{path: path}
	if f.db, err = database.Open(ctx, filepath.Join(path, "mingzhang.db"), append(steps, more...)); err != nil {
		return nil, err
	}
	if f.registry, err = registry.Open(ctx, registry.Config{Folder: path, DB: f.db, Key: key}); err == nil {
		_, err = f.registry.Adopt(ctx, nil)
	}
	if err != nil {
		return nil, errors.Join(err, f.db.Close())
	}
	return f, nil
}

func (f *folder) content() fs.FS { return os.DirFS(filepath.Join(f.path, "content")) }

// sampleFolder gives a folder of invented disclosures that all tests read.
var sampleFolder = sync.OnceValue(func() *folder {
	root, err := os.MkdirTemp("", "mingzhang-portal-*")
	if err == nil {
		err = sample.WriteTo(filepath.Join(root, "content"), samples, 7)
	}
	if err != nil {
		panic(err)
	}
	f, err := openFolder(context.Background(), root)
	if err != nil {
		panic(err)
	}
	return f
})

// readyPortal is a portal over the sample disclosures with an embedded index
// that is up to date. It never changes, so all tests ask the same one.
var readyPortal = sync.OnceValues(func() (*Portal, error) {
	f := sampleFolder()
	index, err := embedded.Open(filepath.Join(f.path, "search"), nil)
	if err != nil {
		return nil, err
	}
	p, err := Open(context.Background(), Config{Registry: f.registry, Content: f.content(), Index: index})
	if err != nil {
		return nil, err
	}
	return p, p.CatchUp(context.Background())
})

func TestMain(m *testing.M) {
	code := m.Run()
	f := sampleFolder()
	if err := errors.Join(f.db.Close(), os.RemoveAll(f.path)); err != nil {
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

// newFolder gives a data folder with the first n invented disclosures.
func newFolder(t testing.TB, n int) *folder {
	t.Helper()
	root := t.TempDir()
	if err := sample.WriteTo(filepath.Join(root, "content"), n, 7); err != nil {
		t.Fatal(err)
	}
	f, err := openFolder(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.db.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func openPortal(t testing.TB, f *folder, index search.Index) *Portal {
	t.Helper()
	return openWith(t, f, Config{Index: index})
}

func openWith(t testing.TB, f *folder, c Config) *Portal {
	t.Helper()
	c.Registry, c.Content, c.Watch = f.registry, f.content(), time.Millisecond
	p, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newIndex(t testing.TB) *embedded.Index {
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
