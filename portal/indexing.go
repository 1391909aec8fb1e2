package portal

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"mingzhang/catalog"
	"mingzhang/registry"
	"mingzhang/search"
)

const (
	// documentsFormat changes when [Portal.documents] tells an index other things
	// of the same texts.
	documentsFormat = "2"

	// updateSize is how many documents an index gets at once.
	updateSize = 1000
)

// indexed names what a search index of the model holds: how far in the log, and
// the mark of the texts. It follows from the texts alone: a new build with other
// rules does not build the index anew.
func (m *model) indexed() string {
	return fmt.Sprintf("%s-%d-%s", documentsFormat, m.next, m.snap.Texts())
}

// readIndexed reads what indexed wrote.
func readIndexed(s string) (next int64, texts string, ok bool) {
	parts := strings.Split(s, "-")
	if len(parts) != 3 || parts[0] != documentsFormat {
		return 0, "", false
	}
	next, err := strconv.ParseInt(parts[1], 10, 64)
	return next, parts[2], err == nil && next >= 0
}

// keepIndex brings the search index to the newest model whenever there is one.
func (p *Portal) keepIndex(ctx context.Context) {
	pace := retry{first: min(firstRetry, p.watch)}
	for ctx.Err() == nil {
		wait := p.watch
		if err := p.bring(ctx, p.coming.Load()); err == nil {
			pace.ok()
		} else if ctx.Err() == nil {
			wait = pace.failed()
			p.log.Warn("the search index is not up to date; until it is, searches look at names alone",
				slog.Any("error", err), slog.Duration("next_try", wait))
		}
		select {
		case <-ctx.Done():
		case <-p.nudge:
		case <-time.After(wait):
		}
	}
}

// bring makes the search index hold a model: by what changed, or anew when
// nobody knows what changed.
func (p *Portal) bring(ctx context.Context, m *model) error {
	engine, err := p.tryBring(ctx, m)
	if err != nil {
		p.health.fail(err)
		return err
	}
	p.health.set(indexState{engine: engine, next: m.next})
	return nil
}

func (p *Portal) tryBring(ctx context.Context, m *model) (engine string, err error) {
	status, err := p.index.Status(ctx)
	if err != nil {
		return "", err
	}
	next, texts, known := readIndexed(status.Revision)
	if known && texts == m.snap.Texts().String() {
		return status.Engine, nil
	}
	if known {
		ids, err := p.changedSince(ctx, m, next, texts)
		if err != nil {
			return status.Engine, err
		}
		if ids != nil {
			return status.Engine, p.update(ctx, m, ids, status.Revision)
		}
	}
	return status.Engine, p.rebuild(ctx, m, status.Engine)
}

// changedSince gives the disclosures by which a model differs from an index that
// holds the log up to before next; nil when the index then had other texts than
// those with the mark, or when so much changed that building it anew is less work.
func (p *Portal) changedSince(ctx context.Context, m *model, next int64, texts string) ([]string, error) {
	ids, err := p.idsBetween(ctx, next, m.next, max(updateSize, m.snap.Len()/4))
	if err != nil || ids == nil {
		return nil, err
	}
	was := m.snap.Texts()
	for _, id := range ids {
		if row, found := m.snap.Find(id); found {
			was = was.Sub(catalog.MarkOf(id, m.snap.Facts(row).SHA256))
		}
		mark, err := p.markBefore(ctx, id, next)
		if err != nil {
			return nil, err
		}
		was = was.Add(mark)
	}
	if was.String() != texts {
		return nil, nil
	}
	return ids, nil
}

// idsBetween gives the disclosures that entries of the log are about, each once;
// nil when there are none or more than most.
func (p *Portal) idsBetween(ctx context.Context, from, to int64, most int) ([]string, error) {
	var ids []string
	seen := map[string]bool{}
	for from < to {
		changes, err := p.registry.Changes(ctx, from, maxBatch)
		if err != nil || len(changes) == 0 {
			return nil, err
		}
		for _, c := range changes {
			if id := c.Entry.Disclosure; !seen[id] && c.Index < to {
				seen[id], ids = true, append(ids, id)
			}
		}
		if len(ids) > most {
			return nil, nil
		}
		from = changes[len(changes)-1].Index + 1
	}
	return ids, nil
}

// markBefore gives the mark of a disclosure's text as it was before an entry of
// the log.
func (p *Portal) markBefore(ctx context.Context, id string, next int64) (mark catalog.Mark, err error) {
	list, err := p.registry.Revisions(ctx, id)
	if err != nil {
		return mark, err
	}
	for _, r := range list {
		switch {
		case r.Index >= next:
		case r.Action == registry.Withdraw:
			mark = catalog.Mark{}
		default:
			mark = catalog.MarkOf(id, r.SHA256)
		}
	}
	return mark, nil
}

// update tells the index what changed. While it is told in parts it keeps its old
// name, so that after a crash it is told all again.
func (p *Portal) update(ctx context.Context, m *model, ids []string, old string) error {
	for len(ids) > 0 {
		part := ids[:min(len(ids), updateSize)]
		ids = ids[len(part):]
		put, remove, err := m.split(part)
		if err != nil {
			return err
		}
		name := old
		if len(ids) == 0 {
			name = m.indexed()
		}
		if err := p.index.Update(ctx, name, put, remove); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// split gives the documents of those ids that are published and the others.
func (m *model) split(ids []string) (put []search.Document, remove []string, err error) {
	for _, id := range ids {
		row, found := m.snap.Find(id)
		if !found {
			remove = append(remove, id)
			continue
		}
		doc, err := m.document(row)
		if err != nil {
			return nil, nil, err
		}
		put = append(put, doc)
	}
	return put, remove, nil
}

// Rebuild builds the search index anew, whatever it holds.
func (p *Portal) Rebuild(ctx context.Context) error {
	return p.rebuild(ctx, p.coming.Load(), p.health.get().engine)
}

func (p *Portal) rebuild(ctx context.Context, m *model, engine string) error {
	p.health.set(indexState{engine: engine, problem: "the index is being built"})
	p.log.Info("building the search index", slog.String("engine", engine), slog.Int("disclosures", m.snap.Len()))
	began := time.Now()
	if err := p.index.Rebuild(ctx, m.indexed(), p.documents(ctx, m)); err != nil {
		return err
	}
	p.log.Info("the search index is built", slog.Duration("took", time.Since(began).Round(time.Millisecond)))
	return nil
}
