package ledger

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"mingzhang/database"
)

// serve serves a log as c2sp.org/tlog-tiles says and gives a client of Tessera.
func (b *bench) serve() *client.HTTPFetcher {
	b.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := b.get(r.Context(), strings.TrimPrefix(r.URL.Path, "/"))
		if errors.Is(err, ErrNotFound) {
			http.NotFound(w, r)
		} else if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		} else if _, err := w.Write(data); err != nil {
			b.Error(err)
		}
	}))
	b.Cleanup(server.Close)
	address, err := url.Parse(server.URL + "/")
	if err != nil {
		b.Fatal(err)
	}
	fetcher, err := client.NewHTTPFetcher(address, server.Client())
	if err != nil {
		b.Fatal(err)
	}
	return fetcher
}

// get answers one path of the log.
func (b *bench) get(ctx context.Context, path string) (data []byte, err error) {
	err = b.db.Read(ctx, func(tx *database.Tx) error {
		view, err := Read(tx)
		if err != nil {
			return err
		}
		if path == "checkpoint" {
			data = view.Checkpoint().Note
			return nil
		}
		r, err := ParsePath(path)
		if err != nil {
			return err
		}
		if r.Level == EntriesLevel {
			data, err = view.EntryBundle(r.Index, r.Width)
		} else {
			data, err = view.Tile(r.Level, r.Index, r.Width)
		}
		return err
	})
	return data, err
}

// bundleHasher gives the leaf hashes of a bundle for Tessera.
func bundleHasher(bundle []byte) ([][]byte, error) {
	var entries api.EntryBundle
	if err := entries.UnmarshalText(bundle); err != nil {
		return nil, err
	}
	var hashes [][]byte
	for _, entry := range entries.Entries {
		hash := tlog.RecordHash(entry)
		hashes = append(hashes, hash[:])
	}
	return hashes, nil
}

// tesseraFsck lets Tessera check the whole log.
func (b *bench) tesseraFsck(fetcher fsck.Fetcher) {
	b.Helper()
	verifier, err := note.NewVerifier(b.key.VerifierKey())
	if err != nil {
		b.Fatal(err)
	}
	if err := fsck.New(origin, verifier, fetcher, bundleHasher, fsck.Opts{N: 2}).Check(b.Context()); err != nil {
		b.Errorf("Tessera finds: %v", err)
	}
}

// TestTesseraAgrees grows a log over each boundary and lets Tessera verify it
// and compute the same proofs.
func TestTesseraAgrees(t *testing.T) {
	sizes := []int{1, 2, 255, 256, 257, 511, 512, 513, 65535, 65536, 65537}
	if testing.Short() {
		sizes = sizes[:8]
	}
	b := newBench(t)
	fetcher := b.serve()
	for i, size := range sizes {
		b.growTo(size)
		b.tesseraFsck(fetcher)
		builder, err := client.NewProofBuilder(t.Context(), uint64(size), fetcher.ReadTile)
		if err != nil {
			t.Fatal(err)
		}
		for _, index := range append([]int{0, size / 2, size - 1}, sizes[:i]...) {
			b.compareInclusion(builder, index)
		}
		for _, older := range sizes[:i] {
			b.compareConsistency(builder, older, size)
		}
	}
	if report, err := b.fsck(); err != nil || report.Checkpoints != int64(len(sizes)+1) {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}

// compareInclusion compares the proof of an entry with Tessera's, and verifies it.
func (b *bench) compareInclusion(builder *client.ProofBuilder, index int) {
	b.Helper()
	want, err := builder.InclusionProof(b.Context(), uint64(index))
	if err != nil {
		b.Fatal(err)
	}
	b.read(func(v *View) error {
		text, err := v.Proof(int64(index))
		if err != nil {
			return err
		}
		parsed, err := parseProof(text)
		if diff := cmp.Diff(want, plain(parsed.hashes)); err != nil || diff != "" {
			b.Errorf("proof of entry %d: %v\n%s", index, err, diff)
		}
		got, err := VerifyProof(text, entry(index).Data, b.key.VerifierKey())
		if err != nil || got.Index != int64(index) || got.Checkpoint.Size != v.Checkpoint().Size {
			b.Errorf("VerifyProof of entry %d = %+v, %v", index, got, err)
		}
		return nil
	})
}

// compareConsistency compares a proof between two sizes with Tessera's, and
// verifies it.
func (b *bench) compareConsistency(builder *client.ProofBuilder, older, newer int) {
	b.Helper()
	want, err := builder.ConsistencyProof(b.Context(), uint64(older), uint64(newer))
	if err != nil {
		b.Fatal(err)
	}
	b.read(func(v *View) error {
		got, err := v.ConsistencyProof(int64(older), int64(newer))
		if diff := cmp.Diff(want, plain(got)); err != nil || diff != "" {
			b.Errorf("proof from %d to %d: %v\n%s", older, newer, err, diff)
		}
		before, err := v.CheckpointAt(int64(older))
		if err == nil {
			err = VerifyConsistency(got, before.Note, v.Checkpoint().Note, b.key.VerifierKey())
		}
		if err != nil {
			b.Errorf("from %d to %d: %v", older, newer, err)
		}
		return nil
	})
}

// plain gives hashes as Tessera does.
func plain(hashes []tlog.Hash) [][]byte {
	list := [][]byte{}
	for _, hash := range hashes {
		list = append(list, hash[:])
	}
	return list
}

// TestConsistencyOfAnyTwoSizes signs every size up to some hundreds and verifies
// each pair; with one hash changed no pair verifies.
func TestConsistencyOfAnyTwoSizes(t *testing.T) {
	const sizes = 300
	b := newBench(t)
	b.write(func(tx *database.Tx) error {
		for i := range sizes {
			if _, err := b.log.Append(tx, noon(), entry(i)); err != nil {
				return err
			}
		}
		return nil
	})
	b.read(func(v *View) error {
		checkpoints := make([]Checkpoint, sizes+1)
		for size := range checkpoints {
			checkpoint, err := v.CheckpointAt(int64(size))
			if err != nil {
				return err
			}
			checkpoints[size] = checkpoint
		}
		for newer := range checkpoints {
			for older := range newer + 1 {
				proof, err := v.ConsistencyProof(int64(older), int64(newer))
				if err == nil {
					err = checkConsistency(proof, checkpoints[older], checkpoints[newer])
				}
				if err != nil {
					t.Fatalf("from %d to %d: %v", older, newer, err)
				}
				if len(proof) > 0 {
					proof[(older*7+newer)%len(proof)][older%32] ^= 1
				} else {
					proof = append(proof, tlog.Hash{})
				}
				if err := checkConsistency(proof, checkpoints[older], checkpoints[newer]); !errors.Is(err, ErrInvalid) {
					t.Fatalf("from %d to %d with another hash: %v; want %v", older, newer, err, ErrInvalid)
				}
			}
		}
		return nil
	})
	b.tesseraFsck(b.serve())
	if report, err := b.fsck(); err != nil || report.Checkpoints != sizes+1 {
		t.Errorf("Fsck = %+v, %v", report, err)
	}
}
