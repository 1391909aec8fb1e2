package api

import (
	"context"
	"fmt"
	"strconv"

	"mingzhang/content"
	"mingzhang/portal"
)

// PublishersInput are the parameters of the list of units.
type PublishersInput struct{ Filters }

func (s *server) publishers(ctx context.Context, _ *PublishersInput) (*Answer[Listing[portal.PublisherInfo]], error) {
	q, err := queryOf(ctx)
	if err != nil {
		return nil, err
	}
	units, err := s.Publishers(ctx, q)
	if err != nil {
		return nil, err
	}
	return listingOf(units), nil
}

// PublisherInput names a unit.
type PublisherInput struct {
	ID string `path:"id" doc:"公开单位 id · Id of the unit"`
}

func (s *server) publisher(ctx context.Context, in *PublisherInput) (*Answer[*portal.PublisherInfo], error) {
	unit, err := s.Publisher(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &Answer[*portal.PublisherInfo]{Body: unit}, nil
}

// RegionsInput are the parameters of the list of regions.
type RegionsInput struct {
	Filters
	Parent string `query:"parent" pattern:"^[0-9]{6}$" doc:"上级地区代码，缺省为全国 · Code of the region above; provinces without it" example:"530000"`
}

func (s *server) regions(ctx context.Context, _ *RegionsInput) (*Answer[Listing[portal.RegionInfo]], error) {
	q, err := queryOf(ctx, "parent")
	if err != nil {
		return nil, err
	}
	parent, err := exchangeOf(ctx).one("parent")
	if err != nil {
		return nil, err
	}
	if parent != "" {
		if _, err := content.Regions().Get(parent); err != nil {
			return nil, wrong("parent", printable(parent), printable(err.Error()))
		}
	}
	regions, err := s.Regions(ctx, q, parent)
	if err != nil {
		return nil, err
	}
	return listingOf(regions), nil
}

// RegionInput names a region.
type RegionInput struct {
	Code string `path:"code" doc:"GB/T 2260 地区代码 · Region code" example:"530400"`
}

func (s *server) region(ctx context.Context, in *RegionInput) (*Answer[*portal.RegionInfo], error) {
	region, err := s.Region(ctx, in.Code)
	if err != nil {
		return nil, err
	}
	return &Answer[*portal.RegionInfo]{Body: region}, nil
}

// SuggestInput is what is being typed.
type SuggestInput struct {
	Q     string  `query:"q" maxLength:"300" doc:"已输入的文字 · What has been typed so far; nothing gives nothing" example:"困难"`
	Limit Integer `query:"limit" minimum:"1" maximum:"20" doc:"条数，默认 8 · Suggestions, 8 without it"`
}

// The limits of a suggestion.
const (
	maxTyped           = 300 // bytes
	maxSuggestions     = 20
	defaultSuggestions = 8
)

func (s *server) suggest(ctx context.Context, _ *SuggestInput) (*Answer[Listing[portal.Suggestion]], error) {
	ex := exchangeOf(ctx)
	typed, err := ex.one("q")
	if err != nil {
		return nil, err
	}
	if len(typed) > maxTyped {
		return nil, wrong("q", printable(typed), fmt.Sprintf("has %d bytes; at most %d can be completed", len(typed), maxTyped))
	}
	given, err := ex.one("limit")
	if err != nil {
		return nil, err
	}
	limit, err := strconv.Atoi(orElse(given, strconv.Itoa(defaultSuggestions)))
	if err != nil || limit < 1 || limit > maxSuggestions {
		return nil, wrong("limit", printable(given), fmt.Sprintf("wants a number from 1 to %d", maxSuggestions))
	}
	if typed == "" {
		return listingOf[portal.Suggestion](nil), nil
	}
	found, err := s.Suggest(ctx, typed, limit)
	if err != nil {
		return nil, err
	}
	return listingOf(found), nil
}
