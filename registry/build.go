package registry

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"mingzhang/content"
)

// stamp is what the registry sets in a text.
type stamp struct {
	revision  int
	published time.Time // of revision 1
	updated   time.Time
	salt      string
}

// makes fills in the revision that an act makes after the one before.
func (r *Registry) makes(w *work, before Revision) error {
	s := stamp{revision: before.Entry.Revision + 1, published: before.First, updated: w.act.At, salt: rand.Text()}
	if s.revision == 1 {
		s.published = s.updated
	}
	facts := w.act.Disclosure
	if w.act.Action == Withdraw {
		facts = r.tombstone(before, facts)
	}
	d := w.act.stamped(facts, s)
	text, err := content.Canonical(d)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAct, err)
	}
	w.text = text
	w.logged = Entry{V: entryVersion, Action: w.act.Action, ID: w.act.ID, Disclosure: d.ID, Revision: s.revision,
		SHA256: content.SHA256(text), Size: int64(len(text)), Publisher: d.Publisher.ID, Time: w.act.At}
	w.made = Revision{Entry: w.logged, First: s.published}
	return nil
}

// stamped gives the disclosure as the act publishes it.
func (a *Act) stamped(facts *content.Disclosure, s stamp) *content.Disclosure {
	d := *facts
	d.ID, d.Revision, d.PublishedAt, d.UpdatedAt, d.Salt = a.Disclosure.ID, s.revision, s.published, s.updated, s.salt
	d.Publisher.ID = content.PublisherID(d.Publisher.Name)
	d.Reason, d.Status = content.Text(strings.TrimSpace(a.Reason)), content.Published
	if a.Action == Withdraw {
		d.Status = content.Withdrawn
	}
	d.Sections = slices.Clone(d.Sections)
	for i := range d.Sections { // as forms and editors leave them
		d.Sections[i].Markdown = strings.Trim(strings.ReplaceAll(d.Sections[i].Markdown, "\r\n", "\n"), "\n")
	}
	return &d
}

// tombstone gives the facts that name a withdrawn disclosure: those of its
// newest revision, or what the act says when that was erased or is damaged.
func (r *Registry) tombstone(before Revision, said *content.Disclosure) *content.Disclosure {
	facts := said
	if !before.Erased {
		b, err := r.readText(before)
		if err == nil {
			var read *content.Disclosure
			if read, err = content.Parse(b); err == nil {
				facts = read
			}
		}
		if err != nil {
			r.report.Error("withdrawing a revision that cannot be read", "id", before.Disclosure, "revision", before.Entry.Revision, "error", err)
		}
	}
	return &content.Disclosure{Summary: content.Summary{
		Kind: facts.Kind, Title: facts.Title, Year: facts.Year, Publisher: facts.Publisher, Region: facts.Region,
	}}
}

// checkRepeated refuses an act whose id the log has for another one.
func (r *Registry) checkRepeated(ctx context.Context, act Act, first Receipt) error {
	made := first.Entry.Revision
	if act.Action != Erase {
		made--
	}
	e := first.Entry
	if act.Action != e.Action || act.Disclosure.ID != e.Disclosure || act.Base != made {
		return fmt.Errorf("%w (entry %d: %s, revision %d of %s)", ErrRepeated, first.Index, e.Action, e.Revision, e.Disclosure)
	}
	if act.Action == Erase {
		return nil
	}
	text, err := r.Content(ctx, Revision{Entry: e, Index: first.Index})
	if errors.Is(err, ErrErased) {
		return nil // nothing to compare with
	}
	if err != nil {
		return err
	}
	return act.checkText(text, first)
}

// checkText compares what an act would publish with what was published under its
// id: the same facts and text, and the same reason.
func (a *Act) checkText(text []byte, first Receipt) error {
	stored, err := content.Parse(text)
	if err != nil {
		return fmt.Errorf("reading the text of entry %d: %w", first.Index, err)
	}
	facts := a.Disclosure
	if a.Action == Withdraw {
		facts = stored
	}
	again, err := content.Format(a.stamped(facts, stamp{stored.Revision, stored.PublishedAt, stored.UpdatedAt, stored.Salt}))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAct, err)
	}
	if !bytes.Equal(again, text) {
		return fmt.Errorf("%w (entry %d has another text or reason)", ErrRepeated, first.Index)
	}
	return nil
}
