package portal

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	p := openPortal(t, sampleFolder(), index)
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
	p := openPortal(t, sampleFolder(), index)
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
	first := openPortal(t, sampleFolder(), index)
	if err := first.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	second := openWith(t, sampleFolder(), Config{Index: index, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err := second.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if log.Len() > 0 {
		t.Errorf("logged %s", log.String())
	}
}

func TestOneBadFileHidesNoOther(t *testing.T) {
	f := newFolder(t, 3)
	unpublished := filepath.Join(f.path, "content", "530400/2023/530400-2023-aaaaaa.1.md")
	if err := errors.Join(os.MkdirAll(filepath.Dir(unpublished), 0o700), os.WriteFile(unpublished, []byte("---\ncolour: red\n---\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	id := sample.New(7).At(1).ID
	damaged := filepath.Join(f.path, "content", content.RevisionPath(id, 1))
	b, err := os.ReadFile(damaged)
	if err == nil {
		err = errors.Join(os.Remove(damaged), os.WriteFile(damaged, append(b, '\n'), 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	p := openWith(t, f, Config{Index: newIndex(t), Log: slog.New(slog.NewTextHandler(&log, nil))})
	if s := p.State(); s.Disclosures != 2 || s.Problems != 1 {
		t.Errorf("the state is %+v", s)
	}
	if !strings.Contains(log.String(), id+".1.md") || strings.Contains(log.String(), "colour") {
		t.Errorf("the log must name the damaged file, and not the one that nobody published: %s", log.String())
	}
	if _, err := p.Read(t.Context(), id); !errors.Is(err, ErrNotFound) {
		t.Errorf("reading what is damaged gives %v", err)
	}
}
