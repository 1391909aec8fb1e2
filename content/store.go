package content

import (
	"fmt"
	"io/fs"
	"path"
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
	if _, _, err := ParseRevisionPath(p); err != nil {
		return nil, err
	}
	b, err := fs.ReadFile(fsys, p)
	if err != nil {
		return nil, fmt.Errorf("reading a revision: %w", err)
	}
	return ParseRevision(p, b)
}

// ParseRevision reads and checks the bytes that stand at a place of
// [RevisionPath], as [ReadRevision] does.
func ParseRevision(p string, b []byte) (*Disclosure, error) {
	id, revision, err := ParseRevisionPath(p)
	if err != nil {
		return nil, err
	}
	d, err := Parse(b)
	if err == nil {
		err = d.ValidatePublished()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p, err)
	}
	if d.ID != id || d.Revision != revision {
		return nil, fmt.Errorf("%s: the front matter says id %s, revision %d; the file name must say the same", p, d.ID, d.Revision)
	}
	d.SHA256 = SHA256(b)
	return d, nil
}

// ParseSections reads only the text of a Markdown revision, without its facts:
// much cheaper than [Parse].
func ParseSections(b []byte, kind Kind) ([]Section, error) {
	_, body, err := splitFrontMatter(b)
	if err != nil {
		return nil, err
	}
	return parseSections(kind, string(body)), nil
}
