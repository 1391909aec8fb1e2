package portal

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"mingzhang/catalog"
	"mingzhang/content"
	"mingzhang/search"
)

// model is everything that is read from one state of the dataset. It never
// changes; a new publication makes a new one.
type model struct {
	snap    *catalog.Snapshot
	next    int64                // index of the first entry of the log that is not in it
	order   func() []catalog.Row // newest first; made when first needed
	lexicon *search.Lexicon
	learned bool          // the lexicon has all names of the snapshot
	names   func() *names // made when first needed: only without a full-text index
	found   rankings

	regionCodes []string // of every region that published, and those above it
}

// newModel makes a model with a lexicon that may be older.
func newModel(snap *catalog.Snapshot, next int64, lexicon *search.Lexicon, learned bool) *model {
	m := &model{snap: snap, next: next, lexicon: lexicon, learned: learned, regionCodes: regionsOf(snap)}
	m.order = sync.OnceValue(func() []catalog.Row { return snap.Page(snap.All(), catalog.NewestUpdate, nil, snap.Len()) })
	m.names = sync.OnceValue(func() *names { return newNames(m) })
	return m
}

// newLexicon learns the names of all projects and units: about a second for
// 100,000 disclosures.
func newLexicon(snap *catalog.Snapshot) *search.Lexicon {
	words := make([]search.Name, 0, 2*snap.Len())
	for row := range snap.All().All() {
		f := snap.Facts(row)
		words = append(words, search.Name{Text: f.Title, Kind: search.NameTitle}, search.Name{Text: f.Publisher.Name, Kind: search.NamePublisher})
	}
	return search.NewLexicon(words)
}

// regionsOf lists the regions with units that published, and all above them, the
// higher levels first.
func regionsOf(snap *catalog.Snapshot) []string {
	levels := []content.Level{content.Province, content.Prefecture, content.County}
	codes := make([][]string, len(levels))
	for _, unit := range snap.Units(snap.All()) {
		for i, level := range levels {
			if unit.Region == "" {
				continue
			}
			if code := content.AncestorAt(unit.Region, level); code != "" {
				codes[i] = append(codes[i], code)
			}
		}
	}
	for i := range codes {
		slices.Sort(codes[i])
		codes[i] = slices.Compact(codes[i])
	}
	return slices.Concat(codes...)
}

func (m *model) summary(row catalog.Row) (*content.Summary, error) {
	b, err := m.snap.Record(row)
	if err != nil {
		return nil, err
	}
	return m.decode(row, b)
}

func (m *model) decode(row catalog.Row, record []byte) (*content.Summary, error) {
	var s content.Summary
	if err := json.Unmarshal(record, &s); err != nil {
		return nil, fmt.Errorf("reading the record of %s: %w", m.snap.Facts(row).ID, err)
	}
	return &s, nil
}
