package catalog

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"mingzhang/content"
)

// Config says what a catalog is made from.
type Config struct {
	// Content is the folder of Markdown revisions; see content.RevisionPath.
	Content fs.FS
	// CacheDir is a folder for the catalog's own files, all of which may be
	// deleted at any time. Empty means that every load reads every revision and
	// that list records are held in memory.
	CacheDir string
	// Derive fills the derived fields of a disclosure that was read. It is called
	// from several goroutines at once. Nil leaves them empty.
	Derive func(*content.Disclosure)
	// Text gives the words of a disclosure's sections, which the cache keeps beside
	// its record. It is called from several goroutines at once. Nil gives none.
	Text func([]content.Section) string
	// Rules names the version of Derive and Text. A cache made under another name
	// is not used.
	Rules string
}

// read gives a revision with its derived fields. Its bytes are those that were
// published.
func (c Config) read(r Revision) (*content.Disclosure, error) {
	if !content.IsID(r.ID) {
		return nil, fmt.Errorf("id %q is no disclosure id", r.ID)
	}
	d, err := content.ReadRevision(c.Content, r.path())
	if err != nil {
		return nil, err
	}
	if d.SHA256 != r.SHA256 {
		return nil, errOther
	}
	if c.Derive != nil {
		c.Derive(d)
	}
	return d, nil
}

// Problem is a file that could not be used. The others were.
type Problem struct {
	ID   string // of the disclosure that is hidden; "" for a file of the cache
	Path string // below the content folder, or of a file of the cache
	Line int    // in the file, from 1; 0 when unknown
	Err  error
}

// Error says what is wrong and where.
func (p Problem) Error() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", p.Path, p.Line, p.Err)
	}
	return fmt.Sprintf("%s: %v", p.Path, p.Err)
}

// Unwrap gives the cause.
func (p Problem) Unwrap() error { return p.Err }

var errorLine = regexp.MustCompile(`\bline ([0-9]+)`)

// problem takes the line out of the text of an error.
func problem(r Revision, err error) Problem {
	p := Problem{ID: r.ID, Path: fmt.Sprintf("%s.%d.md", r.ID, r.Number), Err: err}
	if content.IsID(r.ID) {
		p.Path = r.path()
	}
	if m := errorLine.FindStringSubmatch(err.Error()); m != nil {
		if line, convErr := strconv.Atoi(m[1]); convErr == nil {
			p.Line = line
		}
	}
	return p
}
