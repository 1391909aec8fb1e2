package ledger

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Limits and first line of c2sp.org/tlog-proof.
const (
	proofHeader = "c2sp.org/tlog-proof@v1"
	maxHashes   = 63      // a tree of 64-bit indexes is no higher
	maxProof    = 1 << 17 // bytes
)

// proof is a C2SP tlog-proof.
type proof struct {
	extra  string // base64; signed by nobody
	index  int64
	hashes tlog.RecordProof
	note   []byte
}

// Proof proves that an entry is in the log: a text of c2sp.org/tlog-proof, to be
// kept in a file that ends in .tlog-proof, and checked by VerifyProof. Its extra
// data are the entry, so that one file tells all. It is checked against the checkpoint before it is given.
func (v *View) Proof(index int64) ([]byte, error) {
	entry, err := v.Entry(index)
	if err != nil {
		return nil, err
	}
	hashes, err := tlog.ProveRecord(v.checkpoint.Size, index, v.tiles)
	if err != nil {
		return nil, fmt.Errorf("proving entry %d: %w", index, err)
	}
	if err := tlog.CheckRecord(hashes, v.checkpoint.Size, v.checkpoint.Root, index, tlog.RecordHash(entry.Data)); err != nil {
		return nil, fmt.Errorf("%w (entry %d: %w)", ErrDamaged, index, err)
	}
	extra := base64.StdEncoding.EncodeToString(entry.Data)
	return proof{extra: extra, index: index, hashes: hashes, note: v.checkpoint.Note}.text(), nil
}

// Inclusion is what a proof has shown.
type Inclusion struct {
	Entry      []byte     // that is in the log
	Index      int64      // its place, from 0
	Checkpoint Checkpoint // that has the entry
}

// VerifyProof checks that an entry is in the log whose key is given, by a proof
// that View.Proof made, without any network. A nil entry stands for the one that
// the proof carries. Everything that does not fit is ErrInvalid.
func VerifyProof(proof, entry []byte, verifierKey string) (Inclusion, error) {
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		return Inclusion{}, fmt.Errorf("reading the verifier key: %w", err)
	}
	p, err := parseProof(proof)
	if err != nil {
		return Inclusion{}, err
	}
	if entry == nil {
		if entry, err = p.carried(); err != nil {
			return Inclusion{}, err
		}
	}
	checkpoint, err := openCheckpoint(p.note, verifier)
	if err != nil {
		return Inclusion{}, err
	}
	if err := tlog.CheckRecord(p.hashes, checkpoint.Size, checkpoint.Root, p.index, tlog.RecordHash(entry)); err != nil {
		return Inclusion{}, fmt.Errorf("%w: the entry is not at index %d of the log: %w", ErrInvalid, p.index, err)
	}
	return Inclusion{Entry: entry, Index: p.index, Checkpoint: checkpoint}, nil
}

// carried gives the entry that a proof carries as its extra data, which nothing signs.
func (p proof) carried() ([]byte, error) {
	entry, err := base64.StdEncoding.Strict().DecodeString(p.extra)
	if err != nil || len(entry) == 0 {
		return nil, fmt.Errorf("%w: the proof carries no entry", ErrInvalid)
	}
	return entry, nil
}

// text spells a proof.
func (p proof) text() []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, proofHeader)
	if p.extra != "" {
		fmt.Fprintln(&b, "extra", p.extra)
	}
	fmt.Fprintln(&b, "index", p.index)
	for _, hash := range p.hashes {
		fmt.Fprintln(&b, hash)
	}
	fmt.Fprintf(&b, "\n%s", p.note)
	return b.Bytes()
}

// parseProof reads a proof in its only spelling.
func parseProof(data []byte) (proof, error) {
	if len(data) > maxProof {
		return proof{}, fmt.Errorf("%w: a proof has no more than %d bytes", ErrInvalid, maxProof)
	}
	head, signed, found := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != proofHeader {
		return proof{}, fmt.Errorf("%w: this is no proof; one begins with %q", ErrInvalid, proofHeader)
	}
	p := proof{note: []byte(signed)}
	lines = lines[1:]
	if extra, ok := strings.CutPrefix(lines[0], "extra "); ok {
		if _, err := base64.StdEncoding.Strict().DecodeString(extra); err != nil || extra == "" || strings.Contains(extra, "\r") {
			return proof{}, fmt.Errorf("%w: the extra line of the proof is not in base64", ErrInvalid)
		}
		p.extra, lines = extra, lines[1:]
	}
	return p, p.parseIndex(lines)
}

// parseIndex reads the lines from the index to the last hash.
func (p *proof) parseIndex(lines []string) error {
	if len(lines) == 0 || len(lines) > 1+maxHashes {
		return fmt.Errorf("%w: a proof has an index and up to %d hashes", ErrInvalid, maxHashes)
	}
	index, ok := strings.CutPrefix(lines[0], "index ")
	number, err := parseNumber(index, maxSize)
	if !ok || err != nil {
		return fmt.Errorf("%w: the proof has no index", ErrInvalid)
	}
	p.index = number
	for _, line := range lines[1:] {
		hash, err := parseHash(line)
		if err != nil {
			return fmt.Errorf("%w: in the proof: %w", ErrInvalid, err)
		}
		p.hashes = append(p.hashes, hash)
	}
	return nil
}
