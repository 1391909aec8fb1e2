package ledger

import "sync"

// What a Cache keeps at most, in bytes.
const (
	treesRoom   = 12 << 20 // of the last 190,000 entries that were asked for
	bundlesRoom = 12 << 20
)

// Cache keeps what was read of a log and cannot change, so that proofs need not
// compute the inside of tiles again, nor full bundles be put together again. It
// is for one database, and safe for use by several goroutines.
type Cache struct {
	trees   generations[*tree]
	bundles generations[[]byte]
}

// NewCache gives an empty cache.
func NewCache() *Cache {
	return &Cache{
		trees:   generations[*tree]{room: treesRoom, cost: (*tree).bytes},
		bundles: generations[[]byte]{room: bundlesRoom, cost: func(b []byte) int { return len(b) }},
	}
}

// Read is as the function Read. The transaction must only read: what another one
// wrote and took back would stay in the cache.
func (c *Cache) Read(tx Tx) (*View, error) {
	v, err := Read(tx)
	if err == nil {
		v.cache, v.tiles.cache, v.tiles.size = c, c, v.checkpoint.Size
	}
	return v, err
}

// generations keep values until others have taken their room: a new one is young;
// when the young have used half of the room they become old, and what is not
// asked for while it is old is forgotten.
type generations[V any] struct {
	room       int // bytes of both
	cost       func(V) int
	mu         sync.Mutex
	young, old map[Resource]V
	used       int // bytes of the young
}

// get gives a value that is kept.
func (g *generations[V]) get(r Resource) (v V, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v, ok = g.young[r]; ok {
		return v, true
	}
	if v, ok = g.old[r]; ok {
		g.insert(r, v)
	}
	return v, ok
}

// put keeps a value, which nobody may change.
func (g *generations[V]) put(r Resource, v V) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, there := g.young[r]; !there {
		g.insert(r, v)
	}
}

// insert makes a value young.
func (g *generations[V]) insert(r Resource, v V) {
	cost := g.cost(v)
	if g.young == nil || g.used+cost > g.room/2 {
		g.young, g.old, g.used = map[Resource]V{}, g.young, 0
	}
	g.young[r] = v
	g.used += cost
}
