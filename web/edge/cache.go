package edge

import (
	"hash/maphash"
	"sync"
)

// doors is the number of URLs that the cache remembers to have been asked for
// once. It is a fixed table: a flood of queries only overwrites it.
const doors = 1 << 12

// cache keeps ready answers for one tag: when the tag changes, all of them are
// forgotten. Its memory is bounded by two generations: a new answer goes into
// the young one; when that has used half of the room it becomes the old one, and
// what has not been asked for since the last change of generations is gone.
type cache struct {
	mu         sync.Mutex
	tag        string
	room       int // bytes of one generation
	young, old map[string]*entry
	used       [2]int // bytes of young and old
	seed       maphash.Seed
	seen       [doors]uint64
}

func newCache(size int) *cache {
	return &cache{room: size / 2, young: map[string]*entry{}, seed: maphash.MakeSeed()}
}

// get gives the answer for a key under a tag; nil when there is none.
func (k *cache) get(tag string, key []byte) *entry {
	k.mu.Lock()
	defer k.mu.Unlock()
	if tag != k.tag {
		return nil
	}
	if en := k.young[string(key)]; en != nil {
		return en
	}
	en := k.old[string(key)]
	if en != nil {
		k.insert(string(key), en)
	}
	return en
}

// put keeps an answer that was asked for under a tag. One of many, as with a query,
// is kept only when it is asked for a second time: nobody can push the pages out
// that everybody reads by asking a million different questions.
func (k *cache) put(tag, key string, en *entry, oneOfMany bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if tag != k.tag {
		k.tag, k.young, k.old, k.used = tag, map[string]*entry{}, nil, [2]int{}
	}
	if oneOfMany && !k.knocked(key) {
		return
	}
	k.insert(key, en)
}

// knocked tells whether the key was here before, and remembers it.
func (k *cache) knocked(key string) bool {
	h := maphash.String(k.seed, key)
	door := &k.seen[h%doors]
	if *door == h {
		return true
	}
	*door = h
	return false
}

func (k *cache) insert(key string, en *entry) {
	cost := en.cost() + len(key)
	if cost > k.room/4 {
		return
	}
	if k.used[0]+cost > k.room {
		k.old, k.used[1] = k.young, k.used[0]
		k.young, k.used[0] = map[string]*entry{}, 0
	}
	if k.young[key] == nil {
		k.used[0] += cost
	}
	k.young[key] = en
}

// size gives the bytes in use, at most.
func (k *cache) size() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.used[0] + k.used[1]
}

// flights are the answers that are being made. Those who ask for the same at the
// same time wait for the first instead of making it again.
type flights struct {
	mu      sync.Mutex
	running map[string]*flight
}

type flight struct {
	done  chan struct{}
	entry *entry // nil when the answer cannot be shared
}

// join gives the flight of a key; first tells that the caller has to make it and
// call land.
func (f *flights) join(key string) (fl *flight, first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fl := f.running[key]; fl != nil {
		return fl, false
	}
	if f.running == nil {
		f.running = map[string]*flight{}
	}
	fl = &flight{done: make(chan struct{})}
	f.running[key] = fl
	return fl, true
}

// land ends a flight, with or without an answer.
func (f *flights) land(key string, fl *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.running, key)
	close(fl.done)
}
