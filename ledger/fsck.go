package ledger

import (
	"bytes"
	"database/sql"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Report is what Fsck has gone through.
type Report struct {
	Entries     int64
	Tiles       int64
	Checkpoints int64
}

// Fsck computes the whole log anew from its entries and compares every tile and
// every checkpoint, with its signature. The error is ErrDamaged or ErrInvalid
// for what does not fit.
func Fsck(tx Tx, verifierKey string) (Report, error) {
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		return Report{}, fmt.Errorf("reading the verifier key: %w", err)
	}
	c := &checker{tx: tx, verifier: verifier, tree: &compact{}}
	c.notes, err = tx.Query("SELECT size, note, at FROM checkpoint ORDER BY size")
	if err != nil {
		return Report{}, fmt.Errorf("reading the checkpoints: %w", err)
	}
	defer c.notes.Close()
	if err := c.nextNote(); err != nil {
		return c.report, err
	}
	if err := c.entries(); err != nil {
		return c.report, err
	}
	return c.report, c.finish()
}

// checker is the work of Fsck.
type checker struct {
	tx       Tx
	verifier note.Verifier
	tree     *compact
	levels   [][]byte // hashes of the tile under way at each level
	tiles    []int64  // full tiles of each level
	failed   error    // of a tile
	notes    *sql.Rows
	next     Checkpoint // the first that the tree has not reached
	at       int64
	more     bool // whether there is a next
	last     int64
	report   Report
}

// entries reads all entries, in order.
func (c *checker) entries() error {
	rows, err := c.tx.Query("SELECT idx, data FROM entry ORDER BY idx")
	if err != nil {
		return fmt.Errorf("reading the entries: %w", err)
	}
	defer rows.Close()
	if err := c.atSize(); err != nil {
		return err
	}
	for rows.Next() {
		var index int64
		var data sql.RawBytes
		if err := rows.Scan(&index, &data); err != nil {
			return fmt.Errorf("reading entry %d: %w", c.tree.size, err)
		}
		if err := c.entry(index, data); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading the entries: %w", err)
	}
	return nil
}

// entry adds one entry to the tree.
func (c *checker) entry(index int64, data []byte) error {
	if index != c.tree.size {
		return fmt.Errorf("%w (entry %d is missing)", ErrDamaged, c.tree.size)
	}
	c.tree.append(tlog.RecordHash(data), c.hash)
	if c.failed != nil {
		return c.failed
	}
	c.report.Entries++
	return c.atSize()
}

// hash takes a hash that belongs into a tile, and compares the tile when full.
func (c *checker) hash(level int, hash tlog.Hash) {
	if level == len(c.levels) {
		c.levels, c.tiles = append(c.levels, nil), append(c.tiles, 0)
	}
	c.levels[level] = append(c.levels[level], hash[:]...)
	if len(c.levels[level]) == tileWidth*tlog.HashSize && c.failed == nil {
		c.failed = c.tile(level)
		c.levels[level] = c.levels[level][:0]
		c.tiles[level]++
	}
}

// tile compares the tile under way at a level with the one in the database.
func (c *checker) tile(level int) error {
	data, err := tilesOf(c.tx).at(place{level, c.tiles[level]})
	if err != nil {
		return err
	}
	if !bytes.Equal(data, c.levels[level]) {
		return fmt.Errorf("%w (tile %d of level %d has other hashes than its entries)", ErrDamaged, c.tiles[level], level)
	}
	c.report.Tiles++
	return nil
}

// atSize compares the checkpoint of the size that the tree has now, if any.
func (c *checker) atSize() error {
	if !c.more || c.next.Size != c.tree.size {
		return nil
	}
	if _, err := openCheckpoint(c.next.Note, c.verifier); err != nil {
		return fmt.Errorf("the checkpoint of %d entries: %w", c.next.Size, err)
	}
	if c.next.Root != c.tree.root() {
		return fmt.Errorf("%w (the checkpoint of %d entries has another root than the entries)", ErrDamaged, c.next.Size)
	}
	if c.at < c.last {
		return fmt.Errorf("%w (the checkpoint of %d entries is older than the one before)", ErrDamaged, c.next.Size)
	}
	c.last = c.at
	c.report.Checkpoints++
	return c.nextNote()
}

// nextNote reads the next checkpoint.
func (c *checker) nextNote() error {
	if c.more = c.notes.Next(); !c.more {
		if err := c.notes.Err(); err != nil {
			return fmt.Errorf("reading the checkpoints: %w", err)
		}
		return nil
	}
	var err error
	c.next, c.at, err = scanCheckpoint(c.notes)
	return err
}

// finish compares what is left: partial tiles, and that there is nothing else.
func (c *checker) finish() error {
	for level, hashes := range c.levels {
		if len(hashes) == 0 {
			continue
		}
		if err := c.tile(level); err != nil {
			return err
		}
	}
	if c.more {
		return fmt.Errorf("%w (a checkpoint has %d entries, the log has %d)", ErrDamaged, c.next.Size, c.tree.size)
	}
	checkpoint, _, err := lastCheckpoint(c.tx)
	if err != nil {
		return err
	}
	if checkpoint.Size != c.tree.size {
		return fmt.Errorf("%w (it has %d entries, signed are %d)", ErrDamaged, c.tree.size, checkpoint.Size)
	}
	var tiles int64
	if err := c.tx.QueryRow("SELECT count(*) FROM tile").Scan(&tiles); err != nil {
		return fmt.Errorf("counting the tiles: %w", err)
	}
	if tiles != c.report.Tiles {
		return fmt.Errorf("%w (it has %d tiles, its entries make %d)", ErrDamaged, tiles, c.report.Tiles)
	}
	return nil
}
