package portal

import (
	"sync"

	"mingzhang/catalog"
	"mingzhang/search"
)

// maxRankings is how many result lists a model keeps, so that paging, facets,
// charts and exports of one search ask the engine once.
const maxRankings = 32

// found is what was found for a text.
type found struct {
	plan     search.Plan
	rows     []catalog.Row // best first
	set      catalog.Set   // the same rows
	degraded bool          // only names were searched
}

// rankings keeps the newest lists by the text typed.
type rankings struct {
	mu    sync.Mutex
	lists map[string]*found
	order []string // oldest first
}

func (r *rankings) get(text string) *found {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lists[text]
}

func (r *rankings) put(text string, f *found) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lists == nil {
		r.lists = map[string]*found{}
	}
	if r.lists[text] == nil {
		r.order = append(r.order, text)
	}
	r.lists[text] = f
	if len(r.order) > maxRankings {
		delete(r.lists, r.order[0])
		r.order = r.order[1:]
	}
}
