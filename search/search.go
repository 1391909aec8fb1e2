// Package search finds disclosures by the words that a citizen types.
//
// The quality comes from one front that every engine shares: [Fold] makes
// the same word look the same however it is written, and [Lexicon.Plan] turns
// what was typed into a [Plan]. An [Index] only executes plans: it knows words,
// not facts. Filters, facet counts and sums are the catalog's, which is exact.
package search

import (
	"context"
	"iter"
	"time"
)

// Document is what an index knows of one disclosure. Text fields hold the text
// as published; engines fold it themselves.
type Document struct {
	ID        string    // disclosure id, ASCII
	Title     string    // project name
	Publisher string    // 公开单位
	Numbers   []string  // document numbers, normalised: 总工办发〔2020〕13号
	Keys      []string  // amounts and people as written and as plain numbers: 334.60万元, 3346000元, 1346人
	Body      string    // plain text of all sections, hard wraps healed
	Date      time.Time // date of publication; newer comes first among equals
}

// Index executes plans over documents. Implementations are safe for concurrent
// use; a search that runs during an Update or a Rebuild sees the state before
// or after it, never a mixture.
type Index interface {
	// Search returns every document that matches the plan, best first.
	// Equal matches are ordered by Date, newest first, then by ID, so that
	// the same plan over the same documents gives the same order. A plan
	// without groups matches every document. It fails only when the engine
	// cannot answer ([ErrUnavailable]) or ctx is done; no text is an error.
	Search(ctx context.Context, plan Plan) (Result, error)

	// Update replaces or adds the documents in put and deletes the ids in
	// remove (unknown ids are ignored), then records revision as the state
	// of the index. When it returns nil, every later Search sees the change.
	Update(ctx context.Context, revision string, put []Document, remove []string) error

	// Rebuild replaces the whole content by docs in one step and records
	// revision. Searches see the old content until it returns. If docs
	// yields an error or ctx ends, the old content stays.
	Rebuild(ctx context.Context, revision string, docs iter.Seq2[Document, error]) error

	// Status reports what the index holds.
	Status(ctx context.Context) (Status, error)
}

// Result is the answer to a plan.
type Result struct {
	IDs []string // every match, best first
}

// Status describes the state of an index.
type Status struct {
	Engine    string // "embedded" or "meilisearch"
	Documents int
	Revision  string // as given to the last Update or Rebuild; "" when nothing was ever built
}
