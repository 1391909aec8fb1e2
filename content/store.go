package content

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// RevisionPath gives the place of a revision below the content folder:
// 530400/2023/530400-2023-k7q2m9.1.md. It is the inverse of [ParseRevisionPath].
func RevisionPath(id string, revision int) string {
	return path.Join(id[:6], id[7:11], id+"."+strconv.Itoa(revision)+".md")
}

// ParseRevisionPath reads id and revision from a place below the content folder.
func ParseRevisionPath(p string) (id string, revision int, err error) {
	base, ok := strings.CutSuffix(path.Base(p), ".md")
	id, number, found := strings.Cut(base, ".")
	revision, convErr := strconv.Atoi(number)
	if !ok || !found || !IsID(id) || convErr != nil || revision < 1 || RevisionPath(id, revision) != p {
		return "", 0, fmt.Errorf("%s is no place of a revision; want REGION/YEAR/ID.REVISION.md, such as 530400/2023/530400-2023-k7q2m9.1.md", p)
	}
	return id, revision, nil
}

// ReadRevision reads and checks one published revision: the file must be in
// canonical place and name the same id and revision inside.
func ReadRevision(fsys fs.FS, p string) (*Disclosure, error) {
	id, revision, err := ParseRevisionPath(p)
	if err != nil {
		return nil, err
	}
	b, err := fs.ReadFile(fsys, p)
	if err != nil {
		return nil, fmt.Errorf("reading a revision: %w", err)
	}
	d, err := Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p, err)
	}
	if err := d.ValidatePublished(); err != nil {
		return nil, fmt.Errorf("%s: %w", p, err)
	}
	if d.ID != id || d.Revision != revision {
		return nil, fmt.Errorf("%s: the front matter says id %s, revision %d; the file name must say the same", p, d.ID, d.Revision)
	}
	d.SHA256 = SHA256(b)
	return d, nil
}

// ErrDifferent says that a write-once place already holds other bytes.
var ErrDifferent = errors.New("the place already holds different bytes; a revision is never overwritten")

// WriteRevision writes the canonical Markdown of a published revision below
// root, once and durably: after it returns nil the bytes survive a crash. Equal
// bytes may be written again; different bytes are [ErrDifferent]. A crash leaves
// nothing or, beside the place, a temporary file that no reader looks at.
func WriteRevision(root string, d *Disclosure) error {
	if err := d.ValidatePublished(); err != nil {
		return err
	}
	b, err := Format(d)
	if err != nil {
		return err
	}
	place := filepath.Join(root, filepath.FromSlash(RevisionPath(d.ID, d.Revision)))
	if err := writeOnce(place, b); err != nil {
		return fmt.Errorf("writing %s: %w", place, err)
	}
	return nil
}

func writeOnce(place string, b []byte) error {
	folder := filepath.Dir(place)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	temp, err := writeTemp(folder, b)
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
		return nil
	} else if err != nil {
		return err
	}
	return syncFolder(folder)
}

func writeTemp(folder string, b []byte) (name string, err error) {
	f, err := os.CreateTemp(folder, ".writing-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		os.Remove(f.Name())
	}
	return f.Name(), err
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// ReadSections reads only the text of a revision, without its facts: much
// cheaper than [ReadRevision], for indexing and snippets.
func ReadSections(fsys fs.FS, p string, kind Kind) ([]Section, error) {
	b, err := fs.ReadFile(fsys, p)
	if err != nil {
		return nil, fmt.Errorf("reading the text of a revision: %w", err)
	}
	_, body, err := splitFrontMatter(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p, err)
	}
	return parseSections(kind, string(body)), nil
}
