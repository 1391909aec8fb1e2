package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// maxNote limits the bytes of a checkpoint that comes from outside.
const maxNote = 64 << 10

// Checkpoint is what the log signs: its size and the root of its tree.
type Checkpoint struct {
	Origin string    // name of the log
	Size   int64     // entries
	Root   tlog.Hash // of the tree of these entries
	Note   []byte    // the signed note, as the log serves it; see c2sp.org/tlog-checkpoint@v1.0.0
}

// text is what is signed.
func (c Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root)
}

// VerifyCheckpoint checks the signature of the log on a checkpoint. The verifier
// key is as Key.VerifierKey gives it, and its name must be the origin. Lines of
// other signers, such as witnesses, are ignored.
func VerifyCheckpoint(signed []byte, verifierKey string) (Checkpoint, error) {
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("reading the verifier key: %w", err)
	}
	return openCheckpoint(signed, verifier)
}

// openCheckpoint is VerifyCheckpoint with a key that was read.
func openCheckpoint(signed []byte, verifier note.Verifier) (Checkpoint, error) {
	if len(signed) > maxNote {
		return Checkpoint{}, fmt.Errorf("%w: the checkpoint has more than %d bytes", ErrInvalid, maxNote)
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: the signature on the checkpoint: %w", ErrInvalid, err)
	}
	for _, signature := range opened.Sigs { // two spellings of one signature would be two checkpoints
		if decoded, err := base64.StdEncoding.DecodeString(signature.Base64); err != nil || base64.StdEncoding.EncodeToString(decoded) != signature.Base64 {
			return Checkpoint{}, fmt.Errorf("%w: the signature on the checkpoint is not spelled as it should be", ErrInvalid)
		}
	}
	checkpoint, err := parseCheckpoint(opened.Text)
	if err != nil {
		return Checkpoint{}, err
	}
	if checkpoint.Origin != verifier.Name() {
		return Checkpoint{}, fmt.Errorf("%w: the checkpoint is of the log %q, not of %q", ErrInvalid, checkpoint.Origin, verifier.Name())
	}
	checkpoint.Note = signed
	return checkpoint, nil
}

// parseCheckpoint reads the text of a note. Lines after the third are allowed
// and mean nothing.
func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" || lines[0] == "" {
		return Checkpoint{}, fmt.Errorf("%w: a checkpoint has an origin, a size and a root", ErrInvalid)
	}
	for _, line := range lines[3 : len(lines)-1] {
		if line == "" {
			return Checkpoint{}, fmt.Errorf("%w: a checkpoint has no empty lines", ErrInvalid)
		}
	}
	size, err := parseNumber(lines[1], maxSize)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: the size of the checkpoint: %w", ErrInvalid, err)
	}
	root, err := parseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: the root of the checkpoint: %w", ErrInvalid, err)
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: root}, nil
}

// textOf is the part of a signed note before its signatures.
func textOf(signed []byte) string {
	text, _, _ := strings.Cut(string(signed), "\n\n")
	return text + "\n"
}

// parseNumber reads a decimal number in its only spelling.
func parseNumber(s string, most int64) (int64, error) {
	number, err := strconv.ParseInt(s, 10, 64)
	if err != nil || number < 0 || number > most || strconv.FormatInt(number, 10) != s {
		return 0, fmt.Errorf("%.40q is no number up to %d", s, most)
	}
	return number, nil
}

// parseHash reads a hash in its only spelling in base64.
func parseHash(s string) (tlog.Hash, error) {
	var hash tlog.Hash
	decoded, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(decoded) != tlog.HashSize {
		return hash, fmt.Errorf("%.60q is no hash", s)
	}
	copy(hash[:], decoded)
	if hash.String() != s {
		return hash, errors.New("the hash is not spelled as it should be")
	}
	return hash, nil
}

// VerifyConsistency checks that the log of the newer checkpoint begins with the
// log of the older one, by the proof of View.ConsistencyProof. Both signatures
// are checked.
func VerifyConsistency(proof tlog.TreeProof, older, newer []byte, verifierKey string) error {
	before, err := VerifyCheckpoint(older, verifierKey)
	if err != nil {
		return fmt.Errorf("the older checkpoint: %w", err)
	}
	after, err := VerifyCheckpoint(newer, verifierKey)
	if err != nil {
		return fmt.Errorf("the newer checkpoint: %w", err)
	}
	return checkConsistency(proof, before, after)
}

// checkConsistency is VerifyConsistency of checkpoints that were verified.
func checkConsistency(proof tlog.TreeProof, before, after Checkpoint) error {
	switch {
	case before.Size > after.Size:
		return fmt.Errorf("%w: the log shrank from %d to %d entries", ErrInvalid, before.Size, after.Size)
	case before.Size == after.Size && before.Root != after.Root:
		return fmt.Errorf("%w: the log signed two roots for %d entries", ErrInvalid, before.Size)
	case before.Size == 0 || before.Size == after.Size:
		if len(proof) > 0 {
			return fmt.Errorf("%w: there is nothing to prove", ErrInvalid)
		}
		return nil
	}
	if err := tlog.CheckTree(proof, after.Size, after.Root, before.Size, before.Root); err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return nil
}
