package meili

import (
	"context"
	"fmt"

	"github.com/meilisearch/meilisearch-go"

	"mingzhang/search"
)

// tiers are the fields that rank a match, best first: all that was asked for in
// the title, in title and publisher, anywhere.
func tiers() [][]string {
	return [][]string{
		{fieldTitle},
		{fieldTitle, fieldPublisher},
		nil,
	}
}

// consistentTries is how often a search is asked again when the index changes
// between two of its queries.
const consistentTries = 20

// Search implements [search.Index]. A phrase of three or more characters may, in
// rare cases, match a document that holds every two neighbours of it but not
// the whole.
func (x *Index) Search(ctx context.Context, plan search.Plan) (search.Result, error) {
	groups, ok := groupsOf(plan)
	if !ok {
		return search.Result{}, ctx.Err()
	}
	ranks, err := x.matches(ctx, partsOf(groups))
	if err != nil {
		return search.Result{}, err
	}
	return search.Result{IDs: idsOf(ranks)}, nil
}

// matches returns the ranks of the documents that match every part, best first.
func (x *Index) matches(ctx context.Context, parts []part) ([]string, error) {
	if len(parts) == 0 {
		answers, err := x.ask(ctx, []*meilisearch.SearchRequest{facetRequest(query{}, fieldRank, nil)})
		if err != nil {
			return nil, err
		}
		return facetValues(answers[0].FacetDistribution, fieldRank)
	}
	for range consistentTries {
		answers, err := x.ask(ctx, requestsOf(parts))
		if err != nil {
			return nil, err
		}
		ranks, ok, err := merge(parts, answers)
		if err != nil || ok {
			return ranks, err
		}
	}
	return nil, fmt.Errorf("%w: the index changes faster than it can be read", search.ErrUnavailable)
}

// requestsOf returns the requests for parts: tier by tier and part by part, each
// query of the part; before and after them one that reads the stamp.
func requestsOf(parts []part) []*meilisearch.SearchRequest {
	requests := []*meilisearch.SearchRequest{facetRequest(query{}, fieldStamp, nil)}
	for _, fields := range tiers() {
		for _, queries := range parts {
			for _, q := range queries {
				requests = append(requests, facetRequest(q, fieldRank, fields))
			}
		}
	}
	return append(requests, facetRequest(query{}, fieldStamp, nil))
}

// facetRequest asks for the values of facet among the documents that match q in
// fields, or in any field when fields is nil, and for no hits.
func facetRequest(q query, facet string, fields []string) *meilisearch.SearchRequest {
	none := int64(0)
	request := &meilisearch.SearchRequest{
		Query:                q.phrases,
		HitsPerPage:          &none,
		Page:                 1,
		Facets:               []string{facet},
		AttributesToSearchOn: fields,
		MatchingStrategy:     meilisearch.All,
	}
	if len(q.filters) > 0 {
		request.Filter = q.filters
	}
	return request
}

// ask sends requests in one call and returns an answer for each.
func (x *Index) ask(ctx context.Context, requests []*meilisearch.SearchRequest) ([]meilisearch.SearchResponse, error) {
	for _, request := range requests {
		request.IndexUID = x.name
	}
	response, err := again(ctx, func() (*meilisearch.MultiSearchResponse, error) {
		return x.client.MultiSearchWithContext(ctx, &meilisearch.MultiSearchRequest{Queries: requests})
	})
	if err != nil {
		return nil, x.fault(ctx, "searching", err)
	}
	if len(response.Results) != len(requests) {
		return nil, fmt.Errorf("%w: %d answers to %d queries", search.ErrUnavailable, len(response.Results), len(requests))
	}
	return response.Results, nil
}

// merge reads the answers to requestsOf(parts). It is not ok when the index
// changed between them.
func merge(parts []part, answers []meilisearch.SearchResponse) (ranks []string, ok bool, err error) {
	var seen []string // in a better tier
	first, last := answers[0], answers[len(answers)-1]
	if string(first.FacetDistribution) != string(last.FacetDistribution) {
		return nil, false, nil
	}
	answers = answers[1:]
	for range tiers() {
		tier, err := everyPart(parts, answers)
		if err != nil {
			return nil, false, err
		}
		_, fresh := split(tier, seen)
		ranks = append(ranks, fresh...)
		seen = union(seen, tier)
		for _, queries := range parts {
			answers = answers[len(queries):]
		}
	}
	return ranks, true, nil
}

// everyPart returns the ranks that match all parts in one tier, whose answers
// come first in answers.
func everyPart(parts []part, answers []meilisearch.SearchResponse) ([]string, error) {
	var all []string
	for i, queries := range parts {
		var found []string
		for range queries {
			ranks, err := facetValues(answers[0].FacetDistribution, fieldRank)
			if err != nil {
				return nil, err
			}
			found, answers = union(found, ranks), answers[1:]
		}
		if i > 0 {
			found, _ = split(found, all)
		}
		all = found
	}
	return all, nil
}
