package portal

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"mingzhang/content"
	"mingzhang/content/sample"
)

// following runs Follow until the test ends.
func following(t *testing.T, p *Portal) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.Follow(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
}

// eventually waits, as long as the test may run, until what is asked for holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for !holds() {
		select {
		case <-t.Context().Done():
			t.Fatalf("never came: %s", what)
		case <-time.After(time.Millisecond):
		}
	}
}

func TestSearchGoesAwayAndComesBack(t *testing.T) {
	index := &switched{Index: newIndex(t)}
	index.away.Store(true)
	p := openPortal(t, os.DirFS(sampleFolder()), index)
	following(t, p)
	title := mustFind(t, p, "").Rows[0]
	s, err := title.Summary()
	if err != nil {
		t.Fatal(err)
	}

	page, err := p.Find(t.Context(), Query{Text: s.Title})
	if err != nil || !page.Notice.Degraded || page.Total == 0 || page.Rows[0].ID != s.ID {
		t.Fatalf("away: found %+v, %v; want the title, and a word that the search is degraded", page, err)
	}
	if p.State().SearchReady || p.State().SearchError == "" {
		t.Errorf("away: the state is %+v", p.State())
	}

	index.away.Store(false)
	eventually(t, "the index is built by itself", func() bool { return p.State().SearchReady })
	if page := mustFind(t, p, "q=工作"); page.Notice.Degraded || page.Total == 0 {
		t.Errorf("back: %d found, degraded %v", page.Total, page.Notice.Degraded)
	}

	index.away.Store(true)
	if page := mustFind(t, p, "q=困难"); !page.Notice.Degraded || page.Total == 0 {
		t.Errorf("away again: %d found, degraded %v", page.Total, page.Notice.Degraded)
	}
	if page := mustFind(t, p, "kind=budget"); page.Notice.Degraded || page.Total == 0 {
		t.Error("filters and sums do not need the search index")
	}
	index.away.Store(false)
	eventually(t, "the index is found again", func() bool { return !mustFind(t, p, "q=困难").Notice.Degraded })
}

func TestOneQuestionAsksTheIndexOnce(t *testing.T) {
	index := &switched{Index: newIndex(t)}
	p := openPortal(t, os.DirFS(sampleFolder()), index)
	if err := p.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustFind(t, p, "q=工作&limit=5")
	asked := index.asked.Load()
	mustFind(t, p, "q=工作&kind=budget&sort=-amount")
	if _, err := p.Aggregate(t.Context(), mustQuery(t, "q=工作"), Grouping{By: []string{"year"}}); err != nil {
		t.Fatal(err)
	}
	if now := index.asked.Load(); now != asked {
		t.Errorf("the same words asked the index %d times more", now-asked)
	}
}

func TestUpToDateIndexIsNotBuiltAgain(t *testing.T) {
	index := newIndex(t)
	first := openPortal(t, os.DirFS(sampleFolder()), index)
	if err := first.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	second, err := Open(t.Context(), Config{Content: os.DirFS(sampleFolder()), Index: index, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if log.Len() > 0 {
		t.Errorf("logged %s", log.String())
	}
}

func TestOneBadFileHidesNoOther(t *testing.T) {
	fsys := fstest.MapFS{}
	for d := range sample.Generate(3, 1) {
		b, err := content.Format(d)
		if err != nil {
			t.Fatal(err)
		}
		fsys[content.RevisionPath(d.ID, 1)] = &fstest.MapFile{Data: b}
	}
	fsys["530400/2023/530400-2023-aaaaaa.1.md"] = &fstest.MapFile{Data: []byte("---\ncolour: red\n---\n")}
	fsys["530400/2023/notes.txt"] = &fstest.MapFile{Data: []byte("x")}
	var log bytes.Buffer
	p, err := Open(t.Context(), Config{Content: fsys, Index: newIndex(t), Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	if s := p.State(); s.Disclosures != 3 || s.Problems == 0 {
		t.Errorf("the state is %+v", s)
	}
	if !strings.Contains(log.String(), "530400-2023-aaaaaa.1.md") || !strings.Contains(log.String(), "colour") {
		t.Errorf("the log does not name file and fault: %s", log.String())
	}
}
