package meili

import (
	"context"

	"github.com/meilisearch/meilisearch-go"

	"mingzhang/search"
)

// Status implements [search.Index]. An index that does not exist, or that was
// written by another version of this package, has no revision.
func (x *Index) Status(ctx context.Context) (search.Status, error) {
	status := search.Status{Engine: Engine}
	now, err := x.state(ctx)
	if err != nil || now.Format != format {
		return status, err
	}
	none := int64(0)
	answers, err := x.ask(ctx, []*meilisearch.SearchRequest{{HitsPerPage: &none, Page: 1, Filter: fieldRank + " EXISTS"}})
	if err != nil {
		return status, err
	}
	status.Revision = now.Revision
	status.Documents = int(answers[0].TotalHits)
	return status, nil
}

// state reads the state of the index; it is empty when there is none.
func (x *Index) state(ctx context.Context) (state, error) {
	var now state
	_, err := again(ctx, func() (struct{}, error) {
		return struct{}{}, x.client.Index(x.name).GetDocumentWithContext(ctx, stateID, nil, &now)
	})
	switch {
	case isMissing(err):
		return state{}, nil
	case err != nil:
		return state{}, x.fault(ctx, "reading the state of the index", err)
	}
	x.markSeen()
	return now, nil
}
