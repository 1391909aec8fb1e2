package verify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"golang.org/x/sync/errgroup"

	"mingzhang/ledger"
	"mingzhang/registry"
)

// Audit says how a portal is audited.
type Audit struct {
	URL    string       // of the portal
	Key    string       // its public key, got from elsewhere; "" believes the portal, see [Report].Trusted
	Last   *State       // what the last audit left; nil for the first
	Quick  bool         // reads only what is new since Last
	Client *http.Client // nil for one with a limit of a minute a request
	Jobs   int          // texts that are read at once; 0 for 8
	// Progress, if not nil, is told how far the texts are.
	Progress func(done, all int)
}

// State is what an audit leaves for the next one. It is public.
type State struct {
	Key string `json:"key" doc:"Public key of the log"`
	Log []byte `json:"log" doc:"State of the follower; see ledger.Follower"`
}

// Report is what an audit has found.
type Report struct {
	Entries int64   // in the log, all of them under its signature
	New     int64   // of these, since the last audit
	Texts   int     // that were read and are what the log says
	Erased  int     // that the operator took away, as the log says
	Trusted bool    // the key came from outside; else it is the portal's own word
	Wrong   int     // texts that are not what the log says, or could not be read
	Faults  []error // the first of them, in no order
	State   State
}

// maxFaults is how many faults a report describes.
const maxFaults = 100

// Portal audits a whole portal: that every entry is under the signed root, that
// the log goes on from the last audit, and that every text is still the one that
// its entry tells of. The error is not nil when the audit could not be made, or,
// with [ErrInvalid], when the log itself is not what it was; texts that are
// wrong or missing are the report's faults.
func Portal(ctx context.Context, a Audit) (Report, error) {
	from, err := newSite(a.Client, a.URL)
	if err != nil {
		return Report{}, err
	}
	key, trusted, err := a.key(ctx, from)
	if err != nil {
		return Report{}, err
	}
	r := Report{Trusted: trusted}
	follower, err := a.goOn(ctx, from, key, &r)
	if err != nil {
		return r, invalid(err)
	}
	entries, err := a.entries(ctx, from, key, follower)
	if err != nil {
		return r, invalid(err)
	}
	r.Entries = follower.Size()
	r.State = State{Key: key, Log: follower.State()}
	return r, a.texts(ctx, from, entries, &r)
}

// key gives the key to believe.
func (a Audit) key(ctx context.Context, from *site) (key string, trusted bool, err error) {
	switch {
	case a.Last != nil && a.Key != "" && a.Key != a.Last.Key:
		return "", false, fmt.Errorf("%w: the last audit was made with another key, %s; if the log really has a new one, begin anew without its state", ErrInvalid, a.Last.Key)
	case a.Key != "":
		return a.Key, true, nil
	case a.Last != nil:
		return a.Last.Key, true, nil
	}
	key, err = from.key(ctx)
	return key, false, err
}

// goOn checks that the log goes on from the last audit, whatever else is read.
func (a Audit) goOn(ctx context.Context, from *site, key string, r *Report) (*ledger.Follower, error) {
	if a.Last == nil {
		return ledger.NewFollower(key, nil)
	}
	follower, err := ledger.NewFollower(key, a.Last.Log)
	if err != nil {
		return nil, err
	}
	before := follower.Size()
	if a.Quick {
		return follower, nil
	}
	if err := follower.Follow(ctx, from, nil); err != nil {
		return nil, err
	}
	r.New = follower.Size() - before
	return ledger.NewFollower(key, nil)
}

// entries follows the log to its end and gives what it read.
func (a Audit) entries(ctx context.Context, from *site, key string, f *ledger.Follower) ([]registry.Entry, error) {
	var list []registry.Entry
	err := f.Follow(ctx, from, func(index int64, data []byte) error {
		entry, err := registry.ParseEntry(data)
		if err != nil {
			return fmt.Errorf("reading it: %w; a newer mingzhang may understand it", err)
		}
		list = append(list, entry)
		return nil
	})
	return list, err
}

// invalid makes the log's words for what does not fit ours.
func invalid(err error) error {
	if errors.Is(err, ledger.ErrInvalid) {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return err
}

// place names a text.
type place struct {
	id       string
	revision int
}

// texts reads the text of every entry that has one.
func (a Audit) texts(ctx context.Context, from *site, entries []registry.Entry, r *Report) error {
	if a.Quick || a.Last == nil {
		r.New = int64(len(entries))
	}
	wanted, erased := sort(entries)
	var mu sync.Mutex
	done := 0
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(a.jobs())
	for _, e := range wanted {
		group.Go(func() error {
			outcome, err := check(ctx, from, e, erased[place{e.Disclosure, e.Revision}])
			if ctx.Err() != nil {
				return ctx.Err()
			}
			mu.Lock()
			defer mu.Unlock()
			r.count(outcome, err)
			if done++; a.Progress != nil {
				a.Progress(done, len(wanted))
			}
			return nil
		})
	}
	return group.Wait()
}

func (a Audit) jobs() int {
	if a.Jobs <= 0 {
		return 8
	}
	return a.Jobs
}

// sort tells the entries that have a text from those that took one away.
func sort(entries []registry.Entry) (texts []registry.Entry, erased map[place]bool) {
	erased = map[place]bool{}
	for _, e := range entries {
		if e.Action == registry.Erase {
			erased[place{e.Disclosure, e.Revision}] = true
		} else {
			texts = append(texts, e)
		}
	}
	return texts, erased
}

// outcome is what became of one text.
type outcome int

const (
	isRight outcome = iota
	isErased
	isWrong
)

// check reads a text and compares it with its entry. Only a text that the log
// says was erased may be missing.
func check(ctx context.Context, from *site, e registry.Entry, erased bool) (outcome, error) {
	text, err := from.text(ctx, e.Disclosure, e.Revision)
	switch {
	case errors.Is(err, errGone) && erased:
		return isErased, nil
	case errors.Is(err, errGone):
		return isWrong, fmt.Errorf("%w: the text of %s, revision %d, is gone, and the log does not say that it was erased", ErrInvalid, e.Disclosure, e.Revision)
	case err != nil:
		return isWrong, fmt.Errorf("%s, revision %d: %w", e.Disclosure, e.Revision, err)
	}
	if err := sameText(e, text); err != nil {
		return isWrong, err
	}
	return isRight, nil
}

// count takes the outcome of one text into the report.
func (r *Report) count(o outcome, err error) {
	switch o {
	case isRight:
		r.Texts++
	case isErased:
		r.Erased++
	case isWrong:
		r.Wrong++
		if len(r.Faults) < maxFaults {
			r.Faults = append(r.Faults, err)
		}
	}
}
