package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

// maxKeyFile limits the bytes of a key file.
const maxKeyFile = 4 << 10

// Key signs the checkpoints of one log: an Ed25519 key of c2sp.org/signed-note@v1.0.0.
// The log is known by it and by its origin for ever: keep a copy of the file.
type Key struct {
	signer      note.Signer
	verifier    note.Verifier
	verifierKey string
}

// LoadOrCreateKey reads the key of the log from a file, or makes both when there
// is none. The origin names the log; it should be its address without scheme,
// as in example.org/log, and must be the one of the file. A file that others may
// read is refused.
func LoadOrCreateKey(path, origin string) (*Key, error) {
	if err := checkOrigin(origin); err != nil {
		return nil, err
	}
	secret, err := readKeyFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		secret, err = createKeyFile(path, origin)
	}
	if err != nil {
		return nil, err
	}
	key, err := parseKey(secret)
	if err != nil {
		return nil, fmt.Errorf("the key file %s is damaged: %w", path, err)
	}
	if key.Origin() != origin {
		return nil, fmt.Errorf("the key file %s is of the log %q, not of %q; the origin of a log never changes", path, key.Origin(), origin)
	}
	return key, nil
}

// Origin is the name of the log.
func (k *Key) Origin() string { return k.signer.Name() }

// VerifierKey is the public key, to be printed and published: origin, hash and
// key in one line.
func (k *Key) VerifierKey() string { return k.verifierKey }

// String is the public key, so that printing a Key never tells the secret.
func (k *Key) String() string { return k.verifierKey }

// checkOrigin holds the rule of signed-note for the name of a key.
func checkOrigin(origin string) error {
	if origin == "" || len(origin) > 200 || !utf8.ValidString(origin) || strings.ContainsFunc(origin, func(r rune) bool {
		return r == '+' || unicode.IsSpace(r) || unicode.IsControl(r)
	}) {
		return fmt.Errorf("%q cannot name a log; give its address without scheme, as in example.org/log", origin)
	}
	return nil
}

// parseKey reads the encoding of sumdb/note: PRIVATE+KEY+name+hash+base64 of the
// algorithm and the seed.
func parseKey(secret string) (*Key, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, err
	}
	encoded := strings.SplitN(secret, "+", 5)[4]
	algorithmAndSeed, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, errors.New("the seed is not in base64")
	}
	public, ok := ed25519.NewKeyFromSeed(algorithmAndSeed[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("the seed gives no public key")
	}
	verifierKey, err := note.NewEd25519VerifierKey(signer.Name(), public)
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		return nil, err
	}
	return &Key{signer: signer, verifier: verifier, verifierKey: verifierKey}, nil
}

// readKeyFile gives the secret of a file that only its owner may read.
func readKeyFile(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("looking for the key of the log: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxKeyFile {
		return "", fmt.Errorf("%s is no key file", path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("others may read the key of the log; run: chmod 600 %s", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading the key of the log: %w", err)
	}
	return strings.TrimSuffix(string(data), "\n"), nil
}

// createKeyFile makes a key. The file has its name only once it is whole and on
// disk, and is never replaced: of two who make it at once the second reads the
// key of the first.
func createKeyFile(path, origin string) (string, error) {
	secret, _, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return "", fmt.Errorf("making the key of the log: %w", err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".key-*") // mode 0600
	if err != nil {
		return "", fmt.Errorf("making the key file: %w", err)
	}
	defer os.Remove(part.Name())
	_, err = part.WriteString(secret + "\n")
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return "", fmt.Errorf("writing the key file: %w", err)
	}
	if err := os.Link(part.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("naming the key file: %w", err)
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return "", err
	}
	return readKeyFile(path)
}

// syncFolder makes the names in a folder last.
func syncFolder(folder string) error {
	dir, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("opening the folder of the key: %w", err)
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return fmt.Errorf("writing the folder of the key: %w", err)
	}
	return nil
}
