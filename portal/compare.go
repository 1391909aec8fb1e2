package portal

import (
	"context"
	"fmt"

	"mingzhang/content"
	"mingzhang/content/compare"
)

// Comparison is what changed from one revision of a disclosure to another.
type Comparison struct {
	From Revision `json:"from" doc:"The revision that is compared"`
	To   Revision `json:"to" doc:"The revision that it is compared with"`
	compare.Difference
}

// Compare tells what changed from one revision of a disclosure to another, in
// either order. Whose texts it reads see [Portal.Revision].
func (p *Portal) Compare(ctx context.Context, id string, from, to int) (*Comparison, error) {
	history, err := p.History(ctx, id)
	if err != nil {
		return nil, err
	}
	c := &Comparison{}
	before, err := p.side(ctx, id, history, from, &c.From)
	if err != nil {
		return nil, err
	}
	after, err := p.side(ctx, id, history, to, &c.To)
	if err != nil {
		return nil, err
	}
	c.Difference = compare.Disclosures(before, after)
	return c, nil
}

// side finds a revision in a history and reads its text.
func (p *Portal) side(ctx context.Context, id string, history []Revision, n int, found *Revision) (*content.Disclosure, error) {
	for _, r := range history {
		if r.Number != n {
			continue
		}
		*found = r
		text, err := p.readable(ctx, id, n)
		if err != nil {
			return nil, err
		}
		return p.parse(ctx, text)
	}
	return nil, fmt.Errorf("revision %d of disclosure %.40q: %w", n, id, ErrNotFound)
}
