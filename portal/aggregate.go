package portal

import (
	"context"
	"fmt"
	"strings"

	"mingzhang/catalog"
	"mingzhang/content"
)

// GroupNames lists the fields that [Portal.Aggregate] can group by.
func GroupNames() []string {
	return []string{"year", "kind", "region", "publisher", "category", "source"}
}

// Aggregate sums the matches of q by groups.
func (p *Portal) Aggregate(ctx context.Context, q Query, by Grouping) (*Aggregate, error) {
	m, err := p.match(ctx, q)
	if err != nil {
		return nil, err
	}
	if by.Level == "" {
		by.Level = content.Province
	}
	grouping := catalog.Grouping{Level: by.Level}
	for _, name := range by.By {
		grouping.By = append(grouping.By, catalog.Dimension(name))
	}
	groups, total, err := m.snap.Group(m.set, grouping)
	if err != nil {
		return nil, &ParamError{[]ParamProblem{{
			Name: "group_by", Value: strings.Join(by.By, ","), Code: "group",
			Reason: fmt.Sprintf("want at most three different names of %s, comma separated (%v)", strings.Join(GroupNames(), ", "), err),
		}}}
	}
	a := &Aggregate{Grouping: by, Total: totals(total), Groups: make([]Group, 0, len(groups))}
	for _, g := range groups {
		group := Group{Totals: totals(g.Totals)}
		for i, value := range g.Keys {
			group.Keys = append(group.Keys, m.key(grouping.By[i], value))
		}
		a.Groups = append(a.Groups, group)
	}
	return a, nil
}

// Flows gives the way of the money over the matches of q.
func (p *Portal) Flows(ctx context.Context, q Query, top int) ([]Flow, error) {
	m, err := p.match(ctx, q)
	if err != nil {
		return nil, err
	}
	way := m.snap.Flow(m.set, top)
	var flows []Flow
	for _, e := range way.Sources {
		flows = append(flows, Flow{m.key(catalog.BySource, e.From), m.key(catalog.ByPublisher, e.To), 0, e.Amount})
	}
	for _, e := range way.Uses {
		flows = append(flows, Flow{m.key(catalog.ByPublisher, e.From), m.key(catalog.ByCategory, e.To), 1, e.Amount})
	}
	return flows, nil
}
