package portal

import (
	"context"
	"errors"

	"mingzhang/catalog"
)

// match is what a query means in one model.
type match struct {
	*model
	found  *found      // nil when nothing was typed
	within catalog.Set // what the words mean, whatever the filter
	set    catalog.Set // what words and filter mean
}

// match asks the search engine for the words and the catalog for the filter.
func (p *Portal) match(ctx context.Context, q Query) (*match, error) {
	m := &match{model: p.model.Load()}
	if q.Text == "" {
		m.within = m.snap.All()
	} else {
		f, err := p.find(ctx, m.model, q.Text)
		if err != nil {
			return nil, err
		}
		m.found, m.within = f, f.set
	}
	m.set = m.snap.Select(q.Filter).And(m.within)
	return m, ctx.Err()
}

func (m *match) notice() Notice {
	if m.found == nil {
		return Notice{}
	}
	return Notice{Corrected: m.found.plan.Corrected, Degraded: m.found.degraded}
}

// find gives every record that the words mean, best first.
func (p *Portal) find(ctx context.Context, m *model, text string) (*found, error) {
	if f := m.found.get(text); f != nil {
		return f, nil
	}
	f := &found{}
	ids, err := p.searchIndex(ctx, m, text, f)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return nil, ctx.Err()
	default:
		f.degraded = true
		f.plan = m.lexicon.Plan(text)
		ids = m.names().search(f.plan)
	}
	f.rows = m.snap.Rank(ids, m.snap.All())
	f.set = m.snap.SetOf(f.rows)
	if !f.degraded {
		m.found.put(text, f)
	}
	return f, nil
}

// errNotReady says that the index does not hold the model yet.
var errNotReady = errors.New("the search index is not ready")

func (p *Portal) searchIndex(ctx context.Context, m *model, text string, f *found) ([]string, error) {
	if !p.health.get().holds(m) {
		return nil, errNotReady
	}
	plan, result, err := m.lexicon.Find(ctx, p.index, text)
	f.plan = plan
	if err != nil && ctx.Err() == nil {
		p.health.fail(err)
		p.wake()
	}
	return result.IDs, err
}
