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

// group is a group of a plan as quoted phrases, one of which must occur.
type group []string

// part is some groups of a plan, as the queries that find them: a document
// matches the part when it matches one of the queries.
type part []string

// groupsOf returns the groups of plan; ok is false when one of them cannot
// match anything.
func groupsOf(plan search.Plan) (groups []group, ok bool) {
	for _, g := range plan.Groups {
		var alternatives group
		for _, term := range g.Terms {
			if phrase := phraseOf(term); phrase != "" && !slices.Contains(alternatives, phrase) {
				alternatives = append(alternatives, phrase)
			}
		}
		if len(alternatives) == 0 {
			return nil, false
		}
		groups = append(groups, alternatives)
	}
	return groups, true
}

// phraseOf returns what finds term: its tokens side by side, or the one token
// of a normalised number. It is "" for a term that holds nothing to look for.
func phraseOf(term search.Term) string {
	text := strings.Trim(term.Text, string(search.Gap)+" ")
	switch {
	case text == "":
		return ""
	case term.In == search.InNumbers:
		return `"` + keyToken(numberMark, text) + `"`
	case term.In == search.InKeys:
		return `"` + keyToken(quantityMark, text) + `"`
	}
	words := tokens(text)
	return `"` + strings.Join(words[:min(len(words), maxPhrase)], " ") + `"`
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
	for _, phrase := range g {
		words = max(words, strings.Count(phrase, " ")+1)
	}
	return words
}

// combine returns every way to take one alternative of each group.
func combine(groups []group) part {
	queries := part{""}
	for _, g := range groups {
		var longer part
		for _, query := range queries {
			for _, phrase := range g {
				longer = append(longer, strings.TrimSpace(query+" "+phrase))
			}
		}
		queries = longer
	}
	return queries
}
