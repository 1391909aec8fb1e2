package searchtest

import (
	"slices"

	"mingzhang/search"
)

// Expected returns the ids of the documents that match plan by the words of
// [search.Plan], in the order of docs: the plainest engine there is.
func Expected(docs []search.Document, plan search.Plan) []string {
	var ids []string
	for _, d := range docs {
		f := folded(d)
		if !slices.ContainsFunc(plan.Groups, func(g search.Group) bool { return !slices.ContainsFunc(g.Terms, f.has) }) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

// foldedDocument is what the terms of a plan are compared with.
type foldedDocument struct {
	texts, numbers, keys []string
}

func folded(d search.Document) foldedDocument {
	f := foldedDocument{texts: []string{search.Fold(d.Title), search.Fold(d.Publisher), search.Fold(d.Body)}}
	for _, number := range d.Numbers {
		f.numbers = append(f.numbers, search.NumberKey(number))
	}
	for _, key := range d.Keys {
		f.keys = append(f.keys, search.QuantityKey(key))
	}
	return f
}

func (f foldedDocument) has(t search.Term) bool {
	switch t.In {
	case search.InNumbers:
		return slices.Contains(f.numbers, t.Text)
	case search.InKeys:
		return slices.Contains(f.keys, t.Text)
	}
	return slices.ContainsFunc(f.texts, func(text string) bool { return search.IndexPhrase(text, t.Text) >= 0 })
}
