package catalog

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"time"

	"mingzhang/content"

	"golang.org/x/sync/errgroup"
)

// Snapshot is one immutable state of all published disclosures. Withdrawn ones
// are in no set, sum or list; only [Snapshot.Withdrawn] knows them.
type Snapshot struct {
	*table
	config              Config
	store               *store // where the next snapshot puts its records
	records             *records
	live                Set
	rows                map[[idSize]byte]Row // of live, by id: a search gives thousands of ids
	count               int
	orders              [orderCount][]Row
	ranks               [columnCount][]uint32 // place of each code among the sorted names
	places              []place               // of each code of the region column
	years               []content.Year        // of each code of the year column
	counts              [columnCount][]uint32 // of each code, over all
	byVerdict, byAmount []Count               // of the facets, over all
	whole               Totals                // over all
	provinces           axis                  // regions grouped by province
	unitCodes           map[string]uint32     // of publishers, by id
	byUnit              postings              // rows of each publisher code
	byNumber            postings              // rows of each document number
	revision            string
	texts               Mark
	modified            time.Time
}

// newSnapshot derives all that questions need from a table.
func newSnapshot(config Config, t *table, store *store) *Snapshot {
	s := &Snapshot{table: t, config: config, store: store, records: store.view()}
	s.live = allowed(t.withdrawn, []uint8{1, 0})
	s.count = s.live.Len()
	s.unitCodes = codesOf(t.columns[publisherColumn].names)
	s.places, s.years = placesOf(t.columns[regionColumn].names), yearsOf(t.columns[yearColumn].names)
	s.provinces = s.regionAxis(func(p place) string { return p.below("") })
	var work errgroup.Group // the parts do not depend on each other
	for order := range Order(orderCount) {
		work.Go(func() error { s.orders[order] = s.sorted(order); return nil })
	}
	work.Go(func() error { s.revision, s.texts = s.fingerprint(), s.mark(); return nil })
	work.Go(func() error { s.rows = s.rowsByID(); return nil })
	work.Go(func() error {
		for i := range s.ranks {
			s.ranks[i], s.counts[i] = ranksOf(t.columns[i].names), countCodes(s.live, &t.columns[i])
		}
		s.byUnit = post(s.live, len(t.unitNames), func(r Row) []uint32 {
			return t.columns[publisherColumn].codes[r : r+1]
		})
		s.byNumber = post(s.live, len(t.numbers), func(r Row) []uint32 {
			from, to := t.numbered.of(int(r))
			return t.numberCode[from:to]
		})
		return nil
	})
	_ = work.Wait() // none of them fails
	s.byVerdict, s.byAmount, s.whole = s.verdictCounts(s.live), s.amountCounts(s.live), s.Total(s.live)
	if len(t.updated) > 0 {
		s.modified = time.Unix(slices.Max(t.updated), 0).UTC()
	}
	return s
}

func (s *Snapshot) rowsByID() map[[idSize]byte]Row {
	rows := make(map[[idSize]byte]Row, s.count)
	for row := range s.live.All() {
		rows[[idSize]byte(s.idBytes(int(row)))] = row
	}
	return rows
}

func codesOf(names []string) map[string]uint32 {
	codes := make(map[string]uint32, len(names))
	for code, name := range names {
		codes[name] = uint32(code)
	}
	return codes
}

func (s *Snapshot) fingerprint() string {
	h := sha256.New()
	b := []byte(s.config.Rules + "\x00")
	for row := range s.live.All() {
		b = append(b, s.idBytes(int(row))...)
		b = binary.LittleEndian.AppendUint32(b, s.revisions[row])
		b = append(b, s.sha256[row*32:(row+1)*32]...)
		if len(b) > 1<<14 {
			h.Write(b)
			b = b[:0]
		}
	}
	h.Write(b)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Revision names this state: a short hash over the id, revision and bytes of
// everything published and over the rules by which facts were derived. It is
// good as an ETag.
func (s *Snapshot) Revision() string { return s.revision }

// LastModified tells when the newest revision was published; the zero time when
// there is none.
func (s *Snapshot) LastModified() time.Time { return s.modified }

// Len tells how many disclosures are published.
func (s *Snapshot) Len() int { return s.count }

// All gives the set of all published disclosures.
func (s *Snapshot) All() Set { return s.live }

// Find gives the row of a published disclosure.
func (s *Snapshot) Find(id string) (Row, bool) {
	if len(id) != idSize {
		return 0, false
	}
	row, found := s.rows[[idSize]byte([]byte(id))]
	return row, found
}

// Withdrawn gives the row of a disclosure that was published and then withdrawn.
// It is in no set; its facts and its record say what stood there and why it went.
func (s *Snapshot) Withdrawn(id string) (r Row, withdrawn bool) {
	row, found := s.table.find(id)
	if !found || s.live.Has(Row(row)) {
		return 0, false
	}
	return Row(row), true
}

// Facts are the facts of a row that lists, feeds and caches need without
// reading its record.
type Facts struct {
	ID          string
	Title       string
	Kind        content.Kind
	Year        content.Year
	Publisher   content.Publisher
	Region      string       // GB/T 2260 code, "" when unknown
	Category    string       // "" when unknown
	Amount      *content.Fen // nil when unknown
	Revision    int
	PublishedAt time.Time
	UpdatedAt   time.Time
	SHA256      string // of the Markdown revision
}

// Facts gives the facts of a row.
func (s *Snapshot) Facts(r Row) Facts {
	unit := s.columns[publisherColumn].codes[r]
	f := Facts{
		ID: s.id(int(r)), Title: s.titles[r], Kind: content.Kind(s.value(kindColumn, r)), Year: s.yearOf(r),
		Publisher: content.Publisher{ID: s.columns[publisherColumn].names[unit], Name: s.unitNames[unit]},
		Region:    s.value(regionColumn, r), Category: s.value(categoryColumn, r), Revision: int(s.revisions[r]),
		PublishedAt: time.Unix(s.published[r], 0).UTC(), UpdatedAt: time.Unix(s.updated[r], 0).UTC(),
		SHA256: hex.EncodeToString(s.sha256[r*32 : (r+1)*32]),
	}
	if a := s.amounts[r]; a != noAmount {
		f.Amount = (*content.Fen)(&a)
	}
	return f
}

// Numbers gives the document numbers of a row, in normal form.
func (s *Snapshot) Numbers(r Row) []string {
	from, to := s.numbered.of(int(r))
	numbers := make([]string, 0, to-from)
	for _, code := range s.numberCode[from:to] {
		numbers = append(numbers, s.numbers[code])
	}
	return numbers
}

func (s *Snapshot) value(at int, r Row) string {
	if code := s.columns[at].codes[r]; code != 0 {
		return s.columns[at].names[code]
	}
	return ""
}
