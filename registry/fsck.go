package registry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
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
	next     func() (Revision, error, bool) // rows by index
	row      Revision                       // that comes next
	more     bool                           // whether there is one
	failed   error                          // of reading the rows
	work     errgroup.Group                 // reads texts
	mu       sync.Mutex                     // guards what follows
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
	next, stop := iter.Pull2(revisions(tx, "ORDER BY r.idx"))
	defer stop()
	c.next = next
	c.advance()
	c.work.SetLimit(2 * runtime.GOMAXPROCS(0)) // they wait for the disk
	for logged, err := range view.Entries(0) {
		if err == nil {
			err = errors.Join(c.ctx.Err(), c.failed)
		}
		if err != nil {
			return errors.Join(err, c.work.Wait())
		}
		c.entry(tx, logged)
	}
	c.pass(math.MaxInt64)
	return errors.Join(c.work.Wait(), c.failed, c.countErasures(tx))
}

// advance goes to the next row.
func (c *inspection) advance() {
	var err error
	if c.row, err, c.more = c.next(); err != nil {
		c.failed, c.more = err, false
	}
}

// pass tells the rows before an index that no entry has claimed.
func (c *inspection) pass(index int64) {
	for ; c.more && c.row.Index < index; c.advance() {
		c.found(fmt.Errorf("%w (the database has revision %d of %s, entry %d of the log does not)", ErrDamaged, c.row.Entry.Revision, c.row.Disclosure, c.row.Index))
	}
}

// entry compares one entry with its row and lets its text be read.
func (c *inspection) entry(tx *database.Tx, logged ledger.Entry) {
	entry, err := ParseEntry(logged.Data)
	if err == nil && entry.ID != logged.ActionID {
		err = fmt.Errorf("%w (its row names the act %.40q)", ErrDamaged, logged.ActionID)
	}
	receipt := Receipt{logged.Index, entry}
	if err == nil && entry.Action == Erase {
		_, err = checkRow(tx, receipt)
		c.report.Erased++
	} else if err == nil {
		err = c.revision(receipt)
	}
	if err != nil {
		c.found(fmt.Errorf("entry %d: %w", logged.Index, err))
	}
}

// revision compares an entry with the next row.
func (c *inspection) revision(logged Receipt) error {
	c.pass(logged.Index)
	c.report.Revisions++
	if !c.more || c.row.Index != logged.Index {
		return fmt.Errorf("%w (the row of revision %d of %s is missing)", ErrDamaged, logged.Entry.Revision, logged.Entry.Disclosure)
	}
	row := c.row
	c.advance()
	if row.Entry != logged.Entry {
		return fmt.Errorf("%w (the row of revision %d of %s says otherwise than the log)", ErrDamaged, logged.Entry.Revision, logged.Entry.Disclosure)
	}
	c.work.Go(func() error { c.text(row); return nil })
	return nil
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

// countErasures tells erasures that have no entry: the others were compared.
func (c *inspection) countErasures(tx *database.Tx) error {
	var erased int64
	if err := tx.QueryRow("SELECT count(*) FROM erasure").Scan(&erased); err != nil {
		return fmt.Errorf("counting the erasures: %w", err)
	}
	if erased != c.report.Erased {
		c.found(fmt.Errorf("%w (the database has %d erasures, the log %d)", ErrDamaged, erased, c.report.Erased))
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
