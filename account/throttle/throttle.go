// Package throttle slows down who guesses. Each name under which one may guess
// (an account, an address, a device) has some free tries; each wrong one after
// them doubles the time until the next. What is known of a name is forgotten when
// it was left in peace, and is kept in bounded memory, as a hash with a key of the
// process.
package throttle

import (
	"container/list"
	"crypto/hmac"
	"crypto/sha256"
	"sync"
	"time"

	"crypto/rand"
)

// How waiting grows and what is forgotten.
const (
	firstWait = 2 * time.Second
	longest   = 15 * time.Minute
	peace     = time.Hour // without a try, after which a name begins anew
	most      = 1 << 16   // names; the one that was left in peace longest goes first
)

// Name is something that tries are counted for.
type Name struct {
	Kind string // divides names of one text, as in account and address
	Text string
	Free int // wrong tries before the first wait
}

// Throttle counts wrong tries. It is safe for use by several goroutines.
type Throttle struct {
	now  func() time.Time
	key  []byte
	mu   sync.Mutex
	of   map[sum]*list.Element // of tries
	last *list.List            // the latest try in front
}

// sum stands for a name.
type sum [sha256.Size]byte

// tries is what is known of a name.
type tries struct {
	sum    sum
	wrong  int
	latest time.Time
}

// New gives a Throttle that knows of no tries.
func New(now func() time.Time) *Throttle {
	key := make([]byte, sha256.Size)
	rand.Read(key)
	return &Throttle{now: now, key: key, of: map[sum]*list.Element{}, last: list.New()}
}

// Try counts a try as a wrong one for all names, before it is known to be right,
// so that a thousand tries at once are no way around. When one of the names has
// to wait it counts nothing and gives the time until the next try is allowed.
func (t *Throttle) Try(names ...Name) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	var wait time.Duration
	for _, name := range names {
		wait = max(wait, t.wait(name, now))
	}
	if wait > 0 {
		return wait
	}
	for _, name := range names {
		t.count(name, now)
	}
	return 0
}

// Forget takes all wrong tries of the names back: the last one was right.
func (t *Throttle) Forget(names ...Name) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, name := range names {
		if known, ok := t.of[t.sum(name)]; ok {
			t.drop(known)
		}
	}
}

// Undo takes one wrong try of the names back. Who signs in to an own account gets
// no new tries for those of others.
func (t *Throttle) Undo(names ...Name) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, name := range names {
		if known, ok := t.of[t.sum(name)]; ok {
			known.Value.(*tries).wrong--
		}
	}
}

// Wrong gives the number of wrong tries of a name that are not forgotten.
func (t *Throttle) Wrong(name Name) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if known, ok := t.of[t.sum(name)]; ok {
		return known.Value.(*tries).wrong
	}
	return 0
}

// wait gives the time until a name may be tried again. A clock that went back
// makes nobody wait longer than from now on.
func (t *Throttle) wait(name Name, now time.Time) time.Duration {
	known, ok := t.of[t.sum(name)]
	if !ok {
		return 0
	}
	k := known.Value.(*tries)
	since := now.Sub(k.latest)
	if since >= peace {
		t.drop(known)
		return 0
	}
	return delay(k.wrong-name.Free) - max(since, 0)
}

// delay is the time to wait after n wrong tries beyond the free ones.
func delay(n int) time.Duration {
	if n < 0 {
		return 0
	}
	if n > 20 {
		return longest
	}
	return min(firstWait<<n, longest)
}

// count adds a wrong try.
func (t *Throttle) count(name Name, now time.Time) {
	s := t.sum(name)
	known, ok := t.of[s]
	if !ok {
		if len(t.of) >= most {
			t.drop(t.last.Back())
		}
		known = t.last.PushFront(&tries{sum: s})
		t.of[s] = known
	}
	k := known.Value.(*tries)
	k.wrong++
	k.latest = now
	t.last.MoveToFront(known)
}

// drop forgets a name.
func (t *Throttle) drop(known *list.Element) {
	delete(t.of, known.Value.(*tries).sum)
	t.last.Remove(known)
}

// sum hides a name: addresses and login names are not kept.
func (t *Throttle) sum(name Name) sum {
	mac := hmac.New(sha256.New, t.key)
	mac.Write([]byte(name.Kind + "\x00" + name.Text))
	return sum(mac.Sum(nil))
}
