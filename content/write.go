package content

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// TempPattern is what [filepath.Match] needs to find the temporary files that a
// crash may leave beside revisions. No reader looks at them.
const TempPattern = ".writing-*"

// ErrDifferent says that a write-once place already holds other bytes.
var ErrDifferent = errors.New("the place already holds different bytes; a revision is never overwritten")

// WriteRevision writes the canonical Markdown of a published revision below
// root, as [WriteOnce].
func WriteRevision(root string, d *Disclosure) error {
	if err := d.ValidatePublished(); err != nil {
		return err
	}
	b, err := Format(d)
	if err != nil {
		return err
	}
	return WriteOnce(root, RevisionPath(d.ID, d.Revision), b, nil)
}

// WriteOnce writes bytes at a place of [RevisionPath] below root, once and
// durably: after it returns nil they survive a crash. Equal bytes may be written
// again; different bytes are [ErrDifferent]. A crash leaves nothing or, beside
// the place, a file of [TempPattern].
//
// For tests that fail or kill the program while it writes, reached is called
// with "content created", "content half", "content written" and "content
// linked"; its error ends the writing. It may be nil.
func WriteOnce(root, revisionPath string, b []byte, reached func(point string) error) error {
	place := filepath.Join(root, filepath.FromSlash(revisionPath))
	if reached == nil {
		reached = func(string) error { return nil }
	}
	if err := writeOnce(place, b, reached); err != nil {
		return fmt.Errorf("writing the revision %s: %w", revisionPath, err)
	}
	return nil
}

func writeOnce(place string, b []byte, reached func(string) error) error {
	folder := filepath.Dir(place)
	grown, err := makeFolder(folder)
	if err != nil {
		return err
	}
	temp, err := writeTemp(folder, b, reached)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	// Link, unlike rename, refuses to replace what stands there.
	if err := os.Link(temp, place); errors.Is(err, fs.ErrExist) {
		there, readErr := os.ReadFile(place)
		if readErr != nil {
			return readErr
		}
		if !bytes.Equal(there, b) {
			return ErrDifferent
		}
	} else if err != nil {
		return err
	}
	if err := reached("content linked"); err != nil {
		return err
	}
	// Also of equal bytes: who linked them may have crashed before this. The
	// folders above come last, when most file systems have nothing left to do.
	for _, folder := range append([]string{folder}, grown...) {
		if err := syncFolder(folder); err != nil {
			return err
		}
	}
	return nil
}

// writeTemp writes a temporary file that lasts.
func writeTemp(folder string, b []byte, reached func(string) error) (name string, err error) {
	f, err := os.CreateTemp(folder, TempPattern)
	if err != nil {
		return "", err
	}
	if err = errors.Join(writeHalves(f, b, reached), f.Close()); err != nil {
		os.Remove(f.Name())
	}
	return f.Name(), err
}

// writeHalves writes the bytes in two halves, for the point between them.
func writeHalves(f *os.File, b []byte, reached func(string) error) error {
	if err := reached("content created"); err != nil {
		return err
	}
	if _, err := f.Write(b[:len(b)/2]); err != nil {
		return err
	}
	if err := reached("content half"); err != nil {
		return err
	}
	if _, err := f.Write(b[len(b)/2:]); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync()); err != nil {
		return err
	}
	return reached("content written")
}

// makeFolder makes a folder and those above it, and gives those that have got a
// new one and must be synced.
func makeFolder(folder string) (grown []string, err error) {
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	parent := filepath.Dir(folder)
	if grown, err = makeFolder(parent); err != nil {
		return nil, err
	}
	if err := os.Mkdir(folder, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return append(grown, parent), nil
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
