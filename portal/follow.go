package portal

import (
	"context"
	"log/slog"
	"time"
)

// The waits of [Portal.Follow] after a failure: doubled from the first to the last.
const (
	firstRetry = 500 * time.Millisecond
	lastRetry  = 30 * time.Second
)

// Follow keeps the search index at the revision of the catalog until ctx ends:
// it builds the index when it is missing, damaged or behind, and watches an
// engine that may go away and come back. Meanwhile the portal answers from
// names alone and says so.
func (p *Portal) Follow(ctx context.Context) {
	retry := min(firstRetry, p.watch)
	for ctx.Err() == nil {
		wait := p.watch
		if err := p.CatchUp(ctx); err == nil {
			retry = min(firstRetry, p.watch)
		} else if ctx.Err() == nil {
			p.log.Warn("the search index is not up to date; until it is, searches look at names alone",
				slog.Any("error", err), slog.Duration("next_try", retry))
			wait, retry = retry, min(2*retry, lastRetry)
		}
		select {
		case <-ctx.Done():
		case <-p.nudge:
		case <-time.After(wait):
		}
	}
}

// CatchUp brings the search index to the revision of the catalog, if it is not there.
func (p *Portal) CatchUp(ctx context.Context) error {
	m := p.model.Load()
	status, err := p.index.Status(ctx)
	if err != nil {
		p.health.fail(err)
		return err
	}
	if status.Revision != m.indexed {
		if err := p.rebuild(ctx, m, status.Engine); err != nil {
			p.health.fail(err)
			return err
		}
	}
	p.health.set(indexState{engine: status.Engine, ready: true})
	return nil
}

// Rebuild builds the search index anew, whatever it holds.
func (p *Portal) Rebuild(ctx context.Context) error {
	return p.rebuild(ctx, p.model.Load(), p.health.get().engine)
}

func (p *Portal) rebuild(ctx context.Context, m *model, engine string) error {
	p.health.set(indexState{engine: engine, problem: "the index is being built"})
	p.log.Info("building the search index", slog.String("engine", engine), slog.Int("disclosures", m.snap.Len()))
	began := time.Now()
	if err := p.index.Rebuild(ctx, m.indexed, p.documents(ctx, m)); err != nil {
		return err
	}
	p.log.Info("the search index is built", slog.Duration("took", time.Since(began).Round(time.Millisecond)))
	return nil
}

// wake makes Follow look at the index at once.
func (p *Portal) wake() {
	select {
	case p.nudge <- struct{}{}:
	default: // it is awake already
	}
}
