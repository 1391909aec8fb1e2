// Package portal answers the questions that both faces ask: find, read,
// aggregate, list publishers and regions, suggest. It has one query type, read
// from URL parameters in one place, and knows no HTTP.
package portal

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"mingzhang/catalog"
	"mingzhang/content"
)

// ErrNotFound says that no published record, unit or region has the given id.
var ErrNotFound = errors.New("not found")

// Page is the answer to [Portal.Find].
type Page struct {
	Rows   []Row
	Total  int     // matches of the query, over all pages
	Totals Totals  // sums over all matches
	Facets []Facet // in the order in which pages show them
	Next   string  // cursor of the next page; "" on the last
	Notice Notice
}

// Notice tells a reader what is unusual about an answer.
type Notice struct {
	Corrected string // the words that were searched instead of those typed; "" if none
	Degraded  bool   // the full-text index is away: only titles, units and document numbers were searched
}

// Row is one disclosure in a list.
type Row struct {
	ID   string
	JSON json.RawMessage // a content.Summary, encoded
	Hit  *Hit            // where the query's words stand; nil without words
}

// Summary decodes the row.
func (r Row) Summary() (*content.Summary, error) {
	var s content.Summary
	err := json.Unmarshal(r.JSON, &s)
	return &s, err
}

// Hit shows where the words of a query stand in a disclosure.
type Hit struct {
	Title   Marked `json:"title"`
	Snippet Marked `json:"snippet"`
}

// Marked is text with marks: byte ranges, ascending, that do not overlap.
type Marked struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks" doc:"Byte ranges [start, end) of the words found"`
}

// Totals are exact sums over a set of disclosures.
type Totals struct {
	Count  int
	Amount content.Fen
	Stated int            // how many of them state an amount
	People map[string]int // by unit; units are never added together
}

// Facet counts the values of one field over the matches of all other filters.
type Facet struct {
	Name   string // the query parameter: kind, year, region, publisher, category, verdict
	Values []FacetValue
}

// FacetValue is one value that a filter can take.
type FacetValue struct {
	Value    string // as in the query parameter; Unknown for records that do not state it
	Name     string // for people, where it differs from Value: a region's or publisher's name
	Count    int
	Selected bool
}

// Unknown is the value of a query parameter, and the key of a group, that
// stands for "not stated" (未分类).
const Unknown = catalog.Unknown

// Grouping says how [Portal.Aggregate] groups.
type Grouping struct {
	By    []string      // year, kind, region, publisher, category, source
	Level content.Level // of region; the default is Province
}

// Aggregate is the answer to [Portal.Aggregate]. Its groups always add up to its total.
type Aggregate struct {
	Grouping Grouping
	Groups   []Group // ascending by key
	Total    Totals
}

// Group is one group with its sums.
type Group struct {
	Keys []Key // one for each field of Grouping.By
	Totals
}

// Key is the value of one field in a group.
type Key struct {
	Value string // as in the query parameter; Unknown for records that do not state it
	Name  string // for people
}

// Flow is one edge of the money's way: source -> publisher -> category.
type Flow struct {
	From, To Key
	Stage    int // 0: source to publisher, 1: publisher to category
	Amount   content.Fen
}

// PublisherInfo is a unit with what it has published.
type PublisherInfo struct {
	content.Publisher
	Region *content.Region `json:"region"`
	Years  []content.Year  `json:"years" doc:"Years of its disclosures, descending"`
	Count  int             `json:"count"`
	Amount content.Money   `json:"amount" doc:"Sum of the counted totals"`
}

// RegionInfo is a region with what was published in it and below it.
type RegionInfo struct {
	content.Region
	Level  content.Level `json:"level"`
	Count  int           `json:"count"`
	Amount content.Money `json:"amount" doc:"Sum of the counted totals"`
}

// Suggestion completes what is being typed.
type Suggestion struct {
	Text string `json:"text"`
	Kind string `json:"kind" enum:"title,publisher,region" doc:"What the text is"`
	ID   string `json:"id,omitempty" doc:"Of the publisher or region"`
}

// State says how fresh and how healthy the read model is.
type State struct {
	Revision    string    // of the dataset; changes with every publication
	Updated     time.Time // of the newest publication
	Disclosures int
	Entries     int64  // of the log, up to which the dataset goes
	Engine      string // search engine: embedded or meilisearch
	SearchReady bool   // the index holds this revision
	SearchError string // for operators; "" when all is well
	WordsReady  bool   // all names are completed, and found by pinyin
	Problems    int    // files that could not be read
}

// Service is everything that a face may ask. [Portal] implements it.
type Service interface {
	// Find lists and searches: one page of the matches of q, with facets and sums.
	Find(ctx context.Context, q Query) (*Page, error)
	// Read gives one published record with its text, figures and findings;
	// [Withdrawn] when it was withdrawn.
	Read(ctx context.Context, id string) (*content.Disclosure, error)
	// Markdown gives the exact bytes of the newest revision of a record;
	// [Withdrawn] when it was withdrawn.
	Markdown(ctx context.Context, id string) ([]byte, error)
	// Each calls yield for every match of q in its order, for exports. It stops
	// at the first error.
	Each(ctx context.Context, q Query, yield func(*content.Summary) error) error
	// Aggregate sums the matches of q by groups.
	Aggregate(ctx context.Context, q Query, by Grouping) (*Aggregate, error)
	// Flows gives the way of the money over the matches of q; each column has at
	// most top names, the rest is one key named "other".
	Flows(ctx context.Context, q Query, top int) ([]Flow, error)
	// Publishers lists the units behind the matches of q, by amount, the largest
	// first.
	Publishers(ctx context.Context, q Query) ([]PublisherInfo, error)
	// Regions lists the regions one level below parent ("" for provinces) that
	// have matches of q, by code.
	Regions(ctx context.Context, q Query, parent string) ([]RegionInfo, error)
	// Region gives one region; ErrNotFound when GB/T 2260 has no such code.
	Region(ctx context.Context, code string) (*RegionInfo, error)
	// Publisher gives one unit; ErrNotFound when it published nothing.
	Publisher(ctx context.Context, id string) (*PublisherInfo, error)
	// Related gives the same unit's disclosures of a like-named project in other
	// years or of another kind, newest year first: what a row of a list shows.
	Related(ctx context.Context, id string) ([]content.Summary, error)
	// History gives all revisions of a disclosure, the newest first, also of a
	// withdrawn one.
	History(ctx context.Context, id string) ([]Revision, error)
	// Revision gives one revision with its text and its derived fields, also of a
	// withdrawn disclosure; ErrErased when its text was removed.
	Revision(ctx context.Context, id string, n int) (*content.Disclosure, error)
	// RevisionMarkdown gives the exact bytes of one revision, as Revision does.
	RevisionMarkdown(ctx context.Context, id string, n int) ([]byte, error)
	// Compare tells what changed from one revision to another; its errors are
	// those of Revision.
	Compare(ctx context.Context, id string, from, to int) (*Comparison, error)
	// Changes gives up to limit entries of the log from the index since on, in its
	// order. The next question is from the last index plus one.
	Changes(ctx context.Context, since int64, limit int) ([]Change, error)
	// Proof gives what proves that a revision was published, also of a withdrawn
	// or erased one.
	Proof(ctx context.Context, id string, n int) (*Proof, error)
	// Suggest completes what is being typed.
	Suggest(ctx context.Context, text string, limit int) ([]Suggestion, error)
	// State reports on the read model; it never blocks.
	State() State
}
