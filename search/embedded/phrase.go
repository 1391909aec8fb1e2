package embedded

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"mingzhang/search"

	"github.com/RoaringBitmap/roaring/v2"
	"golang.org/x/sync/errgroup"
)

// phrase returns where a folded phrase stands.
func (q query) phrase(phrase string) (matches, error) {
	if m, ok := q.phrases.get(phrase); ok {
		return m, nil
	}
	keys, exact := phraseKeys(phrase)
	none := matches{roaring.New(), roaring.New(), roaring.New(), roaring.New()}
	if len(keys) == 0 {
		return none, nil
	}
	m := none
	for _, f := range []struct {
		field field
		set   **roaring.Bitmap
	}{{fieldText, &m.any}, {fieldTitle, &m.title}, {fieldPublisher, &m.publisher}, {fieldOften, &m.often}} {
		set, err := q.intersect(keys, f.field)
		if err != nil {
			return none, err
		}
		if *f.set = set; f.field == fieldText && set.IsEmpty() {
			return none, nil
		}
	}
	if exact {
		return m, nil
	}
	return q.verified(phrase, m)
}

// intersect returns the documents that have all keys in the field.
func (q query) intersect(keys []key, f field) (*roaring.Bitmap, error) {
	lists := make([]*roaring.Bitmap, 0, len(keys))
	for _, k := range keys {
		list, err := q.list(k.in(f))
		if err != nil || list.IsEmpty() {
			return list, err
		}
		lists = append(lists, list)
	}
	if len(lists) == 1 {
		return lists[0], nil
	}
	slices.SortFunc(lists, func(a, b *roaring.Bitmap) int {
		return cmp.Compare(a.GetCardinality(), b.GetCardinality())
	})
	out := roaring.And(lists[0], lists[1])
	for _, l := range lists[2:] {
		out.And(l)
	}
	return out, nil
}

// verified keeps the documents of m in which phrase really stands. First come
// titles and publishers, which are short; their documents need no more.
func (q query) verified(phrase string, m matches) (matches, error) {
	var err error
	m.title, err = q.filter(m.title, func(doc uint32) bool {
		title, _ := q.head(doc)
		return search.IndexPhrase(title, phrase) >= 0
	})
	if err != nil {
		return m, err
	}
	m.publisher, err = q.filter(m.publisher, func(doc uint32) bool {
		_, publisher := q.head(doc)
		return search.IndexPhrase(publisher, phrase) >= 0
	})
	if err != nil {
		return m, err
	}
	heads := roaring.Or(m.title, m.publisher)
	open := roaring.AndNot(m.any, heads)
	bodies, err := q.bodies(open, phrase)
	if err != nil {
		return m, err
	}
	bodies.Or(heads)
	m.any = bodies
	m.often = roaring.And(m.often, m.any)
	if open.GetCardinality() >= minCached {
		q.phrases.put(phrase, m)
	}
	return m, nil
}

// worthPlaces is how many texts may be read before comparing places is cheaper.
const worthPlaces = 1500

// bodies keeps the documents of set that have phrase in the body.
func (q query) bodies(set *roaring.Bitmap, phrase string) (*roaring.Bitmap, error) {
	if set.GetCardinality() > worthPlaces {
		if found, ok, err := q.placed(set, phrase); ok || err != nil {
			return found, err
		}
	}
	return q.filter(set, func(doc uint32) bool {
		body := q.body(doc)
		q.touch(len(body))
		return search.IndexPhrase(body, phrase) >= 0
	})
}

// filterChunk is how many documents are looked at between two looks at the context.
const filterChunk = 1024

// filter returns the documents of set that keep holds for, in a bitmap of its
// own. Large sets are divided among the processors.
func (q query) filter(set *roaring.Bitmap, keep func(doc uint32) bool) (*roaring.Bitmap, error) {
	docs := set.ToArray()
	chunks := slices.Collect(slices.Chunk(docs, filterChunk))
	kept := make([][]uint32, len(chunks))
	work, ctx := errgroup.WithContext(q.ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, chunk := range chunks {
		work.Go(func() error {
			kept[i] = filterDocs(ctx, chunk, keep)
			return ctx.Err()
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	out := roaring.New()
	for _, chunk := range kept {
		out.AddMany(chunk)
	}
	return out, nil
}

// filterDocs keeps, in place, the documents that keep holds for.
func filterDocs(ctx context.Context, docs []uint32, keep func(doc uint32) bool) []uint32 {
	if ctx.Err() != nil {
		return nil
	}
	out := docs[:0]
	for _, doc := range docs {
		if keep(doc) {
			out = append(out, doc)
		}
	}
	return out
}

// The phrase cache keeps the answers that were dear to find.
const (
	minCached = 512 // documents that were read
	maxCached = 128 // phrases per segment
)

// phraseCache remembers verified phrases of a segment, which never change. The
// oldest one goes first.
type phraseCache struct {
	mu    sync.Mutex
	found map[string]matches
	order []string
}

func (c *phraseCache) get(phrase string) (matches, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, ok := c.found[phrase]
	return m, ok
}

// put remembers m, whose bitmaps must be ordinary memory and never change again.
func (c *phraseCache) put(phrase string, m matches) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found == nil {
		c.found = map[string]matches{}
	}
	if _, ok := c.found[phrase]; ok {
		return
	}
	if len(c.order) == maxCached {
		delete(c.found, c.order[0])
		c.order = c.order[1:]
	}
	c.found[phrase] = m
	c.order = append(c.order, phrase)
}
