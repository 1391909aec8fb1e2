package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"mingzhang/database"
)

// everyFlip calls f with each copy of data that has one byte changed: its lowest
// bit, its bit of upper and lower case, and to a line end.
func everyFlip(data []byte, f func(place int, flipped []byte)) {
	for i := range data {
		for _, change := range []byte{data[i] ^ 1, data[i] ^ 0x20, '\n', '\r'} {
			if change != data[i] {
				flipped := bytes.Clone(data)
				flipped[i] = change
				f(i, flipped)
			}
		}
	}
}

// TestEveryByteOfAProofCounts changes, removes and adds bytes of proof, entry
// and checkpoint, for several sizes.
func TestEveryByteOfAProofCounts(t *testing.T) {
	for _, size := range []int{1, 2, 7, 257} {
		b := newBench(t)
		b.growTo(size)
		b.read(func(v *View) error {
			proof, err := v.Proof(int64(size / 2))
			if err != nil {
				return err
			}
			data, vkey := entry(size/2).Data, b.key.VerifierKey()
			if got, err := VerifyProof(proof, nil, vkey); err != nil || !bytes.Equal(got.Entry, data) {
				t.Errorf("size %d: the proof itself: %+v, %v", size, got, err)
			}
			refused := func(what string, place int, proof, data []byte) {
				if _, err := VerifyProof(proof, data, vkey); !errors.Is(err, ErrInvalid) {
					t.Errorf("size %d: byte %d of the %s changed: %v; want %v", size, place, what, err, ErrInvalid)
				}
			}
			everyFlip(proof, func(i int, flipped []byte) { refused("proof", i, flipped, nil) })
			everyFlip(data, func(i int, flipped []byte) { refused("entry", i, proof, flipped) })
			for i := range proof {
				refused("proof (cut)", i, proof[:i], nil)
				refused("proof (without it)", i, append(bytes.Clone(proof[:i]), proof[i+1:]...), nil)
			}
			refused("proof (longer)", 0, append(bytes.Clone(proof), '\n'), data)
			everyFlip(v.Checkpoint().Note, func(i int, flipped []byte) {
				if got, err := VerifyCheckpoint(flipped, vkey); err == nil {
					t.Errorf("size %d: byte %d of the checkpoint changed and it verifies: %+v", size, i, got)
				}
			})
			return nil
		})
	}
}

// TestProofsOfOthers verifies nothing of another log, entry or key, and ignores
// what the format allows: extra data and the lines of witnesses.
func TestProofsOfOthers(t *testing.T) {
	b, other := newBench(t), newBench(t)
	b.growTo(9)
	other.growTo(9)
	var proof []byte
	b.read(func(v *View) (err error) {
		proof, err = v.Proof(4)
		return err
	})
	if _, err := VerifyProof(proof, entry(4).Data, other.key.VerifierKey()); !errors.Is(err, ErrInvalid) {
		t.Errorf("with the key of another log: %v", err)
	}
	if _, err := VerifyProof(proof, entry(5).Data, b.key.VerifierKey()); !errors.Is(err, ErrInvalid) {
		t.Errorf("with another entry: %v", err)
	}
	if _, err := VerifyProof(proof, entry(4).Data, "no key"); err == nil || errors.Is(err, ErrInvalid) {
		t.Errorf("with a key that is none: %v", err)
	}
	head, index, _ := bytes.Cut(proof, []byte("extra "))
	_, index, _ = bytes.Cut(index, []byte("\n"))
	extra := slices.Concat(head, []byte("extra YWJj\n"), index)
	if _, err := VerifyProof(slices.Concat(head, index), nil, b.key.VerifierKey()); !errors.Is(err, ErrInvalid) {
		t.Errorf("without any entry: %v", err)
	}
	witness := append(bytes.Clone(proof), "— witness.example AAAAAAAA\n"...)
	for name, text := range map[string][]byte{"extra": extra, "witness": witness} {
		if got, err := VerifyProof(text, entry(4).Data, b.key.VerifierKey()); err != nil || got.Index != 4 {
			t.Errorf("with %s: %+v, %v", name, got, err)
		}
	}
}

// TestCheckpointsThatAreNone signs texts that are no checkpoints of the log.
func TestCheckpointsThatAreNone(t *testing.T) {
	b := newBench(t)
	root := tlog.Hash{1}.String()
	for _, c := range []struct {
		text string
		good bool
	}{
		{origin + "\n5\n" + root + "\n", true},
		{origin + "\n5\n" + root + "\nextension\n", true},
		{"other.example\n5\n" + root + "\n", false},
		{origin + "\n05\n" + root + "\n", false},
		{origin + "\n-5\n" + root + "\n", false},
		{origin + "\n+5\n" + root + "\n", false},
		{origin + "\n9223372036854775807\n" + root + "\n", false},
		{origin + "\n5\n" + root[:40] + "\n", false},
		{origin + "\n5\n" + strings.Replace(root, "A=", "B=", 1) + "\n", false},
		{origin + "\n5\n", false},
		{"\n5\n" + root + "\n", false},
		{origin + "\n5\n" + root + "\n\nextension\n", false},
	} {
		signed, err := note.Sign(&note.Note{Text: c.text}, b.key.signer)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := VerifyCheckpoint(signed, b.key.VerifierKey()); (err == nil) != c.good || (err != nil && !errors.Is(err, ErrInvalid)) {
			t.Errorf("%q: %v; want it good: %v", c.text, err, c.good)
		}
	}
	if _, err := VerifyCheckpoint(make([]byte, maxNote+1), b.key.VerifierKey()); !errors.Is(err, ErrInvalid) {
		t.Errorf("a long checkpoint: %v", err)
	}
}

// TestNothingInTheLogChanges tries every way around the log in the database.
func TestNothingInTheLogChanges(t *testing.T) {
	b := newBench(t)
	b.growTo(300)
	for _, statement := range []string{
		"UPDATE entry SET data = x'00' WHERE idx = 7",
		"UPDATE entry SET action_id = 'other' WHERE idx = 7",
		"DELETE FROM entry WHERE idx = 299",
		"DELETE FROM entry",
		"REPLACE INTO entry (idx, action_id, data) VALUES (7, 'act-7', x'00')",
		"REPLACE INTO entry (idx, action_id, data) VALUES (300, 'act-7', x'00')",
		"INSERT INTO entry (idx, action_id, data) VALUES (301, 'gap', x'00')",
		"INSERT INTO entry (idx, action_id, data) VALUES (-1, 'before', x'00')",
		"INSERT INTO entry (idx, action_id, data) VALUES (300, 'empty', x'')",
		"INSERT INTO entry (idx, action_id, data) VALUES (300, 'long', zeroblob(65536))",
		"INSERT OR IGNORE INTO entry (idx, action_id, data) VALUES (299, 'again', x'00')",
		"UPDATE tile SET data = zeroblob(32) WHERE l = 0 AND n = 1",
		"UPDATE tile SET data = zeroblob(8192) WHERE l = 0 AND n = 1",
		"UPDATE tile SET data = CAST(data || x'00' AS BLOB) WHERE l = 0 AND n = 1",
		"UPDATE tile SET n = 5 WHERE l = 0 AND n = 1",
		"DELETE FROM tile",
		"REPLACE INTO tile (l, n, data) VALUES (0, 1, zeroblob(32))",
		"UPDATE checkpoint SET at = 0",
		"DELETE FROM checkpoint WHERE size = 300",
		"REPLACE INTO checkpoint (size, note, at) VALUES (300, 'other', 4000000000)",
		"INSERT INTO checkpoint (size, note, at) VALUES (299, 'between', 4000000000)",
		"INSERT INTO checkpoint (size, note, at) VALUES (301, 'in the past', 0)",
	} {
		err := b.db.Write(t.Context(), func(tx *database.Tx) error {
			_, err := tx.Exec(statement)
			return err
		})
		if !errors.Is(err, database.ErrConflict) {
			t.Errorf("%s: %v; want %v", statement, err, database.ErrConflict)
		}
	}
	if _, err := b.fsck(); err != nil {
		t.Error(err)
	}
}

// damage changes the log behind its triggers.
func (b *bench) damage(statement string) {
	b.Helper()
	b.write(func(tx *database.Tx) error {
		for _, trigger := range []string{
			"entry_follows", "entry_stays", "entry_remains", "tile_grows", "tile_remains",
			"checkpoint_follows", "checkpoint_stays", "checkpoint_remains",
		} {
			if _, err := tx.Exec("DROP TRIGGER " + trigger); err != nil {
				return err
			}
		}
		result, err := tx.Exec(statement)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("%s changed %d rows, %w", statement, n, err)
		}
		return nil
	})
}

// TestDamageIsFound damages each part: Fsck finds all of it, and an append what
// touches the right edge.
func TestDamageIsFound(t *testing.T) {
	for _, c := range []struct {
		statement string
		atAppend  bool
	}{
		{"UPDATE entry SET data = CAST(data || x'20' AS BLOB) WHERE idx = 3", false},
		{"DELETE FROM entry WHERE idx = 3", false},
		{"DELETE FROM entry WHERE idx = 299", true},
		{"INSERT INTO entry VALUES (300, 'unsigned', x'01')", true},
		{"UPDATE tile SET data = zeroblob(8192) WHERE l = 0 AND n = 0", false},
		{"UPDATE tile SET data = zeroblob(length(data)) WHERE l = 0 AND n = 1", true},
		{"UPDATE tile SET data = substr(data, 1, length(data) - 32) WHERE l = 0 AND n = 1", true},
		{"UPDATE tile SET data = CAST(data || zeroblob(32) AS BLOB) WHERE l = 0 AND n = 1", true},
		{"UPDATE tile SET data = zeroblob(32) WHERE l = 1", true},
		{"DELETE FROM tile WHERE l = 1", true},
		{"INSERT INTO tile VALUES (0, 2, zeroblob(32))", false},
		{"DELETE FROM checkpoint WHERE size = 300", true},
		{"UPDATE checkpoint SET size = 301 WHERE size = 300", true},
		{"UPDATE checkpoint SET note = replace(note, '— ', '— x') WHERE size = 300", true},
		{"UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = 299) WHERE size = 300", true},
		{"UPDATE checkpoint SET note = 'nothing' WHERE size = 300", true},
		{"UPDATE checkpoint SET note = replace(note, '= ', '=') || 'x' WHERE size = 299", false},
		{"UPDATE checkpoint SET at = at + 1 WHERE size = 299", false},
		{"DELETE FROM checkpoint", true},
	} {
		t.Run(c.statement, func(t *testing.T) {
			b := newBench(t)
			b.growTo(299)
			b.growTo(300)
			b.damage(c.statement)
			if report, err := b.fsck(); !isDamage(err) {
				t.Errorf("Fsck = %+v, %v; want damage", report, err)
			}
			err := b.db.Write(t.Context(), func(tx *database.Tx) error {
				log, err := Open(tx, b.key, noon())
				if err != nil {
					return err
				}
				_, err = log.Append(tx, noon(), Entry{ActionID: "next", Data: []byte("next")})
				return err
			})
			if c.atAppend != isDamage(err) || (err != nil) != c.atAppend {
				t.Errorf("opening and appending gave %v; want damage: %v", err, c.atAppend)
			}
		})
	}
}

// isDamage tells whether an error is one of those that a damaged log gives.
func isDamage(err error) bool {
	return errors.Is(err, ErrDamaged) || errors.Is(err, ErrInvalid) || errors.Is(err, ErrNotFound)
}

// TestProofOfDamagedEntry gives no proof that does not verify.
func TestProofOfDamagedEntry(t *testing.T) {
	b := newBench(t)
	b.growTo(300)
	b.damage("UPDATE entry SET data = CAST(data || x'20' AS BLOB) WHERE idx = 3")
	err := b.db.Read(t.Context(), func(tx *database.Tx) error {
		view, err := Read(tx)
		if err != nil {
			return err
		}
		_, err = view.Proof(3)
		return err
	})
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("Proof gave %v; want %v", err, ErrDamaged)
	}
}

// TestOldBackup puts an older log under a running one, and beside a checkpoint
// that was kept elsewhere: both are refused, also when the old log has grown.
func TestOldBackup(t *testing.T) {
	b := newBench(t)
	b.growTo(5)
	old := newBench(t)
	if err := b.db.Backup(t.Context(), old.path+".old"); err != nil {
		t.Fatal(err)
	}
	b.growTo(8)
	var kept []byte
	b.read(func(v *View) error { kept = v.Checkpoint().Note; return nil })
	b.write(func(tx *database.Tx) error { return b.log.Extends(tx, kept) })
	b.growTo(9)
	b.write(func(tx *database.Tx) error { return b.log.Extends(tx, kept) })
	b.write(func(tx *database.Tx) error { _, err := b.log.load(tx); return err }) // now 9 is seen
	if err := old.db.Close(); err != nil {
		t.Fatal(err)
	}
	old.path, old.key = old.path+".old", b.key
	old.open()
	attempt := func(want error, f func(*database.Tx) error) {
		t.Helper()
		if err := old.db.Write(t.Context(), f); !errors.Is(err, want) {
			t.Errorf("got %v; want %v", err, want)
		}
	}
	attempt(ErrBehind, func(tx *database.Tx) error { return old.log.Extends(tx, kept) })
	attempt(ErrBehind, func(tx *database.Tx) error {
		_, err := b.log.Append(tx, noon(), entry(50))
		return err
	})
	old.write(func(tx *database.Tx) error {
		_, err := old.log.Append(tx, noon(), entry(50), entry(51), entry(52), entry(53))
		return err
	})
	attempt(ErrDamaged, func(tx *database.Tx) error { return old.log.Extends(tx, kept) })
	attempt(ErrDamaged, func(tx *database.Tx) error {
		_, err := b.log.Append(tx, noon(), entry(60))
		return err
	})
	attempt(ErrInvalid, func(tx *database.Tx) error { return old.log.Extends(tx, []byte("nothing")) })
}

// flippedTiles gives tiles to the client of sumdb, one of them changed.
type flippedTiles struct {
	view *View
	at   place
	byte int // -1 changes none
}

// Height is that of the tiles.
func (f flippedTiles) Height() int { return tileHeight }

// SaveTiles keeps nothing.
func (f flippedTiles) SaveTiles([]tlog.Tile, [][]byte) {}

// ReadTiles gives the tiles.
func (f flippedTiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var list [][]byte
	for _, tile := range wanted {
		data, err := f.view.Tile(tile.L, tile.N, tile.W)
		if err != nil {
			return nil, err
		}
		data = bytes.Clone(data)
		if f.byte >= 0 && f.at == (place{tile.L, tile.N}) {
			data[f.byte] ^= 1
		}
		list = append(list, data)
	}
	return list, nil
}

// TestEveryByteOfATileCounts reads a hash with the client of sumdb, which checks
// each tile that it needs against the signed root.
func TestEveryByteOfATileCounts(t *testing.T) {
	b := newBench(t)
	b.growTo(259)
	b.read(func(v *View) error {
		tree := tlog.Tree{N: v.checkpoint.Size, Hash: v.checkpoint.Root}
		for at, index := range map[place]int64{{0, 0}: 5, {0, 1}: 257, {1, 0}: 5} {
			read := func(i int) error {
				_, err := tlog.TileHashReader(tree, flippedTiles{v, at, i}).ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
				return err
			}
			if err := read(-1); err != nil {
				t.Errorf("tile %+v itself: %v", at, err)
			}
			tile, err := v.tiles.at(at)
			if err != nil {
				return err
			}
			for i := range tile {
				if read(i) == nil {
					t.Errorf("byte %d of tile %+v changed and it verifies", i, at)
				}
			}
		}
		return nil
	})
}
