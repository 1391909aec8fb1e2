package embedded

import (
	"cmp"
	"encoding/binary"
	"slices"

	"mingzhang/search"
)

// builder gathers documents in memory until they are written as a segment.
type builder struct {
	docs  []record
	byID  map[string]uint32
	dead  []uint32 // documents that a later one with the same id replaced
	slots []slot
	table []int32 // open addressing: index into slots plus one
	bytes int     // estimate of what the builder holds
}

// record is what a segment keeps of a document besides its postings.
type record struct {
	id        string
	date      int64 // microseconds
	title     string
	publisher string
	body      string
}

// slot is a posting list that grows.
type slot struct {
	key   key
	seen  uint32 // the document of the last occurrence, plus one
	count uint32 // occurrences in it
	docs  growing
	often growing

	places []byte // of a triple: see placeReader
	place  uint32 // the last one, plus one
}

// growing is an ascending list of documents, as differences.
type growing struct {
	last uint32 // plus one
	n    uint32
	buf  []byte
}

func (g *growing) add(doc uint32) {
	g.buf = binary.AppendUvarint(g.buf, uint64(doc+1-g.last))
	g.last = doc + 1
	g.n++
}

// appendTo appends the documents to out.
func (g *growing) appendTo(out []uint32) []uint32 {
	last := uint32(0)
	for buf := g.buf; len(buf) > 0; {
		delta, n := binary.Uvarint(buf)
		last += uint32(delta)
		out = append(out, last-1)
		buf = buf[n:]
	}
	return out
}

const (
	firstTable = 1 << 12
	slotBytes  = 160 // a slot, its place in the table and the first bytes of its list
)

func newBuilder() *builder {
	return &builder{byID: map[string]uint32{}, table: make([]int32, firstTable)}
}

// add takes one document. Of two with the same id the later one counts.
func (b *builder) add(d search.Document) {
	doc := uint32(len(b.docs))
	if old, ok := b.byID[d.ID]; ok {
		b.dead = append(b.dead, old)
	}
	b.byID[d.ID] = doc
	r := record{
		id: d.ID, date: d.Date.UnixMicro(),
		title: search.Fold(d.Title), publisher: search.Fold(d.Publisher), body: search.Fold(d.Body),
	}
	b.docs = append(b.docs, r)
	b.bytes += len(r.title) + len(r.publisher) + len(r.body) + len(r.id) + 200
	place := uint32(0)
	for _, text := range []string{r.title, r.publisher, r.body} {
		place = 1 + eachGram(text, place, func(k key, place uint32) { b.postText(k, doc, place) })
	}
	b.names(r, doc)
	for _, n := range d.Numbers {
		b.post(wordKey(search.NumberKey(n)).in(fieldNumber), doc)
	}
	for _, k := range d.Keys {
		b.post(wordKey(search.QuantityKey(k)).in(fieldQuantity), doc)
	}
}

// names posts what ranks a match in the title or the publisher higher.
func (b *builder) names(r record, doc uint32) {
	eachGram(r.title, 0, func(k key, _ uint32) { b.post(k.in(fieldTitle), doc) })
	eachGram(r.publisher, 0, func(k key, _ uint32) { b.post(k.in(fieldPublisher), doc) })
	b.post(wordKey(r.title).in(fieldWhole), doc)
	b.post(wordKey(r.publisher).in(fieldWholeUnit), doc)
}

// post notes that doc has k.
func (b *builder) post(k key, doc uint32) {
	b.first(b.slot(k), doc)
}

// first notes that doc has the key of s, and tells whether that is new.
func (b *builder) first(s *slot, doc uint32) bool {
	if s.seen == doc+1 {
		return false
	}
	s.seen, s.count = doc+1, 0
	before := cap(s.docs.buf)
	s.docs.add(doc)
	b.bytes += cap(s.docs.buf) - before
	return true
}

// postText notes that k stands at a place in the text of doc.
func (b *builder) postText(k key, doc, place uint32) {
	s := b.slot(k)
	isNew := b.first(s, doc)
	if s.count++; s.count == oftenCount {
		before := cap(s.often.buf)
		s.often.add(doc)
		b.bytes += cap(s.often.buf) - before
	}
	if !k.isTriple() {
		return
	}
	before := cap(s.places)
	if isNew && len(s.places) > 0 {
		s.places = append(s.places, placesEnd)
	}
	if isNew {
		s.place = 0
	}
	s.places = binary.AppendUvarint(s.places, uint64(place+1-s.place))
	s.place = place + 1
	b.bytes += cap(s.places) - before
}

// slot returns the slot of k. The pointer is good until the next call.
func (b *builder) slot(k key) *slot {
	mask := uint64(len(b.table) - 1)
	for i := hash(k) & mask; ; i = (i + 1) & mask {
		at := b.table[i]
		if at == 0 {
			b.slots = append(b.slots, slot{key: k})
			b.bytes += slotBytes
			b.table[i] = int32(len(b.slots))
			if len(b.slots)*2 > len(b.table) {
				b.grow()
			}
			return &b.slots[len(b.slots)-1]
		}
		if s := &b.slots[at-1]; s.key == k {
			return s
		}
	}
}

func (b *builder) grow() {
	b.table = make([]int32, 2*len(b.table))
	mask := uint64(len(b.table) - 1)
	for n, s := range b.slots {
		i := hash(s.key) & mask
		for b.table[i] != 0 {
			i = (i + 1) & mask
		}
		b.table[i] = int32(n + 1)
	}
}

func hash(k key) uint64 {
	h := uint64(k) * 0x9E3779B97F4A7C15
	return h ^ h>>29
}

// lists returns the posting lists in the order of their keys.
func (b *builder) lists(yield func(key, []uint32) error) error {
	slices.SortFunc(b.slots, func(x, y slot) int { return cmp.Compare(x.key, y.key) })
	b.table = nil // the slots moved: nothing can be added any more
	var docs []uint32
	for i := range b.slots {
		docs = b.slots[i].docs.appendTo(docs[:0])
		if err := yield(b.slots[i].key, docs); err != nil {
			return err
		}
	}
	return nil
}

// oftenLists is lists for the documents where a gram stands often.
func (b *builder) oftenLists(yield func(key, []uint32) error) error {
	var docs []uint32
	for i := range b.slots {
		if b.slots[i].often.n == 0 {
			continue
		}
		docs = b.slots[i].often.appendTo(docs[:0])
		if err := yield(b.slots[i].key.in(fieldOften), docs); err != nil {
			return err
		}
	}
	return nil
}

// placesLists calls yield with the places of the triples that enough documents
// have.
func (b *builder) placesLists(yield func(key, []byte) error) error {
	least := minPlaces(len(b.docs))
	for i := range b.slots {
		s := &b.slots[i]
		if len(s.places) == 0 || s.docs.n < least {
			continue
		}
		if err := yield(s.key.in(fieldPlaces), s.places); err != nil {
			return err
		}
	}
	return nil
}
