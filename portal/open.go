package portal

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"sync/atomic"
	"time"

	"mingzhang/catalog"
	"mingzhang/search"
)

// Config says what a portal is made from.
type Config struct {
	Content  fs.FS  // Markdown revisions at content.RevisionPath
	CacheDir string // for the catalog's cache; "" keeps none
	Rules    string // names the build: figures and findings of another build are derived anew
	Index    search.Index
	Log      *slog.Logger
	// Watch is how often the search engine is asked whether it is there; 0 for
	// ten seconds.
	Watch time.Duration
}

// Portal answers the questions of both faces from one dataset.
type Portal struct {
	content  fs.FS
	index    search.Index
	log      *slog.Logger
	watch    time.Duration
	model    atomic.Pointer[model]
	health   health
	nudge    chan struct{} // wakes Follow
	problems int
}

var _ Service = (*Portal)(nil)

// Open reads the catalog. The search index may be behind or away: until
// [Portal.Follow] has brought it up to date, searches look at names alone.
// Files that cannot be read are logged, one line each, and left out.
func Open(ctx context.Context, c Config) (*Portal, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Watch == 0 {
		c.Watch = 10 * time.Second
	}
	snap, problems, err := catalog.Load(ctx, catalog.Config{Content: c.Content, CacheDir: c.CacheDir, Derive: derive, Text: plainText, Rules: c.Rules})
	if err != nil {
		return nil, fmt.Errorf("reading the published disclosures: %w", err)
	}
	for _, problem := range problems {
		c.Log.Warn("a file cannot be used and was left out", slog.String("problem", problem.Error()))
	}
	p := &Portal{
		content: c.Content, index: c.Index, log: c.Log, watch: c.Watch,
		nudge: make(chan struct{}, 1), problems: len(problems),
	}
	p.model.Store(newModel(snap))
	return p, nil
}

// State reports on the read model; it never blocks.
func (p *Portal) State() State {
	m, index := p.model.Load(), p.health.get()
	return State{
		Revision: m.snap.Revision(), Updated: m.snap.LastModified(), Disclosures: m.snap.Len(),
		SearchReady: index.ready, SearchError: index.problem, Engine: index.engine, Problems: p.problems,
	}
}
