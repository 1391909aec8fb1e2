package registry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"mingzhang/database"
	"mingzhang/ledger"
)

// maxFindings is how many findings Fsck tells one by one.
const maxFindings = 20

// Report is what Fsck has gone through.
type Report struct {
	Log         ledger.Report
	Revisions   int64
	Texts       int64 // whose hash was computed
	Erased      int64
	Unpublished int64 // texts in the content folder that no entry tells of; they are no damage
	Findings    int64
}

// Fsck computes the log anew, compares each entry with its row, each row with
// its entry, and the hash of each text, while the registry is used. The error is
// that of the log, or ErrDamaged with the first findings.
func (r *Registry) Fsck(ctx context.Context) (Report, error) {
	c := &inspection{r: r, ctx: ctx}
	err := r.db.Read(ctx, c.run)
	if err == nil {
		err = c.countUnpublished()
	}
	if err != nil {
		return c.report, fmt.Errorf("checking the registry: %w", err)
	}
	if c.report.Findings > 0 {
		return c.report, fmt.Errorf("checking the registry: %d findings: %w", c.report.Findings, c.findings)
	}
	return c.report, nil
}

// inspection is the work of Fsck.
type inspection struct {
	r        *Registry
	ctx      context.Context
	mu       sync.Mutex
	report   Report
	findings error
}

// run checks log, rows and texts as of one moment.
func (c *inspection) run(tx *database.Tx) (err error) {
	if c.report.Log, err = ledger.Fsck(tx, c.r.VerifierKey()); err != nil {
		return err
	}
	view, err := ledger.Read(tx)
	if err != nil {
		return err
	}
	var work errgroup.Group
	work.SetLimit(2 * runtime.GOMAXPROCS(0)) // they wait for the disk
	for logged, err := range view.Entries(0) {
		if err == nil {
			err = c.ctx.Err()
		}
		if err != nil {
			return errors.Join(err, work.Wait())
		}
		c.entry(tx, logged, &work)
	}
	if err := work.Wait(); err != nil {
		return err
	}
	return c.countRows(tx)
}

// entry compares one entry with its row and lets its text be read.
func (c *inspection) entry(tx *database.Tx, logged ledger.Entry, work *errgroup.Group) {
	entry, err := ParseEntry(logged.Data)
	if err == nil && entry.ID != logged.ActionID {
		err = fmt.Errorf("%w (its row names the act %.40q)", ErrDamaged, logged.ActionID)
	}
	if err != nil {
		c.found(fmt.Errorf("entry %d: %w", logged.Index, err))
		return
	}
	revision, err := checkRow(tx, Receipt{logged.Index, entry})
	if err != nil {
		c.found(fmt.Errorf("entry %d: %w", logged.Index, err))
		return
	}
	if entry.Action == Erase {
		c.report.Erased++
		return
	}
	c.report.Revisions++
	work.Go(func() error { c.text(revision); return nil })
}

// text checks one text, or that it is gone.
func (c *inspection) text(revision Revision) {
	if revision.Erased {
		if _, err := os.Stat(c.r.place(revision.Path())); !errors.Is(err, fs.ErrNotExist) {
			c.found(fmt.Errorf("content/%s was erased but is there; remove it: %w", revision.Path(), errors.Join(ErrErased, err)))
		}
		return
	}
	if _, err := c.r.readText(revision); err != nil {
		c.found(err)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.report.Texts++
}

// found notes a finding.
func (c *inspection) found(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.report.Findings++; c.report.Findings <= maxFindings {
		c.findings = errors.Join(c.findings, err)
	}
}

// countRows tells rows that have no entry: the others were compared.
func (c *inspection) countRows(tx *database.Tx) error {
	var revisions, erased int64
	if err := tx.QueryRow("SELECT (SELECT count(*) FROM revision), (SELECT count(*) FROM erasure)").Scan(&revisions, &erased); err != nil {
		return fmt.Errorf("counting the revisions: %w", err)
	}
	if c.report.Findings == 0 && (revisions != c.report.Revisions || erased != c.report.Erased) {
		c.found(fmt.Errorf("%w (the database has %d revisions and %d erasures, the log %d and %d)", ErrDamaged,
			revisions, erased, c.report.Revisions, c.report.Erased))
	}
	return nil
}

// countUnpublished counts the texts that no entry tells of.
func (c *inspection) countUnpublished() error {
	for some, unusable := range chunks(spots(os.DirFS(c.r.content)), adoptTogether) {
		c.report.Unpublished += int64(len(unusable))
		var known map[spot]Revision
		err := c.r.db.Read(c.ctx, func(tx *database.Tx) (err error) {
			known, err = published(tx, some)
			return err
		})
		if err != nil {
			return err
		}
		for _, s := range some {
			if _, ok := known[s]; !ok {
				c.report.Unpublished++
			}
		}
	}
	return nil
}
