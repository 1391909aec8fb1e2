package registry

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"mingzhang/ledger"
)

// tesseraFsck serves the log as the portal does and lets Tessera verify it.
func tesseraFsck(t *testing.T, r *Registry) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		data, err := resource(request, r)
		if errors.Is(err, ledger.ErrNotFound) {
			http.NotFound(w, request)
		} else if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		} else if _, err := w.Write(data); err != nil {
			t.Error(err)
		}
	}))
	defer server.Close()
	address, err := url.Parse(server.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	fetcher, err := client.NewHTTPFetcher(address, server.Client())
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(r.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	if err := fsck.New(origin, verifier, fetcher, bundleHasher, fsck.Opts{N: 2}).Check(t.Context()); err != nil {
		t.Errorf("Tessera finds: %v", err)
	}
}

// resource answers one path of the log.
func resource(request *http.Request, r *Registry) ([]byte, error) {
	path := strings.TrimPrefix(request.URL.Path, "/")
	if path == "checkpoint" {
		return r.Checkpoint(request.Context())
	}
	named, err := ledger.ParsePath(path)
	if err != nil {
		return nil, err
	}
	if named.Level == ledger.EntriesLevel {
		return r.EntryBundle(request.Context(), named.Index, named.Width)
	}
	return r.Tile(request.Context(), named.Level, named.Index, named.Width)
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

// TestProofs proves each entry of a log from outside, with the bytes that the
// registry gives.
func TestProofs(t *testing.T) {
	b := newBench(t)
	for i := range 3 {
		b.mustDo(publishing(i))
	}
	for index := range int64(3) {
		entry, err := b.Entry(b.ctx, index)
		if err != nil {
			t.Fatal(err)
		}
		proof, err := b.Proof(b.ctx, index)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ledger.VerifyProof(proof, entry, b.VerifierKey())
		if err != nil || got.Index != index {
			t.Errorf("VerifyProof = %+v, %v", got, err)
		}
	}
	if _, err := b.Proof(b.ctx, 3); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("the proof of nothing: %v", err)
	}
	tesseraFsck(t, b.Registry)
}
