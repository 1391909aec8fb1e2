package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"

	"mingzhang/catalog"
	"mingzhang/content"
	"mingzhang/search"
)

// model is everything that is read from one revision of the dataset. It never
// changes; a new publication makes a new one.
type model struct {
	snap    *catalog.Snapshot
	order   []catalog.Row // newest first
	lexicon *search.Lexicon
	names   func() *names // made when first needed: only without a full-text index
	found   rankings

	regionCodes []string // of every region that published, and those above it
	indexed     string   // revision of a search index that holds this model
}

func newModel(snap *catalog.Snapshot) *model {
	m := &model{
		snap: snap, order: snap.Page(snap.All(), catalog.NewestUpdate, nil, snap.Len()),
		regionCodes: regionsOf(snap),
	}
	m.indexed = m.indexRevision()
	words := make([]search.Name, 0, 2*len(m.order))
	for _, row := range m.order {
		f := snap.Facts(row)
		words = append(words, search.Name{Text: f.Title, Kind: search.NameTitle}, search.Name{Text: f.Publisher.Name, Kind: search.NamePublisher})
	}
	m.lexicon = search.NewLexicon(words)
	m.names = sync.OnceValue(func() *names { return newNames(m) })
	return m
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

// documentsFormat changes when [Portal.documents] tells an index other things of
// the same texts.
const documentsFormat = "1"

// indexRevision names what a search index of this model holds. It follows from
// the texts alone: a new build with other rules does not build the index anew.
func (m *model) indexRevision() string {
	h := sha256.New()
	io.WriteString(h, documentsFormat)
	for _, row := range m.order {
		facts := m.snap.Facts(row)
		io.WriteString(h, facts.ID)
		io.WriteString(h, facts.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
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

// row finds a published record.
func (m *model) row(id string) (catalog.Row, error) {
	row, ok := m.snap.Find(id)
	if !ok {
		return 0, fmt.Errorf("disclosure %.40q: %w", id, ErrNotFound)
	}
	return row, nil
}

// path gives the place of a record's newest revision.
func (m *model) path(row catalog.Row) string {
	f := m.snap.Facts(row)
	return content.RevisionPath(f.ID, f.Revision)
}
