package portal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"mingzhang/catalog"
	"mingzhang/content"
	"mingzhang/search"
)

// model is everything that is read from one revision of the dataset. It never
// changes; a new publication makes a new one.
type model struct {
	snap    *catalog.Snapshot
	order   []catalog.Row // newest first
	titles  []string      // by row
	lexicon *search.Lexicon
	names   *names
	found   rankings

	regionCodes []string // of every region that published, and those above it
	indexed     string   // revision of a search index that holds this model
}

func newModel(ctx context.Context, snap *catalog.Snapshot) (*model, error) {
	m := &model{
		snap: snap, order: snap.Page(snap.All(), catalog.NewestUpdate, nil, snap.Len()),
		regionCodes: regionsOf(snap),
	}
	m.indexed = m.indexRevision()
	heads, err := m.heads(ctx)
	if err != nil {
		return nil, err
	}
	m.titles = make([]string, len(heads))
	words := make([]search.Name, 0, 2*len(heads))
	for i, h := range heads {
		m.titles[m.order[i]] = h.Title
		words = append(words, search.Name{Text: h.Title, Kind: search.NameTitle}, search.Name{Text: h.Publisher.Name, Kind: search.NamePublisher})
	}
	var g errgroup.Group
	g.Go(func() error { m.lexicon = search.NewLexicon(words); return nil })
	g.Go(func() error { m.names = newNames(heads); return nil })
	return m, g.Wait()
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

// head is what the names of a disclosure are searched by.
type head struct {
	ID        string
	Title     string
	Publisher struct{ Name string }
	Numbers   []string `json:"document_numbers"`
}

// heads reads the heads of all records on all cores, newest first.
func (m *model) heads(ctx context.Context) ([]head, error) {
	heads := make([]head, len(m.order))
	g, ctx := errgroup.WithContext(ctx)
	workers := runtime.GOMAXPROCS(0)
	for worker := range workers {
		g.Go(func() error {
			var buffer []byte
			for i := worker; i < len(heads); i += workers {
				var err error
				if buffer, err = m.snap.AppendRecord(buffer[:0], m.order[i]); err != nil {
					return err
				}
				if err := json.Unmarshal(buffer, &heads[i]); err != nil {
					return fmt.Errorf("reading the record of %s: %w", m.snap.Facts(m.order[i]).ID, err)
				}
			}
			return ctx.Err()
		})
	}
	return heads, g.Wait()
}

func (m *model) summary(row catalog.Row) (*content.Summary, error) {
	b, err := m.snap.Record(row)
	if err != nil {
		return nil, err
	}
	var s content.Summary
	if err := json.Unmarshal(b, &s); err != nil {
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
