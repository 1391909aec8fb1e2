package registry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"mingzhang/content"
	"mingzhang/database"
)

// Sizes of an adoption, in revisions.
const (
	adoptTogether = 1024   // that one transaction keeps
	toldEvery     = 10_000 // between two lines of the program's log
)

// adoption is the work of Adopt.
type adoption struct {
	r      *Registry
	from   fs.FS
	copies bool // the texts are not in the content folder yet
	now    time.Time
	before Revision // that was decided on last
	done   Adopted
}

// read is what came of one file.
type read struct {
	made Revision
	err  error
}

// chunk is what one transaction is made of.
type chunk struct {
	spots    []spot
	known    map[spot]Revision // that are in the log already
	read     []read            // of each spot; empty for the known ones
	unusable []error
}

// run reads a chunk while the one before is kept.
func (a *adoption) run(ctx context.Context) (err error) {
	if a.now, err = a.r.clock(); err != nil {
		return err
	}
	if !a.copies {
		if err := syncTree(a.r.content); err != nil {
			return err
		}
	}
	both, inner := errgroup.WithContext(ctx)
	ready := make(chan chunk)
	both.Go(func() error { defer close(ready); return a.readAll(inner, ready) })
	both.Go(func() error { return a.keepAll(inner, ready) })
	if err := both.Wait(); err != nil {
		return err
	}
	return a.r.keepAdopted(ctx, a.now, nil, true)
}

// readAll reads the folder, chunk by chunk.
func (a *adoption) readAll(ctx context.Context, ready chan<- chunk) error {
	for some, unusable := range chunks(spots(a.from), adoptTogether) {
		c := chunk{spots: some, unusable: unusable}
		if err := a.readChunk(ctx, &c); err != nil {
			return err
		}
		select {
		case ready <- c:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// keepAll keeps each chunk in one transaction.
func (a *adoption) keepAll(ctx context.Context, ready <-chan chunk) error {
	for c := range ready {
		before := a.done.Revisions
		if err := a.r.keepAdopted(ctx, a.now, a.decide(c), false); err != nil {
			return err
		}
		if a.done.Revisions/toldEvery > before/toldEvery {
			a.r.report.Info("taking the content folder into the log", "revisions", a.done.Revisions)
		}
	}
	return nil
}

// readChunk reads the files that the log does not have yet, on all cores.
func (a *adoption) readChunk(ctx context.Context, c *chunk) error {
	err := a.r.db.Read(ctx, func(tx *database.Tx) (err error) {
		c.known, err = published(tx, c.spots)
		return err
	})
	if err != nil {
		return err
	}
	c.read = make([]read, len(c.spots))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range c.spots {
		if _, known := c.known[s]; known {
			continue
		}
		work.Go(func() error {
			if ctx.Err() == nil {
				c.read[i].made, c.read[i].err = a.readOne(s)
			}
			return ctx.Err()
		})
	}
	return work.Wait()
}

// readOne reads and checks one file, and copies it when it must be.
func (a *adoption) readOne(s spot) (Revision, error) {
	text, err := fs.ReadFile(a.from, s.path())
	if err != nil {
		return Revision{}, err
	}
	d, err := content.ParseRevision(s.path(), text)
	if err != nil {
		return Revision{}, err
	}
	if a.copies {
		if err := content.WriteOnce(a.r.content, s.path(), text, a.r.hook.At); err != nil {
			return Revision{}, explain(err)
		}
	}
	made := Revision{First: d.PublishedAt.Truncate(time.Second), Entry: Entry{
		V: entryVersion, Action: Publish, ID: fmt.Sprintf("%s%s.%d", adoptPrefix, s.id, s.revision), Disclosure: s.id, Revision: s.revision,
		SHA256: d.SHA256, Size: int64(len(text)), Publisher: d.Publisher.ID, Time: a.now}}
	switch {
	case d.Status == content.Withdrawn:
		made.Action = Withdraw
	case s.revision > 1:
		made.Action = Correct
	}
	return made, nil
}

// decide gives the revisions of a chunk that follow one another, and counts the
// files that must be left out.
func (a *adoption) decide(c chunk) (made []Revision) {
	for _, err := range c.unusable {
		a.refuse(err)
	}
	for i, s := range c.spots {
		if known, ok := c.known[s]; ok {
			a.before = known
			continue
		}
		this := c.read[i]
		if this.err == nil {
			this.err = a.follows(this.made)
		}
		if this.err != nil {
			a.refuse(&placeError{s.path(), this.err})
			continue
		}
		a.before = this.made
		made = append(made, this.made)
	}
	a.done.Revisions += len(made)
	return made
}

// follows refuses a revision without the one before it, and one after a
// withdrawal.
func (a *adoption) follows(made Revision) error {
	number := 0
	if a.before.Disclosure == made.Disclosure {
		number = a.before.Entry.Revision
		if a.before.Action == Withdraw {
			return ErrWithdrawn
		}
	}
	if made.Entry.Revision != number+1 {
		return fmt.Errorf("revision %d is missing, or cannot be used", made.Entry.Revision-1)
	}
	return nil
}

// refuse counts a file that is left out.
func (a *adoption) refuse(err error) {
	if a.done.Refused++; a.done.Refused <= maxProblems {
		a.done.Problems = errors.Join(a.done.Problems, err)
	}
}
