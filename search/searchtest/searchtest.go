// Package searchtest holds the conformance suite that every [search.Index]
// passes, and starts the Meilisearch that one of them needs.
package searchtest

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"mingzhang/search"
)

// Run tests that the indexes which open returns keep the promises of
// [search.Index]. Each call of open gives a new index that holds nothing.
func Run(t *testing.T, open func(t *testing.T) search.Index) {
	for _, c := range []struct {
		name string
		test func(*testing.T, search.Index)
	}{
		{"updates are visible and recorded", testUpdate},
		{"queries find what they should", testQueries},
		{"every pair of characters is found", testPairs},
		{"best and newest first", testOrder},
		{"plans of any shape", testShapes},
		{"no text is an error", testHostile},
		{"a long text is found to its end", testLongText},
		{"rebuild replaces everything", testRebuild},
		{"a failed rebuild changes nothing", testFailedRebuild},
		{"rebuild never shows half an index", testRebuildWhileSearching},
		{"update never shows half a change", testUpdateWhileSearching},
		{"a done context is an error", testContext},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// all yields docs without an error.
func all(docs []search.Document) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// rebuild fills x with docs.
func rebuild(t *testing.T, x search.Index, revision string, docs []search.Document) {
	t.Helper()
	if err := x.Rebuild(t.Context(), revision, all(docs)); err != nil {
		t.Fatalf("Rebuild: %v", err)
	}
}

// found returns the ids that x finds for plan.
func found(t *testing.T, x search.Index, plan search.Plan) []string {
	t.Helper()
	result, err := x.Search(t.Context(), plan)
	if err != nil {
		t.Fatalf("Search: %v", err)
	}
	return result.IDs
}

// word returns the plan for one folded phrase.
func word(phrase string) search.Plan { return words([]string{phrase}) }

// words returns the plan for groups of folded phrases.
func words(groups ...[]string) search.Plan {
	plan := search.Plan{Class: search.ClassWords}
	for _, phrases := range groups {
		var g search.Group
		for _, phrase := range phrases {
			g.Terms = append(g.Terms, search.Term{Text: phrase})
		}
		plan.Groups = append(plan.Groups, g)
	}
	return plan
}

// everything is the plan of an empty query.
func everything() search.Plan { return search.Plan{Class: search.ClassAll} }

// newestFirst returns the ids of docs in the order of equal matches.
func newestFirst(docs []search.Document) []string {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b search.Document) int {
		return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.ID, b.ID))
	})
	out := make([]string, len(docs))
	for i, d := range docs {
		out[i] = d.ID
	}
	return out
}

// wantIDs compares two lists, the order included.
func wantIDs(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: found %q, want %q", what, got, want)
	}
}

// wantSet compares two lists, the order not included; a repeated id is an error.
func wantSet(t *testing.T, what string, got, want []string) {
	t.Helper()
	wantIDs(t, what, slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want)))
}

// wantStatus compares the state of x.
func wantStatus(t *testing.T, x search.Index, revision string, documents int) {
	t.Helper()
	status, err := x.Status(t.Context())
	if err != nil {
		t.Fatalf("Status: %v", err)
	}
	if status.Revision != revision || status.Documents != documents || status.Engine == "" {
		t.Errorf("Status() = %+v, want revision %q, %d documents and an engine", status, revision, documents)
	}
}

// update applies a change to x.
func update(t *testing.T, x search.Index, revision string, put []search.Document, remove ...string) {
	t.Helper()
	if err := x.Update(context.WithoutCancel(t.Context()), revision, put, remove); err != nil {
		t.Fatalf("Update: %v", err)
	}
}
