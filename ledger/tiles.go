package ledger

import (
	"database/sql"
	"errors"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// place is where a tile lies.
type place struct {
	level int
	index int64
}

// tiles reads the hashes of the tree from the database, each tile once. It is
// the tlog.HashReader of all proofs.
type tiles struct {
	tx    Tx
	read  map[place][]byte
	trees map[place]*tree
	cache *Cache // nil without one
	size  int64  // of the tree that the cache is asked for
}

// tilesOf reads within a transaction.
func tilesOf(tx Tx) *tiles {
	return &tiles{tx: tx, read: map[place][]byte{}, trees: map[place]*tree{}}
}

// at gives all hashes that a tile has by now.
func (t *tiles) at(p place) ([]byte, error) {
	if data, ok := t.read[p]; ok {
		return data, nil
	}
	var data []byte
	err := t.tx.QueryRow("SELECT data FROM tile WHERE l = ? AND n = ?", p.level, p.index).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%w (tile %d of level %d is missing)", ErrDamaged, p.index, p.level)
	}
	if err != nil {
		return nil, fmt.Errorf("reading tile %d of level %d: %w", p.index, p.level, err)
	}
	t.read[p] = data
	return data, nil
}

// ReadHashes gives the hashes of nodes of the tree.
func (t *tiles) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		height := level % tileHeight
		p := place{level / tileHeight, n >> (tileHeight - height)}
		inside, err := t.tree(p)
		if err == nil {
			hashes[i], err = inside.at(height, n-p.index<<(tileHeight-height))
		}
		if err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

// tree gives the inside of a tile.
func (t *tiles) tree(p place) (*tree, error) {
	if inside := t.trees[p]; inside != nil {
		return inside, nil
	}
	inside, err := t.cachedTree(p)
	if err == nil {
		t.trees[p] = inside
	}
	return inside, err
}

// cachedTree gives the inside of a tile as far as the tree of the size fills it,
// which never changes; without a cache as far as it is filled by now.
func (t *tiles) cachedTree(p place) (*tree, error) {
	r := Resource{Level: p.level, Index: p.index, Width: int(min(tileWidth, t.size>>(tileHeight*p.level)-p.index*tileWidth))}
	if t.cache != nil {
		if inside, ok := t.cache.trees.get(r); ok {
			return inside, nil
		}
	}
	data, err := t.at(p)
	if err != nil {
		return nil, err
	}
	if t.cache == nil {
		return grownTree(data), nil
	}
	if r.Width < 1 || len(data) < r.Width*tlog.HashSize {
		return nil, fmt.Errorf("%w (tile %d of level %d has %d bytes)", ErrDamaged, p.index, p.level, len(data))
	}
	inside := grownTree(data[:r.Width*tlog.HashSize])
	t.cache.trees.put(r, inside)
	return inside, nil
}

// compactAt gives the tree of a size from its right edge.
func (t *tiles) compactAt(size int64) (*compact, error) {
	var indexes []int64
	for level := bits.Len64(uint64(size)) - 1; level >= 0; level-- {
		if size>>level&1 == 1 {
			indexes = append(indexes, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	roots, err := t.ReadHashes(indexes)
	if err != nil {
		return nil, err
	}
	return &compact{size: size, roots: roots}, nil
}

// partial gives the hashes of the last tile of a level when it is not full, and
// where the next hash of the level goes.
func (t *tiles) partial(level int, size int64) (place, []byte, error) {
	hashes := size >> (tileHeight * level)
	p := place{level, hashes / tileWidth}
	width := int(hashes % tileWidth)
	if width == 0 {
		return p, nil, nil
	}
	data, err := t.at(p)
	if err == nil && len(data) != width*tlog.HashSize {
		err = fmt.Errorf("%w (tile %d of level %d has %d bytes, not %d)", ErrDamaged, p.index, level, len(data), width*tlog.HashSize)
	}
	return p, data, err
}

// grow adds hashes at the end of a level of a tree of a size.
func (t *tiles) grow(level int, size int64, hashes []byte) error {
	p, old, err := t.partial(level, size)
	if err != nil {
		return err
	}
	for data := append(old[:len(old):len(old)], hashes...); len(data) > 0; p.index++ {
		full := min(len(data), tileWidth*tlog.HashSize)
		_, err := t.tx.Exec("INSERT INTO tile (l, n, data) VALUES (?, ?, ?) ON CONFLICT (l, n) DO UPDATE SET data = excluded.data",
			p.level, p.index, data[:full])
		if err != nil {
			return fmt.Errorf("writing tile %d of level %d: %w", p.index, p.level, err)
		}
		data = data[full:]
	}
	return nil
}
