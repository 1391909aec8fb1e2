package portal

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"mingzhang/catalog"
	"mingzhang/registry"
	"mingzhang/search"
)

const (
	// The waits after a failure: doubled from the first to the last.
	firstRetry = 500 * time.Millisecond
	lastRetry  = 30 * time.Second

	// patience is how long a new model waits for the search index. After that it is
	// shown, and searches look at names alone until the index is there.
	patience = 500 * time.Millisecond

	// maxBatch is how many entries of the log are applied together.
	maxBatch = 2000

	// longestPause is for how long changes are gathered.
	longestPause = 200 * time.Millisecond

	// saveAfter is how many changes may lie outside the catalog's cache: the next
	// start reads them again, some thousand a second.
	saveAfter = 10_000
)

// Follow keeps the portal at the end of the log until ctx ends: what is
// published, corrected or withdrawn appears in lists, sums and pages, and in the
// search index. It builds the index when it is missing or damaged, brings it up
// when it is behind, and watches an engine that may go away and come back;
// meanwhile the portal answers from names alone and says so.
func (p *Portal) Follow(ctx context.Context) {
	var work sync.WaitGroup
	work.Go(func() { p.keepIndex(ctx) })
	p.keepModel(ctx)
	work.Wait()
	p.save()
}

// keepModel makes and shows a new model whenever the log has grown.
func (p *Portal) keepModel(ctx context.Context) {
	pace, school := retry{first: min(firstRetry, p.watch)}, &school{portal: p}
	for ctx.Err() == nil {
		published, began := p.registry.Watch(), time.Now()
		next, err := p.advance(ctx)
		wait := p.watch
		switch {
		case err != nil && ctx.Err() == nil:
			wait = pace.failed()
			p.log.Error("what was published last cannot be shown yet", slog.Any("error", err), slog.Duration("next_try", wait))
		case next != nil:
			p.settle(ctx, next)
			pace.ok()
			// Publications that follow each other closely are applied together, so
			// that most of the time is left for readers.
			sleep(ctx, min(time.Since(began), longestPause))
			continue
		default:
			pace.ok()
		}
		wait = min(wait, school.open(p.coming.Load()))
		select {
		case <-ctx.Done():
		case <-published:
		case l := <-p.lessons:
			p.learn(l)
			school.over(l)
		case <-time.After(wait):
		}
	}
	school.close()
}

// advance makes the next model, nil when the log has not grown.
func (p *Portal) advance(ctx context.Context) (*model, error) {
	p.changing.Lock()
	defer p.changing.Unlock()
	from := p.coming.Load()
	changes, err := p.registry.Changes(ctx, from.next, maxBatch)
	if err != nil || len(changes) == 0 {
		return nil, err
	}
	newest, hidden, err := p.newestOf(ctx, changes)
	if err != nil {
		return nil, err
	}
	snap, problems, err := from.snap.Apply(ctx, newest, hidden...)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		delete(p.problems, c.Entry.Disclosure)
	}
	p.note(problems)
	if slices.ContainsFunc(changes, func(c registry.Receipt) bool { return c.Entry.Action == registry.Erase }) {
		snap = p.forget(snap)
	}
	known := from.learned && !slices.ContainsFunc(changes, func(c registry.Receipt) bool {
		return nameOf(from.snap, c.Entry.Disclosure) != nameOf(snap, c.Entry.Disclosure)
	})
	next := newModel(snap, changes[len(changes)-1].Index+1, from.lexicon, known)
	p.coming.Store(next)
	if p.unsaved += len(changes); p.unsaved >= saveAfter {
		p.saveNow()
	}
	return next, nil
}

// forget takes what was erased out of the catalog's cache.
func (p *Portal) forget(snap *catalog.Snapshot) *catalog.Snapshot {
	next, err := snap.Rewrite()
	if err != nil {
		p.log.Error("a text was erased, but the catalog's cache still holds it; remove the cache folder and start again", slog.Any("error", err))
		return snap
	}
	p.unsaved = 0
	return next
}

// newestOf gives the newest revisions of all disclosures that changed, and those
// that have no text any more.
func (p *Portal) newestOf(ctx context.Context, changes []registry.Receipt) (newest []catalog.Revision, hidden []string, err error) {
	seen := map[string]bool{}
	for _, c := range changes {
		id := c.Entry.Disclosure
		if seen[id] {
			continue
		}
		seen[id] = true
		r, err := p.registry.Revision(ctx, id, 0)
		if err != nil {
			return nil, nil, err
		}
		if r.Erased {
			hidden = append(hidden, id)
		} else {
			newest = append(newest, revisionOf(r))
		}
	}
	return newest, hidden, nil
}

// settle shows a model as soon as it can be searched, or when that takes too long.
func (p *Portal) settle(ctx context.Context, m *model) {
	p.wake()
	late := time.After(patience)
	for {
		index := p.health.get()
		if index.problem != "" || index.holds(m) {
			break
		}
		select {
		case <-index.over:
			continue
		case <-late:
		case <-ctx.Done():
		}
		break
	}
	p.model.Store(m)
}

// save keeps the catalog for the next start, when it has changed.
func (p *Portal) save() {
	p.changing.Lock()
	defer p.changing.Unlock()
	p.saveNow()
}

func (p *Portal) saveNow() {
	if p.unsaved == 0 {
		return
	}
	p.unsaved = 0
	if err := p.coming.Load().snap.Save(); err != nil {
		p.log.Warn("the catalog's cache cannot be written; the next start is slow", slog.Any("error", err))
	}
}

// CatchUp brings the portal, with its words and the search index, to the end of
// the log.
func (p *Portal) CatchUp(ctx context.Context) error {
	for {
		next, err := p.advance(ctx)
		if err != nil {
			return err
		}
		if next == nil {
			break
		}
		p.model.Store(next)
	}
	if m := p.coming.Load(); !m.learned {
		p.learn(lesson{next: m.next, lexicon: newLexicon(m.snap)})
	}
	return p.bring(ctx, p.coming.Load())
}

// nameOf gives what the lexicon knows of a disclosure.
func nameOf(snap *catalog.Snapshot, id string) search.Name {
	row, found := snap.Find(id)
	if !found {
		return search.Name{}
	}
	f := snap.Facts(row)
	return search.Name{Text: f.Title + "\n" + f.Publisher.Name}
}

// retry doubles the waits between failures.
type retry struct{ first, next time.Duration }

func (r *retry) ok() { r.next = 0 }

func (r *retry) failed() time.Duration {
	wait := max(r.first, r.next)
	r.next = min(2*wait, lastRetry)
	return wait
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// wake makes those who keep the index look at it at once.
func (p *Portal) wake() {
	select {
	case p.nudge <- struct{}{}:
	default: // they are awake already
	}
}
