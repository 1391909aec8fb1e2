package portal

import (
	"context"
	"fmt"

	"mingzhang/catalog"
	"mingzhang/content"
)

// Publishers lists the units behind the matches of q, the largest amount first.
func (p *Portal) Publishers(ctx context.Context, q Query) ([]PublisherInfo, error) {
	m, err := p.match(ctx, q)
	if err != nil {
		return nil, err
	}
	units := m.snap.Units(m.set)
	infos := make([]PublisherInfo, 0, len(units))
	for _, u := range units {
		infos = append(infos, publisherInfo(u))
	}
	return infos, nil
}

// Publisher gives one unit; ErrNotFound when it published nothing.
func (p *Portal) Publisher(_ context.Context, id string) (*PublisherInfo, error) {
	snap := p.model.Load().snap
	units := snap.Units(snap.SetOf(snap.Unit(id)))
	if len(units) != 1 {
		return nil, fmt.Errorf("publisher %.40q: %w", id, ErrNotFound)
	}
	info := publisherInfo(units[0])
	return &info, nil
}

func publisherInfo(u catalog.Unit) PublisherInfo {
	info := PublisherInfo{Publisher: u.Publisher, Years: u.Years, Count: u.Count, Amount: content.Money{Fen: u.Amount}}
	if r, err := content.Regions().Get(u.Region); err == nil {
		info.Region = &r
	}
	return info
}

// Regions lists the regions one level below parent that have matches of q, by
// code. Units of the parent's own level stand under its code, those without a
// region under [Unknown].
func (p *Portal) Regions(ctx context.Context, q Query, parent string) ([]RegionInfo, error) {
	if parent != "" {
		if _, err := content.Regions().Get(parent); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotFound, err)
		}
	}
	m, err := p.match(ctx, q)
	if err != nil {
		return nil, err
	}
	sums := m.snap.Regions(m.set, parent)
	infos := make([]RegionInfo, 0, len(sums))
	for _, sum := range sums {
		infos = append(infos, regionInfo(sum))
	}
	return infos, nil
}

// Region gives one region with all that lies below it; ErrNotFound when GB/T
// 2260 has no such code.
func (p *Portal) Region(_ context.Context, code string) (*RegionInfo, error) {
	if _, err := content.Regions().Get(code); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	snap := p.model.Load().snap
	total := snap.Total(snap.Select(catalog.Filter{Regions: []string{code}}))
	info := regionInfo(catalog.RegionSum{Code: code, Count: total.Count, Amount: total.Amount})
	return &info, nil
}

func regionInfo(sum catalog.RegionSum) RegionInfo {
	info := RegionInfo{Region: content.Region{Code: sum.Code}, Count: sum.Count, Amount: content.Money{Fen: sum.Amount}}
	if r, err := content.Regions().Get(sum.Code); err == nil {
		info.Region, info.Level = r, content.LevelOf(r.Code)
	}
	return info
}
