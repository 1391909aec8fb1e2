package ledger

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// tree is the inside of a tile: the hashes of all complete subtrees below its
// root, the lowest first. It takes no more time to compute all of them than those
// of a single proof.
type tree [tileHeight][]tlog.Hash

// grownTree computes the inside of a tile.
func grownTree(data []byte) *tree {
	t := &tree{make([]tlog.Hash, len(data)/tlog.HashSize)}
	for i := range t[0] {
		copy(t[0][i][:], data[i*tlog.HashSize:])
	}
	for height := 1; height < len(t); height++ {
		below := t[height-1]
		t[height] = make([]tlog.Hash, len(below)/2)
		for i := range t[height] {
			t[height][i] = tlog.NodeHash(below[2*i], below[2*i+1])
		}
	}
	return t
}

// bytes is what the tree takes in memory, nearly.
func (t *tree) bytes() int { return 2 * tlog.HashSize * len(t[0]) }

// at gives the hash of the n-th complete subtree of a height.
func (t *tree) at(height int, n int64) (tlog.Hash, error) {
	if n < 0 || n >= int64(len(t[height])) {
		return tlog.Hash{}, fmt.Errorf("%w (a tile of %d hashes has no subtree %d of height %d)", ErrDamaged, len(t[0]), n, height)
	}
	return t[height][n], nil
}
