package portal

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"mingzhang/catalog"
	"mingzhang/registry"
	"mingzhang/search"
)

// Config says what a portal is made from.
type Config struct {
	Registry *registry.Registry // what is published, and the log of it
	Content  fs.FS              // Markdown revisions at content.RevisionPath
	CacheDir string             // for the catalog's cache; "" keeps none
	Rules    string             // names the build: figures and findings of another build are derived anew
	Index    search.Index
	Log      *slog.Logger
	// Watch is how often the search engine is asked whether it is there; 0 for
	// ten seconds.
	Watch time.Duration
}

// Portal answers the questions of both faces from one dataset.
type Portal struct {
	registry *registry.Registry
	index    search.Index
	log      *slog.Logger
	watch    time.Duration
	model    atomic.Pointer[model] // that answers are made from
	coming   atomic.Pointer[model] // the newest; it is shown once it can be searched
	health   *health
	nudge    chan struct{} // wakes those who keep the index
	lessons  chan lesson

	changing sync.Mutex                 // held by who makes the next model
	problems map[string]catalog.Problem // by id of the disclosure, or path
	broken   atomic.Int64               // how many problems
	unsaved  int                        // changes that the catalog's cache has not
}

var _ Service = (*Portal)(nil)

// Open reads the catalog of what is published now. Without [Portal.Follow] it
// stays so, and the search index may be behind or away: searches then look at
// names alone. Files that cannot be used are logged, one line each, and left out.
func Open(ctx context.Context, c Config) (*Portal, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Watch == 0 {
		c.Watch = 10 * time.Second
	}
	p := &Portal{
		registry: c.Registry, index: c.Index, log: c.Log, watch: c.Watch, health: newHealth(),
		nudge: make(chan struct{}, 1), lessons: make(chan lesson, 1), problems: map[string]catalog.Problem{},
	}
	newest, next, err := p.newest(ctx)
	if err != nil {
		return nil, fmt.Errorf("asking what is published: %w", err)
	}
	snap, problems, err := catalog.Load(ctx, catalog.Config{Content: c.Content, CacheDir: c.CacheDir, Derive: derive, Text: plainText, Rules: c.Rules}, newest)
	if err != nil {
		return nil, fmt.Errorf("reading the published disclosures: %w", err)
	}
	p.note(problems)
	m := newModel(snap, next, newLexicon(snap), true)
	p.coming.Store(m)
	p.model.Store(m)
	return p, nil
}

// newest lists the newest revision of every disclosure but those that were
// erased, and gives the index of the first entry of the log that may not be in it.
func (p *Portal) newest(ctx context.Context) (list []catalog.Revision, next int64, err error) {
	for r, err := range p.registry.Newest(ctx) {
		if err != nil {
			return nil, 0, err
		}
		next = max(next, r.Index+1)
		if !r.Erased {
			list = append(list, revisionOf(r))
		}
	}
	return list, next, nil
}

func revisionOf(r registry.Revision) catalog.Revision {
	return catalog.Revision{ID: r.Disclosure, Number: r.Revision, SHA256: r.SHA256}
}

// note keeps and logs what could not be read.
func (p *Portal) note(problems []catalog.Problem) {
	for _, problem := range problems {
		p.log.Warn("a file cannot be used and was left out", slog.String("problem", problem.Error()))
		if problem.ID == "" {
			p.problems[problem.Path] = problem
		} else {
			p.problems[problem.ID] = problem
		}
	}
	p.broken.Store(int64(len(p.problems)))
}

// State reports on the read model; it never blocks.
func (p *Portal) State() State {
	m, index := p.model.Load(), p.health.get()
	return State{
		Revision: m.snap.Revision(), Updated: m.snap.LastModified(), Disclosures: m.snap.Len(), Entries: m.next,
		SearchReady: index.holds(m), SearchError: index.problem, Engine: index.engine,
		WordsReady: m.learned, Problems: int(p.broken.Load()),
	}
}
