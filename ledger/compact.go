package ledger

import (
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// compact is a tree without its inside: the roots of the largest complete
// subtrees, from left to right, one for each bit of the size that is set. It is
// all that is needed to go on appending and to compute the root.
type compact struct {
	size  int64
	roots []tlog.Hash
}

// append adds the hash of a leaf. It calls complete, when there is one, with
// each hash that belongs into a tile: its tile level and its place there.
func (c *compact) append(leaf tlog.Hash, complete func(level int, hash tlog.Hash)) {
	hash := leaf
	if complete != nil {
		complete(0, hash)
	}
	for level := 1; level <= bits.TrailingZeros64(^uint64(c.size)); level++ {
		last := len(c.roots) - 1
		hash = tlog.NodeHash(c.roots[last], hash)
		c.roots = c.roots[:last]
		if complete != nil && level%tileHeight == 0 {
			complete(level/tileHeight, hash)
		}
	}
	c.roots = append(c.roots, hash)
	c.size++
}

// root is the hash of the whole tree.
func (c *compact) root() tlog.Hash {
	if len(c.roots) == 0 {
		empty, _ := tlog.TreeHash(0, nil) // asks for no hashes, so cannot fail
		return empty
	}
	hash := c.roots[len(c.roots)-1]
	for i := len(c.roots) - 2; i >= 0; i-- {
		hash = tlog.NodeHash(c.roots[i], hash)
	}
	return hash
}

// clone is a copy that can go its own way.
func (c *compact) clone() *compact {
	return &compact{size: c.size, roots: append([]tlog.Hash(nil), c.roots...)}
}

// fits tells whether there are as many roots as the size has.
func (c *compact) fits() bool { return len(c.roots) == bits.OnesCount64(uint64(c.size)) }
