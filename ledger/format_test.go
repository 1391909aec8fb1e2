package ledger

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// TestPaths reads and writes the paths of tlog-tiles.
func TestPaths(t *testing.T) {
	for path, want := range map[string]Resource{
		"tile/0/000":                           {0, 0, 256},
		"tile/0/000.p/1":                       {0, 0, 1},
		"tile/63/999.p/255":                    {63, 999, 255},
		"tile/1/x001/x234/067":                 {1, 1234067, 256},
		"tile/entries/x001/000.p/7":            {EntriesLevel, 1000, 7},
		"tile/entries/x281/x474/x976/x710/656": {EntriesLevel, 281474976710656, 256},
	} {
		if got, err := ParsePath(path); err != nil || got != want || want.Path() != path {
			t.Errorf("ParsePath(%q) = %+v, %v; want %+v, and %q back", path, got, err, want, want.Path())
		}
	}
	for _, path := range []string{
		"", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/64/000", "tile/-1/000", "tile/+1/000",
		"tile/0/x000/000", "tile/0/001/000", "tile/0/x001", "tile/0/x01/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/",
		"tile/0/000.p", "tile/0/000.p/1/", "tile/0/000/", "tile/data/000", "tile/entries/../checkpoint", "/tile/0/000", "tile/0/ 000", "tile/0/x1x/000",
		"tile/0/x281/x474/x976/x710/657", "tile/0/x999/x999/x999/x999/x999/x999/x999/000", "tile/0/" + strings.Repeat("x001/", 40) + "000",
	} {
		if got, err := ParsePath(path); !errors.Is(err, ErrNotFound) {
			t.Errorf("ParsePath(%q) = %+v, %v; want %v", path, got, err, ErrNotFound)
		}
	}
}

// TestCompactIsTheTree compares root and inside of random trees with sumdb's.
func TestCompactIsTheTree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		var stored []tlog.Hash
		reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
			var hashes []tlog.Hash
			for _, index := range indexes {
				hashes = append(hashes, stored[index])
			}
			return hashes, nil
		})
		tree := &compact{}
		for i := range random.Int64N(700) {
			data := []byte{byte(i), byte(i >> 8)}
			hashes, err := tlog.StoredHashes(i, data, reader)
			if err != nil {
				t.Fatal(err)
			}
			stored = append(stored, hashes...)
			tree.append(tlog.RecordHash(data), nil)
		}
		if want, err := tlog.TreeHash(tree.size, reader); err != nil || tree.root() != want || !tree.fits() {
			t.Fatalf("root of %d entries is %v; want %v, %v", tree.size, tree.root(), want, err)
		}
	}
}

// TestKeyFile makes a key, finds it again, and refuses what is no key of the log.
func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.key")
	var made sync.Map
	var all sync.WaitGroup
	for range 8 { // at once
		all.Go(func() {
			key, err := LoadOrCreateKey(path, origin)
			if err != nil {
				t.Error(err)
				return
			}
			made.Store(key.VerifierKey(), true)
		})
	}
	all.Wait()
	made.Range(func(verifierKey, _ any) bool {
		key, err := LoadOrCreateKey(path, origin)
		if err != nil || key.VerifierKey() != verifierKey || key.String() != verifierKey || key.Origin() != origin {
			t.Errorf("the key is %v, %v; want %v", key, err, verifierKey)
		}
		return true
	})
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v; want mode 0600", info.Mode(), err)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("left beside the key: %v, %v", files, err)
	}
	if _, err := LoadOrCreateKey(path, "other.example"); err == nil || !strings.Contains(err.Error(), "never changes") {
		t.Errorf("with another origin: %v", err)
	}
	secret, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	everyFlip(bytes.TrimSpace(secret), func(i int, flipped []byte) {
		if err := os.WriteFile(path, flipped, 0o600); err != nil {
			t.Fatal(err)
		}
		if key, err := LoadOrCreateKey(path, origin); err == nil && !sameKey(&made, key) {
			t.Errorf("byte %d of the key changed: %v", i, key)
		}
	})
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadOrCreateKey(path, origin); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a key that others may read: %v", err)
	}
}

// sameKey tells whether a key is among those.
func sameKey(keys *sync.Map, key *Key) bool {
	_, ok := keys.Load(key.VerifierKey())
	return ok
}

// TestOrigins refuses names that no log can have, before anything is written.
func TestOrigins(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"", "a b", "a+b", "a\nb", "a\u3000b", "a\x00b", "\xff", strings.Repeat("a", 201)} {
		if key, err := LoadOrCreateKey(filepath.Join(folder, "log.key"), name); err == nil {
			t.Errorf("origin %q gives %v; want an error", name, key)
		}
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) > 0 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}

// FuzzProof reads proofs: what is read has one spelling.
func FuzzProof(f *testing.F) {
	hash := tlog.Hash{1}.String()
	for _, seed := range []string{
		proofHeader + "\nindex 0\n\n" + origin + "\n1\n" + hash + "\n\n— x AAAA\n",
		proofHeader + "\nextra YWJj\nindex 5\n" + hash + "\n" + hash + "\n\nnote",
		proofHeader + "\nindex 00\n\n", proofHeader + "\n\n\n", proofHeader + "\nextra \nindex 1\n\n", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := parseProof(data)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Errorf("the error is %v; want %v", err, ErrInvalid)
			}
			return
		}
		if text := p.text(); !bytes.Equal(text, data) {
			t.Errorf("%q is spelled %q too", data, text)
		}
		if _, err := VerifyProof(data, []byte("entry"), fuzzKey); err == nil {
			t.Errorf("%q verifies", data)
		}
	})
}

// fuzzKey is a public key whose secret nobody has kept.
const fuzzKey = "log.example/mingzhang+04edb857+Aa2tweXRLylPA53kYhHm5yF+pEbc8lWn1WANu1uYadag"

// FuzzCheckpoint reads texts of checkpoints: what is read has one spelling, but
// for the lines that mean nothing.
func FuzzCheckpoint(f *testing.F) {
	hash := tlog.Hash{1}.String()
	for _, seed := range []string{origin + "\n5\n" + hash + "\n", origin + "\n0\n" + hash + "\nmore\n", "\n\n\n", "a\n-1\n" + hash + "\n", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkpoint, err := parseCheckpoint(text)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Errorf("the error is %v; want %v", err, ErrInvalid)
			}
		} else if !strings.HasPrefix(text, checkpoint.text()) {
			t.Errorf("%q is spelled %q too", text, checkpoint.text())
		}
		if _, err := VerifyCheckpoint([]byte(text), fuzzKey); err == nil {
			t.Errorf("%q verifies", text)
		}
	})
}

// FuzzBundle takes bundles apart and puts them together again.
func FuzzBundle(f *testing.F) {
	f.Add([]byte{0, 1, 'a', 0, 0, 0, 2, 'b', 'c'}, 3)
	f.Add([]byte{0, 1}, 1)
	f.Add([]byte{255, 255, 1}, 1)
	f.Add([]byte{}, 256)
	f.Fuzz(func(t *testing.T, bundle []byte, width int) {
		entries, err := ParseBundle(bundle, width)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Errorf("the error is %v; want %v", err, ErrInvalid)
			}
			return
		}
		var again []byte
		for _, entry := range entries {
			again = appendEntry(again, entry)
		}
		if len(entries) != width || !bytes.Equal(again, bundle) {
			t.Errorf("%x of width %d becomes %d entries, and %x again", bundle, width, len(entries), again)
		}
	})
}

// FuzzPath reads paths: what is read has one spelling.
func FuzzPath(f *testing.F) {
	for _, seed := range []string{"tile/0/000", "tile/entries/x001/x234/067.p/5", "tile/0/x000/000", "checkpoint"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if r, err := ParsePath(path); err == nil && r.Path() != path {
			t.Errorf("%q is spelled %q too", path, r.Path())
		}
	})
}

// FuzzState resumes followers from anything.
func FuzzState(f *testing.F) {
	f.Add([]byte(stateHeader + "\n" + tlog.Hash{1}.String() + "\n\n" + origin + "\n1\n" + tlog.Hash{1}.String() + "\n\n— x AAAA\n"))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, state []byte) {
		if _, err := NewFollower(fuzzKey, state); state != nil && !errors.Is(err, ErrInvalid) {
			t.Errorf("%q gave %v; want %v", state, err, ErrInvalid)
		}
	})
}
