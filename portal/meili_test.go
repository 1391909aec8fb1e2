package portal

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"mingzhang/search/meili"
	"mingzhang/search/searchtest"
)

func TestMeilisearchGoesAwayAndComesBack(t *testing.T) {
	server := searchtest.NewServer(t)
	index, err := meili.Open(meili.Config{URL: server.URL, Key: server.Key, Index: searchtest.IndexName()})
	if err != nil {
		t.Fatal(err)
	}
	p := openPortal(t, sampleFolder(), index)
	following(t, p)
	eventually(t, "the index is built", func() bool { return p.State().SearchReady })
	whole := mustFind(t, p, "q=工作")
	if whole.Notice.Degraded || whole.Total == 0 {
		t.Fatalf("%d found, degraded %v", whole.Total, whole.Notice.Degraded)
	}

	server.Stop(t)
	if page := mustFind(t, p, "q=困难"); !page.Notice.Degraded || page.Total == 0 {
		t.Errorf("away: %d found, degraded %v", page.Total, page.Notice.Degraded)
	}
	if page := mustFind(t, p, "kind=budget"); page.Total == 0 || page.Notice.Degraded {
		t.Errorf("away: filters give %d, degraded %v", page.Total, page.Notice.Degraded)
	}

	server.Restart(t)
	eventually(t, "the index is found again", func() bool { return p.State().SearchReady })
	if page := mustFind(t, p, "q=困难"); page.Notice.Degraded || page.Total == 0 {
		t.Errorf("back: %d found, degraded %v", page.Total, page.Notice.Degraded)
	}
}

// guarded is a buffer that may be written and read at once.
type guarded struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (g *guarded) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.b.Write(p)
}

func (g *guarded) String() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.b.String()
}

func TestAWrongKeyIsNamedInTheLog(t *testing.T) {
	server := searchtest.NewServer(t)
	index, err := meili.Open(meili.Config{URL: server.URL, Key: "not-the-key", Index: searchtest.IndexName()})
	if err != nil {
		t.Fatal(err)
	}
	var log guarded
	p := openWith(t, sampleFolder(), Config{Index: index, Log: slog.New(slog.NewTextHandler(&log, nil))})
	following(t, p)
	eventually(t, "the log says what is wrong", func() bool { return strings.Contains(log.String(), "key") })
	if strings.Contains(log.String(), "not-the-key") {
		t.Errorf("the log holds the key: %s", log.String())
	}
	if page := mustFind(t, p, "q=困难"); !page.Notice.Degraded || page.Total == 0 {
		t.Errorf("%d found, degraded %v", page.Total, page.Notice.Degraded)
	}
}
