package meili_test

import (
	"testing"

	"mingzhang/search"
	"mingzhang/search/meili"
	"mingzhang/search/searchtest"
)

func TestConformance(t *testing.T) {
	url, key := searchtest.StartMeilisearch(t)
	searchtest.Run(t, func(t *testing.T) search.Index {
		return open(t, url, key)
	})
}

// open returns a new index on the server at url.
func open(t testing.TB, url, key string) *meili.Index {
	t.Helper()
	x, err := meili.Open(meili.Config{URL: url, Key: key, Index: searchtest.IndexName()})
	if err != nil {
		t.Fatal(err)
	}
	return x
}
