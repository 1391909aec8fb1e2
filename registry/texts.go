package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"mingzhang/content"
)

// Content gives the Markdown of a revision, whose hash is checked: ErrErased
// when it was erased, ErrDamaged when it is not what was published.
func (r *Registry) Content(ctx context.Context, revision Revision) ([]byte, error) {
	if revision.Erased {
		return nil, fmt.Errorf("%w (revision %d of %s)", ErrErased, revision.Entry.Revision, revision.Disclosure)
	}
	b, err := r.readText(revision)
	if errors.Is(err, ErrDamaged) { // it may be erased since the caller asked
		now, asked := r.Revision(ctx, revision.Disclosure, revision.Entry.Revision)
		if asked == nil && now.Erased {
			return nil, fmt.Errorf("%w (revision %d of %s)", ErrErased, revision.Entry.Revision, revision.Disclosure)
		}
	}
	return b, err
}

// place is where a text lies on disk.
func (r *Registry) place(path string) string {
	return filepath.Join(r.content, filepath.FromSlash(path))
}

// readText reads the file of a revision and compares it with its entry.
func (r *Registry) readText(revision Revision) ([]byte, error) {
	b, err := readLimited(r.place(revision.Path()), content.MaxMarkdown)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w (content/%s is missing)", ErrDamaged, revision.Path())
	}
	if err != nil {
		return nil, fmt.Errorf("reading content/%s: %w", revision.Path(), explain(err))
	}
	if int64(len(b)) != revision.Size || content.SHA256(b) != revision.SHA256 {
		return nil, fmt.Errorf("%w (content/%s has other bytes than entry %d of the log says)", ErrDamaged, revision.Path(), revision.Index)
	}
	return b, nil
}

// readLimited reads a file of at most so many bytes.
func readLimited(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("%s has more than %d bytes", path, most)
	}
	return b, err
}

// writeText writes the file of a revision that is not published yet. The caller
// holds its disclosure. What a crash left there without publishing it is put
// aside, never removed: who knows better may want it.
func (r *Registry) writeText(path string, b []byte) error {
	err := content.WriteOnce(r.content, path, b, r.hook.At)
	if errors.Is(err, content.ErrDifferent) {
		if err := r.putAside(path); err != nil {
			return err
		}
		err = content.WriteOnce(r.content, path, b, r.hook.At)
	}
	return explain(err)
}

// putAside gives a file that was never published a name that no reader looks at.
func (r *Registry) putAside(path string) error {
	place := r.place(path)
	b, err := readLimited(place, content.MaxMarkdown)
	if err != nil {
		return fmt.Errorf("looking at the unpublished content/%s: %w", path, explain(err))
	}
	aside := filepath.Join(filepath.Dir(place), asidePrefix+filepath.Base(place)+"."+content.SHA256(b)[:12])
	if err := os.Rename(place, aside); err != nil {
		return fmt.Errorf("putting the unpublished content/%s aside: %w", path, explain(err))
	}
	r.report.Warn("a text that was never published was put aside", "path", "content/"+path, "now", filepath.Base(aside))
	return nil
}

// asidePrefix begins the names of texts that were put aside.
const asidePrefix = ".unpublished-"

// removeText removes a text, and is content when there is none.
func (r *Registry) removeText(path string) error {
	place := r.place(path)
	if err := os.Remove(place); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("removing content/%s: %w", path, explain(err))
	}
	return syncFolder(filepath.Dir(place))
}

// syncFolder makes the names in a folder last.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("opening the folder %s: %w", folder, explain(err))
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing the folder %s: %w", folder, explain(err))
	}
	return nil
}
