// Package catalog is the read model: the facts of every published disclosure as
// columns in memory. It filters, counts facets, sums exactly and pages without
// any input or output; texts stay in their Markdown revisions on disk and list
// rows in one file of ready JSON.
//
// A [Snapshot] never changes, so that all numbers of one answer come from one
// state. [Catalog] holds the current one behind an atomic pointer.
package catalog

import (
	"sync"
	"sync/atomic"
)

// Catalog holds the current snapshot. Readers never wait.
type Catalog struct {
	current atomic.Pointer[Snapshot]
	writing sync.Mutex
}

// New makes a catalog that begins with a snapshot.
func New(s *Snapshot) *Catalog {
	c := &Catalog{}
	c.current.Store(s)
	return c
}

// Current gives the snapshot to answer from. A request that asks several
// questions asks all of them of one snapshot.
func (c *Catalog) Current() *Snapshot { return c.current.Load() }

// Update replaces the current snapshot by what change makes of it. Updates run
// one after the other; when change fails, the current snapshot stays.
func (c *Catalog) Update(change func(*Snapshot) (*Snapshot, error)) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	next, err := change(c.Current())
	if err != nil {
		return err
	}
	c.current.Store(next)
	return nil
}
