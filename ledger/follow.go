package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// stateHeader is the first line of what Follower.State gives.
const stateHeader = "mingzhang-follower/v1"

// Source is where a Follower reads a log: its HTTP address, a folder, a View.
type Source interface {
	// Checkpoint gives the last signed note of the log.
	Checkpoint(ctx context.Context) ([]byte, error)
	// EntryBundle gives the first width entries of a bundle, as View.EntryBundle.
	EntryBundle(ctx context.Context, index int64, width int) ([]byte, error)
}

// Follower reads a log from anywhere, entry by entry, and believes only what it
// computes itself: that every entry is under the signed root, and that the log
// never shrinks and never changes what the follower has seen. It is for one
// goroutine.
type Follower struct {
	verifier note.Verifier
	tree     *compact
	last     []byte // signed note of the tree; nil before the first
	halted   error
}

// NewFollower follows the log of the verifier key, from the state that State
// gave before, or from the first entry when state is nil. A state that is
// damaged or of another log is ErrInvalid.
func NewFollower(verifierKey string, state []byte) (*Follower, error) {
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		return nil, fmt.Errorf("reading the verifier key: %w", err)
	}
	f := &Follower{verifier: verifier, tree: &compact{}}
	if state == nil {
		return f, nil
	}
	if err := f.resume(string(state)); err != nil {
		return nil, fmt.Errorf("the state of the follower: %w", err)
	}
	return f, nil
}

// resume reads a state: header, roots of the complete subtrees, an empty line,
// the last checkpoint.
func (f *Follower) resume(state string) error {
	head, signed, _ := strings.Cut(state, "\n\n")
	lines := strings.Split(head, "\n")
	if lines[0] != stateHeader {
		return fmt.Errorf("%w: it does not begin with %q", ErrInvalid, stateHeader)
	}
	checkpoint, err := openCheckpoint([]byte(signed), f.verifier)
	if err != nil {
		return err
	}
	tree := &compact{size: checkpoint.Size}
	for _, line := range lines[1:] {
		hash, err := parseHash(line)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrInvalid, err)
		}
		tree.roots = append(tree.roots, hash)
	}
	if !tree.fits() || tree.root() != checkpoint.Root {
		return fmt.Errorf("%w: it is damaged", ErrInvalid)
	}
	f.tree, f.last = tree, checkpoint.Note
	return nil
}

// State is all that the follower must keep to go on later: some hundred bytes.
// It is nil before the first checkpoint was verified.
func (f *Follower) State() []byte {
	if f.last == nil {
		return nil
	}
	var b strings.Builder
	b.WriteString(stateHeader + "\n")
	for _, hash := range f.tree.roots {
		b.WriteString(hash.String() + "\n")
	}
	b.WriteString("\n")
	b.Write(f.last)
	return []byte(b.String())
}

// Size is the number of entries that were verified.
func (f *Follower) Size() int64 { return f.tree.size }

// Follow reads the log up to its checkpoint and gives each new entry to each,
// which is nil when only the log is to be checked. Entries are given before the
// whole is verified: the caller must not show nor keep them until Follow returns
// nil, which is when the state moves on. When the log shrank, has two roots for
// a size, or has entries that are not under its root, this follower fails with
// ErrInvalid from then on, and a person must find out who is lying. After any
// other error Follow may be called again.
func (f *Follower) Follow(ctx context.Context, from Source, each func(index int64, entry []byte) error) error {
	if f.halted != nil {
		return f.halted
	}
	err := f.follow(ctx, from, each)
	if misbehaved := (*misbehaviour)(nil); errors.As(err, &misbehaved) {
		f.halted = fmt.Errorf("following stopped for good: %w", err)
		return f.halted
	}
	return err
}

// misbehaviour is what an honest log never shows.
type misbehaviour struct{ error }

// Unwrap lets errors.Is find ErrInvalid.
func (m *misbehaviour) Unwrap() error { return m.error }

// follow is Follow without its memory of misbehaviour.
func (f *Follower) follow(ctx context.Context, from Source, each func(int64, []byte) error) error {
	signed, err := from.Checkpoint(ctx)
	if err != nil {
		return fmt.Errorf("reading the checkpoint: %w", err)
	}
	checkpoint, err := openCheckpoint(signed, f.verifier)
	if err != nil {
		return err
	}
	if checkpoint.Size < f.tree.size {
		return &misbehaviour{fmt.Errorf("%w: the log shrank from %d to %d entries", ErrInvalid, f.tree.size, checkpoint.Size)}
	}
	tree := f.tree.clone()
	for tree.size < checkpoint.Size {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := readBundle(ctx, from, tree, checkpoint.Size, each); err != nil {
			return err
		}
	}
	if tree.root() != checkpoint.Root {
		return &misbehaviour{fmt.Errorf("%w: the %d entries that the log gave are not those that it signed", ErrInvalid, tree.size)}
	}
	f.tree, f.last = tree, append([]byte(nil), signed...)
	return nil
}

// readBundle adds the next entries, as far as they lie in one bundle.
func readBundle(ctx context.Context, from Source, tree *compact, size int64, each func(int64, []byte) error) error {
	index, skip := tree.size/tileWidth, int(tree.size%tileWidth)
	width := int(min(tileWidth, size-index*tileWidth))
	bundle, err := from.EntryBundle(ctx, index, width)
	if err != nil {
		return fmt.Errorf("reading bundle %d: %w", index, err)
	}
	entries, err := ParseBundle(bundle, width)
	if err != nil {
		return fmt.Errorf("bundle %d: %w", index, err)
	}
	for _, entry := range entries[skip:] {
		if each != nil {
			if err := each(tree.size, entry); err != nil {
				return fmt.Errorf("entry %d: %w", tree.size, err)
			}
		}
		tree.append(tlog.RecordHash(entry), nil)
	}
	return nil
}
