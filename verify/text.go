// Package verify checks what a portal published against its public key, from
// outside: one text by its proof, without any network, or a whole portal, entry
// by entry and text by text. It believes nothing that it can compute.
package verify

import (
	"errors"
	"fmt"
	"time"

	"mingzhang/content"
	"mingzhang/ledger"
	"mingzhang/registry"
)

// ErrInvalid says that something is not what the portal once signed.
var ErrInvalid = errors.New("this does not verify")

// Statement is what a proof has shown about a text.
type Statement struct {
	Entry  registry.Entry // what the log says of the text
	Index  int64          // its place in the log
	Origin string         // name of the log
	Size   int64          // entries of the log when the proof was made
}

// Text checks that a text is the one that the log with the given key tells of,
// byte for byte, by a .tlog-proof of the portal. Everything that does not fit is
// [ErrInvalid].
func Text(text, proof []byte, key string) (Statement, error) {
	shown, err := ledger.VerifyProof(proof, nil, key)
	if errors.Is(err, ledger.ErrInvalid) {
		return Statement{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if err != nil {
		return Statement{}, err
	}
	entry, err := registry.ParseEntry(shown.Entry)
	if err != nil {
		return Statement{}, fmt.Errorf("reading the entry of the proof: %w", err)
	}
	if err := sameText(entry, text); err != nil {
		return Statement{}, err
	}
	return Statement{entry, shown.Index, shown.Checkpoint.Origin, shown.Checkpoint.Size}, nil
}

// sameText checks a text against the hash and size that its entry states.
func sameText(entry registry.Entry, text []byte) error {
	if int64(len(text)) != entry.Size || content.SHA256(text) != entry.SHA256 {
		return fmt.Errorf("%w: the text of %s, revision %d, has %d bytes with the SHA-256 %s; the log says %d bytes with %s, of %s",
			ErrInvalid, entry.Disclosure, entry.Revision, len(text), content.SHA256(text), entry.Size, entry.SHA256, entry.Time.Format(time.RFC3339))
	}
	return nil
}
