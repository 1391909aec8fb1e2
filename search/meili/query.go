package meili

import (
	"slices"
	"strings"

	"mingzhang/search"
)

// What one request may ask for. The server reads ten words or phrases of a
// query and drops the rest, so a plan beyond that is asked in parts.
const (
	maxPhrases      = 8
	maxAlternatives = 8
)

// query finds the documents that hold all its phrases and pass all its filters.
type query struct {
	phrases string // quoted, parted by blanks; "" for none
	filters []string
}

// group is a group of a plan as queries, one of which must match.
type group []query

// part is some groups of a plan, as the queries that find them: a document
// matches the part when it matches one of the queries.
type part []query

// groupsOf returns the groups of plan; ok is false when one of them cannot
// match anything.
func groupsOf(plan search.Plan) (groups []group, ok bool) {
	for _, g := range plan.Groups {
		alternatives := groupOf(g)
		if len(alternatives) == 0 {
			return nil, false
		}
		groups = append(groups, alternatives)
	}
	return groups, true
}

// groupOf returns the queries for the terms of g: one for each phrase, and one
// for all normalised numbers. Terms that hold nothing to look for have none.
func groupOf(g search.Group) (queries group) {
	var phrases, numbers, keys []string
	for _, term := range g.Terms {
		text := strings.Trim(term.Text, string(search.Gap)+" ")
		switch {
		case text == "":
		case term.In == search.InNumbers:
			numbers = append(numbers, keyValue(text))
		case term.In == search.InKeys:
			keys = append(keys, keyValue(text))
		case !slices.Contains(phrases, phraseOf(text)):
			phrases = append(phrases, phraseOf(text))
			queries = append(queries, query{phrases: phraseOf(text)})
		}
	}
	if filter := oneOf(fieldNumbers, numbers) + oneOf(fieldKeys, keys); filter != "" {
		queries = append(queries, query{filters: []string{filter[len(or):]}})
	}
	return queries
}

// phraseOf returns what finds folded text: its tokens side by side.
func phraseOf(text string) string {
	words := tokens(text)
	return `"` + strings.Join(words[:min(len(words), maxPhrase)], " ") + `"`
}

const or = " OR "

// oneOf returns " OR " and a filter for the documents with one of values in a
// field; "" without values, which hold no quotes.
func oneOf(field string, values []string) string {
	if len(values) == 0 {
		return ""
	}
	return or + field + ` IN ["` + strings.Join(values, `", "`) + `"]`
}

// partsOf spreads groups over parts that the server can answer. Alternatives
// multiply inside a part, so groups with many of them get parts of their own.
func partsOf(groups []group) []part {
	var parts []part
	for len(groups) > 0 {
		n := fitting(groups)
		parts = append(parts, combine(groups[:n]))
		groups = groups[n:]
	}
	return parts
}

// fitting returns how many of the first groups, at least one, go in one part.
func fitting(groups []group) int {
	alternatives, words := 1, 0
	for i, g := range groups {
		alternatives *= len(g)
		words += longest(g)
		if i > 0 && (i == maxPhrases || alternatives > maxAlternatives || words > maxPhrase) {
			return i
		}
	}
	return len(groups)
}

// longest returns the number of tokens in the longest alternative of g.
func longest(g group) int {
	words := 0
	for _, q := range g {
		words = max(words, strings.Count(q.phrases, " ")+1)
	}
	return words
}

// combine returns every way to take one alternative of each group.
func combine(groups []group) part {
	queries := part{{}}
	for _, g := range groups {
		var longer part
		for _, q := range queries {
			for _, more := range g {
				longer = append(longer, query{
					phrases: strings.TrimSpace(q.phrases + " " + more.phrases),
					filters: slices.Concat(q.filters, more.filters),
				})
			}
		}
		queries = longer
	}
	return queries
}
