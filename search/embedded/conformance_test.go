package embedded

import (
	"testing"

	"mingzhang/search"
	"mingzhang/search/searchtest"
)

// openTest opens an index in a new folder for the length of the test.
func openTest(t testing.TB) *Index {
	t.Helper()
	x, err := Open(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func TestConformance(t *testing.T) {
	searchtest.Run(t, func(t *testing.T) search.Index { return openTest(t) })
}

// clear forgets the cached phrases.
func (c *phraseCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.found, c.order = nil, nil
}
