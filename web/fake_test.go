package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mingzhang/content"
	"mingzhang/portal"
)

// fake is a portal over a few records, simple enough to be right.
type fake struct {
	docs     []*content.Disclosure
	notice   portal.Notice
	failWith error
	hit      *portal.Hit
	next     string
	past     map[string]past // of disclosures with more than one revision
	erased   string          // the record whose newest text was erased
}

func (f *fake) matches(q portal.Query) []*content.Disclosure {
	var list []*content.Disclosure
	for _, d := range f.docs {
		if f.match(q, d) {
			list = append(list, d)
		}
	}
	return list
}

func (f *fake) match(q portal.Query, d *content.Disclosure) bool {
	w := q.Filter
	any := func(n int, holds bool) bool { return n == 0 || holds }
	region := portal.Unknown
	if d.Region != nil {
		region = d.Region.Code
	}
	category := cmp.Or(string(d.Category), portal.Unknown)
	inRegion := slices.ContainsFunc(w.Regions, func(r string) bool {
		return r == region || r != portal.Unknown && region != portal.Unknown && content.Covers(r, region)
	})
	return strings.Contains(d.Title+d.Publisher.Name, q.Text) &&
		any(len(w.Kinds), slices.Contains(w.Kinds, d.Kind)) &&
		any(len(w.Years), slices.Contains(w.Years, d.Year)) &&
		any(len(w.Regions), inRegion) &&
		any(len(w.Publishers), slices.Contains(w.Publishers, d.Publisher.ID)) &&
		any(len(w.Categories), slices.Contains(w.Categories, category)) &&
		(w.AmountMin == nil || d.Amount != nil && d.Amount.Fen >= *w.AmountMin) &&
		(w.AmountMax == nil || d.Amount != nil && d.Amount.Fen <= *w.AmountMax)
}

func totals(docs []*content.Disclosure) portal.Totals {
	t := portal.Totals{Count: len(docs), People: map[string]int{}}
	for _, d := range docs {
		if d.Amount != nil {
			t.Amount += d.Amount.Fen
			t.Stated++
		}
		if d.Beneficiaries != nil {
			t.People[d.Beneficiaries.Unit] += d.Beneficiaries.Count
		}
	}
	return t
}

func key(d *content.Disclosure, by string, level content.Level) portal.Key {
	unknown := portal.Key{Value: portal.Unknown}
	switch by {
	case "year":
		if d.Year == 0 {
			return unknown
		}
		return portal.Key{Value: strconv.Itoa(int(d.Year))}
	case "kind":
		return portal.Key{Value: string(d.Kind)}
	case "publisher":
		return portal.Key{Value: d.Publisher.ID, Name: d.Publisher.Name}
	case "category":
		if d.Category == "" {
			return unknown
		}
		return portal.Key{Value: string(d.Category)}
	case "region":
		if d.Region == nil {
			return unknown
		}
		code := cmp.Or(content.AncestorAt(d.Region.Code, level), d.Region.Code)
		r, err := content.Regions().Get(code)
		if err != nil {
			return unknown
		}
		return portal.Key{Value: code, Name: r.Name}
	}
	return unknown
}

func (f *fake) groups(docs []*content.Disclosure, g portal.Grouping) []portal.Group {
	sets := map[string][]*content.Disclosure{}
	keys := map[string][]portal.Key{}
	for _, d := range docs {
		var list []portal.Key
		for _, by := range g.By {
			list = append(list, key(d, by, cmp.Or(g.Level, content.Province)))
		}
		id := fmt.Sprint(list)
		keys[id] = list
		sets[id] = append(sets[id], d)
	}
	var groups []portal.Group
	for id, list := range keys {
		groups = append(groups, portal.Group{Keys: list, Totals: totals(sets[id])})
	}
	slices.SortFunc(groups, func(a, b portal.Group) int { return cmp.Compare(fmt.Sprint(a.Keys), fmt.Sprint(b.Keys)) })
	return groups
}

func (f *fake) Find(_ context.Context, q portal.Query) (*portal.Page, error) {
	if f.failWith != nil {
		return nil, f.failWith
	}
	docs := f.matches(q)
	page := &portal.Page{Total: len(docs), Totals: totals(docs), Notice: f.notice, Next: f.next}
	for _, d := range docs {
		b, err := json.Marshal(&d.Summary)
		if err != nil {
			return nil, err
		}
		page.Rows = append(page.Rows, portal.Row{ID: d.ID, JSON: b, Hit: f.hit})
	}
	selected := q.Values()
	for _, name := range []string{"kind", "year", "region", "publisher", "category"} {
		facet := portal.Facet{Name: name}
		for _, g := range f.groups(f.docs, portal.Grouping{By: []string{name}}) {
			k := g.Keys[0]
			facet.Values = append(facet.Values, portal.FacetValue{Value: k.Value, Name: k.Name, Count: g.Count, Selected: slices.Contains(selected[name], k.Value)})
		}
		page.Facets = append(page.Facets, facet)
	}
	return page, nil
}

func (f *fake) Read(_ context.Context, id string) (*content.Disclosure, error) {
	if gone := f.past[id].withdrawn; gone != nil {
		return nil, gone
	}
	if f.erased == id {
		return nil, fmt.Errorf("%w: %w", portal.ErrNotFound, portal.ErrErased)
	}
	for _, d := range f.docs {
		if d.ID == id {
			return d, f.failWith
		}
	}
	return nil, fmt.Errorf("record %s: %w", id, portal.ErrNotFound)
}

func (f *fake) Markdown(ctx context.Context, id string) ([]byte, error) {
	d, err := f.Read(ctx, id)
	if err != nil {
		return nil, err
	}
	return content.Format(d)
}

func (f *fake) Each(_ context.Context, q portal.Query, yield func(*content.Summary) error) error {
	for _, d := range f.matches(q) {
		if err := yield(&d.Summary); err != nil {
			return err
		}
	}
	return nil
}

func (f *fake) Aggregate(_ context.Context, q portal.Query, by portal.Grouping) (*portal.Aggregate, error) {
	docs := f.matches(q)
	return &portal.Aggregate{Grouping: by, Groups: f.groups(docs, by), Total: totals(docs)}, nil
}

func (f *fake) Flows(_ context.Context, q portal.Query, _ int) ([]portal.Flow, error) {
	var flows []portal.Flow
	for _, d := range f.matches(q) {
		if d.Amount == nil {
			continue
		}
		unit := key(d, "publisher", "")
		for _, s := range d.Funding {
			if s.Amount != nil {
				flows = append(flows, portal.Flow{From: portal.Key{Value: s.Source}, To: unit, Amount: s.Amount.Fen})
			}
		}
		flows = append(flows, portal.Flow{From: unit, To: key(d, "category", ""), Stage: 1, Amount: d.Amount.Fen})
	}
	return flows, nil
}

func (f *fake) Publishers(_ context.Context, q portal.Query) ([]portal.PublisherInfo, error) {
	var list []portal.PublisherInfo
	for _, g := range f.groups(f.matches(q), portal.Grouping{By: []string{"publisher"}}) {
		list = append(list, f.unit(g))
	}
	slices.SortStableFunc(list, func(a, b portal.PublisherInfo) int { return cmp.Compare(b.Amount.Fen, a.Amount.Fen) })
	return list, nil
}

func (f *fake) unit(g portal.Group) portal.PublisherInfo {
	p := portal.PublisherInfo{Publisher: content.Publisher{ID: g.Keys[0].Value, Name: g.Keys[0].Name}, Count: g.Count, Amount: content.Money{Fen: g.Amount}}
	for _, d := range f.docs {
		if d.Publisher.ID == p.ID {
			p.Region = d.Region
			if d.Year != 0 && !slices.Contains(p.Years, d.Year) {
				p.Years = append(p.Years, d.Year)
			}
		}
	}
	slices.SortFunc(p.Years, func(a, b content.Year) int { return int(b - a) })
	return p
}

func (f *fake) Regions(_ context.Context, q portal.Query, parent string) ([]portal.RegionInfo, error) {
	var list []portal.RegionInfo
	for _, code := range content.Regions().Below(parent) {
		q.Filter.Regions = []string{code}
		if docs := f.matches(q); len(docs) > 0 {
			list = append(list, f.regionInfo(code, docs))
		}
	}
	return list, nil
}

func (f *fake) regionInfo(code string, docs []*content.Disclosure) portal.RegionInfo {
	r, _ := content.Regions().Get(code)
	t := totals(docs)
	return portal.RegionInfo{Region: r, Level: content.LevelOf(code), Count: t.Count, Amount: content.Money{Fen: t.Amount}}
}

func (f *fake) Region(_ context.Context, code string) (*portal.RegionInfo, error) {
	if _, err := content.Regions().Get(code); err != nil {
		return nil, portal.ErrNotFound
	}
	var q portal.Query
	q.Filter.Regions = []string{code}
	info := f.regionInfo(code, f.matches(q))
	return &info, nil
}

func (f *fake) Publisher(ctx context.Context, id string) (*portal.PublisherInfo, error) {
	list, err := f.Publishers(ctx, portal.Query{})
	for _, p := range list {
		if p.ID == id {
			return &p, err
		}
	}
	return nil, portal.ErrNotFound
}

func (f *fake) Related(ctx context.Context, id string) ([]content.Summary, error) {
	d, err := f.Read(ctx, id)
	if err != nil {
		return nil, err
	}
	var list []content.Summary
	for _, other := range f.docs {
		if other.ID != id && other.Publisher == d.Publisher && other.Category == d.Category {
			list = append(list, other.Summary)
		}
	}
	return list, nil
}

func (f *fake) Suggest(context.Context, string, int) ([]portal.Suggestion, error) { return nil, nil }

func (f *fake) State() portal.State {
	return portal.State{Revision: "r1", Updated: time.Date(2026, 2, 3, 4, 0, 0, 0, time.UTC), Disclosures: len(f.docs), Engine: "embedded", SearchReady: true}
}
