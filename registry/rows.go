package registry

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"mingzhang/content"
	"mingzhang/database"
)

// Revision is one published revision.
type Revision struct {
	Entry            // of its publication; Entry.Revision is its number
	Index  int64     // of the entry in the log
	First  time.Time // when revision 1 was published, as the texts say
	Erased bool      // its bytes were removed: Content gives ErrErased
}

// Path is the place of the text below the content folder.
func (r Revision) Path() string { return content.RevisionPath(r.Disclosure, r.Entry.Revision) }

// selectRevisions reads revisions; a condition and an order follow.
const selectRevisions = `SELECT r.idx, r.action_id, r.action, r.disclosure, r.revision, r.sha256, r.size, r.publisher, r.at, r.first_at, e.idx IS NOT NULL
	FROM revision r LEFT JOIN erasure e ON e.disclosure = r.disclosure AND e.revision = r.revision `

// scanRevision reads a row of selectRevisions.
func scanRevision(row interface{ Scan(...any) error }) (Revision, error) {
	r := Revision{Entry: Entry{V: entryVersion}}
	var at, first int64
	err := row.Scan(&r.Index, &r.ID, &r.Action, &r.Disclosure, &r.Entry.Revision, &r.SHA256, &r.Size, &r.Publisher, &at, &first, &r.Erased)
	if errors.Is(err, database.ErrNone) {
		return r, ErrNotFound
	}
	if err != nil {
		return r, fmt.Errorf("reading a revision: %w", err)
	}
	r.Time, r.First = time.Unix(at, 0).UTC(), time.Unix(first, 0).UTC()
	return r, nil
}

// newestOf gives the newest revision of a disclosure, ErrNotFound when there is
// none.
func newestOf(tx *database.Tx, id string) (Revision, error) {
	return scanRevision(tx.QueryRow(selectRevisions+"WHERE r.disclosure = ? ORDER BY r.revision DESC LIMIT 1", id))
}

// revisionOf gives one revision.
func revisionOf(tx *database.Tx, id string, number int) (Revision, error) {
	return scanRevision(tx.QueryRow(selectRevisions+"WHERE r.disclosure = ? AND r.revision = ?", id, number))
}

// rowsAtOnce is how many rows one statement writes. Reading the statement costs
// SQLite more than running it.
const rowsAtOnce = 50

// insertRevisions adds the rows of revisions.
func insertRevisions(tx *database.Tx, all []Revision) error {
	for some := range slices.Chunk(all, rowsAtOnce) {
		args := make([]any, 0, 10*len(some))
		for _, r := range some {
			args = append(args, r.Disclosure, r.Entry.Revision, r.Index, r.ID, string(r.Action), r.SHA256, r.Size, r.Publisher, r.Time.Unix(), r.First.Unix())
		}
		rows := "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" + strings.Repeat(", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", len(some)-1)
		_, err := tx.Exec("INSERT INTO revision (disclosure, revision, idx, action_id, action, sha256, size, publisher, at, first_at) VALUES "+rows, args...)
		if err != nil {
			return fmt.Errorf("writing revision %d of %s: %w", some[0].Entry.Revision, some[0].Disclosure, err)
		}
	}
	return nil
}

// revisions gives what a query of selectRevisions finds. It ends after the first
// error.
func revisions(tx *database.Tx, rest string, args ...any) iter.Seq2[Revision, error] {
	return func(yield func(Revision, error) bool) {
		rows, err := tx.Query(selectRevisions+rest, args...)
		if err != nil {
			yield(Revision{}, fmt.Errorf("reading revisions: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			r, err := scanRevision(rows)
			if !yield(r, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Revision{}, fmt.Errorf("reading revisions: %w", err))
		}
	}
}

// Newest gives the newest revision of every disclosure, withdrawn and erased
// ones too, as of one moment, by id. It ends after the first error. What was
// published since then is in Changes from the index after the highest given.
func (r *Registry) Newest(ctx context.Context) iter.Seq2[Revision, error] {
	return func(yield func(Revision, error) bool) {
		err := r.db.Read(ctx, func(tx *database.Tx) error { return eachNewest(tx, yield) })
		if err != nil && !errors.Is(err, errStopped) {
			yield(Revision{}, err)
		}
	}
}

// errStopped says that the reader of an iterator wants no more.
var errStopped = errors.New("the reader stopped")

// eachNewest gives the last of each run of revisions of one disclosure.
func eachNewest(tx *database.Tx, yield func(Revision, error) bool) error {
	var last Revision
	for r, err := range revisions(tx, "ORDER BY r.disclosure, r.revision") {
		if err != nil {
			return err
		}
		if last.Disclosure != "" && last.Disclosure != r.Disclosure && !yield(last, nil) {
			return errStopped
		}
		last = r
	}
	if last.Disclosure != "" && !yield(last, nil) {
		return errStopped
	}
	return nil
}

// Revisions gives all revisions of a disclosure, the first first; ErrNotFound
// when there is none.
func (r *Registry) Revisions(ctx context.Context, id string) ([]Revision, error) {
	var list []Revision
	err := r.db.Read(ctx, func(tx *database.Tx) error {
		for revision, err := range revisions(tx, "WHERE r.disclosure = ? ORDER BY r.revision", id) {
			if err != nil {
				return err
			}
			list = append(list, revision)
		}
		return nil
	})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%w (disclosure %.40q)", ErrNotFound, id)
	}
	return list, err
}

// Revision gives one revision, the newest when number is 0; else ErrNotFound.
func (r *Registry) Revision(ctx context.Context, id string, number int) (found Revision, err error) {
	err = r.db.Read(ctx, func(tx *database.Tx) (err error) {
		if number == 0 {
			found, err = newestOf(tx, id)
		} else {
			found, err = revisionOf(tx, id, number)
		}
		return err
	})
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("%w (revision %d of %.40q)", ErrNotFound, number, id)
	}
	return found, err
}
