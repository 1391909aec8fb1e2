package portal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"mingzhang/content"
	"mingzhang/registry"
)

// MaxChanges is how many changes are given at once.
const MaxChanges = 1000

// ErrErased says that the text of a revision was removed for good. Its hash and
// its proof stay.
var ErrErased = registry.ErrErased

// Revision is one published state of a disclosure.
type Revision struct {
	Number int          `json:"revision" doc:"1 for the first publication"`
	Action string       `json:"action" enum:"publish,correct,withdraw" doc:"What made this revision"`
	Reason content.Text `json:"reason" doc:"Why it was corrected or withdrawn; null for a first publication and for an erased text"`
	SHA256 string       `json:"sha256" doc:"Of the bytes of its Markdown"`
	Size   int64        `json:"size" doc:"Bytes of its Markdown"`
	Index  int64        `json:"index" doc:"Of its entry in the log"`
	Time   time.Time    `json:"time" doc:"When it was published"`
	Erased bool         `json:"erased" doc:"Its text was removed for good; hash and proof stay"`
}

// Change is one entry of the log. A change of action withdraw is a tombstone;
// erase says that the bytes of a revision were removed.
type Change struct {
	Index    int64     `json:"index" doc:"Of the entry in the log"`
	Action   string    `json:"action" enum:"publish,correct,withdraw,erase"`
	ID       string    `json:"id" doc:"Of the disclosure"`
	Revision int       `json:"revision" doc:"That was made, or erased"`
	SHA256   string    `json:"sha256" doc:"Of the bytes of the revision's Markdown"`
	Time     time.Time `json:"time" doc:"When it was logged"`
}

// Proof proves offline that a revision was published and when.
type Proof struct {
	Index       int64
	Entry       []byte // its bytes in the log, which name the hash of the Markdown
	Proof       []byte // a text of c2sp.org/tlog-proof
	Checkpoint  []byte // newest signed note of the log
	VerifierKey string // public key of the log, in one line
}

// Withdrawn is the error of reading a disclosure that was published and then
// withdrawn. It is an [ErrNotFound] for those who do not look closer.
type Withdrawn struct {
	ID        string
	Title     string            // "" when the last text was erased
	Publisher content.Publisher // its name is "" when the last text was erased
	Reason    string            // "" when the last text was erased
	At        time.Time
	Revision  int // the one that says so
}

// Error names the disclosure and says why it went.
func (w *Withdrawn) Error() string {
	return fmt.Sprintf("disclosure %s was withdrawn on %s: %s", w.ID, w.At.Format(time.DateOnly), w.Reason)
}

// Unwrap gives [ErrNotFound].
func (w *Withdrawn) Unwrap() error { return ErrNotFound }

// History gives all revisions of a disclosure, the newest first, also of a
// withdrawn one.
func (p *Portal) History(ctx context.Context, id string) ([]Revision, error) {
	list, err := p.registry.Revisions(ctx, id)
	if err != nil {
		return nil, notFound(err)
	}
	history := make([]Revision, 0, len(list))
	for _, r := range slices.Backward(list) {
		reason, err := p.reason(ctx, r)
		if err != nil {
			return nil, err
		}
		history = append(history, Revision{
			Number: r.Revision, Action: string(r.Action), Reason: reason, SHA256: r.SHA256, Size: r.Size,
			Index: r.Index, Time: r.Time, Erased: r.Erased,
		})
	}
	return history, nil
}

// reason gives what the text of a revision says of why it was made.
func (p *Portal) reason(ctx context.Context, r registry.Revision) (content.Text, error) {
	if r.Erased || r.Action == registry.Publish {
		return "", nil
	}
	d, err := p.parse(ctx, r)
	if errors.Is(err, ErrErased) { // since it was listed
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return d.Reason, nil
}

func (p *Portal) parse(ctx context.Context, r registry.Revision) (*content.Disclosure, error) {
	b, err := p.registry.Content(ctx, r)
	if err != nil {
		return nil, err
	}
	d, err := content.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("reading revision %d of %s: %w", r.Revision, r.Disclosure, err)
	}
	d.SHA256 = r.SHA256
	return d, nil
}

// Revision gives one revision with its text and its derived fields, also of a
// disclosure that was withdrawn: what was public once can be read and checked
// until the operator erases it. Then the error is ErrErased.
func (p *Portal) Revision(ctx context.Context, id string, n int) (*content.Disclosure, error) {
	r, err := p.readable(ctx, id, n)
	if err != nil {
		return nil, err
	}
	d, err := p.parse(ctx, r)
	if err != nil {
		return nil, err
	}
	derive(d)
	return d, nil
}

// RevisionMarkdown gives the exact bytes of one revision, as Revision does.
func (p *Portal) RevisionMarkdown(ctx context.Context, id string, n int) ([]byte, error) {
	r, err := p.readable(ctx, id, n)
	if err != nil {
		return nil, err
	}
	return p.registry.Content(ctx, r)
}

// readable gives a revision by its number.
func (p *Portal) readable(ctx context.Context, id string, n int) (registry.Revision, error) {
	if n < 1 {
		return registry.Revision{}, fmt.Errorf("revision %d of disclosure %.40q: %w", n, id, ErrNotFound)
	}
	r, err := p.registry.Revision(ctx, id, n)
	return r, notFound(err)
}

// withdrawn says what stood in the place of a withdrawn disclosure.
func (p *Portal) withdrawn(ctx context.Context, last registry.Revision) error {
	w := &Withdrawn{ID: last.Disclosure, At: last.Time, Revision: last.Revision}
	d, err := p.parse(ctx, last)
	if err == nil {
		w.Title, w.Publisher, w.Reason = d.Title, d.Publisher, string(d.Reason)
	} else if !errors.Is(err, ErrErased) {
		return err
	}
	return w
}

// Changes gives up to limit changes, at most [MaxChanges], from the index since
// on, in the order of the log. The next question is from the last index plus one.
func (p *Portal) Changes(ctx context.Context, since int64, limit int) ([]Change, error) {
	receipts, err := p.registry.Changes(ctx, max(0, since), min(max(1, limit), MaxChanges))
	if err != nil {
		return nil, err
	}
	changes := make([]Change, 0, len(receipts))
	for _, r := range receipts {
		changes = append(changes, Change{r.Index, string(r.Entry.Action), r.Entry.Disclosure, r.Entry.Revision, r.Entry.SHA256, r.Entry.Time})
	}
	return changes, nil
}

// Proof gives what proves that a revision was published, also of a withdrawn or
// erased one.
func (p *Portal) Proof(ctx context.Context, id string, n int) (*Proof, error) {
	if n < 1 {
		return nil, fmt.Errorf("revision %d of disclosure %.40q: %w", n, id, ErrNotFound)
	}
	r, err := p.registry.Revision(ctx, id, n)
	if err != nil {
		return nil, notFound(err)
	}
	proof := &Proof{Index: r.Index, VerifierKey: p.registry.VerifierKey()}
	if proof.Entry, err = p.registry.Entry(ctx, r.Index); err != nil {
		return nil, err
	}
	if proof.Proof, err = p.registry.Proof(ctx, r.Index); err != nil {
		return nil, err
	}
	if proof.Checkpoint, err = p.registry.Checkpoint(ctx); err != nil {
		return nil, err
	}
	return proof, nil
}

// notFound makes the error of the registry one of the portal.
func notFound(err error) error {
	if errors.Is(err, registry.ErrNotFound) {
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	return err
}
