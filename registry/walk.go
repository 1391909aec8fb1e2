package registry

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"mingzhang/content"
	"mingzhang/database"
)

// spot names a revision by its file.
type spot struct {
	id       string
	revision int
}

func (s spot) path() string { return content.RevisionPath(s.id, s.revision) }

// spots gives the revision files of a content folder by id and revision, a year
// of a region at a time, so that a large folder needs little memory. A file that
// has no place there comes with an error, and the walk goes on; hidden files are
// passed over. It ends after an error of the disk.
func spots(fsys fs.FS) iter.Seq2[spot, error] {
	return func(yield func(spot, error) bool) {
		folders, err := fs.Glob(fsys, "*/*")
		if err == nil {
			_, err = fs.ReadDir(fsys, ".") // which Glob does not tell
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			yield(spot{}, fmt.Errorf("listing the content folder: %w", err))
			return
		}
		for _, folder := range folders { // Glob sorts
			if !spotsIn(fsys, folder, yield) {
				return
			}
		}
	}
}

// spotsIn gives those of one folder; false ends the walk.
func spotsIn(fsys fs.FS, folder string, yield func(spot, error) bool) bool {
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return yield(spot{}, &placeError{folder, err})
	}
	var found []spot
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		place := path.Join(folder, entry.Name())
		id, revision, err := content.ParseRevisionPath(place)
		if err != nil {
			if !yield(spot{}, &placeError{place, err}) {
				return false
			}
			continue
		}
		found = append(found, spot{id, revision})
	}
	slices.SortFunc(found, func(a, b spot) int {
		return cmp.Or(strings.Compare(a.id, b.id), cmp.Compare(a.revision, b.revision))
	})
	for _, s := range found {
		if !yield(s, nil) {
			return false
		}
	}
	return true
}

// placeError is a file of the content folder that cannot be used.
type placeError struct {
	path string
	err  error
}

func (e *placeError) Error() string { return "content/" + e.path + ": " + e.err.Error() }
func (e *placeError) Unwrap() error { return e.err }

// chunks gathers spots, so that each question to the database is about many. The
// files that cannot be used are given apart, with the chunk that they precede.
func chunks(all iter.Seq2[spot, error], size int) iter.Seq2[[]spot, []error] {
	return func(yield func([]spot, []error) bool) {
		var some []spot
		var unusable []error
		for s, err := range all {
			if err != nil {
				unusable = append(unusable, err)
				continue
			}
			if some = append(some, s); len(some) == size {
				if !yield(some, unusable) {
					return
				}
				some, unusable = nil, nil
			}
		}
		if len(some)+len(unusable) > 0 {
			yield(some, unusable)
		}
	}
}

// published gives the revisions of all disclosures that a chunk names.
func published(tx *database.Tx, some []spot) (map[spot]Revision, error) {
	known := map[spot]Revision{}
	if len(some) == 0 {
		return known, nil
	}
	for revision, err := range revisions(tx, "WHERE r.disclosure BETWEEN ? AND ?", some[0].id, some[len(some)-1].id) {
		if err != nil {
			return nil, err
		}
		known[spot{revision.Disclosure, revision.Entry.Revision}] = revision
	}
	return known, nil
}
